"""What Telegram is told about the bot at its start: the menu of commands, for each kind of chat."""

import logging
from collections.abc import Collection

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.commands import CHAT_COMMANDS, GROUP_COMMANDS, OWNER_COMMANDS, SETTINGS, Command
from bot.telegram_app.wire.client import FootnoteBot
from bot.wording.menu import description
from bot.wording.translation import LANGUAGES, speaking

_log = logging.getLogger(__name__)


async def introduce(owners: Collection[int], bot: FootnoteBot) -> None:
    """Give Telegram the menu of commands, and say in the log that the bot is there."""
    menus: tuple[tuple[BotCommandScope, tuple[Command, ...]], ...] = (
        (BotCommandScopeAllPrivateChats(), CHAT_COMMANDS),
        (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
        (BotCommandScopeAllChatAdministrators(), (*GROUP_COMMANDS, SETTINGS)),
    )
    for scope, commands in menus:
        try:
            await _set_menu(bot, scope, commands)
        except TelegramError as error:  # the commands work without their menu
            _log.warning("the menu of commands could not be set: %s", error)
    for owner in owners:
        try:
            scope = BotCommandScopeChat(owner)
            await _set_menu(bot, scope, (*CHAT_COMMANDS, *OWNER_COMMANDS))
        except TelegramError as error:  # who has never written to the bot has no chat with it
            _log.info("an owner's menu could not be set: %s", error)
    _log.info("@%s is ready", bot.username)


async def _set_menu(
    bot: FootnoteBot, scope: BotCommandScope, commands: tuple[Command, ...]
) -> None:
    for language in LANGUAGES:
        with speaking(language):
            listed = [BotCommand(command.name, description(command)) for command in commands]
        # People whose language the bot does not speak get the menu without a language.
        tag = None if language == LANGUAGES[0] else language
        await bot.set_my_commands(listed, scope=scope, language_code=tag)
