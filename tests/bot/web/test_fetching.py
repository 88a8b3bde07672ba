import asyncio
import socket
import ssl
import subprocess
from contextlib import suppress
from pathlib import Path
from time import monotonic

import httpx
import pytest
from aiohttp import web
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.web.receiving import Fetched, Validators
from bot.web.robots import Manners
from corpus.errors import FetchError
from fetched_pages import ODD, STORY, fetch, refusal
from web_site import PUBLIC, Elsewhere, Names, Page, Site, fetcher, html, moved


def test_a_page_comes_as_it_is(site: Site) -> None:
    site.pages["/a"] = html(STORY, ETag='"1"', Last_Modified="Tue, 18 Nov 2025 17:05:00 GMT")
    elsewhere = Elsewhere()

    found = fetch(fetcher(elsewhere), site.url("/a#bridge"))

    assert found == Fetched(
        site.url("/a"),
        STORY.encode(),
        "text/html",
        "utf-8",
        Validators('"1"', "Tue, 18 Nov 2025 17:05:00 GMT"),
    )
    assert elsewhere.gone_to == [PUBLIC]
    (headers,) = site.headers
    assert headers["host"] == f"news.example:{site.port}"
    assert headers["user-agent"].startswith("footnote-bot/")
    assert "cookie" not in headers


def test_redirects_are_followed_and_nothing_is_carried_along(site: Site) -> None:
    site.pages["/a"] = Page(status=301, headers={"Location": "/b?c=1", "Set-Cookie": "a=b; Path=/"})
    site.pages["/b"] = moved(site.url("/c", "other.example"))
    site.pages["/c"] = html(STORY)

    found = fetch(fetcher(), site.url("/a"))

    assert found.url == site.url("/c", "other.example")
    assert site.asked == ["/a", "/b?c=1", "/c"]
    assert all("cookie" not in headers for headers in site.headers)


@pytest.mark.filterwarnings("error")
def test_cookies_are_not_even_read(site: Site) -> None:
    """Python's own reading of them shows a traceback where it fails."""
    expires = f"01 Jan {'1' * 5_000} 00:00:00 GMT"
    site.pages["/a"] = html(STORY, Set_Cookie=f"a=b; expires={expires}")

    assert fetch(fetcher(), site.url("/a")).data == STORY.encode()


def test_redirects_end(site: Site) -> None:
    site.pages["/a"] = moved("/a")

    assert "more than 5 times" in refusal(fetcher(), site.url("/a"))
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    "inside",
    [
        "http://127.0.0.1:{port}/secret",
        "http://2130706433:{port}/secret",
        "http://[::ffff:127.0.0.1]:{port}/secret",
        "http://localhost.example:{port}/secret",
        "//inside.example:{port}/secret",
        "http://169.254.169.254/latest/meta-data",
        "http://168.63.129.16/machine",
        "http://[64:ff9b::7f00:1]:{port}/secret",
    ],
)
def test_a_redirect_leads_nowhere_inside(site: Site, inside: str) -> None:
    site.pages["/a"] = moved(inside.format(port=site.port))
    site.pages["/secret"] = html("the secret")
    names = Names(localhost_example=[["127.0.0.1"]], inside_example=[[PUBLIC, "10.0.0.1"]])

    assert "private network" in refusal(fetcher(names=names), site.url("/a"))
    assert site.asked == ["/a"]


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)"])
def test_a_redirect_to_another_scheme_is_refused(site: Site, to: str) -> None:
    site.pages["/a"] = moved(to)

    assert "not a web address" in refusal(fetcher(), site.url("/a"))


def test_a_redirect_to_what_is_no_address_says_where(site: Site) -> None:
    site.pages["/a"] = moved("javascript:////]/[")

    said = refusal(fetcher(), site.url("/a"))

    assert said == "it redirects to what is not a web address: javascript:////]/["


def test_a_name_that_is_a_picture_is_a_name(site: Site) -> None:
    site.pages["/a"] = moved(site.url("/b", "xn--53h.example"))
    site.pages["/b"] = html(STORY)

    assert fetch(fetcher(), site.url("/a")).url == site.url("/b", "xn--53h.example")
    assert site.headers[-1]["host"] == f"xn--53h.example:{site.port}"


def test_the_connection_goes_to_the_address_that_was_checked(site: Site) -> None:
    """A name that leads elsewhere when it is looked up again (DNS rebinding) is not."""
    site.pages["/a"] = html(STORY)
    names = Names(news_example=[[PUBLIC], ["127.0.0.1"]])
    elsewhere = Elsewhere()

    fetch(fetcher(elsewhere, names), site.url("/a"))

    assert names.looked_up == ["news.example"]
    assert elsewhere.gone_to == [PUBLIC]


def test_the_server_is_known_by_its_name_not_by_its_address(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["/usr/bin/env", "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", certificate,
         "-days", "2", "-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"],
        check=True, capture_output=True,
    )  # fmt: skip
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    theirs.load_cert_chain(certificate, key)

    def ours() -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(certificate))

    with Site(theirs) as site:
        site.pages["/a"] = html(STORY)

        assert fetch(fetcher(Elsewhere(ours())), site.url("/a")).data == STORY.encode()
        said = refusal(fetcher(Elsewhere(ours())), site.url("/a", "other.example"))
        assert "certificate verify failed" in said


def test_another_address_of_the_same_server_is_tried(site: Site) -> None:
    site.pages["/a"] = html(STORY)

    class Half(Elsewhere):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.host == "8.8.8.8":
                self.gone_to.append("8.8.8.8")
                raise httpx.ConnectError("nobody there")
            return await super().handle_async_request(request)

    half = Half()
    fetch(fetcher(half, Names(news_example=[["8.8.8.8", PUBLIC]])), site.url("/a"))

    assert half.gone_to == ["8.8.8.8", PUBLIC]


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

        assert "the connection failed" in refusal(fetcher(), f"http://a.example:{port}/")


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, "no such page"), (403, "refuses"), (500, "the server fails (500)"), (204, "(204)")],
)
def test_a_status_is_a_reason(site: Site, status: int, reason: str) -> None:
    site.pages["/a"] = Page(b"", status)

    assert reason in refusal(fetcher(), site.url("/a"))


@pytest.mark.parametrize("size", [999_999, 1_000_000, 1_000_001, 5_000_000])
def test_a_page_of_any_size_that_does_not_say_so_ends_at_the_limit(site: Site, size: int) -> None:
    async def stream(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        response.enable_chunked_encoding()
        await response.prepare(request)
        await response.write(b"a" * size)
        return response

    site.pages["/a"] = stream
    if size <= 1_000_000:
        assert len(fetch(fetcher(), site.url("/a")).data or b"") == size
    else:
        assert "more than 1 MB" in refusal(fetcher(), site.url("/a"))


@pytest.mark.parametrize(
    ("stated", "kind", "charset"),
    [
        ("TEXT/HTML;CHARSET=Windows-1251", "text/html", "windows-1251"),
        ('text/html; charset="utf-8', "text/html", "utf-8"),
        ("text/html; charset=windows-1251,text/html; charset=utf-8", "text/html", "windows-1251"),
        ("text/html; charset=", "text/html", None),
        ("text/html; charset*=utf-7''+2AA-", "text/html", None),
        (";;;", "text/plain", None),
    ],
)
def test_a_kind_is_named_in_many_ways(
    site: Site, stated: str, kind: str, charset: str | None
) -> None:
    site.pages["/a"] = Page(b"a", headers={"Content-Type": stated})

    found = fetch(fetcher(), site.url("/a"))

    assert (found.content_type, found.charset) == (kind, charset)


@pytest.mark.parametrize("head", [True, False])
def test_a_page_that_drips_takes_no_longer_than_it_may(site: Site, head: bool) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        if head:
            await response.prepare(request)
        while True:
            if head:
                await response.write(b"a")
            await asyncio.sleep(0.02)

    site.pages["/a"] = drip

    begun = monotonic()

    assert "longer than 0.3 s" in refusal(fetcher(seconds=0.3), site.url("/a"))
    assert monotonic() - begun < 4


def test_what_is_held_need_not_come_again(site: Site) -> None:
    site.pages["/old"] = moved("/a")
    site.pages["/a"] = html(STORY, ETag='"1"')

    async def held(url: str) -> Validators | None:
        return Validators('"1"', "yesterday") if url.endswith("/a") else None

    async def run() -> Fetched:
        async with fetcher() as fetching:
            return await fetching.fetch(site.url("/old"), held)

    assert asyncio.run(run()).data is None
    assert "if-none-match" not in site.headers[0]
    assert site.headers[1]["if-none-match"] == '"1"'
    assert site.headers[1]["if-modified-since"] == "yesterday"


def test_a_server_that_says_unchanged_without_being_asked_is_wrong(site: Site) -> None:
    site.pages["/a"] = Page(status=304)

    assert "(304)" in refusal(fetcher(), site.url("/a"))


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "kind", ["text/html; charset*" + "1" * 5_000 + "=a", 'text/html; a="' + ";" * 6_000]
)
def test_a_kind_that_is_named_at_length_is_known_by_its_beginning(site: Site, kind: str) -> None:
    site.pages["/a"] = html(STORY, Content_Type=kind)

    assert fetch(fetcher(), site.url("/a")).content_type == "text/html"


@given(st.one_of(st.text("htps:/[]@%#?.\\0123456789abx\u00e9", max_size=40), ODD))
@example("javascript:////]/[")
@example("http://xn--53h.example/")
@example("//xn--")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_redirect_to_anything(site: Site, to: str) -> None:
    site.pages = {"/robots.txt": Page(b"User-agent: *\nDisallow: /x", 200), "/a": moved(to)}

    async def run() -> None:
        async with fetcher() as fetching:
            manners = Manners(fetching, 0)
            with suppress(FetchError):
                await fetching.fetch(site.url("/a"), manners.visit())

    asyncio.run(run())
