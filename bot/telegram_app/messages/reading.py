"""An answer as it is read on a phone: one passage opened, the others a line each, in one message.

Pure: the same message goes to Telegram, as a new one or in place of its last state, and on
``/payload`` to the REPL's screen. It fits into one message by construction: every part of it has
a limit, and the limits add up to less than Telegram's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer import Answer, Answered, Closest, hits_of
from bot.conversation import Page
from bot.state import NO_VOTES, Votes
from bot.telegram_app.messages.footnotes import (
    NAME_LIMIT,
    address,
    footnote,
    line,
    visible_name,
)
from bot.telegram_app.messages.formatted import (
    LIMIT,
    EntityType,
    Styled,
    clean,
    packed,
    shortened,
    utf16_length,
)
from bot.telegram_app.messages.keyboard import (
    Button,
    Rows,
    alone_rows,
    answer_rows,
    context_rows,
    near_rows,
)
from bot.telegram_app.messages.quotation import Quotation, quotation
from bot.telegram_app.messages.rendering import BETWEEN, RenderedMessage
from bot.telegram_app.messages.stop_button import Where, stop_button
from bot.telegram_app.messages.versions import version_lines
from bot.window import focus, marks
from bot.wording import answers as wording
from bot.wording import telegram as telegram_wording
from bot.wording.naming import name
from corpus.document import Span
from corpus.passage import Passage
from embeddings.hit import Hit

IN_SIGHT = 80
"""UTF-16 code units that surely stand in the three lines of a folded quotation on a phone."""

QUOTED = 1_900
QUOTED_SHORT = 600
"""UTF-16 code units of a passage that an answer shows; the short form is for groups."""

_LINES_SHORT = 2
_LEAD_LIMIT = 600
_QUOTED_IN_CONTEXT = LIMIT - 1_000  # leaves room for the lead with the longest footnote
_FOLDED_FROM = 400


@dataclass(frozen=True, slots=True)
class View:
    """What a message shows of an answer.

    Attributes:
        opened: the passage that is shown at length, from 0, on ``page``; None where there is none,
            or where near misses wait behind a button.
        short: whether it is shown in the short form.
        left_out: passages of ``page`` that do not agree with their original.
    """

    page: Page
    opened: int | None
    short: bool = False
    left_out: frozenset[int] = frozenset()
    votes: Votes = NO_VOTES


def first_view(page: Page, *, short: bool = False, left_out: frozenset[int] = frozenset()) -> View:
    """How ``page`` is shown at first: its best passage opened, but near misses not yet."""
    hits = range(page.first, page.end)
    hidden = isinstance(page.answer, Closest) and page.first == 0
    sound = [place for place in hits if place not in left_out]
    opened = None if hidden else next(iter(sound or hits), None)
    return View(page, opened, short, left_out)


def render(view: View, key: str | None = None) -> RenderedMessage:
    """The message for ``view``.

    Args:
        view: what to show.
        key: the id under which ``bot.state.ShownAnswers`` keeps the answer; None for no buttons.
    """
    page, opened = view.page, view.opened
    blocks: list[Styled] = []
    sentence = wording.lead(page.answer, follow=opened is not None)
    if sentence is not None:
        blocks.append(Styled(shortened(clean(sentence), _LEAD_LIMIT)))
    url = None
    if opened is not None:
        hits = hits_of(page.answer)
        blocks.append(_passage(opened, hits[opened], view))
        others = [place for place in range(page.first, page.end) if place != opened]
        lines = [_line(place, hits[place], view) for place in others]
        blocks += lines[:_LINES_SHORT] if view.short else lines
        url = address(hits[opened])
    rows = _rows(view, key, url) if key else ()
    return _message(blocks, rows)


def render_alone(view: View) -> RenderedMessage:
    """The message for ``view`` where no button can call the bot back: at most a page opens."""
    message = render(view)
    if view.opened is None or view.opened in view.left_out:
        return message
    url = address(hits_of(view.page.answer)[view.opened])
    rows = ((Button(telegram_wording.open_button(), url=url),),) if url else ()
    return replace(message, buttons=rows)


def render_titled(view: View) -> RenderedMessage:
    """As ``render_alone`` for a view of one opened passage, under its document's title."""
    message = render_alone(view)
    citation = hits_of(view.page.answer)[view.page.first].passage.citation
    title = Styled(shortened(visible_name(name(citation), citation), NAME_LIMIT))
    heading = title.wrapped("bold" if citation.metadata.title else "code")
    whole = heading + BETWEEN + Styled(message.text, message.entities)
    return replace(message, text=whole.text, entities=whole.entities)


def render_context(
    place: int,
    hit: Hit,
    around: Sequence[Passage],
    key: str | None = None,
    part: int | None = None,
    *,
    link: str | None = None,
) -> RenderedMessage:
    """A message that shows a cited passage whole among its neighbours, or a part of that.

    Args:
        place: of the cited passage in its answer, from 0.
        hit: the cited passage.
        around: it and its neighbours, in the document's order.
        key: as in ``render``.
        part: which part, from 0, where one message does not hold all; the last one if there are
            fewer; None for the one with the marked sentence.
        link: to the passage, for others.
    """
    blocks, marked = _context_blocks(place + 1, hit, around)
    parts = packed(blocks, BETWEEN)
    # Packing goes in order, so that what comes after a block does not move it.
    meant = len(packed(blocks[: marked + 1], BETWEEN)) - 1 if part is None else part
    shown = min(meant, len(parts) - 1)
    rows = context_rows(key, place, shown, len(parts), link) if key else ()
    return RenderedMessage(parts[shown].text, parts[shown].entities, rows)


def _rows(view: View, key: str, url: str | None) -> Rows:
    if view.opened is not None:
        rows = answer_rows(
            view.page, key, view.opened, left_out=view.left_out, url=url, votes=view.votes
        )
        return (*rows, *_stopping(view.page.answer))
    return near_rows(view.page, key) if hits_of(view.page.answer) else alone_rows(view.page, key)


def _stopping(answer: Answer) -> Rows:
    """What ends the watch that brought ``answer``, if one did."""
    watch = answer.watch if isinstance(answer, Answered) else ""
    return ((stop_button(Where.NOTICE, watch),),) if watch else ()


def _passage(place: int, hit: Hit, view: View) -> Styled:
    """The opened passage and its footnote; of a long one, the part around what is marked."""
    if place in view.left_out:
        return Styled(telegram_wording.left_out(place + 1))
    limit = QUOTED_SHORT if view.short else QUOTED
    part = part_shown(hit, limit)
    quoted = quotation(hit.passage.text, marks(hit), part).cut_to(limit)
    below = footnote(place + 1, hit) + version_lines(hit)
    if not quoted.text:
        return below
    # A fold must not hide what answers: where that begins farther down, nothing is folded.
    kind: EntityType = (
        "expandable_blockquote" if quoted.highlighted_from <= IN_SIGHT else "blockquote"
    )
    return quoted.styled(kind) + "\n" + below


def part_shown(hit: Hit, limit: int) -> Span:
    """The part of a passage to quote in about ``limit`` UTF-16 code units; its mark is in them."""
    text = hit.passage.text
    pairs = len(text) < utf16_length(text) > limit
    return focus(hit, limit // 2 if pairs else limit, IN_SIGHT)


def _line(place: int, hit: Hit, view: View) -> Styled:
    number = place + 1
    left_out = place in view.left_out
    return Styled(telegram_wording.left_out(number)) if left_out else line(number, hit)


def _context_blocks(number: int, hit: Hit, around: Sequence[Passage]) -> tuple[list[Styled], int]:
    """The blocks of a context, and which of them holds the marked sentence."""
    blocks = [Styled(telegram_wording.context_lead()) + footnote(number, hit)]
    if all(passage.id == hit.passage.id for passage in around):
        blocks.append(Styled(telegram_wording.context_alone()))
    marked = 0
    for passage in around:
        cited = passage.id == hit.passage.id
        label = Styled(telegram_wording.context_label(passage.citation, cited=cited))
        heading = (label.wrapped("bold") if cited else label) + "\n"
        quoted = quotation(passage.text, marks(hit) if cited else ())
        for piece in quoted.pieces(_QUOTED_IN_CONTEXT):
            if cited and not marked and (piece.highlights or not quoted.highlights):
                marked = len(blocks)
            blocks.append(heading + _in_context(piece, cited=cited))
    return blocks, marked


def _in_context(piece: Quotation, *, cited: bool) -> Styled:
    folded = piece.length > _FOLDED_FROM and not cited
    return piece.styled("expandable_blockquote" if folded else "blockquote")


def _message(blocks: Sequence[Styled], rows: Rows) -> RenderedMessage:
    (whole,) = packed(blocks, BETWEEN)
    return RenderedMessage(whole.text, whole.entities, rows)
