"""Documents that an owner removes: found, shown, and taken out of the folder at a press."""

import asyncio
import logging
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from telegram import Message, Update

from bot.library.library import Library, NotRemovedError, Unremovable
from bot.listing import ListedFile
from bot.telegram_app.access.presses import pressed_by_owner
from bot.telegram_app.logs import alias
from bot.telegram_app.messages.formatted import one_line, shortened
from bot.telegram_app.messages.rendering import RenderedMessage, render_text
from bot.telegram_app.owner.changes import Changes
from bot.telegram_app.owner.pending import Pending
from bot.telegram_app.owner.unfinished import Change, Kind
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
    unchanged_message,
)
from bot.telegram_app.wire.client import Context, FootnoteBot
from bot.telegram_app.wire.places import place_of
from bot.telegram_app.wire.sending import acknowledge, edit, send_all
from bot.wording import owner as wording
from corpus.errors import DocumentsError, StoreError

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
        changes: are noted, and followed by the index.
        owners: who may remove.
    """

    def __init__(self, library: Library, changes: Changes, owners: Collection[int]) -> None:
        self._library = library
        self._changes = changes
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
        pressed = await pressed_by_owner(bot, query, _DATA, self._owners)
        if pressed is None:
            return
        person, key, wish, place = query.from_user.id, *pressed.data.groups()
        listing = self._pending.find(key, person)
        if listing is None or (wish != PAGE and int(place) >= len(listing.files)):
            await acknowledge(bot, query, wording.over(), alert=True)
            return
        await acknowledge(bot, query)
        if wish != REMOVE:
            shown = self._shown(person, key, listing, wish, int(place))
            await edit(bot, *pressed.message, shown)
        elif self._pending.take(key, person) is not None:
            await self._remove(bot, *pressed.message, listing.files[int(place)])

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
        self, bot: FootnoteBot, chat_id: int, message_id: int, file: ListedFile
    ) -> None:
        def change(path: str) -> Change:
            return Change(chat_id, message_id, Kind.REMOVED, path)

        taken_out = await asyncio.to_thread(self._taken_out, file, change)
        if isinstance(taken_out, RenderedMessage):
            await edit(bot, chat_id, message_id, taken_out)
            return
        _log.info("removed chat=%s", alias(chat_id))
        number, kept = taken_out
        self._changes.follow(bot, number, change(file.path), kept)

    def _taken_out(
        self, file: ListedFile, change: Callable[[str], Change]
    ) -> tuple[int, Path] | RenderedMessage:
        """The number of the noted change and where the file is kept now, or why it stays."""
        path = file.path
        name = shown_name(path)
        now = self._library.file(path)
        if now is not None and not now.says_the_same(file):
            return naming(wording.changed_since, name)
        try:
            return self._changes.noted(change, partial(self._library.remove, path))
        except NotRemovedError as error:
            return _why_it_stays(error.why, name)
        except (DocumentsError, StoreError) as error:
            _log.error("%s", error)
            return unchanged_message(error, self._library)


def _why_it_stays(why: Unremovable, name: str) -> RenderedMessage:
    match why:
        case Unremovable.LAST:
            return render_text(wording.last_document())
        case Unremovable.GONE:
            return naming(wording.gone_already, name)
        case Unremovable.LINK:
            return naming(wording.only_a_link, name)
        case Unremovable.CHANGED:
            return naming(wording.changed_since, name)
