"""Pages of answers become messages: text and entities, no markup, so that no document can break it.

Pure: the same messages go to Telegram and, on ``/payload``, to the REPL's screen.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.answer import hits_of, in_context
from bot.conversation import Page
from bot.telegram_app.formatted import (
    LIMIT,
    Entity,
    EntityType,
    Styled,
    clean,
    is_visible,
    one_line,
    packed,
    shortened,
)
from bot.telegram_app.links import sentence_url
from bot.telegram_app.quotation import Quotation, quotation
from bot.window import window
from bot.wording import answers as wording
from bot.wording import telegram as telegram_wording
from corpus.citation import Citation
from corpus.passage import Passage
from corpus.store import StoredDocument
from embeddings.hit import Hit

MORE = "m"
CONTEXT = "c"
ALONE = "a"

_BETWEEN = "\n\n"
_NAME_LIMIT = 160
_PART_LIMIT = 80
_LEAD_LIMIT = 400
_QUOTED_AT_ONCE = LIMIT - 1_000  # leaves room for a lead and for the longest footnote
_SHORT = 400
_SEEN_WHEN_FOLDED = 120  # about what the three lines of a folded quotation hold on a phone
_SOURCES_LISTED = 100

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; ``data`` (at most 64 bytes) comes back when it is pressed."""

    text: str
    data: str


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """One message: at most 4,096 UTF-16 code units, and rows of buttons."""

    text: str
    entities: tuple[Entity, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()


def render(page: Page, key: str | None = None) -> tuple[RenderedMessage, ...]:
    """The messages for one page of an answer; the buttons are under the last.

    Args:
        page: what to show.
        key: the id under which ``bot.state.ShownAnswers`` keeps the answer; None for no buttons.
    """
    blocks: list[Styled] = []
    sentence = wording.lead(page.answer) if page.first == 0 else None
    if sentence is not None:
        blocks.append(Styled(shortened(clean(sentence), _LEAD_LIMIT)))
    for number, hit in _numbered(page):
        blocks += _cited(number, hit)
    return _messages(blocks, _page_buttons(page, key) if key else ())


def render_context(number: int, hit: Hit, around: Sequence[Passage]) -> tuple[RenderedMessage, ...]:
    """The messages that show a cited passage among its neighbours.

    Args:
        number: the passage's footnote number.
        hit: the cited passage.
        around: it and its neighbours, in the document's order.
    """
    lead = Styled(telegram_wording.CONTEXT_LEAD) + _footnote(number, hit)
    alone = all(passage.id == hit.passage.id for passage in around)
    blocks = [lead, Styled(telegram_wording.CONTEXT_ALONE)] if alone else [lead]
    for passage in around:
        cited = passage.id == hit.passage.id
        label = Styled(telegram_wording.context_label(passage.citation, cited=cited))
        quoted = quotation(passage.text, hit.highlights if cited else ())
        heading = (label.wrapped("bold") if cited else label) + "\n"
        blocks += [
            heading + _block(piece, folds=not cited) for piece in quoted.pieces(_QUOTED_AT_ONCE)
        ]
    return _messages(blocks)


def render_sources(documents: Sequence[StoredDocument]) -> tuple[RenderedMessage, ...]:
    """The list of documents, a line each; a long list is cut, and says so."""
    lines = [Styled(wording.sources_lead(list(documents)))]
    for document in documents[:_SOURCES_LISTED]:
        line = shortened(one_line(wording.source_line(document)), _NAME_LIMIT)
        path = "" if document.metadata.title else one_line(document.path)
        name = line[: len(path)]
        lines.append(
            Styled(telegram_wording.BULLET) + Styled(name).wrapped("code") + line[len(path) :]
        )
    if len(documents) > _SOURCES_LISTED:
        lines.append(Styled(telegram_wording.more_sources(len(documents) - _SOURCES_LISTED)))
    return _messages(lines, separator="\n")


def render_text(text: str) -> RenderedMessage:
    """A plain message of ours."""
    return RenderedMessage(shortened(clean(text).strip(), LIMIT))


def payload(
    message: RenderedMessage,
    chat_id: int,
    *,
    thread_id: int | None = None,
    reply_to: int | None = None,
) -> dict[str, Json]:
    """What ``sendMessage`` gets, as JSON.

    Args:
        message: what to send.
        chat_id: the chat.
        thread_id: the topic, where the chat has topics.
        reply_to: the message to answer; if it is gone, the answer is sent all the same.
    """
    sent: dict[str, Json] = {"chat_id": chat_id, "text": message.text}
    if message.entities:
        sent["entities"] = [
            {"type": entity.type, "offset": entity.offset, "length": entity.length}
            | ({"url": entity.url} if entity.url else {})
            for entity in message.entities
        ]
    sent["link_preview_options"] = {"is_disabled": True}
    if thread_id is not None:
        sent["message_thread_id"] = thread_id
    if reply_to is not None:
        sent["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
    if message.buttons:
        rows: list[Json] = [
            [{"text": button.text, "callback_data": button.data} for button in row]
            for row in message.buttons
        ]
        sent["reply_markup"] = {"inline_keyboard": rows}
    return sent


def _numbered(page: Page) -> Iterator[tuple[int, Hit]]:
    hits = hits_of(page.answer)[page.first : page.end]
    return enumerate(hits, start=page.first + 1)


def _cited(number: int, hit: Hit) -> Iterator[Styled]:
    """A passage and its footnote: one block, or several where what is shown is too long for one.

    Of a long passage the window is shown; the button for its context leads to the rest.
    """
    quoted = quotation(hit.passage.text, hit.highlights, window(hit))
    pieces = list(quoted.pieces(_QUOTED_AT_ONCE))
    for piece in pieces[:-1]:
        yield _block(piece, folds=number > 1) + "\n" + telegram_wording.continues(number)
    footnote = _footnote(number, hit)
    yield _block(pieces[-1], folds=number > 1) + "\n" + footnote if pieces else footnote


def _block(quoted: Quotation, *, folds: bool) -> Styled:
    """A quotation, folded where it is long and nothing that answers would be hidden.

    Args:
        quoted: what to quote.
        folds: whether it may fold although its highlight would then not be seen.
    """
    hidden = quoted.highlighted_until > _SEEN_WHEN_FOLDED or not quoted.highlights
    folded = quoted.length > _SHORT and (folds or not hidden)
    kind: EntityType = "expandable_blockquote" if folded else "blockquote"
    return quoted.styled(kind)


def _footnote(number: int, hit: Hit) -> Styled:
    """``[1] Title · Publisher · 16 May 2025 · ¶4``; the title opens the page at the sentence."""
    citation = hit.passage.citation
    name, *others = wording.footnote_parts(citation)
    best = hit.best_highlight
    url = sentence_url(citation.metadata.url, best.of(hit.passage.text) if best else "")
    title = Styled(_name(name, citation))
    if url:
        title = title.wrapped("text_link", url)
    elif not citation.metadata.title:  # or Telegram would take "notes.md" for a Moldovan website
        title = title.wrapped("code")
    line = Styled(f"[{number}] ") + title
    for part in others:
        line += wording.SEPARATOR + shortened(one_line(part), _PART_LIMIT)
    return line


def _name(name: str, citation: Citation) -> str:
    """A name that can be seen on one line, whatever the document calls itself."""
    candidates = (one_line(name), one_line(citation.document))
    seen = next(
        (candidate for candidate in candidates if is_visible(candidate)), telegram_wording.UNNAMED
    )
    return shortened(seen, _NAME_LIMIT)


def _page_buttons(page: Page, key: str) -> tuple[tuple[Button, ...], ...]:
    contexts = tuple(
        Button(telegram_wording.context_button(number), f"{CONTEXT}:{key}:{number - 1}")
        for number, _ in _numbered(page)
    )
    rows = [contexts] if contexts else []
    if page.remaining > 0:
        more = telegram_wording.more_button(page.remaining)
        rows.append((Button(more, f"{MORE}:{key}:{page.end}"),))
    if page.first == 0 and in_context(page.answer):
        rows.append((Button(telegram_wording.ALONE_BUTTON, f"{ALONE}:{key}:0"),))
    return tuple(rows)


def _messages(
    blocks: Iterable[Styled],
    buttons: tuple[tuple[Button, ...], ...] = (),
    separator: str = _BETWEEN,
) -> tuple[RenderedMessage, ...]:
    *rest, last = packed(blocks, separator)
    return (
        *(RenderedMessage(part.text, part.entities) for part in rest),
        RenderedMessage(last.text, last.entities, buttons),
    )
