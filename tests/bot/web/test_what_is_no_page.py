"""What is kept of an answer goes by its bytes; what nobody could read is not kept."""

from pathlib import Path

import pytest

from added_pages import DOCUMENTS, PAGE, STORY, add, kept, listed, reason
from web_site import Page, Site, html, moved


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
