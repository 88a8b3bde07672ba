import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.library.folder import DocumentsFolder
from bot.library.preview import Preview
from bot.web.adding import Adding, Failed, Kept, Left
from bot.web.feeds import Entry
from bot.web.robots import Manners
from bot.web.shelf import Shelf, place
from corpus.errors import DocumentsError, FetchError
from corpus.provenance import Announcement, provenance_path
from corpus.reading import read_document
from web_site import Names, Page, Site, fetcher, html, moved

DOCUMENTS = Path(__file__).parents[2] / "sample_documents"
STORY = (
    "The old stone bridge over the Ambry will stay closed to all traffic until the end of March. "
    "Engineers found cracks in two of its five piers after the flood of last month."
)
PAGE = f"<html><head><title>The bridge</title></head><body><p>{STORY}</p></body></html>"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

Outcome = Kept | Failed | Left
T = TypeVar("T")


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    return tmp_path / "documents"


def run(root: Path, work: Callable[[Adding], Awaitable[T]]) -> T:
    """``work`` in a run of its own: what it knows of earlier ones lies in the folder."""

    async def all_of_it() -> T:
        async with fetcher(names=Names()) as fetching:
            shelf = Shelf(root, DocumentsFolder.of(root, root.parent / "data"))
            return await work(Adding(fetching, Manners(fetching, 0), shelf, lambda: NOON))

    return asyncio.run(all_of_it())


def add(root: Path, url: str, entry: Entry | None = None) -> Outcome:
    return run(root, lambda adding: adding.page(url, entry))


def kept(outcome: Outcome) -> Kept:
    assert isinstance(outcome, Kept), outcome
    return outcome


def reason(outcome: Outcome) -> str:
    assert isinstance(outcome, Failed), outcome
    return outcome.reason


def listed(root: Path) -> list[str]:
    return sorted(it.relative_to(root).as_posix() for it in root.rglob("*") if it.is_file())


def test_a_page_is_kept_as_it_came_with_a_note_beside_it(site: Site, root: Path) -> None:
    site.pages["/2025/11/18/bridge.html"] = html(PAGE)
    url = site.url("/2025/11/18/bridge.html")

    page = kept(add(root, url))

    assert page.path.startswith(f"web/news.example_{site.port}/bridge-")
    assert (root / page.path).read_text() == PAGE
    assert listed(root) == sorted([page.path, provenance_path(page.path)])
    assert isinstance(page.preview, Preview)
    assert page.preview.metadata.title == "The bridge"
    metadata = read_document(root, page.path, 1_000_000).metadata
    assert (metadata.url, metadata.published) == (url, date(2025, 11, 18))


def test_where_it_came_from_is_where_the_redirects_ended(site: Site, root: Path) -> None:
    site.pages["/short"] = moved("/long")
    site.pages["/long"] = html(PAGE)

    page = kept(add(root, site.url("/short")))

    assert read_document(root, page.path, 1_000_000).metadata.url == site.url("/long")


def test_an_address_that_tracks_its_readers_leads_to_the_same_document(
    site: Site, root: Path
) -> None:
    site.pages["/news/1"] = html(PAGE)
    site.pages["/short"] = moved("/news/1?utm_campaign=short")
    first = kept(add(root, site.url("/news/1")))

    for path in ("/news/1?utm_source=rss", "/short"):
        assert kept(add(root, site.url(path))).path == first.path

    assert read_document(root, first.path, 1_000_000).metadata.url == site.url("/news/1")


@pytest.mark.parametrize("etag", ['"1"', None, '"\u00e9"', '"' + "1" * 3_000 + '"'])
def test_a_page_that_has_not_changed_is_not_written_again(
    site: Site, root: Path, etag: str | None
) -> None:
    site.pages["/short"] = moved("/a")
    site.pages["/a"] = html(PAGE, **({"ETag": etag} if etag else {}))
    first = kept(add(root, site.url("/a")))
    before = (root / first.path).stat()

    again = kept(add(root, site.url("/short")))

    assert again == Kept(site.url("/short"), first.path, None)
    assert (root / first.path).stat().st_mtime_ns == before.st_mtime_ns
    assert ("if-none-match" in site.headers[-1]) == (etag == '"1"')


def test_one_page_is_not_waited_for(site: Site, root: Path) -> None:
    """However slowly its site wants to be asked, and redirects to itself."""
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 3600")
    site.pages["/a"] = moved("/b")
    site.pages["/b"] = moved("/c")
    site.pages["/c"] = html(PAGE)

    assert kept(add(root, site.url("/a"))).preview is not None


def test_a_server_that_insists_on_its_tracking_is_given_it(site: Site, root: Path) -> None:
    async def insists(request: web.Request) -> web.StreamResponse:
        if "utm_source" not in request.query:
            return web.Response(status=302, headers={"Location": "/a?utm_source=us"})
        return web.Response(body=PAGE.encode(), content_type="text/html")

    site.pages["/a"] = insists

    page = kept(add(root, site.url("/a")))

    assert (root / page.path).read_text() == PAGE


def test_a_page_that_has_changed_takes_the_place_of_the_old_one(site: Site, root: Path) -> None:
    site.pages["/a"] = html(PAGE, ETag='"1"')
    first = kept(add(root, site.url("/a")))
    site.pages["/a"] = html(PAGE.replace("March", "April"), ETag='"2"')

    second = kept(add(root, site.url("/a")))

    assert second.path == first.path
    assert second.preview is not None
    assert "April" in (root / first.path).read_text()
    (old,) = (root.parent / "data" / "removed").rglob("*.html")
    assert "March" in old.read_text()


def test_a_page_that_has_become_a_pdf_file_takes_its_place_too(site: Site, root: Path) -> None:
    site.pages["/a"] = html(PAGE)
    first = kept(add(root, site.url("/a")))
    site.pages["/a"] = Page((DOCUMENTS / "memo.pdf").read_bytes())

    second = kept(add(root, site.url("/a")))

    assert second.path.endswith(".pdf")
    assert first.path not in listed(root)


@pytest.mark.parametrize("harm", ["gone", "edited", "noteless", "damaged"])
def test_what_is_not_there_as_it_came_is_fetched_again(site: Site, root: Path, harm: str) -> None:
    site.pages["/a"] = html(PAGE, ETag='"1"')
    page = kept(add(root, site.url("/a")))
    file, note = root / page.path, root / provenance_path(page.path)
    match harm:
        case "gone":
            file.unlink()
        case "edited":
            file.write_text("mine")
        case "noteless":
            note.unlink()
        case "damaged":
            note.write_bytes(b"{" * 200_000)

    again = kept(add(root, site.url("/a")))

    assert again.preview is not None
    assert file.read_text() == PAGE


def test_two_pages_of_one_name_stand_beside_each_other(site: Site, root: Path) -> None:
    site.pages["/a/index.html"] = html(PAGE)
    site.pages["/b/index.html"] = html(PAGE)

    paths = {kept(add(root, site.url(f"/{it}/index.html"))).path for it in "ab"}

    assert len(paths) == 2


@pytest.mark.parametrize(
    ("body", "declared", "suffix"),
    [
        (PAGE.encode(), "text/html", ".html"),
        (PAGE.encode(), "text/plain", ".html"),
        (b"<!-- a -->\n<!DOCTYPE html>" + PAGE.encode(), None, ".html"),
        (b"<?xml version='1.0'?><html><body><p>" + STORY.encode() + b"</p></body></html>",
         "application/xml", ".html"),
        (STORY.encode(), "text/plain; charset=utf-8", ".txt"),
        ((DOCUMENTS / "memo.pdf").read_bytes(), "text/html", ".pdf"),
        ((DOCUMENTS / "memo.pdf").read_bytes(), "application/octet-stream", ".pdf"),
        ((DOCUMENTS / "ferry.epub").read_bytes(), "application/epub+zip", ".epub"),
        ((DOCUMENTS / "ferry.epub").read_bytes(), "application/octet-stream", ".epub"),
        ((DOCUMENTS / "letter.docx").read_bytes(), "application/octet-stream", ".docx"),
        ((DOCUMENTS / "letter.docx").read_bytes(), None, ".docx"),
        (b"\xef\xbb\xbf<!DOCTYPE html>" + PAGE.encode(), "text/plain", ".html"),
    ],
)  # fmt: skip
def test_what_it_is_shows_in_its_bytes(
    site: Site, root: Path, body: bytes, declared: str | None, suffix: str
) -> None:
    site.pages["/a"] = Page(body, headers={"Content-Type": declared} if declared else {})

    assert kept(add(root, site.url("/a"))).path.endswith(suffix)


def test_what_a_server_knows_nothing_of_goes_by_its_name(site: Site, root: Path) -> None:
    book = (DOCUMENTS / "ferry.epub").read_bytes()
    site.pages["/notes.md"] = Page(STORY.encode(), headers={"Content-Type": "text/plain"})
    site.pages["/ferry.epub"] = Page(book, headers={"Content-Type": "application/zip"})
    packed = b"PK\x03\x04" + bytes(1_000)
    site.pages["/ferry.zip"] = Page(packed, headers={"Content-Type": "application/zip"})

    assert kept(add(root, site.url("/notes.md"))).path.endswith(".md")
    assert kept(add(root, site.url("/ferry.epub"))).path.endswith(".epub")
    assert "it is application/zip" in reason(add(root, site.url("/ferry.zip")))


@pytest.mark.parametrize(
    ("asked", "reached", "why"),
    [
        ("/a", "/login?next=%2Fa", "leads to a login"),
        ("/a", "/wp-login.php?redirect_to=/a", "leads to a login"),
        ("/a", "/users/sign_in", "leads to a login"),
        ("/a", "//login.example/x", "leads to a login"),
        ("/a", "//accounts.example/ServiceLogin", "leads to a login"),
        ("/a", "//consent.example/collect", "asks for consent"),
        ("/a", "/how-to-login-safely", None),
        ("/a", "/author/ada", None),
        ("/login", "/login/", None),
    ],
)
def test_a_login_is_not_taken_for_the_page(
    site: Site, root: Path, asked: str, reached: str, why: str | None
) -> None:
    """However many words it has."""
    if reached.startswith("//"):
        host, _, path = reached[2:].partition("/")
        site.pages[asked] = moved(site.url(f"/{path}", host))
        site.pages[f"/{path}"] = html(PAGE)
    else:
        site.pages[asked] = moved(reached)
        site.pages[reached.partition("?")[0]] = html(PAGE)

    outcome = add(root, site.url(asked))

    if why is None:
        assert kept(outcome).preview is not None
    else:
        assert why in reason(outcome)
        assert listed(root) == []


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (Page(b"\x89PNG", headers={"Content-Type": "image/png"}), "it is image/png, not text"),
        (Page(b"<?xml version='1.0'?><?xml-stylesheet href='a'?>\n<rss></rss>"), "it is a feed"),
        (Page(b"<feed/>", headers={"Content-Type": "text/xml"}), "it is a feed"),
        (html("<rss/>", Content_Type="application/rss+xml"), "it is a feed"),
        (Page(b"{}", headers={"Content-Type": "application/json"}), "not text to read"),
        (Page(b"\x00\x01" * 50), "application/octet-stream, not text"),
        (Page(bytes(range(256)), headers={"Content-Type": "text/html"}), "binary"),
        (html("<html><body><div id='root'></div><script>go()</script></body></html>"), "no text"),
        (html("<html><body><noscript>You need to enable JavaScript to run this app.</noscript>"
              "<div id='root'></div></body></html>"), "JavaScript, or a login"),
        (html("<html><body><h1>Log in</h1><form><label>Name<input></label></form></body></html>"),
         "JavaScript, or a login"),
        (html(""), "no text"),
        (Page(b"", 404), "no such page"),
        (Page(b"a" * 1_000_001), "more than 1 MB"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_not_kept(site: Site, root: Path, page: Page, why: str) -> None:
    site.pages["/a"] = page

    assert why in reason(add(root, site.url("/a")))
    assert listed(root) == []


def test_robots_are_asked_at_every_step(site: Site, root: Path) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /private")
    site.pages["/a"] = moved("/private/a")
    site.pages["/private/a"] = html(PAGE)

    assert "robots.txt" in reason(add(root, site.url("/a")))
    assert "/private/a" not in site.asked


def test_the_encoding_that_the_server_names_is_remembered(site: Site, root: Path) -> None:
    words = "Старый каменный мост через Амбру закрыт для всего транспорта до конца марта. " * 2
    body = f"<html><body><p>{words}</p></body></html>".encode("koi8-r")
    site.pages["/a"] = Page(body, headers={"Content-Type": "text/html; charset=KOI8-R"})

    page = kept(add(root, site.url("/a")))

    assert words.strip() in read_document(root, page.path, 1_000_000).text
    assert (root / page.path).read_bytes() == body


@pytest.mark.parametrize("blocked", ["web", "site"])
def test_nothing_is_written_through_a_link(
    site: Site, root: Path, tmp_path: Path, blocked: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    if blocked == "web":
        (root / "web").symlink_to(outside)
    else:
        (root / "web").mkdir()
        (root / "web" / f"news.example_{site.port}").symlink_to(outside)
    site.pages["/a"] = html(PAGE)

    assert "cannot be kept in" in reason(add(root, site.url("/a")))
    assert list(outside.iterdir()) == []


@given(host=st.text(max_size=80), path=st.text(max_size=200))
def test_any_address_has_a_place_inside_the_folder(host: str, path: str) -> None:
    url = f"https://{host.replace('/', '')}/{path}"
    try:
        found = place(url, ".html")
    except ValueError:  # no address that is ever asked
        return
    top, name, file = found.split("/")
    assert top == "web"
    assert not name.startswith(".")
    assert not file.startswith(".")
    assert ".." not in found.split("/")
    assert len(file.encode()) < 140
    assert file.endswith(".html")


def feed_of(count: int) -> Page:
    items = "".join(
        f"<item><link>/story/{number}</link><pubDate>Tue, 18 Nov 2025 17:05:00 GMT</pubDate></item>"
        for number in range(count)
    )
    return Page(f"<rss><channel>{items}</channel></rss>".encode())


def test_a_feed_names_what_is_not_held_yet(site: Site, root: Path) -> None:
    site.pages["/feed"] = feed_of(1_000)
    site.pages["/story/1"] = html(PAGE)
    site.pages["/story/3"] = moved("/elsewhere")
    site.pages["/elsewhere"] = html(PAGE)
    for number in (1, 3):
        kept(add(root, site.url(f"/story/{number}")))

    found = run(root, lambda adding: adding.feed(site.url("/feed")))

    assert len(found) == 998
    assert [it.url for it in found[:2]] == [site.url("/story/0"), site.url("/story/2")]
    assert found[0].said == Announcement(published=date(2025, 11, 18))


SAID = Announcement("Bridge shut", "The Ambry Log", "Ada Wolf", date(2025, 11, 18))
HOME = ("https://news.example/feed",)


def test_what_a_feed_says_counts_where_the_page_says_nothing(site: Site, root: Path) -> None:
    site.pages["/a"] = html(PAGE)

    page = kept(add(root, site.url("/a"), Entry(site.url("/a"), SAID, HOME)))

    metadata = read_document(root, page.path, 1_000_000).metadata
    assert page.preview is not None
    assert page.preview.metadata == metadata
    assert metadata.title == "The bridge"
    assert (metadata.publisher, metadata.author) == ("The Ambry Log", "Ada Wolf")
    assert metadata.published == date(2025, 11, 18)
    told = {name: where for name, where in metadata.origins.items() if where == "feed"}
    assert set(told) == {"publisher", "author", "published"}


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='og:site_name' content='The Fell Log'>"
        "<meta property='article:published_time' content='2025-11-01'>",
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": '
        '"NewsArticle", "headline": "The bridge", "datePublished": "2025-11-01", '
        '"publisher": {"@type": "Organization", "name": "The Fell Log"}}</script>',
    ],
    ids=["meta", "json-ld"],
)
def test_what_the_page_says_itself_counts_first(site: Site, root: Path, head: str) -> None:
    site.pages["/a"] = html(PAGE.replace("<head>", f"<head>{head}"))

    page = kept(add(root, site.url("/a"), Entry(site.url("/a"), SAID, HOME)))

    metadata = read_document(root, page.path, 1_000_000).metadata
    assert (metadata.publisher, metadata.published) == ("The Fell Log", date(2025, 11, 1))


def test_a_feed_does_not_speak_for_other_sites(site: Site, root: Path) -> None:
    """Where its entry redirected to another site, neither."""
    site.pages["/a"] = moved(site.url("/b", "other.example"))
    site.pages["/b"] = html(PAGE)

    page = kept(add(root, site.url("/a"), Entry(site.url("/a"), SAID, HOME)))

    metadata = read_document(root, page.path, 1_000_000).metadata
    assert (metadata.publisher, metadata.published) == (None, None)


def test_what_a_feed_said_is_known_when_the_page_changes(site: Site, root: Path) -> None:
    site.pages["/a"] = html(PAGE)
    kept(add(root, site.url("/a"), Entry(site.url("/a"), SAID, HOME)))
    site.pages["/a"] = html(PAGE.replace("March", "April"))

    page = kept(add(root, site.url("/a")))

    assert page.preview is not None
    assert page.preview.metadata.published == date(2025, 11, 18)


def news(root: Path, site: Site) -> list[str]:
    """What a run finds new in the feed."""
    return [it.url for it in run(root, lambda adding: adding.feed(site.url("/feed")))]


def test_a_feed_that_has_not_changed_need_not_come_again(site: Site, root: Path) -> None:
    site.pages["/old"] = moved("/feed")
    site.pages["/feed"] = replace(feed_of(3), headers={"ETag": '"1"'})
    site.pages["/story/0"] = html(PAGE)
    first = run(root, lambda adding: adding.feed(site.url("/old")))
    kept(add(root, site.url("/story/0")))
    site.asked.clear()

    assert news(root, site) == [site.url("/story/1"), site.url("/story/2")]
    assert site.headers[-1]["if-none-match"] == '"1"'
    assert site.asked == ["/robots.txt", "/feed"]
    assert [it.said.published for it in first] == [date(2025, 11, 18)] * 3
    site.pages["/feed"] = replace(feed_of(4), headers={"ETag": '"2"'})
    assert len(news(root, site)) == 3


@pytest.mark.parametrize("harm", ["gone", "edited", "noteless", "damaged", "another's"])
def test_a_feed_that_is_not_there_as_it_came_is_fetched_again(
    site: Site, root: Path, harm: str
) -> None:
    site.pages["/feed"] = replace(feed_of(3), headers={"ETag": '"1"'})
    news(root, site)
    (file,) = root.rglob(".*.feed")
    note = file.with_name(f"{file.name}.provenance.json")
    match harm:
        case "gone":
            file.unlink()
        case "edited":
            file.write_bytes(b"<rss/>")
        case "noteless":
            note.unlink()
        case "damaged":
            note.write_bytes(b"{" * 200_000)
        case "another's":
            note.write_bytes(note.read_bytes().replace(b"/feed", b"/food"))

    assert len(news(root, site)) == 3
    assert "if-none-match" not in site.headers[-1]


def test_a_feed_without_a_version_is_not_kept_and_none_is_a_document(
    site: Site, root: Path
) -> None:
    site.pages["/feed"] = feed_of(3)
    news(root, site)
    assert listed(root) == []
    site.pages["/feed"] = replace(feed_of(3), headers={"Last-Modified": "yesterday"})
    news(root, site)
    assert all(Path(it).name.startswith(".") for it in listed(root))
    news(root, site)
    assert site.headers[-1]["if-modified-since"] == "yesterday"


def test_a_feed_that_cannot_be_kept_is_told(site: Site, root: Path) -> None:
    (root / "web").write_bytes(b"")
    site.pages["/feed"] = replace(feed_of(3), headers={"ETag": '"1"'})

    with pytest.raises(DocumentsError, match="cannot be kept in"):
        news(root, site)


def test_a_feed_that_is_none(site: Site, root: Path) -> None:
    site.pages["/feed"] = html(PAGE)

    with pytest.raises(FetchError, match="no feed"):
        run(root, lambda adding: adding.feed(site.url("/feed")))
