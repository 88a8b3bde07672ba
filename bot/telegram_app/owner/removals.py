"""Documents that an owner removes: found, shown, and taken out of the folder at a press."""

import asyncio
import logging
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from telegram import CallbackQuery, Message, Update

from bot.library.library import Library
from bot.listing import ListedFile
from bot.telegram_app.logs import alias
from bot.telegram_app.messages.formatted import one_line, shortened
from bot.telegram_app.messages.rendering import RenderedMessage, render_text
from bot.telegram_app.owner.indexing import Indexing, Job
from bot.telegram_app.owner.pending import Pending
from bot.telegram_app.owner.views import (
    CANCEL,
    CHOOSE,
    PAGE,
    REMOVE,
    REMOVING,
    closed_sentence,
    listing_message,
    naming,
    removal_message,
    shown_name,
)
from bot.telegram_app.wire.client import Context, FootnoteBot
from bot.telegram_app.wire.places import place_of
from bot.telegram_app.wire.sending import acknowledge, edit, send_all
from bot.wording import owner as wording
from corpus.errors import DocumentsError
from embeddings.indexer import Summary

_DATA = re.compile(
    rf"{REMOVING}:([A-Za-z0-9_-]{{8}}):([{PAGE}{CHOOSE}{REMOVE}{CANCEL}])([0-9]{{1,7}})"
)
_ASKED_LIMIT = 100
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Listing:
    """The files that an owner was shown, as they were then."""

    lead: str
    files: tuple[ListedFile, ...]


class Removals:
    """Lets owners remove documents.

    Args:
        library: the documents folder.
        indexing: lets the index follow.
        owners: who may remove.
    """

    def __init__(self, library: Library, indexing: Indexing, owners: Collection[int]) -> None:
        self._library = library
        self._indexing = indexing
        self._owners = owners
        self._pending: Pending[_Listing] = Pending()

    async def remove(self, bot: FootnoteBot, message: Message, argument: str) -> None:
        """Answer /remove: with all documents, or with those that the argument may mean."""
        shown = await asyncio.to_thread(self._found, message.chat.id, argument)
        await send_all(bot, place_of(message), [shown])

    async def on_press(self, update: Update, context: Context) -> None:
        """A button of the list, or what claims to be one."""
        query, bot = update.callback_query, context.bot
        if query is None:
            return
        person = query.from_user.id
        if person not in self._owners:
            await acknowledge(bot, query, wording.only_owners(), alert=True)
            return
        pressed, message = _DATA.fullmatch(query.data or ""), query.message
        listing = self._pending.find(pressed[1], person) if pressed else None
        if pressed is None or listing is None or not isinstance(message, Message):
            await acknowledge(bot, query, wording.over(), alert=True)
            return
        key, wish, place = pressed[1], pressed[2], int(pressed[3])
        if wish != PAGE and place >= len(listing.files):
            await acknowledge(bot, query, wording.over(), alert=True)
            return
        await acknowledge(bot, query)
        if wish == REMOVE:
            await self._remove(bot, query, message, key, listing.files[place])
            return
        shown = self._shown(person, key, listing, wish, place)
        await edit(bot, message.chat.id, message.message_id, shown)

    def _found(self, owner: int, name: str) -> RenderedMessage:
        closed = self._library.closed()
        if closed is not None:
            return render_text(closed_sentence(closed))
        asked = shortened(one_line(name), _ASKED_LIMIT)
        files = self._library.find(name) if asked else self._library.files()
        if not files:
            return render_text(wording.not_found(asked) if asked else wording.no_documents())
        lead = wording.meant(asked) if asked else wording.choose_to_remove(len(files))
        key = self._pending.keep(owner, _Listing(lead, files))
        if len(files) == 1 and asked:
            return removal_message(files[0], 0, key)
        return listing_message(lead, files, 0, key)

    def _shown(
        self, owner: int, key: str, listing: _Listing, wish: str, place: int
    ) -> RenderedMessage:
        """What a press leads to that removes nothing."""
        if wish == CHOOSE:
            return removal_message(listing.files[place], place, key)
        if wish == PAGE:
            return listing_message(listing.lead, listing.files, place, key)
        self._pending.take(key, owner)
        return render_text(wording.nothing_removed())

    async def _remove(
        self,
        bot: FootnoteBot,
        query: CallbackQuery,
        message: Message,
        key: str,
        file: ListedFile,
    ) -> None:
        if self._pending.take(key, query.from_user.id) is None:
            return
        chat_id, message_id, path = message.chat.id, message.message_id, file.path
        kept = await asyncio.to_thread(self._taken_out, file)
        if isinstance(kept, RenderedMessage):
            await edit(bot, chat_id, message_id, kept)
            return
        _log.info("removed chat=%s", alias(chat_id))
        name = shown_name(path)
        begun = naming(wording.removed_waits(name), name)

        def told(done: Summary) -> RenderedMessage:
            return naming(wording.removed(name, one_line(str(kept)), done), name)

        self._indexing.start(bot, Job(chat_id, message_id, (path,), begun, told, changed=True))

    def _taken_out(self, file: ListedFile) -> Path | RenderedMessage:
        """Where the file is kept now, or why it was not removed."""
        path = file.path
        name = shown_name(path)
        now = self._library.file(path)
        if now is None or not now.says_the_same(file):
            return naming(wording.changed_since(name), name)
        if self._library.is_last(path):
            return render_text(wording.last_document())
        try:
            return self._library.remove(path)
        except DocumentsError as error:
            _log.error("%s", error)
            return render_text(wording.folder_fails())
