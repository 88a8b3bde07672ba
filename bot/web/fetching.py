"""One page from the web: within limits of size and time, and never from inside a private network.

httpx speaks HTTP; what it would do of its own accord is done here instead: looking names up,
following redirects, unpacking, keeping cookies. Each would go round a limit.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import version
from types import TracebackType
from typing import Self

import httpx

from bot.web.addresses import Address, Addresses, UnreachableError
from bot.web.ports import is_for_web
from bot.web.receiving import Fetched, Validators, fetched, refused
from bot.web.tracking import without_tracking
from corpus.errors import FetchError
from corpus.metadata import LONGEST_URL, parse_url

AGENT = "footnote-bot"
_USER_AGENT = f"{AGENT}/{version('footnote-bot')}"
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5"

MOST_REDIRECTS = 5
_MOST_ADDRESSES = 3
"""Addresses of one server that are tried."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WAITS = httpx.Timeout(connect=10, read=20, write=10, pool=10)


class Fetcher:
    """Fetches pages; an asynchronous context manager.

    Args:
        addresses: which machines may be asked.
        max_bytes: of a page, unpacked.
        seconds: that one answer may take; a redirect is an answer.
        transport: what httpx sends requests with; its own unless a test brings another.
    """

    def __init__(
        self,
        addresses: Addresses,
        max_bytes: int,
        seconds: float = 60,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._addresses = addresses
        self._max_bytes = max_bytes
        self._seconds = seconds
        # A connection is made for one request: the next host may share its address, not its name.
        limits = httpx.Limits(max_keepalive_connections=0)
        self._client = httpx.AsyncClient(
            transport=transport or httpx.AsyncHTTPTransport(http2=True, limits=limits),
            timeout=_WAITS,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._client.aclose()

    async def fetch(
        self,
        url: str,
        before: Callable[[str], Awaitable[Validators | None]],
        wanted: int | None = None,
    ) -> Fetched:
        """The page at ``url``, or at what that redirects to.

        Args:
            url: where to begin.
            before: called with each address before it is asked; raises ``FetchError`` if it should
                not be; what it gives is sent along, so that a page that is held need not come.
            wanted: bytes; what is more is left where it is. By default all of it is wanted, and
                what is more than the fetcher may take is refused.

        Raises:
            FetchError: if there is none, it may not be fetched, or takes more than it may.
        """
        asked: set[str] = set()
        for _ in range(MOST_REDIRECTS + 1):
            whole = whole_address(url)
            bare = without_tracking(whole)
            # Some servers give no page to those whom they cannot count.
            url = whole if bare in asked else bare
            asked.add(url)
            held = await before(url)
            with _explained():
                try:
                    async with asyncio.timeout(self._seconds):
                        found = await self._asked(httpx.URL(url), held, wanted)
                except TimeoutError:
                    raise FetchError(f"it took longer than {self._seconds:g} s") from None
            if isinstance(found, Fetched):
                return found
            url = found
        raise FetchError(f"it redirects more than {MOST_REDIRECTS} times")

    async def _asked(
        self, url: httpx.URL, held: Validators | None, wanted: int | None
    ) -> Fetched | str:
        """What came of ``url``, or where it redirects to."""
        response = await self._sent(url, _headers(held))
        try:
            if response.status_code in _REDIRECTS and "location" in response.headers:
                return str(url.join(response.headers["location"]))
            if response.status_code == 304 and held is not None:
                return Fetched(str(url), None, validators=held)
            if response.status_code != 200:
                raise refused(response, str(url))
            limit, cut = wanted or self._max_bytes, wanted is not None
            return await fetched(response, str(url), limit, cut=cut)
        finally:
            await response.aclose()

    async def _sent(self, url: httpx.URL, headers: Mapping[str, str]) -> httpx.Response:
        """The beginning of an answer, from the first of the server's addresses that gives one."""
        failed: httpx.TransportError | None = None
        name = url.raw_host.decode("ascii")
        for address in (await self._addresses.of(name))[:_MOST_ADDRESSES]:
            request = self._client.build_request(
                "GET",
                _at(url, address),
                headers={"Host": url.netloc.decode("ascii"), **headers},
                extensions={"sni_hostname": name},
            )
            try:
                return await self._client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failed = error
        raise failed or FetchError("it has no address")


def whole_address(url: str) -> str:
    """``url`` as it is asked for, without a fragment.

    Raises:
        FetchError: if it is no web address, or has a password in it.
    """
    try:
        parsed = httpx.URL(url.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, UnicodeError):
        raise FetchError("it is not a web address") from None
    if parsed.scheme not in {"http", "https"}:
        raise FetchError("it is not a web address; those begin with http:// or https://")
    if parsed.userinfo:
        raise FetchError("there is a user's name in the address; Footnote logs in nowhere")
    whole = str(parsed)
    if len(whole) > LONGEST_URL:
        raise FetchError(f"its address is longer than {LONGEST_URL:,} signs")
    if not parsed.host or "%" in parsed.host or parse_url(whole) is None:
        raise FetchError("it is not a web address")
    if parsed.port is not None and not is_for_web(parsed.port):
        raise FetchError(f"no web pages come from port {parsed.port}")
    return whole


@contextmanager
def _explained() -> Iterator[None]:
    """Says in plain words why no answer came."""
    try:
        yield
    except httpx.TimeoutException:
        raise UnreachableError("the server does not answer") from None
    except httpx.InvalidURL:  # httpx looks at redirects even where it follows none
        raise FetchError("it redirects to what is not a web address") from None
    except httpx.TransportError as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise UnreachableError(f"the connection failed: {said}") from None


def _at(url: httpx.URL, address: Address) -> httpx.URL:
    """``url`` with the server's address in the place of its name."""
    return url.copy_with(host=str(address))


def _headers(held: Validators | None) -> dict[str, str]:
    headers = {"User-Agent": _USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
    if held is not None and held.etag:
        headers["If-None-Match"] = held.etag
    if held is not None and held.last_modified:
        headers["If-Modified-Since"] = held.last_modified
    return headers
