"""``footnote add``: fetches pages into the documents folder, indexes them, and tells what came."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from bot.indexing import Bars
from bot.settings import Settings
from bot.terminal import one_line
from bot.web.adding import Adding, Failed, Kept
from bot.wiring import Footnote
from bot.wording import commands as commands_wording
from bot.wording import web as wording
from corpus.errors import DocumentsError, FetchError


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be added.

    Attributes:
        urls: pages.
        feeds: feeds, of which the new pages are wanted.
        limit: at most so many pages of a feed.
    """

    urls: Sequence[str]
    feeds: Sequence[str]
    limit: int


def add_pages(settings: Settings, wanted: Wanted) -> bool:
    """Fetch, keep and index; print a line a page, and a closing one.

    Returns:
        Whether all pages and feeds that were named could be fetched.

    Raises:
        DocumentsError: if the documents folder cannot be changed.
    """
    footnote = Footnote(settings)
    library = footnote.library()
    closed = library.closed()
    if closed is not None:
        raise DocumentsError(wording.closed(closed, footnote.root))
    with Bars() as bars:
        named, more = asyncio.run(_Fetching(footnote, wanted, bars).run())
        outcomes = [*named, *more]
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
    if summary is not None:
        _print(commands_wording.summary(summary)[0])
    return not any(isinstance(outcome, Failed) for outcome in named)


@dataclass(slots=True)
class _Fetching:
    """One run over all that is wanted.

    Attributes:
        left: pages that are known and still to come, with the one that is being fetched.
    """

    footnote: Footnote
    wanted: Wanted
    bars: Bars
    left: int = 0

    async def run(self) -> tuple[list[Kept | Failed], list[Kept | Failed]]:
        """What became of what was named, and of the pages that feeds named."""
        named: list[Kept | Failed] = []
        more: list[Kept | Failed] = []
        async with self.footnote.adding(self._slow) as adding:
            total = len(self.wanted.urls)
            for done, url in enumerate(self.wanted.urls):
                self.left = total - done
                named.append(await adding.page(url))
                self.bars.fetching(done + 1, total)
            self.left = 0
            for feed in self.wanted.feeds:
                failed = await self._feed(adding, feed, more)
                named.extend(failed)
        return named, more

    async def _feed(
        self, adding: Adding, feed: str, more: list[Kept | Failed]
    ) -> list[Kept | Failed]:
        try:
            found = await adding.feed(feed)
        except (FetchError, DocumentsError) as error:
            return [Failed(feed, str(error))]
        wanted = found[: self.wanted.limit]
        _print(wording.feed(feed, len(found), len(wanted)))
        for done, entry in enumerate(wanted):
            self.left = len(wanted) - done
            more.append(await adding.page(entry.url, entry))
            self.bars.fetching(done + 1, len(wanted))
        self.left = 0
        return []

    def _slow(self, site: str, seconds: float) -> None:
        self.bars.tell(wording.slow(site, seconds, self.left))


def _print(line: str) -> None:
    sys.stdout.write(one_line(line) + "\n")
