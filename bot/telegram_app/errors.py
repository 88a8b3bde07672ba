"""What happens when something goes wrong: the log learns it first, then the person who waits."""

import logging

from telegram import Message, Update
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.telegram_app.logs import alias
from bot.telegram_app.messages.rendering import render_text
from bot.telegram_app.wire.client import Context
from bot.telegram_app.wire.lost_chats import means_lost
from bot.telegram_app.wire.places import place_of
from bot.telegram_app.wire.sending import answer_guest, send_all
from bot.wording import telegram as wording
from corpus.errors import FootnoteError

_MUTED = ("not enough rights", "no rights to send", "chat_write_forbidden", "topic_closed")
_log = logging.getLogger(__name__)


async def on_error(update: object, context: Context) -> None:
    """Log what ended the processing of ``update``, and tell the person in one sentence."""
    error = context.error
    if error is None:
        return
    message = update.effective_message if isinstance(update, Update) else None
    _record(error, message)
    if not isinstance(message, Message) or isinstance(error, RetryAfter):
        return
    if means_lost(error) or _is_muted(error):
        return
    try:
        if message.guest_query_id is not None:  # in a chat that the bot has not joined
            await answer_guest(context.bot, message.guest_query_id, render_text(wording.failed()))
        else:
            await send_all(context.bot, place_of(message), [render_text(wording.failed())])
    except TelegramError as second:
        _log.warning("could not tell chat=%s about it: %s", alias(message.chat.id), second)


def _record(error: Exception, message: Message | None) -> None:
    where = f"chat={alias(message.chat.id)}" if message else "an update"
    match error:
        case TelegramError() if means_lost(error):
            pass  # told once, where the chat got lost
        case TelegramError() if _is_muted(error):
            _log.info("%s does not let the bot write: %s", where, error)
        case RetryAfter():
            _log.warning("%s is flooded for too long to wait: %s", where, error)
        case FootnoteError() | TelegramError():
            _log.error("%s: %s", where, error)
        case _:
            _log.error("%s: unforeseen error", where, exc_info=error)


def _is_muted(error: Exception) -> bool:
    """Whether the bot is in the chat, but may not write there."""
    return isinstance(error, BadRequest) and any(sign in error.message.lower() for sign in _MUTED)
