from datetime import date, datetime, time
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.feeds import breaks_off, entries
from corpus.errors import FetchError
from corpus.provenance import Announcement
from corpus.stated_dates import YEARS

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
ZONES = ["GMT", "+0000", "-1200", "+1400", "EST"]
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><link>https://news.example/</link></channel>
<item><link>https://news.example/r</link><dc:date>2025-11-18</dc:date></item></rdf:RDF>"""


def said(feed: str) -> Announcement:
    """What ``feed`` says of its first entry's page."""
    first = entries(feed.encode(), URL)[0]
    return first.said_of(first.url)


def rss(item: str, channel: str = "") -> str:
    item = f"<item><link>https://news.example/a</link>{item}</item>"
    return (
        '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:media="http://search.yahoo.com/mrss/" '
        'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">'
        f"<channel>{channel}{item}</channel></rss>"
    )


def atom(entry: str, feed: str = "") -> str:
    entry = f"<entry><link href='https://news.example/a'/>{entry}</entry>"
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{feed}{entry}</feed>'


def test_rss() -> None:
    assert [(it.url, it.said) for it in entries(RSS.encode(), URL)] == [
        ("https://news.example/a", Announcement("A", "News", None, date(2025, 11, 18))),
        ("https://news.example/b", Announcement("B", "News", None, date(2025, 11, 17))),
        ("https://news.example/feeds/d?x=1&y=2", Announcement("D", "News")),
    ]


def test_atom_with_relative_links() -> None:
    assert [(it.url, it.said) for it in entries(ATOM.encode(), URL)] == [
        ("https://news.example/blog/one", Announcement(published=date(2025, 11, 18))),
        ("https://news.example/blog/old/two", Announcement()),
    ]


def test_rdf() -> None:
    (entry,) = entries(RDF.encode(), URL)
    assert entry.url == "https://news.example/r"
    assert entry.said == Announcement(published=date(2025, 11, 18))


@pytest.mark.parametrize(
    ("feed", "title"),
    [
        (rss("<title>Q&amp;amp;A: &lt;b&gt;six&lt;/b&gt;, 2 &lt; 3</title>"), "Q&A: six, 2 < 3"),
        (rss("<title><![CDATA[A <i>grey</i>\n ship &amp; more]]></title>"), "A grey ship & more"),
        (rss("<media:title>A picture</media:title><title>Words</title>"), "Words"),
        (rss("<title> </title>"), None),
        (atom("<title>AT&amp;amp;T &lt;b&gt;</title>"), "AT&amp;T <b>"),
        (atom("<title type='html'>A &lt;b&gt;grey&lt;/b&gt; ship</title>"), "A grey ship"),
        (atom("<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <b>grey</b> ship"
              "</div></title>"), "A grey ship"),
        (rss("<title>A \u202e ship</title>"), "A ship"),
    ],
)  # fmt: skip
def test_a_title_is_plain_words(feed: str, title: str | None) -> None:
    assert said(feed).title == title


@pytest.mark.parametrize(
    ("feed", "author"),
    [
        (rss("<dc:creator><![CDATA[Ada Wolf]]></dc:creator>"), "Ada Wolf"),
        (rss("<author>ada@news.example (Ada Wolf)</author>"), "Ada Wolf"),
        (rss("<author>ada@news.example</author>"), None),
        (rss("<author>noreply@blog.example (Unknown)</author>"), None),
        (rss("<dc:creator>admin</dc:creator>"), None),
        (rss("<itunes:author>The Podcast</itunes:author>"), None),
        (rss("", "<managingEditor>boss@news.example (Boss)</managingEditor>"), None),
        (atom("<author><name>Ada</name><uri>/ada</uri></author><author><name>Ben</name></author>"),
         "Ada, Ben"),
        (atom("", "<author><name>Ada</name></author>"), "Ada"),
        (atom("<author><name>Ben</name></author>", "<author><name>Ada</name></author>"), "Ben"),
    ],
)  # fmt: skip
def test_an_author_is_a_name(feed: str, author: str | None) -> None:
    assert said(feed).author == author


def test_what_a_feed_is_called_is_the_publisher_of_its_own_pages() -> None:
    site = "<title>The Log</title><link>https://www.log.example/</link>"
    (entry,) = entries(rss("<title>A</title>", site).encode(), "https://feeds.example/log")

    assert entry.said_of("https://log.example/1") == Announcement("A", "The Log")
    assert entry.said_of("https://blog.log.example/1").publisher == "The Log"
    assert entry.said_of("https://feeds.example/1").publisher == "The Log"
    # Whoever collects links is not their publisher.
    assert entry.said_of("https://catalog.example/1") == Announcement()
    assert entry.said_of("https://news.example/1") == Announcement()


@pytest.mark.parametrize(
    "feed",
    [
        rss("<source url='https://news.example/feed'>The Log</source>", "<title>Planet</title>"),
        atom("<source><title>The Log</title><link href='https://news.example/'/></source>",
             "<title>Planet</title>"),
    ],
)  # fmt: skip
def test_an_entry_of_another_feed_is_that_one_s(feed: str) -> None:
    (entry,) = entries(feed.encode(), "https://planet.example/feed")

    assert entry.said_of("https://news.example/a").publisher == "The Log"
    assert entry.said_of("https://planet.example/a").publisher is None


def test_a_broken_feed_gives_what_can_be_read() -> None:
    broken = RSS.replace("<title>D</title>", "<title>D & D</title>")

    assert len(entries(broken.encode(), URL)) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("feed", [RSS, RSS + "\n<!-- made in 3 ms -->\n"])
def test_a_feed_that_breaks_off_loses_the_entry_that_may_be_half(feed: str, encoding: str) -> None:
    whole = feed.replace('encoding="utf-8"', f'encoding="{encoding}"')
    urls = [it.url for it in entries(whole.encode(encoding), URL)]
    torn = whole[: whole.index("2</link>")]

    assert not breaks_off(whole.encode(encoding))
    assert breaks_off(torn.encode(encoding))
    assert [it.url for it in entries(torn.encode(encoding), URL)] == urls[:-1]


@pytest.mark.parametrize(
    "feed",
    [
        "<rss><channel><item>",
        "<rss><channel><item><title>A</title></item>",
        "<rss",
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link hre',
        "<rss><channel><title>A &nosuch; B</title></channel></rss>",
    ],
)
def test_a_broken_feed_of_which_nothing_can_be_read_is_told(feed: str) -> None:
    with pytest.raises(FetchError, match="the XML of this feed is broken or cut off"):
        entries(feed.encode(), URL)


@pytest.mark.parametrize(
    "feed",
    [
        "<rss/>",
        "<rss><channel><title>A</title></channel></rss>",
        "<rss><channel><dc:title>A</dc:title><item></item></channel></rss>",
        "<?xml version='1.0'?>\n<feed xmlns='http://www.w3.org/2005/Atom'></feed>\n",
    ],
)
def test_an_empty_feed_names_nothing(feed: str) -> None:
    assert entries(feed.encode(), URL) == []


def test_entities_of_its_own_are_not_expanded() -> None:
    bomb = (
        '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<rss><item><link>https://a.example/&f;</link></item></rss>"
    )

    assert "root" not in str(entries(bomb.encode(), URL))


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.times(), st.sampled_from(ZONES))
def test_a_day_is_the_one_that_is_written(day: date, time: time, zone: str) -> None:
    written = f"{format_datetime(datetime.combine(day, time))[:-5]}{zone}"
    for text in (written, written.partition(", ")[2]):
        assert said(rss(f"<pubDate>{text}</pubDate>")).published == day


@given(st.integers(0, 9_999_999), st.sampled_from(["{}", "{:02}", "{:04}", "{:06}"]))
def test_a_year_is_the_one_that_is_written_or_unknown(year: int, form: str) -> None:
    written = form.format(year)

    known = said(rss(f"<pubDate>Sat, 01 Jan {written} 10:00:00 GMT</pubDate>")).published

    assert known is None or (written == str(known.year) and known.year in YEARS)


@pytest.mark.parametrize(
    "day",
    [
        "Tue, 18 Nov 2025 17:05:00 +99999999999999",
        "1 Jan 99999999",
        "",
        "0",
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "1 Jan 0069",
        "1 Jan 999",
        "1 Jan 25 10:00:00 GMT",
        "1 Jan 00:00:00 2000:1",
    ],
)
def test_a_day_that_is_none(day: str) -> None:
    feed = f"<rss><item><link>/a</link><pubDate>{day}</pubDate></item></rss>"

    (entry,) = entries(feed.encode(), URL)

    assert entry.said == Announcement()


@pytest.mark.parametrize(
    "data", [b"", b"<html><body><item><link>a</link></item></body></html>", b"{}", b"<r"]
)
def test_what_is_no_feed(data: bytes) -> None:
    with pytest.raises(FetchError, match="no feed"):
        entries(data, URL)


@pytest.mark.parametrize(
    ("link", "named"),
    [
        ("<link rel='alternate' type='application/rss+xml' href='/news.xml'>",
         "no feed (RSS or Atom); as a page it names one: https://news.example/news.xml"),
        ("<link rel='Alternate' type='application/atom+xml' href='https://a.example/1'>",
         "it names one: https://a.example/1"),
        ("<link rel='alternate' type='application/rss+xml' href='javascript:alert(1)'>", "Atom)"),
        ("<link rel='alternate' type='application/rss+xml' href='http://[::1'>", "Atom)"),
        ("<base href='https://b.example/c/'><link rel='alternate' type='application/rss+xml' "
         "href='d'>", "it names one: https://b.example/c/d"),
        ("<link rel='alternate' type='text/html' href='/de'>", "Atom)"),
        ("<link rel='alternate' type='application/rss+xml'>", "Atom)"),
    ],
)  # fmt: skip
def test_a_page_instead_of_a_feed_tells_its_feed(link: str, named: str) -> None:
    page = f"<!DOCTYPE html><html><head>{link}</head><body><p>News & more</body></html>"

    with pytest.raises(FetchError) as refused:
        entries(page.encode(), URL)

    assert str(refused.value).endswith(named)


@given(st.integers(0, len(RSS)), st.binary(max_size=8), st.integers(0, 100))
def test_any_damage(start: int, junk: bytes, length: int) -> None:
    whole = RSS.encode()
    try:
        found = entries(whole[:start] + junk + whole[start + length :], URL)
    except FetchError:
        return
    assert all(isinstance(entry.said_of(URL), Announcement) for entry in found)


@pytest.mark.timeout(30)  # each would take many minutes if all stood beside all
def test_a_long_feed_is_read_at_once() -> None:
    items = "".join(f"<item><link>/{it}</link></item>" for it in range(10_000))
    feed = f"<rss><channel>{'<x/>' * 200_000}{items}<title>News</title></channel></rss>"

    found = entries(feed.encode(), URL)

    assert len(found) == 10_000
    assert {it.said.publisher for it in found} == {"News"}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("bases", [1, 200])
def test_what_all_addresses_begin_with_is_no_longer_than_an_address(bases: int) -> None:
    """Else one long beginning and many short ends would fill the memory."""
    begun = f"<channel xml:base='{'a' * (1_000_000 // bases)}/'>" * bases
    items = "".join(f"<item><link>{it}</link></item>" for it in range(1_000))

    found = entries(f"<rss>{begun}{items}{'</channel>' * bases}</rss>".encode(), URL)

    assert sum(len(it.url) for it in found) < 100_000


def test_an_address_that_is_too_long_is_none() -> None:
    feed = f"<rss><item><link>/{'a' * 2_000}</link></item><item><link>/b</link></item></rss>"

    assert [it.url for it in entries(feed.encode(), URL)] == ["https://news.example/b"]


@pytest.mark.timeout(30)
def test_a_page_instead_of_a_feed_is_seen_through_at_once() -> None:
    page = f"<html><head><style>{'url(' * 120_000}</style></head></html>"

    with pytest.raises(FetchError, match="no feed"):
        entries(page.encode(), URL)


def test_a_sign_with_too_large_a_number_is_no_sign() -> None:
    assert said(rss(f"<title>Bridge &amp;#{'1' * 5_000};</title>")).title is not None
