"""Messages as they are sent, and what Telegram makes of them."""

from bot.answer import Answer
from bot.conversation import page, page_holding
from bot.state import NO_VOTES, Votes
from bot.telegram_app.messages.keyboard import Rows
from bot.telegram_app.messages.reading import (
    View,
    first_view,
    render,
)
from bot.telegram_app.messages.rendering import (
    Json,
    RenderedMessage,
    payload,
)
from telegram_server import formatting
from telegram_server.values import Entity as SentEntity
from telegram_server.values import FormattedText, Params

KEY = "Ab-_0123"
LONG = " ".join(f"Sentence {number} is followed by another one." for number in range(150))


def first(answer: Answer, start: int = 0) -> RenderedMessage:
    """The message for a page as it is sent."""
    return render(first_view(page(answer, start)), KEY)


def opened(
    answer: Answer, place: int, *, short: bool = False, votes: Votes = NO_VOTES
) -> RenderedMessage:
    """The message with passage ``place`` opened."""
    return render(View(page_holding(answer, place), place, short, votes=votes), KEY)


def labels(rows: Rows) -> list[list[str]]:
    return [[button.text for button in row] for row in rows]


def formatted(message: RenderedMessage) -> FormattedText:
    entities = tuple(
        SentEntity(entity.type, entity.offset, entity.length, entity.url)
        for entity in message.entities
    )
    return FormattedText(message.text, entities)


def legal(message: RenderedMessage) -> None:
    """Telegram shows exactly this text, with exactly these entities."""
    values: dict[str, Json] = payload(message, 5)
    sent = formatting.read_text(Params(values))
    assert sent.violations == ()
    assert (sent.content.text, sent.formatting) == (message.text, formatted(message).entities)
    formatting.check_length(sent.content, formatting.TEXT_LIMIT, "message is too long")
