"""``footnote add``: fetches pages into the documents folder, indexes them, and tells what came."""

import asyncio
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.indexing import Bars
from bot.settings import Settings
from bot.terminal import one_line
from bot.web.adding import Adding, Failed, Kept, Left
from bot.web.robots import RestingError
from bot.wiring import Footnote
from bot.wording import commands as commands_wording
from bot.wording import web as wording
from corpus.errors import DocumentsError, FetchError

_SPARE_TRIES = 10
"""Pages of a feed that are tried beyond the limit where some of them fail."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be added.

    Attributes:
        urls: pages.
        feeds: feeds, of which the new pages are wanted.
        limit: at most so many pages of a feed; those that fail do not count.
    """

    urls: Sequence[str]
    feeds: Sequence[str]
    limit: int


def add_pages(settings: Settings, wanted: Wanted) -> bool:
    """Fetch, keep and index; print a line a page, and a closing one.

    Returns:
        Whether all pages and feeds that were named could be fetched whole, and of each feed that
        names new pages at least one of them.

    Raises:
        DocumentsError: if the documents folder cannot be changed.
    """
    footnote = Footnote(settings)
    library = footnote.library()
    closed = library.closed()
    if closed is not None:
        raise DocumentsError(wording.closed(closed, footnote.root))
    with Bars() as bars:
        fetching = _Fetching(footnote, wanted, bars)
        fault = fetching.run()
        outcomes = fetching.outcomes
        kept = [outcome for outcome in outcomes if isinstance(outcome, Kept)]
        summary = library.index([it.path for it in kept], bars) if kept else None
    skipped = {it.path: it.reason for it in summary.skipped} if summary else {}
    for outcome in outcomes:
        match outcome:
            case Kept(path=path) if path in skipped:
                _print(wording.failed(outcome.url, skipped[path]))
            case Kept():
                _print(wording.kept(outcome))
            case Failed():
                _print(wording.failed(outcome.url, outcome.reason))
            case Left():
                _print(wording.left(outcome.url))
    for line in [*fetching.resting(), *fetching.given_up]:
        _print(line)
    if summary is not None:
        _print(commands_wording.summary(summary)[0])
    if fault is not None:
        raise fault
    failed = any(not isinstance(outcome, Kept) for outcome in fetching.named)
    return not (failed or fetching.in_vain)


@dataclass(slots=True)
class _Fetching:
    """One run over all that is wanted.

    Attributes:
        named: what became of what was named, so far.
        more: what became of the pages that feeds named, so far.
        given_up: what is to be said of feeds that were not tried to their end, as too much failed.
        rests: sites that want to be left alone for now, with when to come again if they say it.
        in_vain: whether a feed broke off, or named new pages of which none came.
        left: pages that are known and still to come, with the one that is being fetched.
    """

    footnote: Footnote
    wanted: Wanted
    bars: Bars
    named: list[Kept | Failed | Left] = field(default_factory=list)
    more: list[Kept | Failed | Left] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    rests: Mapping[str, datetime | None] = field(default_factory=dict)
    in_vain: bool = False
    left: int = 0

    @property
    def outcomes(self) -> list[Kept | Failed | Left]:
        """What became of all pages, so far."""
        return [*self.named, *self.more]

    def resting(self) -> list[str]:
        """What is to be said of sites that want to be left alone, if it says anything."""
        sites = Counter(outcome.site for outcome in self.outcomes if isinstance(outcome, Left))
        # Of one that was asked again after its rest, some pages may be left all the same.
        rests = {**dict.fromkeys(sites), **self.rests}
        return [
            wording.resting(site, sites[site], again)
            for site, again in rests.items()
            if sites[site] or again
        ]

    def run(self) -> Exception | None:
        """Fetch all that is wanted; one who interrupts that is told what waits to be indexed.

        Returns:
            What went wrong without being foreseen: to be raised when all that came is indexed.
        """
        try:
            asyncio.run(self._all())
        except Exception as fault:
            return fault
        except KeyboardInterrupt:
            new = [it for it in self.outcomes if isinstance(it, Kept) and it.preview is not None]
            if new:
                self.bars.tell(wording.interrupted(len(new)))
            raise
        return None

    async def _all(self) -> None:
        async with self.footnote.adding(self._slow) as adding:
            self.rests = adding.resting
            total = len(self.wanted.urls)
            for done, url in enumerate(self.wanted.urls):
                self.left = total - done
                self.named.append(await adding.page(url))
                self.bars.fetching(done + 1, total)
            self.left = 0
            for feed in self.wanted.feeds:
                await self._feed(adding, feed)

    async def _feed(self, adding: Adding, feed: str) -> None:
        try:
            news = await adding.feed(feed)
        except RestingError as error:
            self.named.append(Left(feed, error.site, str(error)))
            return
        except (FetchError, DocumentsError) as error:
            self.named.append(Failed(feed, str(error)))
            return
        found, limit = news.entries, self.wanted.limit
        _print(wording.feed(feed, len(found), limit))
        if news.is_torn:
            _print(wording.torn(feed))
            self.in_vain = True
        within, tried, came, waiting = found[: limit + _SPARE_TRIES], 0, 0, 0
        # One that fails is new the next time too: if it counted, those behind it would never come.
        while left := min(limit - came - waiting, len(within) - tried):
            self.left = left
            outcome = await adding.page(within[tried].url, within[tried])
            self.more.append(outcome)
            tried, came = tried + 1, came + isinstance(outcome, Kept)
            waiting += isinstance(outcome, Left)
            self.bars.fetching(tried, tried + min(limit - came - waiting, len(within) - tried))
        self.left = 0
        self.in_vain = self.in_vain or (tried > 0 and came == 0)
        if came + waiting < limit and tried < len(found):
            asked = tried - waiting
            self.given_up.append(wording.given_up(feed, asked, came, len(found) - tried))

    def _slow(self, site: str, seconds: float) -> None:
        self.bars.tell(wording.slow(site, seconds, self.left))


def _print(line: str) -> None:
    sys.stdout.write(one_line(line) + "\n")
