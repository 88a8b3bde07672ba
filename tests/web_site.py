"""A site on this machine, in a thread of its own, and names that lead there as to the internet."""

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import httpx
from aiohttp import web

from bot.web.addresses import Addresses
from bot.web.fetching import Fetcher

PUBLIC = "93.184.216.34"
"""Where names of the tests lead; only ``Elsewhere`` brings it home."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Page:
    """What the site answers."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def html(words: str, **headers: str) -> Page:
    """A page of HTML; header names are written with ``_``."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Page(words.encode(), headers={"Content-Type": "text/html; charset=utf-8", **named})


def moved(to: str, status: int = 302) -> Page:
    """A redirect."""
    return Page(status=status, headers={"Location": to})


class Site:
    """A web server; ``pages`` says what it answers, ``asked`` what it was asked."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Page | Handler] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.port = 0
        self._tls = tls
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)

    def url(self, path: str, host: str = "news.example") -> str:
        scheme = "http" if self._tls is None else "https"
        return f"{scheme}://{host}:{self.port}{path}"

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._end = asyncio.Event()
        runner = web.ServerRunner(web.Server(self._answer), shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self._tls)
        await site.start()
        self.port = runner.addresses[0][1]
        self._ready.set()
        await self._end.wait()
        await runner.cleanup()

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append(request.path_qs)
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        page = self.pages.get(request.path, Page(b"nothing here", 404))
        if not isinstance(page, Page):
            assert isinstance(request, web.BaseRequest)
            return await page(request)  # type: ignore[arg-type]  # the base has all that is used
        etag = page.headers.get("ETag")
        if etag is not None and request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        response = web.Response(body=page.body, status=page.status)
        response.headers.pop("Content-Type", None)
        response.headers.update(page.headers)
        return response


class Elsewhere(httpx.AsyncBaseTransport):
    """Takes every connection to this machine, and notes where it was meant to go."""

    def __init__(self, verify: ssl.SSLContext | bool = True) -> None:
        self.gone_to: list[str] = []
        limits = httpx.Limits(max_keepalive_connections=0)
        self._inner = httpx.AsyncHTTPTransport(verify=verify, http2=True, limits=limits)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.gone_to.append(request.url.host)
        home = httpx.Request(
            request.method,
            request.url.copy_with(host="127.0.0.1"),
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions,
        )
        return await self._inner.handle_async_request(home)

    async def aclose(self) -> None:
        await self._inner.aclose()


class Names:
    """What names lead to: each time the next answer, and the last one for ever."""

    def __init__(self, **known: Iterable[Sequence[str]]) -> None:
        self.looked_up: list[str] = []
        self._known = {name.replace("_", "."): list(answers) for name, answers in known.items()}

    async def resolve(self, host: str) -> Sequence[str]:
        self.looked_up.append(host)
        answers = self._known.get(host, [[PUBLIC]])
        return answers.pop(0) if len(answers) > 1 else answers[0]


def fetcher(
    transport: httpx.AsyncBaseTransport | None = None,
    names: Names | None = None,
    max_bytes: int = 1_000_000,
    seconds: float = 10,
) -> Fetcher:
    """A fetcher that takes this machine for the internet."""
    addresses = Addresses((names or Names()).resolve, allow_private=False)
    return Fetcher(addresses, max_bytes, seconds, transport or Elsewhere())
