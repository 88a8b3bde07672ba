"""What a feed names is added, and what it says of a page is remembered."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from added_pages import PAGE, add, kept, listed, run
from bot.web.feeds import Entry
from corpus.errors import DocumentsError, FetchError
from corpus.provenance import Announcement
from corpus.reading import read_document
from web_site import Page, Site, html, moved


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

    found = run(root, lambda adding: adding.feed(site.url("/feed"))).entries

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
    return [it.url for it in run(root, lambda adding: adding.feed(site.url("/feed"))).entries]


def test_a_feed_that_has_not_changed_need_not_come_again(site: Site, root: Path) -> None:
    site.pages["/old"] = moved("/feed")
    site.pages["/feed"] = replace(feed_of(3), headers={"ETag": '"1"'})
    site.pages["/story/0"] = html(PAGE)
    first = run(root, lambda adding: adding.feed(site.url("/old"))).entries
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
