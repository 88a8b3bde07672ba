"""What Telegram is told about the bot: the menu of commands, for each kind of chat and for owners.

Telegram takes an owner's menu only once there is a chat with them, and keeps it until it is
deleted. So an owner who writes for the first time gets it then; and whom it was set for stands in
``telegram.db``, so that who is no owner any more loses it.
"""

import logging
from collections.abc import Collection
from functools import partial

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Update,
)
from telegram.error import BadRequest, TelegramError

from bot.commands import CHAT_COMMANDS, GROUP_COMMANDS, OWNER_COMMANDS, SETTINGS, Command
from bot.telegram_app.wire.client import Context, FootnoteBot
from bot.telegram_app.wire.sending import persistently
from bot.wording.menu import description
from bot.wording.translation import LANGUAGES, speaking
from corpus.database import Database
from corpus.errors import StoreError

OWNER_MENUS = """
CREATE TABLE owner_menu (
    bot INTEGER NOT NULL,
    person INTEGER NOT NULL,
    PRIMARY KEY (bot, person)
) STRICT, WITHOUT ROWID
"""

_MENUS: tuple[tuple[BotCommandScope, tuple[Command, ...]], ...] = (
    (BotCommandScopeAllPrivateChats(), CHAT_COMMANDS),
    (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
    (BotCommandScopeAllChatAdministrators(), (*GROUP_COMMANDS, SETTINGS)),
)
_log = logging.getLogger(__name__)


class Menus:
    """Gives Telegram the menus of commands. They are a courtesy: all works without them.

    Args:
        database: has the table ``OWNER_MENUS``.
        owners: ids of the bot's own administrators.
    """

    def __init__(self, database: Database, owners: Collection[int]) -> None:
        self._database = database
        self._owners = owners
        self._lacking: set[int] = set()

    async def introduce(self, bot: FootnoteBot) -> None:
        """Set every menu that can be set, and take those of former owners away."""
        for scope, commands in _MENUS:
            try:
                await _set_menu(bot, scope, commands)
            except TelegramError as error:
                _log.warning("the menu of commands could not be set: %s", error)
        for owner in self._owners:
            await self._give(bot, owner)
        try:
            for person in self._former(bot.id):
                await self._take_away(bot, person)
        except StoreError as error:
            _log.error("who has an owner's menu is not known: %s", error)

    async def on_message(self, update: Update, context: Context) -> None:
        """An owner writes, in private: now there is a chat that can have a menu."""
        owner = update.effective_chat.id if update.effective_chat else 0
        if owner in self._lacking:
            self._lacking.discard(owner)
            # Beside what comes next: a flood limit on menus must not hold up answers.
            context.application.create_task(self._give(context.bot, owner))

    async def _give(self, bot: FootnoteBot, owner: int) -> None:
        try:
            with self._database.writing() as connection:
                connection.execute(
                    "INSERT OR IGNORE INTO owner_menu (bot, person) VALUES (?, ?)", (bot.id, owner)
                )
            await _set_menu(bot, BotCommandScopeChat(owner), (*CHAT_COMMANDS, *OWNER_COMMANDS))
        except (TelegramError, StoreError) as error:
            self._lacking.add(owner)
            _log.info("an owner's menu could not be set: %s", error)

    def _former(self, bot: int) -> list[int]:
        with self._database.reading() as connection:
            rows = connection.execute("SELECT person FROM owner_menu WHERE bot = ?", (bot,))
            return [person for (person,) in rows.fetchall() if person not in self._owners]

    async def _take_away(self, bot: FootnoteBot, person: int) -> None:
        try:
            for language in LANGUAGES:
                scope = BotCommandScopeChat(person)
                call = partial(bot.delete_my_commands, scope, language_code=_tag(language))
                await persistently(call, bot.pause)
        except BadRequest:  # no such chat, and so no menu
            pass
        except TelegramError as error:
            _log.info("a former owner's menu could not be taken away: %s", error)
            return
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM owner_menu WHERE bot = ? AND person = ?", (bot.id, person)
            )


async def _set_menu(
    bot: FootnoteBot, scope: BotCommandScope, commands: tuple[Command, ...]
) -> None:
    for language in LANGUAGES:
        with speaking(language):
            listed = [BotCommand(command.name, description(command)) for command in commands]
        call = partial(bot.set_my_commands, listed, scope=scope, language_code=_tag(language))
        await persistently(call, bot.pause)


def _tag(language: str) -> str | None:
    """Telegram's; people whose language the bot does not speak get the menu without a language."""
    return None if language == LANGUAGES[0] else language
