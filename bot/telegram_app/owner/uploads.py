"""Documents that an owner sends: fetched, shown as they would be read, and added at a press.

Between the preview and the press nothing is kept but Telegram's id of the file: it is fetched once
more, and must be the same to the byte. So ten large files that wait cost no memory.
"""

import asyncio
import hashlib
import logging
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from telegram import Document, Message, Update
from telegram.ext import filters

from bot.commands import ADD as ADD_COMMAND
from bot.library.library import Library, NameTakenError
from bot.library.names import safe_name
from bot.library.preview import ManyPreview, Preview, Refused
from bot.telegram_app.conversation.addressing import command_in
from bot.telegram_app.conversation.pages import Pages
from bot.telegram_app.conversation.questions import Turn
from bot.telegram_app.logs import alias
from bot.telegram_app.messages.rendering import RenderedMessage, render_text
from bot.telegram_app.owner.changes import Changes
from bot.telegram_app.owner.decisions import decided
from bot.telegram_app.owner.downloads import Downloads, NotFetchedError
from bot.telegram_app.owner.pending import Pending
from bot.telegram_app.owner.unfinished import Change, Kind
from bot.telegram_app.owner.views import (
    ADD,
    ADDING,
    CANCEL,
    REPLACE,
    closed_sentence,
    naming,
    preview_message,
    refused_message,
    shown_name,
    unchanged_message,
)
from bot.telegram_app.wire.client import Context, FootnoteBot
from bot.telegram_app.wire.places import Place, is_private, place_of
from bot.telegram_app.wire.sending import edit, send_all, while_typing
from bot.wording import adding
from corpus.errors import DocumentsError, StoreError

_DATA = re.compile(rf"{ADDING}:([A-Za-z0-9_-]{{8}}):([{ADD}{REPLACE}{CANCEL}])")
_log = logging.getLogger(__name__)


class OwnersDocument(filters.MessageFilter):
    """A file that an owner sends in private, unless its caption is a command other than /add."""

    def __init__(self, owners: Collection[int]) -> None:
        super().__init__()
        self._owners = owners

    def filter(self, message: Message) -> bool:
        """Whether ``message`` is one."""
        if not is_private(message) or message.chat.id not in self._owners or message.via_bot:
            return False
        is_file = message.document is not None and message.animation is None
        return is_file and command_in(message.caption or "") in (None, ADD_COMMAND.name)


@dataclass(frozen=True, slots=True)
class _Upload:
    """A file that an owner has been shown.

    Attributes:
        file_id: Telegram's.
        name: as it came.
        sha256: of its bytes.
        replacing: the SHA-256 of the file that they were shown to have its name, if any has.
    """

    file_id: str
    name: str
    size: int | None
    sha256: str
    replacing: str | None = None


class Uploads:
    """Takes documents from owners.

    Args:
        library: the documents folder.
        downloads: fetches files.
        changes: are noted, and followed by the index.
        owners: who may add.
        pages: remember which messages were answered.
    """

    def __init__(
        self,
        library: Library,
        downloads: Downloads,
        changes: Changes,
        owners: Collection[int],
        pages: Pages,
    ) -> None:
        self._library = library
        self._downloads = downloads
        self._changes = changes
        self._owners = owners
        self._pages = pages
        self._pending: Pending[_Upload] = Pending()

    async def on_document(self, update: Update, context: Context) -> None:
        """A document from an owner; each of an album by itself."""
        message = update.message
        if message is not None and message.document is not None:
            await self._take(context.bot, message, message.document)
            self._pages.questions.note(message, Turn())  # an edited caption is no question

    async def add(self, bot: FootnoteBot, message: Message, _: str) -> None:
        """Answer /add: of the document in the message replied to, or with how to do it."""
        replied = message.reply_to_message
        if replied is not None and replied.document is not None:
            await self._take(bot, replied, replied.document)
            return
        closed = await asyncio.to_thread(self._library.closed)
        text = closed_sentence(closed) if closed else adding.how_to_add(self._library.formats)
        await send_all(bot, place_of(message), [render_text(text)])

    async def on_press(self, update: Update, context: Context) -> None:
        """A button under a preview, or what claims to be one."""
        query, bot = update.callback_query, context.bot
        if query is None:
            return
        decision = await decided(bot, query, _DATA, self._owners, self._pending)
        if decision is None:
            return
        pressed, upload = decision
        wish = pressed.data[2]
        if wish == CANCEL:
            name = shown_name(safe_name(upload.name))
            said = naming(adding.not_added, name)
            await edit(bot, *pressed.message, said)
        else:
            if wish == ADD:
                upload = replace(upload, replacing=None)
            await self._add(bot, *pressed.message, upload)

    async def _take(self, bot: FootnoteBot, message: Message, document: Document) -> None:
        place = replace(place_of(message), reply_to=message.message_id)
        work = self._read(bot, message.chat.id, document)
        await send_all(bot, place, [await while_typing(bot, place, work)])

    async def _read(self, bot: FootnoteBot, owner: int, document: Document) -> RenderedMessage:
        """What an owner is shown of a document."""
        closed = await asyncio.to_thread(self._library.closed)
        if closed is not None:
            return render_text(closed_sentence(closed))
        given = document.file_name or ""
        refused = self._library.refuse(given, document.file_size or 0)
        if refused is not None:
            return refused_message(refused, self._library)
        name = shown_name(safe_name(given))
        try:
            data = await self._downloads.fetch(bot, document.file_id, document.file_size)
        except NotFetchedError as error:
            return naming(error.sentence, name)
        upload = _Upload(document.file_id, given, document.file_size, _digest(data))
        return await self._preview(owner, upload, data)

    async def _preview(self, owner: int, upload: _Upload, data: bytes) -> RenderedMessage:
        try:
            read = await asyncio.to_thread(self._library.preview, upload.name, data)
        except DocumentsError as error:
            _log.error("%s", error)
            return unchanged_message(error, self._library)
        match read:
            case Refused():
                return refused_message(read, self._library)
            case Preview() | ManyPreview():
                replacing = read.standing.sha256 if read.standing else None
                kept = replace(upload, replacing=replacing)
                return preview_message(read, self._pending.keep(owner, kept))

    async def _add(self, bot: FootnoteBot, chat_id: int, message_id: int, upload: _Upload) -> None:
        """Write the file, and let it be indexed. The chat is the owner's private one."""

        def change(path: str) -> Change:
            return Change(chat_id, message_id, Kind.ADDED, path)

        work = self._written(bot, chat_id, upload, change)
        written = await while_typing(bot, Place(chat_id), work)
        if isinstance(written, RenderedMessage):
            await edit(bot, chat_id, message_id, written)
            return
        _log.info("added chat=%s replacing=%s", alias(chat_id), upload.replacing is not None)
        number, path = written
        self._changes.follow(bot, number, change(path))

    async def _written(
        self, bot: FootnoteBot, owner: int, upload: _Upload, change: Callable[[str], Change]
    ) -> tuple[int, str] | RenderedMessage:
        """The number of the noted change and the file's path, or what is shown instead."""
        name = shown_name(safe_name(upload.name))
        try:
            data = await self._downloads.fetch(bot, upload.file_id, upload.size)
        except NotFetchedError as error:
            return naming(error.sentence, name)
        if _digest(data) != upload.sha256:
            return naming(adding.not_fetched, name)

        def add(before: Callable[[str], None]) -> str:
            return self._library.add(upload.name, data, replacing=upload.replacing, before=before)

        try:
            return await asyncio.to_thread(self._changes.noted, change, add)
        except NameTakenError:  # since it was shown; so it is shown anew
            return await self._preview(owner, upload, data)
        except (DocumentsError, StoreError) as error:
            _log.error("%s", error)
            return unchanged_message(error, self._library)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
