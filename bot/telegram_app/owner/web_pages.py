"""Pages of the web that an owner names: fetched, shown as they would be read, kept at a press.

A page may be another at each visit, so what was shown is what is kept. Until then it lies in a file
without a name, which is gone with the process: ten large ones that wait cost no memory.
"""

import asyncio
import logging
import re
import tempfile
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from telegram import Message, Update

from bot.library.library import Library
from bot.telegram_app.logs import alias
from bot.telegram_app.messages.rendering import RenderedMessage, render_text
from bot.telegram_app.owner.changes import Changes
from bot.telegram_app.owner.decisions import decided
from bot.telegram_app.owner.pending import Pending
from bot.telegram_app.owner.unfinished import Change, Kind
from bot.telegram_app.owner.views import (
    ADD,
    CANCEL,
    REPLACE,
    VISITING,
    closed_sentence,
    naming,
    preview_message,
    shown_name,
    unchanged_message,
    unfetched_message,
)
from bot.telegram_app.wire.client import Context, FootnoteBot
from bot.telegram_app.wire.places import Place, place_of
from bot.telegram_app.wire.sending import edit, send_all, while_typing
from bot.web.adding import Failed, Found, Kept, Left, OpenAdding
from bot.wording import adding as wording
from corpus.errors import DocumentsError, StoreError

_DATA = re.compile(rf"{VISITING}:([A-Za-z0-9_-]{{8}}):([{ADD}{REPLACE}{CANCEL}])")
_MOST_WAITING = 20
"""Pages that wait for a press, each as large as MAX_FILE_MB allows; the oldest go first."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A page that an owner has been shown.

    Attributes:
        found: without its data.
        file: has the data.
    """

    found: Found
    file: IO[bytes]


class WebPages:
    """Takes addresses of pages from owners.

    Args:
        library: the documents folder.
        open_adding: fetches pages into it.
        changes: are noted, and followed by the index.
        owners: who may add.
        data: the folder for what waits.
    """

    def __init__(
        self,
        library: Library,
        open_adding: OpenAdding,
        changes: Changes,
        owners: Collection[int],
        data: Path,
    ) -> None:
        self._library = library
        self._open_adding = open_adding
        self._changes = changes
        self._owners = owners
        self._data = data
        self._pending: Pending[_Waiting] = Pending(capacity=_MOST_WAITING)

    async def add(self, bot: FootnoteBot, message: Message, address: str) -> None:
        """Answer /add with an address behind it."""
        place = replace(place_of(message), reply_to=message.message_id)
        work = self._look(message.chat.id, address)
        await send_all(bot, place, [await while_typing(bot, place, work)])

    async def on_press(self, update: Update, context: Context) -> None:
        """A button under a page that was shown, or what claims to be one."""
        query, bot = update.callback_query, context.bot
        if query is None:
            return
        decision = await decided(bot, query, _DATA, self._owners, self._pending)
        if decision is None:
            return
        pressed, waiting = decision
        if pressed.data[2] == CANCEL:
            waiting.file.close()
            said = naming(wording.not_added, shown_name(waiting.found.preview.name))
            await edit(bot, *pressed.message, said)
        else:
            await self._add(bot, *pressed.message, waiting)

    async def _look(self, owner: int, address: str) -> RenderedMessage:
        """What an owner is shown of a page."""
        closed = await asyncio.to_thread(self._library.closed)
        if closed is not None:
            return render_text(closed_sentence(closed))
        url = address if "://" in address else f"https://{address}"
        async with self._open_adding() as adding:
            looked = await adding.look(url)
        match looked:
            case Failed(reason=reason) | Left(reason=reason):
                return unfetched_message(address, reason)
            case Kept(path=path):
                return naming(wording.page_unchanged, shown_name(path))
            case Found():
                return await asyncio.to_thread(self._shown, owner, looked)

    def _shown(self, owner: int, found: Found) -> RenderedMessage:
        try:
            standing = self._library.standing(found.preview.name)
            file = self._put_aside(found.data)
        except (DocumentsError, OSError) as error:
            _log.error("%s", error)
            return unchanged_message(error, self._library)
        key = self._pending.keep(owner, _Waiting(replace(found, data=b""), file))
        return preview_message(replace(found.preview, standing=standing), key, VISITING)

    def _put_aside(self, data: bytes) -> IO[bytes]:
        file = tempfile.TemporaryFile(dir=self._data)  # noqa: SIM115 - open while it waits
        try:
            file.write(data)
            file.flush()  # a disk that is full says so now, not at the press
        except BaseException:
            with suppress(OSError):  # closing writes what could not be written once more
                file.close()
            raise
        return file

    async def _add(
        self, bot: FootnoteBot, chat_id: int, message_id: int, waiting: _Waiting
    ) -> None:
        """Keep the page, and let it be indexed. The chat is the owner's private one."""
        change = Change(chat_id, message_id, Kind.ADDED, waiting.found.preview.name)
        number = await while_typing(bot, Place(chat_id), self._kept(waiting, change))
        if isinstance(number, RenderedMessage):
            await edit(bot, chat_id, message_id, number)
            return
        _log.info("added chat=%s from the web", alias(chat_id))
        self._changes.follow(bot, number, change)

    async def _kept(self, waiting: _Waiting, change: Change) -> int | RenderedMessage:
        """The number of the noted change, or why the page could not be kept."""
        async with self._open_adding() as adding:

            def keep(before: Callable[[str], None]) -> Kept:
                before(change.path)
                return adding.keep(_whole(waiting))

            try:
                number, _ = await asyncio.to_thread(self._changes.noted, lambda _: change, keep)
            except (DocumentsError, StoreError, OSError) as error:
                _log.error("%s", error)
                return unchanged_message(error, self._library)
            finally:
                waiting.file.close()
        return number


def _whole(waiting: _Waiting) -> Found:
    waiting.file.seek(0)
    return replace(waiting.found, data=waiting.file.read())
