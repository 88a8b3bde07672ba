"""Messages: text and entities, no markup, so that no document can break one.

Pure: the same messages go to Telegram and, on ``/payload``, to the REPL's screen. How an answer is
laid out is told in ``reading``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.listing import by_file
from bot.receipts import Receipt
from bot.telegram_app.messages.formatted import (
    LIMIT,
    Entity,
    Styled,
    clean,
    is_visible,
    one_line,
    packed,
    shortened,
)
from bot.telegram_app.messages.keyboard import Button, Rows
from bot.wording import answers as wording
from bot.wording import receipts as receipts_wording
from bot.wording import telegram as telegram_wording
from corpus.store import StoredDocument

BETWEEN = "\n\n"
"""What stands between two parts of a message."""

_NAME_LIMIT = 160
_PATH_LIMIT = 1_000
_SOURCES_LISTED = 100

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """One message: at most 4,096 UTF-16 code units, and rows of buttons."""

    text: str
    entities: tuple[Entity, ...] = ()
    buttons: Rows = ()


def render_sources(documents: Sequence[StoredDocument]) -> tuple[RenderedMessage, ...]:
    """The list of documents, a line a file; a long list is cut, and says so."""
    lines = [Styled(wording.sources_lead(list(documents)))]
    files = by_file(documents)
    for file in files[:_SOURCES_LISTED]:
        line = shortened(one_line(wording.listed_line(file)), _NAME_LIMIT)
        path = "" if file.alone and file.alone.metadata.title else one_line(file.path)
        name = line[: len(path)]
        lines.append(
            Styled(telegram_wording.BULLET) + Styled(name).wrapped("code") + line[len(path) :]
        )
    left = sum(len(file.documents) for file in files[_SOURCES_LISTED:])
    if left:
        lines.append(Styled(telegram_wording.more_sources(left)))
    return _messages(lines, separator="\n")


def render_receipts(receipts: Sequence[tuple[int, Receipt]]) -> tuple[RenderedMessage, ...]:
    """Quote receipts by their footnotes' numbers: the verdict first, what it rests on folded."""
    return _messages([_receipt(receipts_wording.told(*receipt)) for receipt in receipts])


def _receipt(told: receipts_wording.Told) -> Styled:
    """One receipt; what one would copy stands in monospace."""
    path = one_line(told.document)
    name = shortened(path if is_visible(path) else telegram_wording.unnamed(), _PATH_LIMIT)
    found = shortened(clean("\n".join(["", *told.findings])), LIMIT // 2)
    details = Styled(told.details)
    for what, sha256 in told.hashes:
        details = details + f"\n{what} " + Styled(sha256).wrapped("code")
    verdict = Styled(told.before) + Styled(name).wrapped("code") + told.behind
    return verdict + found + "\n" + details.wrapped("expandable_blockquote")


def render_why(lines: Sequence[str], figures: str) -> RenderedMessage:
    """Why passages stand where they do: a line each in sight, the figures behind them folded."""
    told = Styled(shortened(clean("\n".join(lines)), LIMIT // 2))
    folded = Styled(shortened(clean(figures), LIMIT - told.length - len(BETWEEN)))
    whole = told + BETWEEN + folded.wrapped("expandable_blockquote") if lines else folded
    return RenderedMessage(whole.text, whole.entities)


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
        rows: list[Json] = [[_button(button) for button in row] for row in message.buttons]
        sent["reply_markup"] = {"inline_keyboard": rows}
    return sent


def _button(button: Button) -> Json:
    if button.url is not None:
        return {"text": button.text, "url": button.url}
    if button.copied is not None:
        return {"text": button.text, "copy_text": {"text": button.copied}}
    return {"text": button.text, "callback_data": button.data}


def _messages(blocks: Iterable[Styled], separator: str = BETWEEN) -> tuple[RenderedMessage, ...]:
    return tuple(RenderedMessage(part.text, part.entities) for part in packed(blocks, separator))
