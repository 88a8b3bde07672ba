"""What the bot does on /settings, and when a button of that menu is pressed."""

import asyncio
import logging

from telegram import Message, Update

from bot.answering import Answerer
from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.groups.administrators import Administrators
from bot.telegram_app.groups.rules import GroupRules
from bot.telegram_app.groups.settings import Groups, GroupSettings
from bot.telegram_app.groups.settings_menu import (
    Choice,
    Overview,
    changed,
    parse,
    render_menu,
    sources_of,
)
from bot.telegram_app.logs import alias
from bot.telegram_app.messages.rendering import RenderedMessage, render_text
from bot.telegram_app.wire.client import Context, FootnoteBot
from bot.telegram_app.wire.places import is_private, place_of
from bot.telegram_app.wire.sending import acknowledge, edit, send_all
from bot.wording import groups as wording
from bot.wording import telegram as telegram_wording

_log = logging.getLogger(__name__)


class SettingsHandlers:
    """Shows a group's settings to its administrators, and changes them at their word.

    Args:
        answerer: knows the documents.
        groups: keeps what is set.
        administrators: who administers which group; asked anew at each press.
        rules: refuses others.
        doorkeeper: decides who is let in.
    """

    def __init__(
        self,
        answerer: Answerer,
        groups: Groups,
        administrators: Administrators,
        rules: GroupRules,
        doorkeeper: Doorkeeper,
    ) -> None:
        self._answerer = answerer
        self._groups = groups
        self._administrators = administrators
        self._rules = rules
        self._doorkeeper = doorkeeper

    async def show(self, bot: FootnoteBot, message: Message, _: str) -> None:
        """Answer /settings: the menu, for an administrator of the group."""
        if is_private(message):
            await send_all(bot, place_of(message), [render_text(wording.settings_are_of_groups())])
        elif not await self._administrators.wrote(bot, message):
            await self._rules.refuse(bot, message, wording.not_an_administrator())
        else:
            menu = await self._menu(message.chat.id, Overview())
            await send_all(bot, place_of(message), [menu])

    async def on_press(self, update: Update, context: Context) -> None:
        """A button of the menu, or what claims to be one; each press is answered once."""
        query, bot = update.callback_query, context.bot
        if query is None:
            return
        message = query.message
        pressed = parse(query.data or "")
        if pressed is None or not isinstance(message, Message):
            await acknowledge(bot, query, wording.menu_gone())
            return
        menu, choice = pressed
        chat_id, user_id = message.chat.id, query.from_user.id
        if not self._groups.is_menu(chat_id, menu):
            await acknowledge(bot, query, wording.menu_gone())
        elif not self._doorkeeper.admits(user_id, chat_id):
            await acknowledge(bot, query, telegram_wording.not_yours())
        elif not await self._administrators.include(bot, chat_id, user_id, surely=True):
            await acknowledge(bot, query, wording.not_an_administrator())
        else:
            await acknowledge(bot, query)
            await self._apply(bot, message, choice)

    async def _apply(self, bot: FootnoteBot, message: Message, choice: Choice) -> None:
        chat_id = message.chat.id
        before = self._groups.settings(chat_id)
        after = changed(before, choice, await self._sources(before))
        if after != before:
            self._groups.change(chat_id, after)
            _log.info("settings chat=%s choice=%s", alias(chat_id), type(choice).__name__.lower())
        await edit(bot, chat_id, message.message_id, await self._menu(chat_id, choice))

    async def _menu(self, chat_id: int, choice: Choice) -> RenderedMessage:
        settings = self._groups.settings(chat_id)
        sources = await self._sources(settings)
        return render_menu(self._groups.menu(chat_id), settings, sources, choice)

    async def _sources(self, settings: GroupSettings) -> tuple[str, ...]:
        documents = await asyncio.to_thread(self._answerer.documents)
        return sources_of(documents, settings)
