"""The bot as a process: put together, started, and ended by a signal."""

import asyncio
import logging
import os
import threading
from collections.abc import Callable
from functools import partial

from telegram import Update
from telegram.ext import ApplicationBuilder, MessageHandler, filters

from bot.answer import Question
from bot.answering import Answerer
from bot.library.library import Library
from bot.settings import Settings
from bot.telegram_app import logs
from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.admission.invitations import Invitations
from bot.telegram_app.admission.people import People
from bot.telegram_app.conversation.pages import Pages
from bot.telegram_app.counting.tally import Tally
from bot.telegram_app.elsewhere.acquaintances import Acquaintances
from bot.telegram_app.errors import on_error
from bot.telegram_app.life import BotApplication, Life
from bot.telegram_app.menus import Menus
from bot.telegram_app.owner.documents import for_documents
from bot.telegram_app.routes import (
    Parts,
    add_conversation,
    add_elsewhere,
    add_for_owners,
    add_personal,
)
from bot.telegram_app.single import only_process
from bot.telegram_app.storage import Storage, storage_in
from bot.telegram_app.tables import open_database
from bot.telegram_app.upkeep import with_upkeep
from bot.telegram_app.watching.standing import add_standing_questions
from bot.telegram_app.wire.client import FootnoteBot, bot_number, make_bot, token_from
from bot.telegram_app.wire.inbox import Incoming
from bot.telegram_app.wire.ordering import ChatOrder
from bot.telegram_app.wire.webhook import webhook_from
from bot.web.adding import OpenAdding
from corpus.errors import FootnoteError

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MESSAGE_REACTION,
    Update.MY_CHAT_MEMBER,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
    Update.GUEST_MESSAGE,
)
_WARM_UP = Question("What is this about?")
_log = logging.getLogger(__name__)


def run(
    settings: Settings,
    answerer: Answerer,
    *,
    samples_only: Callable[[], bool],
    library: Library,
    open_adding: OpenAdding,
) -> None:
    """Run the bot until SIGINT or SIGTERM.

    Args:
        settings: token, server, webhook, access, log level.
        answerer: knows the documents.
        samples_only: whether nothing but the sample articles is indexed.
        library: the documents folder, in its owners' hands.
        open_adding: fetches pages of the web into it.

    Raises:
        SettingError: a setting is missing or wrong, or Telegram does not accept it.
        StoreError: what the bot keeps in ``DATA_DIR`` cannot be used.
        BusyError: another process runs the same bot over the same ``DATA_DIR``.
    """
    webhook = webhook_from(settings)
    _configure_logs(settings)
    number = bot_number(settings)
    database = open_database(settings.data_dir)
    try:
        with only_process(settings.data_dir, number):
            storage = storage_in(database, settings)
            application = build_application(
                settings,
                answerer,
                storage,
                samples_only=samples_only,
                library=library,
                open_adding=open_adding,
            )
            menus = Menus(database, settings.admin_ids)
            own = filters.ChatType.PRIVATE & filters.User(settings.admin_ids)
            application.add_handler(MessageHandler(own, menus.on_message), group=1)
            life = Life(application, storage.inbox, ALLOWED_UPDATES, menus.introduce)
            lived = life.run(webhook, _begun_to_warm_up(answerer).is_set)
            asyncio.run(with_upkeep(lived, application.bot.pause, storage.upkeep()))
    finally:
        database.close()


def build_application(
    settings: Settings,
    answerer: Answerer,
    storage: Storage,
    *,
    samples_only: Callable[[], bool],
    library: Library,
    open_adding: OpenAdding,
) -> BotApplication:
    """Put the bot together; nothing is contacted yet.

    Args:
        settings: as for ``run``.
        answerer: knows the documents.
        storage: what is kept on the disk.
        samples_only: as for ``run``.
        library: as for ``run``.
        open_adding: as for ``run``.

    Raises:
        SettingError: there is no token, or it cannot be one.
    """
    parts = _parts(settings, answerer, storage, samples_only)
    application = parts.application
    commands = {
        **add_personal(parts),
        **add_standing_questions(application, answerer, storage, parts.pages, parts.doorkeeper),
        **add_for_owners(parts),
        **for_documents(
            application,
            library,
            settings,
            parts.doorkeeper,
            parts.pages,
            database=storage.database,
            open_adding=open_adding,
        ),
    }
    add_conversation(parts, commands)
    add_elsewhere(parts)
    application.add_error_handler(on_error)
    return application


def _parts(
    settings: Settings, answerer: Answerer, storage: Storage, samples_only: Callable[[], bool]
) -> Parts:
    # The library's announced default: a flood limit's pause as a timedelta, without a warning.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    bot = make_bot(settings, token_from(settings))
    doorkeeper = Doorkeeper(settings, samples_only=samples_only)
    tally = Tally(storage.counts, storage.kept)
    pages = Pages(answerer, storage.groups.is_short, tally)
    acquaintances = Acquaintances()
    incoming = Incoming(storage.inbox, partial(_arrived, bot, acquaintances, pages))
    order = ChatOrder(storage.inbox.done, storage.languages.of)
    return Parts(
        application=_without_handlers(bot, incoming, order),
        answerer=answerer,
        storage=storage,
        doorkeeper=doorkeeper,
        people=People(),
        invitations=Invitations(storage.database, doorkeeper),
        tally=tally,
        pages=pages,
        acquaintances=acquaintances,
    )


def _arrived(bot: FootnoteBot, acquaintances: Acquaintances, pages: Pages, update: Update) -> None:
    """Let those know of an update who must before its turn comes."""
    bot.lost_chats.heard_from(update)
    acquaintances.heard_from(update)
    pages.questions.arrived(update)


def _without_handlers(bot: FootnoteBot, incoming: Incoming, order: ChatOrder) -> BotApplication:
    """The library's application."""
    builder = ApplicationBuilder().bot(bot).update_queue(incoming)
    return builder.concurrent_updates(order).job_queue(None).build()


def _configure_logs(settings: Settings) -> None:
    secrets = (settings.telegram_bot_token, settings.webhook_secret, settings.telegram_proxy)
    hidden = [secret.get_secret_value().strip() for secret in secrets if secret is not None]
    logs.configure(settings.log_level, hidden)


def _begun_to_warm_up(answerer: Answerer) -> threading.Event:
    """Set once the first answer would come without delay.

    Loading the model takes seconds: it happens while the bot connects, not at the first question.
    """
    is_warm = threading.Event()

    def warm_up() -> None:
        try:
            answerer.answer(_WARM_UP)
        except FootnoteError as error:
            _log.error("%s", error)
        is_warm.set()  # or as warm as it gets: without documents it answers that there are none

    threading.Thread(target=warm_up, daemon=True).start()
    return is_warm
