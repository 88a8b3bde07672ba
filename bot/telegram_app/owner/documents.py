"""All that owners do with documents in Telegram, put together."""

from collections.abc import Mapping

from telegram import Message
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.commands import ADD, REINDEX, REMOVE
from bot.library.library import Library
from bot.settings import Settings
from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.conversation.pages import Pages
from bot.telegram_app.incoming.handlers import Reply
from bot.telegram_app.life import BotApplication, at_start
from bot.telegram_app.owner.changes import Changes
from bot.telegram_app.owner.downloads import Downloads
from bot.telegram_app.owner.indexing import Indexing
from bot.telegram_app.owner.removals import Removals
from bot.telegram_app.owner.unfinished import UnfinishedChanges
from bot.telegram_app.owner.uploads import OwnersDocument, Uploads
from bot.telegram_app.owner.views import ADDING, REMOVING, VISITING
from bot.telegram_app.owner.web_pages import WebPages
from bot.telegram_app.wire.client import FootnoteBot
from bot.web.adding import OpenAdding
from corpus.database import Database


def for_documents(  # noqa: PLR0913 - it puts them together
    application: BotApplication,
    library: Library,
    settings: Settings,
    doorkeeper: Doorkeeper,
    pages: Pages,
    *,
    database: Database,
    open_adding: OpenAdding,
) -> Mapping[str, Reply]:
    """The commands; what owners send, and the buttons, get handlers of their own.

    These must come before those of messages in general.
    """
    owners, indexing = doorkeeper.owners, Indexing(library)
    changes = Changes(library, indexing, UnfinishedChanges(database, settings))
    uploads = Uploads(library, Downloads(settings), changes, owners, pages)
    pages_of_the_web = WebPages(library, open_adding, changes, owners, settings.data_dir)
    removals = Removals(library, changes, owners)

    async def add(bot: FootnoteBot, message: Message, argument: str) -> None:
        handler = pages_of_the_web.add if argument else uploads.add
        await handler(bot, message, argument)

    at_start(application, changes.take_up)
    sent = filters.UpdateType.MESSAGE & OwnersDocument(owners)
    application.add_handler(MessageHandler(sent, uploads.on_document))
    application.add_handler(CallbackQueryHandler(uploads.on_press, pattern=f"^{ADDING}:"))
    application.add_handler(
        CallbackQueryHandler(pages_of_the_web.on_press, pattern=f"^{VISITING}:")
    )
    application.add_handler(CallbackQueryHandler(removals.on_press, pattern=f"^{REMOVING}:"))
    return {ADD.name: add, REMOVE.name: removals.remove, REINDEX.name: indexing.reindex}
