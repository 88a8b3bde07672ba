"""robots.txt: what a site asks of programs that fetch its pages (RFC 9309)."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from urllib.parse import urlsplit

from protego import Protego

from bot.web.addresses import UnreachableError
from bot.web.fetching import AGENT, Fetcher
from bot.web.receiving import TOO_MANY, StatusError
from corpus.errors import FetchError

_LARGEST = 500_000
"""Bytes of a robots.txt that are read; what stands behind them does not count."""

_FOR = re.compile(
    r"\s*+(?:user[- ]?agent\s*+:|user(?:-|\s+)?agent\s++(?![^:]*:(?:\s|$)))\s*+(?P<who>.*\S)",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
"""A line that says whom the rules behind it are for, in all ways that Protego understands."""

_LONGEST_PAUSE = 60.0
"""Seconds; of a site that asks for longer pauses than that, one page is fetched and no more.

The pauses between the redirects of one page are not longer than that in all.
"""

Slow = Callable[[str, float], None]
"""Told once of each site that asks for pauses of so many seconds, before the first of them."""


class RestingError(FetchError):
    """The site had wanted no more questions, so this one was not asked.

    Attributes:
        site: its name.
    """

    def __init__(self, site: str) -> None:
        super().__init__(f"{site} had asked for fewer questions")
        self.site = site


@dataclass(slots=True)
class _Visit:
    """The way to one page.

    Attributes:
        seen: sites that it led to so far.
        waited: seconds, between redirects within them.
    """

    seen: set[str] = field(default_factory=set)
    waited: float = 0.0


class Manners:
    """What sites ask for, and the pace at which one is asked. Remembered for as long as it lives.

    Args:
        fetcher: fetches the sites' rules.
        pause: seconds between two pages of one site.
        slow: is told of sites that ask for longer ones, if anybody waits.
        clock: seconds that pass.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        pause: float,
        slow: Slow | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._fetcher = fetcher
        self._pause = pause
        self._slow = slow
        self._clock = clock
        self._rules: dict[str, Protego | FetchError] = {}
        self._asked: dict[str, float] = {}
        self._told: set[str] = set()
        self._resting: dict[str, datetime | None] = {}

    @property
    def resting(self) -> Mapping[str, datetime | None]:
        """The names of sites that want to be left alone, with when to come again if they say it.

        Those that are asked again after that are none of them any more.
        """
        return self._resting

    def heed(self, error: StatusError) -> None:
        """Ask a site no more that wants to be left alone."""
        if error.wants_rest:
            self._resting[urlsplit(error.url).netloc] = error.again

    def visit(self) -> Callable[[str], Awaitable[None]]:
        """What comes back when an address that leads to one page may be asked for.

        A site that redirects to itself is asked again at once, as a browser would: it is one page.
        Only where its rules name a pause is that kept, as long as the pauses do not add up to more
        than a minute: one page comes, however slowly its site wants to be asked.
        It raises ``FetchError`` if a site does not want to be asked, or does not say:
        ``RestingError`` if it has said so of all its pages.
        """
        visit = _Visit()

        async def wait(url: str) -> None:
            await self._wait(url, visit)

        return wait

    async def _wait(self, url: str, visit: _Visit) -> None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if self._is_resting(parts.netloc):
            raise RestingError(parts.netloc)
        rules = self._rules.get(site)
        if rules is None:
            rules = await self._fetched(site)
            # Those that it is too busy to tell are asked for again after its rest.
            if parts.netloc not in self._resting:
                self._rules[site] = rules
        if isinstance(rules, FetchError):
            raise rules
        try:
            allowed = rules.can_fetch(url, AGENT)
        except ValueError:  # it takes the address apart in a way of its own
            raise FetchError("it is not a web address that a robots.txt could speak of") from None
        if not allowed:
            raise FetchError("the site's robots.txt asks programs not to fetch it")
        if site in visit.seen:
            await self._redirected(site, parts.netloc, rules, visit)
        else:
            visit.seen.add(site)
            await self._paused(site, parts.netloc, rules)
        self._asked[site] = self._clock()

    def _is_resting(self, name: str) -> bool:
        again = self._resting.get(name)
        if again is not None and again <= datetime.now(UTC):
            del self._resting[name]
        return name in self._resting

    async def _paused(self, site: str, name: str, rules: Protego) -> None:
        if site not in self._asked:
            return
        asked = rules.crawl_delay(AGENT) or 0.0
        if asked > _LONGEST_PAUSE:
            raise FetchError(
                f"the site's robots.txt asks for more than {_LONGEST_PAUSE:g} seconds between two "
                "pages, which is longer than Footnote waits; add its pages one at a time"
            )
        left = self._asked[site] + max(self._pause, asked) - self._clock()
        if left > 0:
            await self._sleep(name, asked, left)

    async def _redirected(self, site: str, name: str, rules: Protego, visit: _Visit) -> None:
        asked = rules.crawl_delay(AGENT) or 0.0
        left = self._asked[site] + asked - self._clock()
        if 0 < left <= _LONGEST_PAUSE - visit.waited:
            visit.waited += left
            await self._sleep(name, asked, left)

    async def _sleep(self, name: str, asked: float, seconds: float) -> None:
        if self._slow is not None and asked > self._pause and name not in self._told:
            self._told.add(name)
            self._slow(name, asked)
        await asyncio.sleep(seconds)

    async def _fetched(self, site: str) -> Protego | FetchError:
        try:
            found = await self._fetcher.fetch(f"{site}/robots.txt", _unasked, _LARGEST)
        except StatusError as error:
            self.heed(error)
            if error.status >= 500:
                return FetchError(f"the site's robots.txt cannot be read: {error}; try again later")
            if error.status == TOO_MANY:
                return error
            # Whoever has no rules, or keeps them to themselves, forbids nothing.
            return Protego.parse("")
        except UnreachableError as error:
            return error
        except FetchError as error:
            return FetchError(f"the site's robots.txt cannot be read: {error}")
        return await asyncio.to_thread(rules_in, found.data or b"")


def rules_in(data: bytes) -> Protego:
    """The rules of a robots.txt, as far as they are for this program.

    Thousands of names before thousands of rules would each be given all of them: so all that are
    not this program's are read as one.
    """
    lines = data.decode("utf-8-sig", "replace").splitlines()
    return Protego.parse("\n".join(map(_for_us, lines)))


def _for_us(line: str) -> str:
    named = _FOR.match(line.partition("#")[0])
    if named is None:
        return line
    who = named["who"].lower()
    bare = who.replace("*", "")
    for_us = who == "*" or (bare and AGENT.startswith(bare))
    return f"User-agent: {(bare or who) if for_us else 'others'}"


async def _unasked(_: str) -> None:
    """Rules are fetched without asking for rules."""
