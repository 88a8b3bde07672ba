"""``footnote add``, end to end in one process, against a site on this machine."""

import asyncio
import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest
from aiohttp import web

from bot import wiring
from bot.cli import Exit
from bot.web.kinds import suffix_of
from bot.web.receiving import Fetched
from bot.web.robots import Manners
from command_line import Said
from web_site import Page, Site, html, moved

STORY = (
    "The lighthouse keeper of Fell counted eleven ships on the night of the storm. He wrote their "
    "names into the log that the museum shows today."
)

WAITING = "1 page was kept and waits in the documents folder; footnote index reads it.\n"

Footnote = Callable[..., Said]


def page(title: str = "Eleven ships", story: str = STORY) -> Page:
    head = f"<title>{title}</title><meta property='og:site_name' content='The Fell Log'>"
    return html(f"<html lang='en'><head>{head}</head><body><p>{story}</p></body></html>")


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("ALLOW_PRIVATE_ADDRESSES", "true")
    monkeypatch.setattr(wiring, "PAUSE_SECONDS", 0)
    with Site() as site:
        yield site


def here(site: Site, path: str) -> str:
    return site.url(path, "127.0.0.1")


def test_a_page_is_answered_from_with_its_address(footnote: Footnote, site: Site) -> None:
    site.pages["/2025/11/18/ships"] = page()
    url = here(site, "/2025/11/18/ships")

    added, summary = footnote("add", url).out.splitlines()

    assert added.startswith(f"Added web/127.0.0.1_{site.port}/ships-")
    assert added.endswith(
        ".html: Eleven ships · The Fell Log · 18 November 2025 · English · 1 paragraph · 1 passage"
    )
    assert summary.startswith("3 documents, 4 passages.")
    answer = json.loads(footnote("ask", "--json", STORY).out)
    assert answer["passages"][0]["url"] == url
    assert answer["passages"][0]["published"] == "2025-11-18"
    assert footnote("verify").code == 0


def test_nothing_outside_what_was_fetched_is_indexed(
    footnote: Footnote, site: Site, documents: Path
) -> None:
    footnote("index")
    (documents / "draft.txt").write_text("Not finished yet, and not to be found by anybody.\n")
    site.pages["/a"] = page()

    assert "This time: 1 read" in footnote("add", here(site, "/a")).out
    assert "This time: 1 read" in footnote("index").out


def test_a_second_time_it_says_unchanged(footnote: Footnote, site: Site) -> None:
    site.pages["/a"] = page()
    footnote("add", here(site, "/a"))

    said = footnote("add", here(site, "/a"))

    assert said.code == Exit.ANSWERED
    assert said.out.splitlines()[0].startswith("Unchanged web/127.0.0.1_")


def test_one_that_fails_is_named_and_the_others_come(footnote: Footnote, site: Site) -> None:
    site.pages["/a"] = page()
    site.pages["/b"] = moved("file:///etc/passwd")

    said = footnote("add", here(site, "/none"), here(site, "/a"), here(site, "/b"), "news.example")

    lines = said.out.splitlines()
    assert said.code == Exit.FAILURE
    assert lines[0] == f"Not added {here(site, '/none')}: there is no such page (404)"
    assert lines[1].startswith("Added ")
    assert lines[2].startswith(f"Not added {here(site, '/b')}: it is not a web address")
    assert lines[3].startswith("Not added news.example: it is not a web address")


def test_a_full_disk_is_told_and_leaves_nothing(
    footnote: Footnote, site: Site, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    site.pages["/a"] = page()
    monkeypatch.setattr("bot.library.folder.os.fsync", full)
    said = footnote("add", here(site, "/a"))
    assert said.code == Exit.FAILURE
    (told,) = said.out.splitlines()
    assert told.startswith(f"Not added {here(site, '/a')}: it cannot be kept in {documents}/web/")
    assert f": the disk is full; make room in {documents} and in " in told
    assert [it for it in (documents / "web").rglob("*") if it.is_file()] == []


def test_a_page_of_another_kind_leaves_the_old_one_until_it_is_there(
    footnote: Footnote, site: Site, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    site.pages["/a"] = page()
    footnote("add", here(site, "/a"))
    site.pages["/a"] = Page(STORY.encode(), headers={"Content-Type": "text/plain"})
    with monkeypatch.context() as patch:
        patch.setattr("bot.library.folder.DocumentsFolder.write", full)
        assert footnote("add", here(site, "/a")).code == Exit.FAILURE
    assert [it.suffix for it in (documents / "web").glob("*/[!.]*")] == [".html"]
    assert footnote("add", here(site, "/a")).code == Exit.ANSWERED
    assert [it.suffix for it in (documents / "web").glob("*/[!.]*")] == [".txt"]


def test_this_machine_is_asked_only_where_a_setting_allows_it(
    footnote: Footnote, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ALLOW_PRIVATE_ADDRESSES")
    site.pages["/a"] = page()

    said = footnote("add", here(site, "/a"))

    assert said.code == Exit.FAILURE
    assert "inside a private network" in said.out
    assert site.asked == []


def feed_of(count: int) -> Page:
    items = "".join(
        f"<item><link>{number}</link><pubDate>Tue, 18 Nov 2025 17:05:00 GMT</pubDate></item>"
        for number in range(1, count + 1)
    )
    return Page(f"<rss><channel>{items}</channel></rss>".encode())


def story(number: int) -> Page:
    return page(f"Story {number}", f"{STORY} That was ship {number}.")


def test_the_new_pages_of_a_feed(footnote: Footnote, site: Site) -> None:
    site.pages["/news/feed"] = feed_of(6)
    for number in (1, 2, 3, 5, 6):
        site.pages[f"/news/{number}"] = story(number)
    footnote("add", here(site, "/news/2"))

    first = footnote("add", "--feed", here(site, "/news/feed"), "--limit", "3")
    second = footnote("add", "--feed", here(site, "/news/feed"))

    lead, *lines, _ = first.out.splitlines()
    assert lead.endswith("names 5 new pages; at most 3 of them are added.")
    assert ["Story 1" in lines[0], "Story 3" in lines[1], "(404)" in lines[2]] == [True] * 3
    assert "Story 5" in lines[3]
    assert len(lines) == 4
    assert "18 November 2025" in lines[0]
    assert first.code == Exit.ANSWERED
    lead, *lines, _ = second.out.splitlines()
    assert lead.endswith("names 2 new pages.")
    assert ["(404)" in lines[0], "Story 6" in lines[1]] == [True] * 2


def failing(site: Site) -> None:
    """Six pages that fail each time, each for a reason of its own, before what can be read."""
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /news/3")
    site.pages["/login"] = page("Log in")
    site.pages["/news/1"] = moved("/login")
    site.pages["/news/4"] = html("<html><body><div id='root'></div></body></html>")
    site.pages["/news/5"] = Page(b"%PDF-1.7 broken", headers={"Content-Type": "application/pdf"})
    site.pages["/news/6"] = Page(b"", 500)


def test_pages_that_always_fail_do_not_keep_those_behind_them_away(
    footnote: Footnote, site: Site
) -> None:
    site.pages["/news/feed"] = feed_of(12)
    failing(site)
    for number in range(7, 13):
        site.pages[f"/news/{number}"] = story(number)
    runs = [
        footnote("add", "--feed", here(site, "/news/feed"), "--limit", "2").out for _ in range(4)
    ]

    for first, run in zip((7, 9, 11), runs, strict=False):
        assert f"Story {first} ·" in run
        assert f"Story {first + 1} ·" in run
        assert (run.count("Added "), run.count("Not added ")) == (2, 6)
        assert "not tried" not in run
    assert (runs[-1].count("Added "), runs[-1].count("Not added ")) == (0, 6)


@pytest.mark.parametrize(("count", "untried"), [(12, 0), (13, 1), (30, 18)])
def test_a_feed_whose_pages_all_fail_is_not_asked_to_its_end(
    footnote: Footnote, site: Site, count: int, untried: int
) -> None:
    site.pages["/feed"] = feed_of(count)

    said = footnote("add", "--feed", here(site, "/feed"), "--limit", "2")

    assert said.code == Exit.FAILURE
    assert said.out.count("Not added ") == 12
    assert len([it for it in site.asked if it[1:].isdigit()]) == 12
    last = said.out.splitlines()[-1]
    if untried:
        pages = "1 more page of it was" if untried == 1 else f"{untried} more pages of it were"
        assert last == (
            f"12 pages of {here(site, '/feed')} were tried, and 12 of them failed; {pages} not "
            "tried. A higher --limit reaches further."
        )
    else:
        assert last.startswith("Not added ")


def test_a_feed_with_nothing_new_asks_for_no_page(footnote: Footnote, site: Site) -> None:
    head = "<title>The Fell Log</title>"
    item = "<item><link>1</link><dc:creator>Ada Wolf</dc:creator></item>"
    feed = f"<rss xmlns:dc='http://purl.org/dc/'><channel>{head}{item}</channel></rss>"
    site.pages["/news/feed"] = Page(feed.encode(), headers={"ETag": '"1"'})
    site.pages["/news/1"] = html(f"<html lang='en'><body><p>{STORY}</p></body></html>")
    url = here(site, "/news/feed")
    added = footnote("add", "--feed", url)
    site.asked.clear()

    again = footnote("add", "--feed", url)

    assert again.out == f"There is nothing new in {url}.\n"
    assert again.code == Exit.ANSWERED
    assert site.asked == ["/robots.txt", "/news/feed"]
    assert site.headers[-1]["if-none-match"] == '"1"'
    path = added.out.splitlines()[1].removeprefix("Added ").partition(": ")[0]
    facts = footnote("show", "--meta", path).out.splitlines()
    assert "publisher: The Fell Log (feed)" in facts
    assert "author: Ada Wolf (feed)" in facts
    assert footnote("index").out.startswith("3 documents, 4 passages.")  # the feed is none


def test_a_slow_site_is_told_once_with_what_is_still_to_come(
    footnote: Footnote, site: Site
) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 0.1")
    for name in "abc":
        site.pages[f"/{name}"] = page(f"Story {name}", f"{STORY} That was ship {name}.")

    said = footnote("add", *(here(site, f"/{name}") for name in "abc"))

    told = f"127.0.0.1:{site.port} asks for 0.1 seconds between two pages; 2 pages are still to"
    assert said.err.count("between two pages") == 1
    assert said.err.startswith(told)
    assert said.out.count("Added ") == 3


def test_an_interrupt_ends_the_wait_for_a_slow_site_at_once(
    site: Site, documents: Path, tmp_path: Path
) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 60")
    site.pages["/a"] = page()
    root = Path(__file__).parents[2]
    path = os.pathsep.join([str(root), os.environ["PYTHONPATH"]])
    with subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "add", here(site, "/a"), here(site, "/b")],
        env={**os.environ, "PYTHONPATH": path},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        assert b"asks for 60 seconds" in process.stderr.readline()
        begun = monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert monotonic() - begun < 10
        assert process.stderr.read() == WAITING.encode()
    assert len(list(documents.rglob("*.html"))) == 1
    assert "/b" not in site.asked


def test_a_feed_that_is_none_fails(footnote: Footnote, site: Site) -> None:
    site.pages["/feed"] = page()

    said = footnote("add", "--feed", here(site, "/feed"))

    assert said.code == Exit.FAILURE
    assert "it is no feed" in said.out


@pytest.mark.parametrize(
    ("feed", "told", "code"),
    [
        (b"<rss><channel><item>", "Not added {}: the XML of this feed is broken", Exit.FAILURE),
        (b"<rss><channel></channel></rss>", "There is nothing new in {}.", Exit.ANSWERED),
    ],
    ids=["cut off", "empty"],
)
def test_a_broken_feed_is_not_taken_for_an_empty_one(
    footnote: Footnote, site: Site, documents: Path, feed: bytes, told: str, code: Exit
) -> None:
    site.pages["/feed"] = Page(feed, headers={"ETag": '"1"'})

    for _ in range(2):
        said = footnote("add", "--feed", here(site, "/feed"))

        assert said.out.startswith(told.format(here(site, "/feed")))
        assert said.code == code
    kept = [it for it in (documents / "web").rglob("*") if it.is_file()]
    assert bool(kept) == (code == Exit.ANSWERED)


def test_a_feed_that_breaks_off_is_told_and_fetched_anew(footnote: Footnote, site: Site) -> None:
    whole = feed_of(3).body
    site.pages |= {f"/{number}": story(number) for number in (1, 2, 3)}
    site.pages["/feed"] = Page(whole[: whole.rindex(b"</link>")], headers={"ETag": '"1"'})

    torn = footnote("add", "--feed", here(site, "/feed"))
    site.pages["/feed"] = Page(whole, headers={"ETag": '"1"'})
    again = footnote("add", "--feed", here(site, "/feed"))

    assert f"{here(site, '/feed')} breaks off before its end" in torn.out
    assert torn.code == Exit.FAILURE
    assert "names 1 new page." in again.out
    assert again.code == Exit.ANSWERED


def test_what_was_kept_before_an_interruption_is_indexed_the_next_time(
    footnote: Footnote, site: Site, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/a"] = page()
    site.pages["/b"] = page("Another")
    begun: list[str] = []

    async def interrupted(_: Manners, place: str, *rules: object) -> None:
        begun.append(f"{place} {rules}")
        if len(begun) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Manners, "_paused", interrupted)
        said = footnote("add", here(site, "/a"), here(site, "/b"))

    assert said.code == 130
    assert said.err == WAITING
    assert len(list(documents.rglob("*.html"))) == 1
    assert footnote("sources").code == Exit.FAILURE  # nothing is indexed yet
    assert footnote("add", here(site, "/a")).out.startswith("Unchanged ")
    assert json.loads(footnote("ask", "--json", STORY).out)["status"] == "answered"


def test_what_was_kept_before_a_fault_is_indexed(
    footnote: Footnote, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/a"] = page()
    site.pages["/b"] = page("Another")

    def faulty(found: Fetched) -> str:
        if found.url.endswith("/b"):
            raise ZeroDivisionError
        return suffix_of(found)

    monkeypatch.setattr("bot.web.adding.suffix_of", faulty)

    said = footnote("add", here(site, "/a"), here(site, "/b"))

    assert said.out.startswith("Added ")
    assert "Something unforeseen went wrong (ZeroDivisionError" in said.err
    assert said.code == Exit.FAILURE
    assert json.loads(footnote("ask", "--json", STORY).out)["status"] == "answered"


@pytest.mark.parametrize("address", ["http://xn--53h.invalid/", "http://xn--/", "http://\u2615.a/"])
def test_an_odd_address_in_a_feed_does_not_keep_the_others_away(
    footnote: Footnote, site: Site, address: str
) -> None:
    feed = f"<rss><item><link>/a</link></item><item><link>{address}</link></item></rss>"
    site.pages["/feed"] = Page(feed.encode())
    site.pages["/a"] = page()

    said = footnote("add", "--feed", here(site, "/feed"))

    assert said.out.count("\nAdded ") == 1
    assert f"\nNot added {address}: " in said.out
    assert said.code == Exit.ANSWERED


def test_the_sample_articles_stay_as_they_are(
    footnote: Footnote, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOCUMENTS_DIR")
    site.pages["/a"] = page()

    said = footnote("add", here(site, "/a"))

    assert said.code == Exit.FAILURE
    assert "Set DOCUMENTS_DIR to a folder of your own" in said.err
    assert site.asked == []


@pytest.mark.parametrize("arguments", [(), ("--limit", "3"), ("--feed", "a", "--limit", "0")])
def test_nothing_to_add_is_a_mistake(footnote: Footnote, arguments: tuple[str, ...]) -> None:
    assert footnote("add", *arguments).code == Exit.USAGE


def busy(status: int, **headers: str) -> Page:
    return Page(status=status, headers={name.replace("_", "-"): it for name, it in headers.items()})


@pytest.mark.parametrize(
    ("answer", "when"),
    [
        (busy(429), "later"),
        (busy(429, Retry_After="0"), "later"),
        (busy(429, Retry_After="soon"), "later"),
        (busy(429, Retry_After="9" * 400), "later"),
        (busy(429, Retry_After="Fri, 31 Dec 1999 23:59:59 GMT"), "later"),
        (busy(429, Retry_After="Fri, 31 Dec 9999 99:59:59 GMT"), "later"),
        (busy(429, Retry_After="900"), "in 15 minutes"),
        (busy(503, Retry_After="7200"), "in 2 hours"),
    ],
)
def test_a_site_that_wants_fewer_questions_is_asked_no_more(
    footnote: Footnote, site: Site, answer: Page, when: str
) -> None:
    site.pages |= {"/a": page(), "/b": answer, "/c": page(), "/d": page()}
    said = footnote("add", *(here(site, path) for path in ("/a", "/b", "/c", "/d")))
    assert said.code == Exit.FAILURE
    assert site.asked == ["/robots.txt", "/a", "/b"]
    added, failed, *left, resting, summary = said.out.splitlines()
    assert added.startswith("Added ")
    assert failed.startswith(f"Not added {here(site, '/b')}: the server ")
    assert left == [f"Not asked for {here(site, path)}" for path in ("/c", "/d")]
    assert resting == (
        f"127.0.0.1:{site.port} wants fewer questions for now; 2 pages of it were not asked for. "
        f"Try it again {when}."
    )
    assert summary.startswith("3 documents, ")


def test_a_server_that_fails_once_is_asked_again(footnote: Footnote, site: Site) -> None:
    site.pages |= {"/a": busy(503), "/b": page()}
    said = footnote("add", here(site, "/a"), here(site, "/b"))
    assert [line.split()[0] for line in said.out.splitlines()[:2]] == ["Not", "Added"]
    assert "fewer questions" not in said.out


def test_the_last_page_that_a_site_refuses_says_when_to_come_again(
    footnote: Footnote, site: Site
) -> None:
    site.pages["/a"] = busy(429, Retry_After="40")
    lines = footnote("add", here(site, "/a")).out.splitlines()
    assert lines[1:] == [
        f"127.0.0.1:{site.port} wants fewer questions for now. Try it again in 40 seconds."
    ]


def test_a_site_is_asked_again_after_its_rest(footnote: Footnote, site: Site) -> None:
    async def slow(_: web.Request) -> web.Response:
        await asyncio.sleep(1.1)  # longer than the rest that /a asks for
        return web.Response(status=404)

    site.pages |= {"/a": busy(429, Retry_After="1"), "/b": page(), "/slow": slow, "/c": page()}
    elsewhere = site.url("/slow", "localhost")
    said = footnote("add", *(here(site, it) for it in ("/a", "/b")), elsewhere, here(site, "/c"))
    assert [it for it in site.asked if it != "/robots.txt"] == ["/a", "/slow", "/c"]
    lines = said.out.splitlines()
    assert f"Not asked for {here(site, '/b')}" in lines
    assert (
        f"127.0.0.1:{site.port} wants fewer questions for now; 1 page of it was not asked for. "
        "Try it again later."
    ) in lines


def test_a_feed_of_a_site_that_rests_was_not_asked_for(footnote: Footnote, site: Site) -> None:
    site.pages |= {"/a": busy(429, Retry_After="900"), "/feed": feed_of(2)}
    said = footnote("add", here(site, "/a"), "--feed", here(site, "/feed"))
    assert said.code == Exit.FAILURE
    assert said.out.splitlines()[1:] == [
        f"Not asked for {here(site, '/feed')}",
        f"127.0.0.1:{site.port} wants fewer questions for now; 1 page of it was not asked for. "
        "Try it again in 15 minutes.",
    ]


def test_where_rules_are_not_told_for_now_no_page_is_asked_for(
    footnote: Footnote, site: Site
) -> None:
    site.pages |= {"/robots.txt": busy(503, Retry_After="600"), "/a": page(), "/b": page()}
    said = footnote("add", here(site, "/a"), here(site, "/b"))
    assert site.asked == ["/robots.txt"]
    assert "robots.txt cannot be read: the server fails (503)" in said.out
    assert said.out.splitlines()[1:] == [
        f"Not asked for {here(site, '/b')}",
        f"127.0.0.1:{site.port} wants fewer questions for now; 1 page of it was not asked for. "
        "Try it again in 10 minutes.",
    ]


def test_pages_of_a_feed_that_were_not_asked_for_have_not_failed(
    footnote: Footnote, site: Site
) -> None:
    site.pages |= {"/feed": feed_of(30), "/1": story(1), "/2": busy(429)}
    said = footnote("add", "--feed", here(site, "/feed"), "--limit", "4")
    assert said.code == Exit.ANSWERED
    assert site.asked == ["/robots.txt", "/feed", "/1", "/2"]
    lines = said.out.splitlines()[1:]
    assert lines[0].startswith("Added ")
    assert lines[1].startswith(f"Not added {here(site, '/2')}: ")
    assert lines[2:5] == [f"Not asked for {here(site, f'/{number}')}" for number in (3, 4, 5)]
    assert lines[5].endswith("3 pages of it were not asked for. Try it again later.")
    assert "not tried" not in said.out
