import asyncio
from datetime import UTC, datetime, timedelta
from time import monotonic
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from protego import Protego

from bot.web.fetching import AGENT
from bot.web.receiving import StatusError
from bot.web.robots import Manners, RestingError, Slow, rules_in
from corpus.errors import FetchError
from web_site import Page, Site, fetcher, moved

RULES = b"""User-agent: *
Disallow: /private

User-agent: footnote-bot
Disallow: /bots-not-here
Crawl-delay: 2
"""


def refusals(*urls: str, pause: float = 0, slow: Slow | None = None) -> list[str | None]:
    """Why each page may not be asked for; ``None`` if it may."""

    async def run() -> list[str | None]:
        said: list[str | None] = []
        async with fetcher() as fetching:
            manners = Manners(fetching, pause, slow)
            for url in urls:
                try:
                    await manners.visit()(url)
                except FetchError as error:
                    said.append(str(error))
                else:
                    said.append(None)
        return said

    return asyncio.run(run())


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds of each pause; nobody waits for any."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("bot.web.robots.asyncio.sleep", sleep)
    return slept


def test_rules_for_this_program_count_and_are_fetched_once(site: Site, slept: list[float]) -> None:
    site.pages["/robots.txt"] = Page(RULES)

    said = refusals(site.url("/private"), site.url("/bots-not-here/a"), site.url("/a"))

    assert [reason and "robots.txt asks" in reason for reason in said] == [None, True, None]
    assert site.asked == ["/robots.txt"]
    assert len(slept) == 1
    assert 1.5 < slept[0] <= 2


def test_one_site_is_asked_slowly_and_another_at_once(site: Site, slept: list[float]) -> None:
    refusals(site.url("/a"), site.url("/b"), site.url("/c", "other.example"), pause=100)

    assert len(slept) == 1
    assert 90 < slept[0] <= 100


def test_a_site_that_is_slow_is_told_once_before_the_first_pause(
    site: Site, slept: list[float]
) -> None:
    told: list[tuple[str, float, int]] = []
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 7.5")
    other = site.url("/d", "other.example")

    refusals(
        *(site.url(path) for path in ("/a", "/b", "/c")),
        other,
        pause=1,
        slow=lambda name, seconds: told.append((name, seconds, len(slept))),
    )

    assert told == [(f"news.example:{site.port}", 7.5, 0)]
    assert len(slept) == 2


def test_a_usual_pause_is_nothing_to_tell(site: Site, slept: list[float]) -> None:
    told: list[str] = []
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 1")

    refusals(site.url("/a"), site.url("/b"), pause=1, slow=lambda name, _: told.append(name))

    assert len(slept) == 1
    assert told == []


@pytest.mark.parametrize("delay", ["61", "3600", "9" * 40])
def test_of_a_site_that_asks_for_very_long_pauses_one_page_is_fetched(
    site: Site, slept: list[float], delay: str
) -> None:
    site.pages["/robots.txt"] = Page(f"User-agent: *\nCrawl-delay: {delay}".encode())

    first, second, third = refusals(*(site.url(path) for path in ("/a", "/b", "/c")))

    assert first is None
    assert second == third
    assert second is not None
    assert "more than 60 seconds between two pages" in second
    assert slept == []


def redirected(site: Site, *paths: str, slow: Slow | None = None) -> None:
    """One visit that leads from each path to the next; those of ``other:`` are another site's."""

    async def run() -> None:
        async with fetcher() as fetching:
            visit = Manners(fetching, 1, slow).visit()
            for path in paths:
                host = "other.example" if path.startswith("other:") else "news.example"
                await visit(site.url(path.removeprefix("other:"), host))

    asyncio.run(run())


def test_a_redirect_within_a_site_that_asks_for_no_pauses_does_not_wait(
    site: Site, slept: list[float]
) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /no")

    with pytest.raises(FetchError, match=r"robots\.txt asks"):
        redirected(site, "/a", "/b", "/c", "/no")

    assert slept == []


def test_a_redirect_within_a_site_that_asks_for_pauses_waits(
    site: Site, slept: list[float]
) -> None:
    told: list[tuple[str, float]] = []
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 7")

    redirected(site, "/a", "other:/b", "/c", "/d", slow=lambda *said: told.append(said))

    assert [round(seconds) for seconds in slept] == [7, 7]
    assert told == [(f"news.example:{site.port}", 7)]


@pytest.mark.parametrize(
    ("delay", "pauses"), [("25", [25, 25]), ("61", []), ("9" * 40, []), ("nan", []), ("-1", [])]
)
def test_redirects_of_one_page_wait_no_longer_than_a_minute_in_all(
    site: Site, slept: list[float], delay: str, pauses: list[int]
) -> None:
    site.pages["/robots.txt"] = Page(f"User-agent: *\nCrawl-delay: {delay}".encode())

    redirected(site, "/a", "/b", "/c", "/d", "/e", "/f")

    assert [round(seconds) for seconds in slept] == pauses


def test_a_loop_of_redirects_keeps_the_pace_that_is_asked_for(site: Site) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 0.05")
    site.pages["/a"] = moved("/a")

    async def run() -> None:
        async with fetcher() as fetching:
            with pytest.raises(FetchError, match="more than 5 times"):
                await fetching.fetch(site.url("/a"), Manners(fetching, 0).visit())

    begun = monotonic()
    asyncio.run(run())
    assert monotonic() - begun >= 5 * 0.05
    assert site.asked == ["/robots.txt"] + ["/a"] * 6


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_rules_forbids_nothing(site: Site, status: int) -> None:
    site.pages["/robots.txt"] = Page(b"Disallow everything", status)

    assert refusals(site.url("/a")) == [None]


def test_a_site_whose_rules_cannot_be_read_is_left_alone(site: Site) -> None:
    site.pages["/robots.txt"] = Page(b"", 500)
    (failed,) = refusals(site.url("/a"))
    site.pages["/robots.txt"] = moved("http://127.0.0.1/")
    (inside,) = refusals(site.url("/a"))

    assert failed is not None
    assert "(500)" in failed
    assert inside is not None
    assert "private network" in inside


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        (Page(b"", 503), "the site's robots.txt cannot be read: the server fails (503)"),
        (Page(b"", 429), "asks for fewer questions (429)"),
        (moved("/robots.txt"), "the site's robots.txt cannot be read: it redirects more than"),
        (Page(b"no", headers={"Content-Encoding": "gzip"}),
         "the site's robots.txt cannot be read: it is damaged"),
    ],
)  # fmt: skip
def test_why_a_site_is_left_alone_is_told(site: Site, rules: Page, why: str) -> None:
    site.pages["/robots.txt"] = rules

    (said,) = refusals(site.url("/a"))

    assert said is not None
    assert why in said


def test_a_server_that_is_not_there_is_not_blamed_on_its_rules() -> None:
    (said,) = refusals("http://127.0.0.1/a")

    assert said is not None
    assert said.startswith("127.0.0.1 is an address inside a private network")


def rested(site: Site, again: timedelta | None) -> bool:
    """Whether a site is asked again that has named that time from now for it, if it named any."""

    async def run() -> bool:
        async with fetcher() as fetching:
            manners = Manners(fetching, 0)
            url = site.url("/a")
            time = None if again is None else datetime.now(UTC) + again
            manners.heed(StatusError(429, url, time))
            name = urlsplit(url).netloc
            assert manners.resting == {name: time}
            try:
                await manners.visit()(url)
            except RestingError:
                assert manners.resting == {name: time}
                return False
            assert manners.resting == {}
            return True

    return asyncio.run(run())


def test_a_rest_ends_when_the_site_said(site: Site) -> None:
    assert rested(site, timedelta(seconds=-0.01))
    assert not rested(site, timedelta(seconds=60))
    assert not rested(site, None)


@pytest.mark.parametrize("status", [429, 503])
def test_rules_that_a_site_is_too_busy_to_tell_are_asked_for_after_its_rest(
    site: Site, status: int
) -> None:
    site.pages["/robots.txt"] = Page(b"", status, headers={"Retry-After": "900"})
    url = site.url("/bots-not-here")

    async def run() -> None:
        async with fetcher() as fetching:
            manners = Manners(fetching, 0)
            with pytest.raises(FetchError, match=str(status)):
                await manners.visit()(url)
            with pytest.raises(RestingError):
                await manners.visit()(url)
            site.pages["/robots.txt"] = Page(RULES)
            manners.heed(StatusError(status, url, datetime.now(UTC)))  # so its rest is over
            for _ in range(2):
                with pytest.raises(FetchError, match=r"robots\.txt asks"):
                    await manners.visit()(url)

    asyncio.run(run())

    assert site.asked == ["/robots.txt"] * 2


def test_of_endless_rules_the_first_count(site: Site) -> None:
    rules = b"User-agent: *\nDisallow: /private\n" + b"#" * 600_000 + b"\nDisallow: /a\n"
    site.pages["/robots.txt"] = Page(rules)

    private, public = refusals(site.url("/private"), site.url("/a"))

    assert private is not None
    assert public is None


def test_rules_may_be_any_bytes(site: Site) -> None:
    site.pages["/robots.txt"] = Page(bytes(range(256)) * 100 + b"\nCrawl-delay: -1\n")

    assert refusals(site.url("/a")) == [None]


@pytest.mark.parametrize("delay", ["9" * 400, "9" * 5_000, "²", "-1", "nan", "inf"])
def test_a_delay_may_be_anything(site: Site, delay: str) -> None:
    rules = f"User-agent: *\nCrawl-delay: {delay}\nRequest-rate: {delay}/{delay}\n"
    site.pages["/robots.txt"] = Page(rules.encode())

    assert refusals(site.url("/a")) == [None]


def test_rules_have_wildcards_and_the_longest_that_fits_counts(site: Site) -> None:
    site.pages["/robots.txt"] = Page(
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /*.pdf$\nAllow: /open/*.pdf$\n"
        b"Disallow: /*?session=\n"
    )
    urls = ["/a.pdf", "/a.pdf?b", "/open/a.pdf", "/a?session=1", "/a?b&session=1"]

    said = refusals(*(site.url(path) for path in urls))

    assert [reason is None for reason in said] == [False, True, True, False, True]


def test_rules_that_are_made_to_take_long_do_not(site: Site) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /" + b"*a" * 240_000 + b"$\n")

    assert refusals(site.url("/" + "a" * 1_900 + "b")) == [None]


@pytest.mark.timeout(30)  # all agents' rules for each of them would take minutes, and the memory
def test_rules_for_thousands_of_others_are_read_at_once() -> None:
    agents = "".join(f"User-agent: b{it}\n" for it in range(12_000))
    rules = "Disallow: /a\n" * 12_000 + "User-agent: *\nDisallow: /b\n"

    read = rules_in((agents + rules).encode())

    assert read.can_fetch("https://a.example/a", AGENT)
    assert not read.can_fetch("https://a.example/b", AGENT)


AGENTS = st.sampled_from(["*", "footnote-bot", "Footnote", "f*", "**", "bot", "b", "footnote-bots"])
LINES = st.one_of(
    st.tuples(
        st.sampled_from(
            ["User-agent: ", "user agent:", "useragent :", "User-agent ", "user\tagent ",
             "User-agent", " USER-AGENT:  ", "user-agent foo: ", "user-agent x:"]
        ),
        AGENTS,
    ).map("".join),
    st.sampled_from(["Disallow: /a", "Allow: /", "Disallow: /", "Crawl-delay: 3", "Crawl-delay: 9",
                     "", "# User-agent: *", "Sitemap: /s", "Noindex: /", "Disallow:"]),
)  # fmt: skip


@given(st.lists(LINES, max_size=12).map("\n".join))
@settings(max_examples=500)
def test_rules_for_others_are_still_none_for_this_program(rules: str) -> None:
    """As they are if those for all others are read as well."""
    ours, whole = rules_in(rules.encode()), Protego.parse(rules)

    assert ours.crawl_delay(AGENT) == whole.crawl_delay(AGENT)
    for path in ("/", "/a", "/b"):
        url = f"https://a.example{path}"
        assert ours.can_fetch(url, AGENT) == whole.can_fetch(url, AGENT)
