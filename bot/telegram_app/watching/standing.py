"""Standing questions, put together: their commands, their buttons, and the task beside them."""

from collections.abc import Mapping

from telegram.ext import CallbackQueryHandler

from bot.answering import Answerer
from bot.commands import WATCH, WATCHES
from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.conversation.pages import Pages
from bot.telegram_app.incoming.handlers import Reply
from bot.telegram_app.life import BotApplication, at_start
from bot.telegram_app.messages.stop_button import PREFIX
from bot.telegram_app.storage import Storage
from bot.telegram_app.watching.handlers import WatchHandlers
from bot.telegram_app.watching.known import Known
from bot.telegram_app.watching.newcomers import Newcomers
from bot.telegram_app.watching.notices import Notices
from bot.telegram_app.watching.watcher import Watcher
from bot.telegram_app.wire.client import FootnoteBot


def add_standing_questions(
    application: BotApplication,
    answerer: Answerer,
    storage: Storage,
    pages: Pages,
    doorkeeper: Doorkeeper,
) -> Mapping[str, Reply]:
    """Let ``application`` keep standing questions; what answers their commands, by name."""
    bot: FootnoteBot = application.bot
    watches, newcomers = storage.watches, Newcomers(answerer, Known(storage.database))
    notices = Notices(answerer, newcomers, pages, watches)
    watcher = Watcher(newcomers, watches, notices, doorkeeper, storage.languages)
    at_start(application, watcher.run)
    bot.lost_chats.when_lost(watches.forget)
    handlers = WatchHandlers(pages, watches, newcomers)
    application.add_handler(CallbackQueryHandler(handlers.on_press, pattern=f"^{PREFIX}:"))
    return {WATCH.name: handlers.watch, WATCHES.name: handlers.list_watches}
