"""Messages on their way out: tried again where that can help, at least once each.

Telegram knows no idempotency key: after a read timeout the message may have arrived, and a
second try may send it twice. A person would rather read an answer twice than not at all.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import httpx
from telegram import (
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyParameters,
)
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
    ChatMigrated,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram_app.messages.rendering import RenderedMessage, render_text
from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.pacing import LONGEST_WAIT_SECONDS, seconds_of
from bot.telegram_app.wire.places import Place, place_of
from bot.wording import inline as wording

_TRIES = 5
_FIRST_PAUSE_SECONDS = 0.5
_PATIENCE_SECONDS = 0.4
_TYPING_SECONDS = 4.5  # Telegram shows it for five
_UNCHANGED = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_TOO_LATE = ("query is too old", "query id is invalid", "query_id_invalid")
_log = logging.getLogger(__name__)
_T = TypeVar("_T")
Pause = Callable[[float], Awaitable[bool]]


async def send_all(
    bot: FootnoteBot, place: Place, messages: Sequence[RenderedMessage]
) -> list[Message]:
    """Send ``messages`` (at least one) in their order; as Telegram returned them.

    Raises:
        TelegramError: if Telegram refuses one, or cannot be reached for too long.
    """
    first, *others = messages
    sent = [await _send(bot, place, first)]
    for message in others:
        sent.append(await _send(bot, replace(place, chat_id=sent[-1].chat.id), message))
    return sent


async def say(bot: FootnoteBot, message: Message, text: str) -> None:
    """Answer ``message`` with a text of ours; raises as ``send_all``."""
    await send_all(bot, place_of(message), [render_text(text)])


async def acknowledge(
    bot: FootnoteBot, query: CallbackQuery, text: str | None = None, *, alert: bool = False
) -> None:
    """End the waiting that the person sees on the button; ``text`` is shown for a moment."""
    try:
        await persistently(lambda: query.answer(text, show_alert=alert), bot.pause)
    except TelegramError as error:  # pressed while the bot was away; the press itself still counts
        _log.info("a press could not be acknowledged: %s", error)


async def edit(bot: FootnoteBot, chat_id: int, message_id: int, to: RenderedMessage) -> bool:
    """Put ``to`` in place of what a message of the bot's shows; False if that cannot be edited.

    A message that shows it already counts as edited: a button may be pressed twice.

    Raises:
        TelegramError: if Telegram refuses it for another reason, or cannot be reached for too long.
    """
    try:
        await persistently(
            lambda: bot.edit_message_text(
                to.text,
                chat_id,
                message_id,
                entities=_entities(to) or None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=_markup(to),
            ),
            bot.pause,
        )
    except BadRequest as error:
        said = str(error).casefold()
        if any(reason in said for reason in _GONE):
            _log.info("a message cannot be edited: %s", error)
            return False
        if _UNCHANGED not in said:
            raise
    return True


def article_result(
    result_id: str, title: str, message: RenderedMessage, description: str | None = None
) -> InlineQueryResultArticle:
    """What Telegram sends for the bot, in the name of whoever chooses it or as its guest's word."""
    content = InputTextMessageContent(
        message.text,
        entities=_entities(message) or None,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    return InlineQueryResultArticle(
        result_id, title, content, reply_markup=_markup(message), description=description
    )


async def answer_guest(bot: FootnoteBot, query_id: str, message: RenderedMessage) -> bool:
    """Answer a summons in a chat that the bot has not joined; whether it came in time.

    Raises:
        TelegramError: if Telegram refuses it for another reason, or cannot be reached for too long.
    """
    result = article_result("1", wording.answer_title(), message)
    try:
        await persistently(lambda: bot.answer_guest_query(query_id, result), bot.pause)
    except BadRequest as error:
        if not has_expired(error):
            raise
        _log.info("a guest could not be answered in time: %s", error)
        return False
    return True


def has_expired(error: BadRequest) -> bool:
    """Whether Telegram does not wait for the answer to a query any more, or has it already."""
    said = str(error).casefold()
    return any(sign in said for sign in _TOO_LATE)


async def while_typing(bot: FootnoteBot, place: Place, work: Awaitable[_T]) -> _T:
    """The result of ``work``; the chat shows that the bot is typing if that takes a while."""
    showing = asyncio.create_task(_show_typing(bot, place))
    try:
        return await work
    finally:
        showing.cancel()


async def _show_typing(bot: FootnoteBot, place: Place) -> None:
    """Show that the bot is typing, from a moment on, until it is cancelled."""
    await asyncio.sleep(_PATIENCE_SECONDS)
    while True:
        try:
            await bot.send_chat_action(
                place.chat_id, ChatAction.TYPING, message_thread_id=place.thread_id
            )
        except TelegramError as error:  # a courtesy; the answer itself is still to come
            _log.info("could not show that an answer is coming: %s", error)
        await asyncio.sleep(_TYPING_SECONDS)


async def send_once(bot: FootnoteBot, place: Place, message: RenderedMessage) -> Message:
    """Send exactly what ``rendering.payload`` shows, in one try.

    Raises:
        TelegramError: what it met; the message may have arrived all the same.
    """
    reply = (
        ReplyParameters(place.reply_to, allow_sending_without_reply=True)
        if place.reply_to is not None
        else None
    )
    return await bot.send_message(
        place.chat_id,
        message.text,
        entities=_entities(message) or None,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        message_thread_id=place.thread_id,
        reply_parameters=reply,
        reply_markup=_markup(message),
    )


async def _send(bot: FootnoteBot, place: Place, message: RenderedMessage) -> Message:
    try:
        return await persistently(lambda: send_once(bot, place, message), bot.pause)
    except ChatMigrated as moved:
        bot.note_move(place.chat_id, moved.new_chat_id)
        there = replace(place, chat_id=moved.new_chat_id)
        return await persistently(lambda: send_once(bot, there, message), bot.pause)


def _entities(message: RenderedMessage) -> list[MessageEntity]:
    return [
        MessageEntity(entity.type, entity.offset, entity.length, url=entity.url)
        for entity in message.entities
    ]


def _markup(message: RenderedMessage) -> InlineKeyboardMarkup | None:
    rows = [
        [
            InlineKeyboardButton(
                button.text,
                callback_data=button.data,
                url=button.url,
                copy_text=None if button.copied is None else CopyTextButton(button.copied),
            )
            for button in row
        ]
        for row in message.buttons
    ]
    return InlineKeyboardMarkup(rows) if rows else None


async def persistently(call: Callable[[], Awaitable[_T]], pause: Pause) -> _T:
    """Await ``call()``, again after what passes: no connection, 429, 5xx, and one read timeout.

    It waits in the caller's task, and updates of one chat are processed one after another, so a
    flood limit on one chat holds up that chat alone.

    Args:
        call: what is tried.
        pause: waits, and says whether the process goes on: ``FootnoteBot.pause``.

    Raises:
        TelegramError: what the last try met.
        CancelledError: the process is about to end. The update that this is for stays unfinished,
            and is dealt with at the next start.
    """
    next_wait = _FIRST_PAUSE_SECONDS
    timed_out = False
    for tries_left in reversed(range(_TRIES)):
        try:
            return await call()
        except TelegramError as error:
            wait = _wait_after(error, next_wait)
            unanswered = _may_have_arrived(error)
            if wait is None or not tries_left or (timed_out and unanswered):
                raise
            _log.info("trying again in %.1f s", wait)
            if not await pause(wait):
                raise asyncio.CancelledError from error
            timed_out = timed_out or unanswered
            next_wait *= 2
    raise AssertionError("unreachable: the last try returns or raises")


def _wait_after(error: TelegramError, otherwise: float) -> float | None:
    """Seconds until a second try can help; None if it cannot."""
    if isinstance(error, RetryAfter):
        wait = seconds_of(error)
        return wait if wait <= LONGEST_WAIT_SECONDS else None
    # Refusals (BadRequest) derive from NetworkError too, and stay refusals.
    return otherwise if type(error) in {NetworkError, TimedOut} else None


def _may_have_arrived(error: TelegramError) -> bool:
    unsent = httpx.ConnectTimeout | httpx.PoolTimeout
    return isinstance(error, TimedOut) and not isinstance(error.__cause__, unsent)
