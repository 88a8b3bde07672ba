from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.feeds import Entry, entries
from corpus.errors import FetchError

URL = "https://news.example/feeds/all.xml"
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title><link>https://news.example/</link>
<atom:link rel="self" href="https://news.example/feeds/all.xml"/>
<item><title>A</title><link> /a </link><pubDate>Tue, 18 Nov 2025 23:30:00 -0500</pubDate></item>
<item><title>B</title><guid>https://news.example/b</guid><dc:date>2025-11-17T10:00:00Z</dc:date></item>
<item><title>C</title><guid isPermaLink="false">https://news.example/c</guid></item>
<item><title>D</title><link>d?x=1&amp;y=2</link><pubDate>yesterday</pubDate></item>
<item><title>A again</title><link>https://news.example/a</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/blog/">
<link rel="self" href="/feed"/>
<entry><link rel="edit" href="edit/1"/><link rel="alternate" href="one"/>
<published>2025-11-18T17:05:00+01:00</published><updated>2025-11-20T00:00:00Z</updated></entry>
<entry xml:base="old/"><link href="two"/><updated>2025-11-20T00:00:00Z</updated></entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><link>https://news.example/</link></channel>
<item><link>https://news.example/r</link><dc:date>2025-11-18</dc:date></item></rdf:RDF>"""


def test_rss() -> None:
    assert entries(RSS.encode(), URL) == [
        Entry("https://news.example/a", date(2025, 11, 18)),
        Entry("https://news.example/b", date(2025, 11, 17)),
        Entry("https://news.example/feeds/d?x=1&y=2", None),
    ]


def test_atom_with_relative_links() -> None:
    assert entries(ATOM.encode(), URL) == [
        Entry("https://news.example/blog/one", date(2025, 11, 18)),
        Entry("https://news.example/blog/old/two", None),
    ]


def test_rdf() -> None:
    assert entries(RDF.encode(), URL) == [Entry("https://news.example/r", date(2025, 11, 18))]


def test_a_broken_feed_gives_what_can_be_read() -> None:
    broken = RSS.replace("<title>D</title>", "<title>D & D</title>")

    assert len(entries(broken.encode(), URL)) == 3


def test_entities_of_its_own_are_not_expanded() -> None:
    bomb = (
        '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<rss><item><link>https://a.example/&f;</link></item></rss>"
    )

    assert "root" not in str(entries(bomb.encode(), URL))


@pytest.mark.parametrize(
    "day", ["Tue, 18 Nov 2025 17:05:00 +99999999999999", "1 Jan 99999999", "", "0"]
)
def test_a_day_that_is_none(day: str) -> None:
    feed = f"<rss><item><link>/a</link><pubDate>{day}</pubDate></item></rss>"

    assert entries(feed.encode(), URL) == [Entry("https://news.example/a", None)]


@pytest.mark.parametrize(
    "data", [b"", b"<html><body><item><link>a</link></item></body></html>", b"{}", b"<r"]
)
def test_what_is_no_feed(data: bytes) -> None:
    with pytest.raises(FetchError, match="no feed"):
        entries(data, URL)


@given(st.integers(0, len(RSS)), st.binary(max_size=8), st.integers(0, 100))
def test_any_damage(start: int, junk: bytes, length: int) -> None:
    whole = RSS.encode()
    try:
        found = entries(whole[:start] + junk + whole[start + length :], URL)
    except FetchError:
        return
    assert all(isinstance(entry.url, str) for entry in found)
