"""Feeds: the pages that a site names as its news, in RSS, Atom or RDF."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from corpus.errors import FetchError
from corpus.metadata import LONGEST_URL, one_line, parse_date, parse_url
from corpus.provenance import Announcement, site_of
from corpus.readers.html import unescaped
from corpus.readers.office import local, value
from corpus.stated_dates import YEARS

if TYPE_CHECKING:
    from lxml.etree import _Element

_FEEDS = frozenset({"rss", "feed", "RDF"})
_ATOM = "{http://www.w3.org/2005/Atom}"
_OTHERS_WORDS = ("{http://search.yahoo.com/mrss", "{http://www.itunes.com/dtds/podcast")
"""Vocabularies of pictures and sounds, which have titles of their own."""

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_MOST_BASES = 3
"""Beginnings of addresses, one within the other: of a feed, an entry and what that says."""

_KINDS = frozenset({"application/rss+xml", "application/atom+xml"})
_HEAD = 500_000
"""Bytes of a web page in which its feed is looked for."""

_MOST_ENTRIES = 10_000
_LAST = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|RDF)\s*>\s*(?:<!--.*-->\s*)?\Z", re.DOTALL)
_TAIL = 4_000
"""Bytes at a feed's end in which its last tag is looked for."""

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

    Of one that breaks off, the last is left out: its address may be the half of one.

    Raises:
        FetchError: if it is no feed, or so damaged that no entry can be read.
    """
    root, well_formed = _root(data, url)
    feed = next((it for it in root if local(it) == "channel"), root)
    own = _own(feed, url)
    found: dict[str, Entry] = {}
    elements = [it for it in root.iter() if local(it) in {"item", "entry"}]
    if not well_formed and breaks_off(data):
        elements = elements[:-1]
    for element in elements:
        if len(found) < _MOST_ENTRIES:
            whole = _address(element, url)
            if whole is not None and whole not in found:
                found[whole] = _entry(element, whole, own, url)
    if not found and not well_formed:
        raise FetchError("the XML of this feed is broken or cut off; it names no page")
    return list(found.values())


def breaks_off(data: bytes) -> bool:
    """Whether a feed has no end."""
    # In UTF-16 every second byte of its tags is zero.
    return _LAST.search(data[-_TAIL:].replace(b"\0", b"")) is None


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
    _shorten_bases(root)
    # Prefixes that nobody declared are errors too, but not fatal ones: no entry is lost by them.
    return root, not parser.error_log.filter_from_fatals()


def _shorten_bases(root: "_Element") -> None:
    """Take out what addresses begin with where no address could: it would be part of each."""
    above = "count(ancestor-or-self::*[@xml:base])"
    long = f"@xml:base[string-length() > {LONGEST_URL}]"
    found = root.xpath(f"//*[@xml:base][{long} or {above} > {_MOST_BASES}]")
    for element in found if isinstance(found, list) else ():
        if not isinstance(element, (str, tuple)):
            del element.attrib[_BASE]


def _named_by_page(data: bytes, url: str) -> str | None:
    """The first feed that a web page names as its own."""
    from lxml.etree import LxmlError
    from lxml.html import document_fromstring

    try:
        page = document_fromstring(data[:_HEAD])
        bases = (href for it in page.iter("base") if (href := it.get("href")))
        base = urljoin(url, next(bases, ""))
        for link in page.iter("link"):
            kind, relation = link.get("type", "").lower(), link.get("rel", "").lower()
            href = link.get("href")
            if href and kind in _KINDS and "alternate" in relation:
                return parse_url(urljoin(base, href))
    except (LxmlError, ValueError):
        return None
    return None


@dataclass(frozen=True, slots=True)
class _Origin:
    """The feed that an entry is of, as it speaks of itself.

    Attributes:
        author: of all its entries that name none of their own.
        homes: as of an entry.
    """

    publisher: str | None
    author: str | None
    homes: tuple[str, ...]
    is_atom: bool


def _own(feed: "_Element", url: str) -> _Origin:
    """The feed itself; seen once, as it may be long and all its entries ask."""
    is_atom = local(feed) == "feed"
    author = _author(feed) if is_atom else None
    return _Origin(_title(feed), author, _homes(_address(feed, url), url), is_atom)


def _other(source: "_Element", own: _Origin, url: str) -> _Origin:
    """The feed that an entry was taken over from."""
    publisher = _title(source) or one_line(source.text)
    author = _author(source) if own.is_atom else None
    homes = _homes(_address(source, url), value(source, "url"))
    return _Origin(publisher, author, homes, own.is_atom)


def _homes(*addresses: str | None) -> tuple[str, ...]:
    return tuple(it for address in addresses if (it := parse_url(address)))


def _entry(element: "_Element", whole: str, own: _Origin, url: str) -> Entry:
    source = next((it for it in element if local(it) == "source"), None)
    origin = own if source is None else _other(source, own, url)
    said = Announcement(
        title=_title(element),
        publisher=origin.publisher,
        author=_author(element) or origin.author,
        published=_published(element),
    )
    return Entry(whole, said, origin.homes)


def _address(element: "_Element", url: str) -> str | None:
    """The address that an entry or a feed is of, whole."""
    address = next(_addresses(element), None)
    if address is None:
        return None
    try:
        whole = urljoin(element.base or url, address)
    except ValueError:  # an impossible IPv6 address
        return None
    return whole if len(whole) <= LONGEST_URL else None


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
    return one_line(unescaped(_TAG.sub("", written)))


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
