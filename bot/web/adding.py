"""From an address to a document in the folder: asked for politely, looked at, then kept."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.library.preview import Preview, preview_of
from bot.web.detours import require_no_detour
from bot.web.feeds import Entry, entries
from bot.web.fetching import Fetcher, whole_address
from bot.web.kinds import suffix_of
from bot.web.receiving import Fetched, StatusError, Validators
from bot.web.robots import Manners, RestingError
from bot.web.shelf import LARGEST_FEED, Held, HeldFeed, Shelf, place
from bot.web.tracking import without_tracking
from corpus.errors import DocumentsError, FetchError, ReadingError
from corpus.provenance import Provenance
from corpus.reading import Reading, read_fetched

_PERHAPS = ": it may need JavaScript, or a login"
_LEAST_TEXT = 100
"""Characters of a web page below which it is taken for one that shows its text to browsers only."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page that was fetched and read, and is not kept yet.

    Attributes:
        url: as it was given.
        suffix: of its format, with the dot.
        data: as it came.
        preview: what was read of it, under the path that it would have.
    """

    url: str
    provenance: Provenance
    suffix: str
    data: bytes
    preview: Preview


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that lies in the documents folder now.

    Attributes:
        path: relative to the documents folder.
        preview: what was read of it; ``None`` if it has not changed since it came before.
    """

    url: str
    path: str
    preview: Preview | None


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that was not kept, and why, in words."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Left:
    """A page that was not asked for, as its site wants to be left alone for now.

    Attributes:
        url: as it was given.
        site: its name.
        reason: the same in words.
    """

    url: str
    site: str
    reason: str


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


class Adding:
    """Adds pages to the documents folder, one at a time.

    Args:
        fetcher: gets them.
        manners: says when.
        shelf: keeps them.
        now: the time, with its zone.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        manners: Manners,
        shelf: Shelf,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._fetcher = fetcher
        self._manners = manners
        self._shelf = shelf
        self._now = now

    @property
    def resting(self) -> Mapping[str, datetime | None]:
        """The names of sites that want to be left alone, with when to come again if they say it."""
        return self._manners.resting

    async def page(self, url: str, entry: Entry | None = None) -> Kept | Failed | Left:
        """Add the page at ``url``.

        Args:
            url: as it was given.
            entry: of a feed that names it.
        """
        looked = await self.look(url, entry)
        if not isinstance(looked, Found):
            return looked
        try:
            return self.keep(looked)
        except DocumentsError as error:
            return Failed(url, str(error))

    async def look(self, url: str, entry: Entry | None = None) -> Found | Kept | Failed | Left:
        """Fetch and read the page at ``url``, and keep nothing of it that is new.

        Args:
            url: as it was given.
            entry: as for ``page``.
        """
        try:
            asked = without_tracking(whole_address(url))
            found = await self._fetched(asked, self._shelf.held)
            require_no_detour(asked, found.url)
            held = self._shelf.held(found.url)
            if held is not None and _is_same(held, found):
                self._shelf.confirm(held, asked)
                return Kept(url, held.path, None)
            return await asyncio.to_thread(self._read, url, asked, found, entry)
        except RestingError as error:
            return Left(url, error.site, str(error))
        except (FetchError, ReadingError, DocumentsError) as error:
            return Failed(url, str(error))

    def keep(self, found: Found) -> Kept:
        """Keep a page that was looked at.

        Raises:
            DocumentsError: if the folder cannot be written.
        """
        path = self._shelf.put(found.provenance, found.suffix, found.data)
        return Kept(found.url, path, found.preview)

    async def feed(self, url: str) -> list[Entry]:
        """The entries of the feed at ``url`` that are not in the folder yet, in its order.

        One that has not changed since it came need not come again: what it named then counts.

        Raises:
            FetchError: if it cannot be fetched, or is no feed; ``RestingError`` if it was not asked
                for.
            DocumentsError: if the folder cannot be written.
        """
        found = await self._fetched(whole_address(url), self._shelf.feed, LARGEST_FEED)
        held = self._shelf.feed(found.url)
        data = found.data if found.data is not None else held.data if held else b""
        named = entries(data, found.url)
        if found.data is not None and found.validators != Validators():
            self._shelf.put_feed(self._provenance(found, data), data)
        return [it for it in named if self._shelf.led_to(_whole(it.url)) is None]

    async def _fetched(
        self, url: str, held: Callable[[str], Held | HeldFeed | None], wanted: int | None = None
    ) -> Fetched:
        try:
            return await self._fetcher.fetch(url, self._before(held), wanted)
        except StatusError as error:
            self._manners.heed(error)
            raise

    def _before(
        self, held: Callable[[str], Held | HeldFeed | None]
    ) -> Callable[[str], Awaitable[Validators | None]]:
        """What waits until an address may be asked for, and tells which version is held."""
        visit = self._manners.visit()

        async def before(step: str) -> Validators | None:
            await visit(step)
            known = held(step)
            if known is None:
                return None
            return Validators(known.provenance.etag, known.provenance.last_modified)

        return before

    def _provenance(self, found: Fetched, data: bytes) -> Provenance:
        return Provenance(
            url=found.url,
            fetched=self._now(),
            sha256=hashlib.sha256(data).hexdigest(),
            charset=found.charset,
            etag=found.validators.etag,
            last_modified=found.validators.last_modified,
        )

    def _read(self, url: str, asked: str, found: Fetched, entry: Entry | None) -> Found:
        data, suffix = found.data or b"", suffix_of(found)
        before, provenance = self._shelf.held(found.url), self._provenance(found, data)
        if before is not None:
            known = before.provenance
            provenance = replace(provenance, asked=known.asked, announced=known.announced)
        if entry is not None:
            provenance = replace(provenance, announced=entry.said_of(found.url))
        provenance = replace(provenance, asked=(*provenance.asked, asked))
        path = place(found.url, suffix)
        try:
            reading = read_fetched(path, data, provenance)
        except ReadingError as error:
            raise ReadingError(f"{error}{_PERHAPS if suffix == '.html' else ''}") from None
        if suffix == ".html" and _length(reading) < _LEAST_TEXT:
            raise ReadingError(f"there is hardly any text in it{_PERHAPS}")
        return Found(url, provenance, suffix, data, preview_of(path, reading, None))


OpenAdding = Callable[[], AbstractAsyncContextManager[Adding]]
"""What opens the way to the web, for a while."""


def _is_same(held: Held, found: Fetched) -> bool:
    return found.data is None or (hashlib.sha256(found.data).hexdigest() == held.provenance.sha256)


def _length(reading: Reading) -> int:
    return sum(segment.span.end - segment.span.start for segment in reading.segments)


def _whole(url: str) -> str:
    try:
        return without_tracking(whole_address(url))
    except FetchError:  # said when its turn comes
        return url
