"""What the bot does when a button is pressed. Callback data is not trusted: anyone can forge it."""

import asyncio
import logging
import re
from dataclasses import dataclass, replace

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest, TelegramError

from bot.answer import Answer, hits_of, in_context
from bot.answering import Answerer
from bot.conversation import page as page_of
from bot.telegram_app.access import Doorkeeper
from bot.telegram_app.client import Context, FootnoteBot
from bot.telegram_app.group_rules import GroupRules
from bot.telegram_app.logs import alias
from bot.telegram_app.pages import Pages
from bot.telegram_app.rendering import ALONE, CONTEXT, MORE, render_context
from bot.telegram_app.sending import (
    persistently,
    place_of,
    remove_more_button,
    send_all,
    while_typing,
)
from bot.wording import answers as wording
from bot.wording import groups as group_wording
from bot.wording import telegram as telegram_wording
from corpus.errors import FootnoteError

_DATA = re.compile(rf"({MORE}|{CONTEXT}|{ALONE}):([A-Za-z0-9_-]{{8}}):([0-9]{{1,2}})")
_ALONE_PAGE = -1
"""What is claimed of an answer when its question is asked alone: no page begins there."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Press:
    """A press that refers to something that is still there.

    Attributes:
        message: the bot's message that has the button.
        key: the answer's id in ``ShownAnswers``.
        index: the passage meant, from 0, below the number of the answer's passages; 0 where
            none is.
    """

    query: CallbackQuery
    message: Message
    kind: str
    key: str
    answer: Answer
    index: int


class ButtonHandlers:
    """Answers presses; each callback query is answered exactly once.

    Args:
        answerer: knows the documents.
        pages: knows what the buttons refer to.
        doorkeeper: decides who is let in.
        rules: decides who may ask in a group; reading on is everyone's.
    """

    def __init__(
        self, answerer: Answerer, pages: Pages, doorkeeper: Doorkeeper, rules: GroupRules
    ) -> None:
        self._answerer = answerer
        self._pages = pages
        self._doorkeeper = doorkeeper
        self._rules = rules

    async def on_button(self, update: Update, context: Context) -> None:
        """A button under one of the bot's messages, or what claims to be one."""
        query, bot = update.callback_query, context.bot
        if query is None:
            return
        chat_id = query.message.chat.id if query.message else query.from_user.id
        if not self._doorkeeper.admits(query.from_user.id, chat_id):
            await _acknowledge(bot, query, telegram_wording.NOT_YOURS)
            return
        press = self._resolve(query)
        if press is None:
            await _acknowledge(bot, query, wording.EXPIRED)
            return
        _log.info("button chat=%s kind=%s", alias(chat_id), press.kind)
        if press.kind == MORE:
            await self._more(bot, press)
        elif press.kind == ALONE:
            await self._alone(bot, press)
        else:
            await self._context(bot, press)

    def _resolve(self, query: CallbackQuery) -> _Press | None:
        data = _DATA.fullmatch(query.data or "")
        message = query.message
        if data is None or not isinstance(message, Message):
            return None
        kind, key, index = data[1], data[2], int(data[3])
        answer = self._pages.shown.find(key, message.chat.id)
        if answer is None:
            return None
        known = in_context(answer) and index == 0 if kind == ALONE else index < len(hits_of(answer))
        if not known:
            return None
        return _Press(query, message, kind, key, answer, index)

    async def _more(self, bot: FootnoteBot, press: _Press) -> None:
        """Send the next page: once, however often the button is pressed."""
        await _acknowledge(bot, press.query)
        page = page_of(press.answer, press.index)
        if await self._pages.turn(bot, place_of(press.message), page, press.key):
            await remove_more_button(bot, press.message)

    async def _alone(self, bot: FootnoteBot, press: _Press) -> None:
        """Ask the question again by its own words: once, for whoever pressed first."""
        place = place_of(press.message)
        if not await self._rules.lets_ask(bot, place.chat_id, press.query.from_user.id):
            await _acknowledge(bot, press.query, group_wording.ONLY_ADMINISTRATORS_ASK)
            return
        await _acknowledge(bot, press.query)
        if not self._pages.shown.take(press.key, place.chat_id, _ALONE_PAGE):
            return
        memory = self._pages.asker(press.key, place)
        limits = self._rules.filters(place.chat_id)
        question = replace(press.answer.question, filters=limits)
        try:
            work = asyncio.to_thread(memory.conversation.ask_alone, question)
            page = await while_typing(bot, place, work)
            await self._pages.show(bot, place, memory, page)
        except (TelegramError, FootnoteError):
            self._pages.shown.give_back(press.key, place.chat_id, _ALONE_PAGE)
            raise

    async def _context(self, bot: FootnoteBot, press: _Press) -> None:
        """Send what stands around a passage."""
        await _acknowledge(bot, press.query)
        hit = hits_of(press.answer)[press.index]
        place = place_of(press.message)
        work = asyncio.to_thread(self._answerer.context, hit.passage)
        around = await while_typing(bot, place, work)
        # The passage itself is kept with the answer, so it can be shown though its document went.
        messages = render_context(press.index + 1, hit, around or (hit.passage,))
        await send_all(bot, place, messages)


async def _acknowledge(bot: FootnoteBot, query: CallbackQuery, alert: str | None = None) -> None:
    """End the waiting that the person sees on the button."""
    try:
        await persistently(lambda: query.answer(alert, show_alert=alert is not None), bot.pause)
    except BadRequest as error:  # pressed while the bot was away; the press itself still counts
        _log.info("a press could not be acknowledged: %s", error)
