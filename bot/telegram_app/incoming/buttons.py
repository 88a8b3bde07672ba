"""What the bot does when a button is pressed. Callback data is not trusted: anyone can forge it."""

import asyncio
import logging
from dataclasses import dataclass, replace

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError

from bot.answer import hits_of, in_context
from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.conversation.pages import Pages, ShownMessage
from bot.telegram_app.groups.rules import GroupRules
from bot.telegram_app.logs import alias
from bot.telegram_app.messages.keyboard import ALONE, BAD, CONTEXT, GOOD, Target, target_of
from bot.telegram_app.wire.client import Context, FootnoteBot
from bot.telegram_app.wire.places import Place, place_of
from bot.telegram_app.wire.sending import acknowledge, while_typing
from bot.wording import answers as wording
from bot.wording import groups as group_wording
from bot.wording import telegram as telegram_wording
from corpus.errors import FootnoteError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Press:
    """A press that refers to something that is still there.

    Attributes:
        at: the bot's message that has the button.
        target: within the passages of the answer there.
        place: where to write beside the message.
    """

    query: CallbackQuery
    at: ShownMessage
    target: Target
    place: Place


class ButtonHandlers:
    """Answers presses; each callback query is answered exactly once.

    Args:
        pages: knows what the buttons refer to.
        doorkeeper: decides who is let in.
        rules: decides who may ask in a group; reading on is everyone's.
    """

    def __init__(self, pages: Pages, doorkeeper: Doorkeeper, rules: GroupRules) -> None:
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
            self._doorkeeper.note_refusal(query.from_user.id)
            await acknowledge(bot, query, telegram_wording.not_yours(), alert=True)
            return
        press = self._resolve(query)
        if press is None:
            await acknowledge(bot, query, wording.expired(), alert=True)
            return
        target = press.target
        _log.info("button chat=%s kind=%s place=%d", alias(chat_id), target.kind, target.place)
        if target.kind == ALONE:
            await self._alone(bot, press)
        elif target.kind in {GOOD, BAD}:
            await self._vote(bot, press, good=target.kind == GOOD)
        else:
            await acknowledge(bot, query)
            if target.kind == CONTEXT:
                await self._pages.open_context(bot, press.at, target.place, target.part)
            else:
                await self._pages.open(bot, press.at, target.place)

    def _resolve(self, query: CallbackQuery) -> _Press | None:
        target, message = target_of(query.data), query.message
        if target is None or message is None:
            return None
        answer = self._pages.shown.find(target.key, message.chat.id)
        if answer is None:
            return None
        alone = in_context(answer) and target.place == 0
        if not (alone if target.kind == ALONE else target.place < len(hits_of(answer))):
            return None
        # Of a message that is gone only the chat is told.
        place = place_of(message) if isinstance(message, Message) else Place(message.chat.id)
        at = ShownMessage(message.chat.id, message.message_id, target.key, answer)
        return _Press(query, at, target, place)

    async def _vote(self, bot: FootnoteBot, press: _Press, *, good: bool) -> None:
        """Count an opinion, and show that under the answer. No word of it is kept."""
        noted = telegram_wording.noted_good() if good else telegram_wording.noted_bad()
        await acknowledge(bot, press.query, noted)
        at = press.at
        self._pages.shown.vote(at.key, at.chat_id, press.query.from_user.id, good=good)
        await self._pages.open(bot, at, press.target.place)

    async def _alone(self, bot: FootnoteBot, press: _Press) -> None:
        """Ask the question again by its own words: once, for whoever pressed first."""
        place, key = press.place, press.at.key
        if not await self._rules.lets_ask(bot, place.chat_id, press.query.from_user.id):
            await acknowledge(bot, press.query, group_wording.only_administrators_ask())
            return
        await acknowledge(bot, press.query)
        if not self._pages.shown.claim(key, place.chat_id):
            return
        memory = self._pages.asker(key, place)
        limits = self._rules.filters(place.chat_id)
        question = replace(press.at.answer.question, filters=limits)
        try:
            work = asyncio.to_thread(memory.conversation.ask_alone, question)
            page = await while_typing(bot, place, work)
            await self._pages.show(bot, place, memory, page)
        except (TelegramError, FootnoteError):
            self._pages.shown.give_back(key, place.chat_id)
            raise
