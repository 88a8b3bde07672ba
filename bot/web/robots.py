"""robots.txt: what a site asks of programs that fetch its pages (RFC 9309)."""

import asyncio
from collections.abc import Callable
from time import monotonic
from urllib.parse import urlsplit

from protego import Protego

from bot.web.fetching import AGENT, Fetcher
from bot.web.receiving import StatusError
from corpus.errors import FetchError

_LARGEST = 500_000
"""Bytes of a robots.txt that are read; what stands behind them does not count."""

_LONGEST_PAUSE = 30.0
"""Seconds; a site that asks for longer pauses than that is asked so often all the same."""


class Manners:
    """What sites ask for, and the pace at which one is asked. Remembered for as long as it lives.

    Args:
        fetcher: fetches the sites' rules.
        pause: seconds between two pages of one site.
        clock: seconds that pass.
    """

    def __init__(
        self, fetcher: Fetcher, pause: float, clock: Callable[[], float] = monotonic
    ) -> None:
        self._fetcher = fetcher
        self._pause = pause
        self._clock = clock
        self._rules: dict[str, Protego | FetchError] = {}
        self._asked: dict[str, float] = {}

    async def wait(self, url: str) -> None:
        """Come back when the page at ``url`` may be asked for.

        Raises:
            FetchError: if its site does not want that, or does not say.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = await self._fetched(site)
        rules = self._rules[site]
        if isinstance(rules, FetchError):
            raise rules
        try:
            allowed = rules.can_fetch(url, AGENT)
        except ValueError:  # it takes the address apart in a way of its own
            raise FetchError("it is not a web address that a robots.txt could speak of") from None
        if not allowed:
            raise FetchError("the site's robots.txt asks programs not to fetch it")
        await self._paused(site, rules)

    async def _paused(self, site: str, rules: Protego) -> None:
        asked = rules.crawl_delay(AGENT) or 0
        pause = max(self._pause, min(asked, _LONGEST_PAUSE))
        if site in self._asked:
            await asyncio.sleep(max(0.0, self._asked[site] + pause - self._clock()))
        self._asked[site] = self._clock()

    async def _fetched(self, site: str) -> Protego | FetchError:
        try:
            found = await self._fetcher.fetch(f"{site}/robots.txt", _unasked, _LARGEST)
        except StatusError as error:
            if error.status >= 500:
                return FetchError(f"the site's robots.txt cannot be read: {error}; try again later")
            # Whoever has no rules, or keeps them to themselves, forbids nothing.
            return Protego.parse("")
        except FetchError as error:
            return error
        return Protego.parse((found.data or b"").decode("utf-8-sig", "replace"))


async def _unasked(_: str) -> None:
    """Rules are fetched without asking for rules."""
