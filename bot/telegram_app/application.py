"""The bot as a process: put together, started, and ended by a signal."""

import logging
import os
import re
import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    Update,
)
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    MessageHandler,
    filters,
)

from bot.answer import Question
from bot.answering import Answerer
from bot.commands import CHAT_COMMANDS, GROUP_COMMANDS, SETTINGS, Command
from bot.settings import Settings
from bot.telegram_app import logs
from bot.telegram_app.access import Doorkeeper
from bot.telegram_app.administrators import Administrators
from bot.telegram_app.buttons import ButtonHandlers
from bot.telegram_app.client import FootnoteBot, make_bot, token_from
from bot.telegram_app.errors import on_error
from bot.telegram_app.group_rules import GroupRules
from bot.telegram_app.group_settings import Groups
from bot.telegram_app.handlers import MessageHandlers
from bot.telegram_app.membership import Membership
from bot.telegram_app.ordering import ChatOrder
from bot.telegram_app.pages import Pages
from bot.telegram_app.settings_handlers import SettingsHandlers
from bot.telegram_app.settings_menu import PREFIX as SETTINGS_PREFIX
from bot.telegram_app.tables import open_database
from bot.telegram_app.webhook import Webhook, webhook_from
from corpus.errors import FootnoteError, SettingError

# The library's own type names six parameters, none of which this package looks at.
BotApplication = Application[Any, Any, Any, Any, Any, Any]

_ALLOWED_UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
_FOR_EVER = -1
_WARM_UP = Question("What is this about?")
_log = logging.getLogger(__name__)


class _PromptApplication(BotApplication):
    """The library's application, which would wait out a flood limit before it ends."""

    async def stop(self) -> None:
        """Finish what is under way, without further pauses."""
        self.bot.end_pauses()
        await super().stop()


def run(settings: Settings, answerer: Answerer, *, samples_only: Callable[[], bool]) -> None:
    """Run the bot until SIGINT or SIGTERM.

    Args:
        settings: token, server, webhook, access, log level.
        answerer: knows the documents.
        samples_only: whether nothing but the sample articles is indexed.

    Raises:
        SettingError: a setting is missing or wrong, or Telegram does not accept it.
        StoreError: what the bot keeps cannot be opened.
    """
    webhook = webhook_from(settings)
    _configure_logs(settings)
    with closing(open_database(settings.data_dir)) as database:
        groups = Groups(database)
        application = build_application(settings, answerer, groups, samples_only=samples_only)
        # Loading the model takes seconds: not at the first question, but while the bot connects.
        threading.Thread(target=_warm_up, args=(answerer,), daemon=True).start()
        if webhook is None:
            application.run_polling(allowed_updates=_ALLOWED_UPDATES, bootstrap_retries=_FOR_EVER)
        else:
            _run_webhook(application, webhook, settings.webhook_listen)


def build_application(
    settings: Settings, answerer: Answerer, groups: Groups, *, samples_only: Callable[[], bool]
) -> BotApplication:
    """Put the bot together; nothing is contacted yet.

    Args:
        settings: as for ``run``.
        answerer: knows the documents.
        groups: what groups have set.
        samples_only: as for ``run``.

    Raises:
        SettingError: there is no token, or it cannot be one.
    """
    # The library's announced default: a flood limit's pause as a timedelta, without a warning.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    bot = make_bot(settings, token_from(settings))
    application: BotApplication = (
        ApplicationBuilder()
        .application_class(_PromptApplication)
        .bot(bot)
        .concurrent_updates(ChatOrder())
        .job_queue(None)
        .post_init(_introduce)
        .build()
    )
    doorkeeper = Doorkeeper(settings, samples_only=samples_only)
    _add_handlers(application, bot, answerer, groups, doorkeeper, settings.admin_ids)
    application.add_error_handler(on_error)
    return application


def _add_handlers(
    application: BotApplication,
    bot: FootnoteBot,
    answerer: Answerer,
    groups: Groups,
    doorkeeper: Doorkeeper,
    owners: frozenset[int],
) -> None:
    """Say who answers which update; the first that fits does."""
    pages = Pages(answerer)
    administrators = Administrators()
    rules = GroupRules(groups, administrators, owners)
    menu = SettingsHandlers(answerer, groups, administrators, rules, doorkeeper)
    membership = Membership(groups, doorkeeper, pages)
    messages = MessageHandlers(answerer, pages, doorkeeper, rules, menu, membership)
    buttons = ButtonHandlers(answerer, pages, doorkeeper, rules)
    bot.when_a_chat_moves(membership.move)
    application.add_handler(
        ChatMemberHandler(membership.on_change, ChatMemberHandler.MY_CHAT_MEMBER)
    )
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, membership.on_migration))
    # New messages only: an edited one would be answered twice, and a channel post is not for us.
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE, messages.on_message))
    application.add_handler(CallbackQueryHandler(menu.on_press, pattern=f"^{SETTINGS_PREFIX}:"))
    application.add_handler(CallbackQueryHandler(buttons.on_button))


def _run_webhook(application: BotApplication, webhook: Webhook, listen: str) -> None:
    serve = partial(
        application.run_webhook,
        url_path=re.escape(webhook.path),  # the library takes it for a pattern
        webhook_url=webhook.url,
        secret_token=webhook.secret,
        allowed_updates=_ALLOWED_UPDATES,
        bootstrap_retries=_FOR_EVER,
    )
    try:
        if webhook.socket is not None:
            serve(unix=webhook.socket)
        else:
            serve(listen=webhook.host, port=webhook.port)
    except OSError as error:
        raise SettingError(
            f"Cannot listen on WEBHOOK_LISTEN ({listen}): {error.strerror or error}."
        ) from None


def _configure_logs(settings: Settings) -> None:
    secrets = (settings.telegram_bot_token, settings.webhook_secret, settings.telegram_proxy)
    hidden = [secret.get_secret_value().strip() for secret in secrets if secret is not None]
    logs.configure(settings.log_level, hidden)


async def _introduce(application: BotApplication) -> None:
    """Give Telegram the menu of commands, and say in the log that the bot is there."""
    menus: tuple[tuple[BotCommandScope, tuple[Command, ...]], ...] = (
        (BotCommandScopeAllPrivateChats(), CHAT_COMMANDS),
        (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
        (BotCommandScopeAllChatAdministrators(), (*GROUP_COMMANDS, SETTINGS)),
    )
    try:
        for scope, commands in menus:
            listed = [BotCommand(command.name, command.description) for command in commands]
            await application.bot.set_my_commands(listed, scope=scope)
    except TelegramError as error:  # the commands work without their menu
        _log.warning("the menu of commands could not be set: %s", error)
    _log.info("@%s is ready", application.bot.username)


def _warm_up(answerer: Answerer) -> None:
    try:
        answerer.answer(_WARM_UP)
    except FootnoteError as error:
        _log.error("%s", error)
