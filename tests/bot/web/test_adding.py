from datetime import date
from pathlib import Path

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from added_pages import DOCUMENTS, PAGE, add, kept, listed, reason
from bot.library.preview import Preview
from bot.web.adding import Kept
from bot.web.shelf import place
from corpus.provenance import provenance_path
from corpus.reading import read_document
from web_site import Page, Site, html, moved


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
