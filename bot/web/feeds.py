"""Feeds: the pages that a site names as its news, in RSS, Atom or RDF."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from corpus.errors import FetchError
from corpus.metadata import one_line, parse_date, parse_url
from corpus.provenance import Announcement, site_of
from corpus.readers.office import local, value
from corpus.stated_dates import YEARS

if TYPE_CHECKING:
    from lxml.etree import _Element

_FEEDS = frozenset({"rss", "feed", "RDF"})
_ATOM = "{http://www.w3.org/2005/Atom}"
_OTHERS_WORDS = ("{http://search.yahoo.com/mrss", "{http://www.itunes.com/dtds/podcast")
"""Vocabularies of pictures and sounds, which have titles of their own."""

_KINDS = frozenset({"application/rss+xml", "application/atom+xml"})
_HEAD = 500_000
"""Bytes of a web page in which its feed is looked for."""

_MOST_ENTRIES = 10_000
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_YEAR = re.compile(r"[0-9]{3,}")
_MAILBOX = re.compile(r"[^\s@]+@[^\s@]+\s*(?:\(([^@]+)\))?")
_NOBODY = frozenset({"admin", "administrator", "unknown"})
"""What programs write where they know no author."""

_NOTHING = Announcement()


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that a feed names.

    Attributes:
        url: whole.
        said: of it, by the feed.
        homes: addresses of the feed, and of the site that it says it is of.
    """

    url: str
    said: Announcement = _NOTHING
    homes: tuple[str, ...] = ()

    def said_of(self, url: str) -> Announcement:
        """What the feed says of the page that came from ``url``: nothing of another site's.

        Whoever collects links calls itself by another name than their publishers, and knows when
        they were collected.
        """
        site = site_of(url)
        believed = any(_is_one_site(site, site_of(home)) for home in self.homes)
        return self.said if believed else _NOTHING


def entries(data: bytes, url: str) -> list[Entry]:
    """The entries of the feed at ``url``, in its order, each address once.

    Raises:
        FetchError: if it is no feed, or so damaged that no entry can be read.
    """
    root, well_formed = _root(data, url)
    feed = next((it for it in root if local(it) == "channel"), root)
    found: dict[str, Entry] = {}
    for element in root.iter():
        if local(element) in {"item", "entry"} and len(found) < _MOST_ENTRIES:
            whole = _address(element, url)
            if whole is not None and whole not in found:
                found[whole] = _entry(element, whole, feed, url)
    if not found and not well_formed:
        raise FetchError("the XML of this feed is broken or cut off; it names no page")
    return list(found.values())


def _root(data: bytes, url: str) -> tuple["_Element", bool]:
    """The feed's outermost element, and whether its XML is well-formed."""
    from lxml.etree import XMLParser, XMLSyntaxError, fromstring

    parser = XMLParser(
        resolve_entities=False, no_network=True, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        root = fromstring(data, parser, base_url=url)
    except (XMLSyntaxError, ValueError):
        root = None
    if root is None or local(root) not in _FEEDS:
        other = _named_by_page(data, url)
        instead = "" if other is None else f"; as a page it names one: {other}"
        raise FetchError(f"it is no feed (RSS or Atom){instead}")
    # Prefixes that nobody declared are errors too, but not fatal ones: no entry is lost by them.
    return root, not parser.error_log.filter_from_fatals()


def _named_by_page(data: bytes, url: str) -> str | None:
    """The first feed that a web page names as its own."""
    from lxml.etree import LxmlError
    from lxml.html import document_fromstring

    try:
        page = document_fromstring(data[:_HEAD])
        page.make_links_absolute(url, handle_failures="ignore")
    except (LxmlError, ValueError):
        return None
    for link in page.iter("link"):
        if link.get("type", "").lower() in _KINDS and "alternate" in link.get("rel", "").lower():
            return parse_url(link.get("href"))
    return None


def _entry(element: "_Element", whole: str, feed: "_Element", url: str) -> Entry:
    # An entry that was taken over from another feed names that one.
    source = next((it for it in element if local(it) == "source"), None)
    origin = feed if source is None else source
    publisher = _title(origin) or (None if source is None else one_line(source.text))
    said = Announcement(
        title=_title(element),
        publisher=publisher,
        author=_author(element) or (_author(origin) if local(feed) == "feed" else None),
        published=_published(element),
    )
    homes = (_address(origin, url), url if source is None else value(source, "url"))
    return Entry(whole, said, tuple(it for home in homes if (it := parse_url(home))))


def _address(element: "_Element", url: str) -> str | None:
    """The address that an entry or a feed is of, whole."""
    address = next(_addresses(element), None)
    if address is None:
        return None
    try:
        return urljoin(element.base or url, address)
    except ValueError:  # an impossible IPv6 address
        return None


def _addresses(element: "_Element") -> Iterator[str]:
    """The addresses that an entry or a feed may be of, the likeliest first."""
    links = [it for it in element if local(it) == "link"]
    for link in links:
        href, relation = value(link, "href"), value(link, "rel")
        if href and relation in {None, "alternate"}:
            yield href.strip()
    for link in links:
        if (link.text or "").strip():
            yield (link.text or "").strip()
    for guid in element:
        said = (guid.text or "").strip()
        if local(guid) == "guid" and value(guid, "isPermaLink") != "false" and "://" in said:
            yield said


def _is_one_site(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _title(element: "_Element") -> str | None:
    for it in element:
        if local(it) == "title" and not str(it.tag).startswith(_OTHERS_WORDS):
            return _words(it)
    return None


def _words(element: "_Element") -> str | None:
    """The words of an element that may hold markup, or markup that is written as words."""
    if value(element, "type") == "xhtml":
        return one_line("".join(map(str, element.itertext())))
    written = element.text or ""
    if str(element.tag).startswith(_ATOM) and value(element, "type") != "html":
        return one_line(written)
    return one_line(html.unescape(_TAG.sub("", written)))


def _author(element: "_Element") -> str | None:
    """Who wrote it; several in Atom, one in all others."""
    authors = [
        it
        for it in element
        if local(it) in {"creator", "author"} and not str(it.tag).startswith(_OTHERS_WORDS)
    ]
    inner = (it for author in authors for it in author if local(it) == "name")
    names = [name for it in inner if (name := one_line(it.text))]
    single = (_person(it) for it in authors)
    found = ", ".join(dict.fromkeys(names)) or next(filter(None, single), "")
    return None if found.lower() in _NOBODY else one_line(found)


def _person(element: "_Element") -> str | None:
    written = _words(element)
    mailbox = _MAILBOX.fullmatch(written or "")
    return one_line(mailbox[1]) if mailbox else written


def _published(entry: "_Element") -> date | None:
    for element in entry:
        text = (element.text or "").strip()
        match local(element):
            case "pubDate":
                if (day := _mailed(text)) is not None:
                    return day
            case "published" | "date" | "issued" if parse_date(text) is not None:
                return parse_date(text)
    return None


def _mailed(text: str) -> date | None:
    """The day of a time as mail has them, if its year is one that stands there in full.

    What reads mail takes ``0001`` for 2001.
    """
    try:
        day = parsedate_to_datetime(text).date()
    except (ValueError, OverflowError):
        return None
    year = _YEAR.search(text)
    return day if year and year[0] == str(day.year) and day.year in YEARS else None
