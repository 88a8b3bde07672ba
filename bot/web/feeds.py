"""Feeds: the pages that a site names as its news, in RSS, Atom or RDF."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from corpus.errors import FetchError
from corpus.metadata import parse_date
from corpus.readers.office import local, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_FEEDS = frozenset({"rss", "feed", "RDF"})
_MOST_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that a feed names.

    Attributes:
        url: whole.
        published: as the feed states it.
    """

    url: str
    published: date | None


def entries(data: bytes, url: str) -> list[Entry]:
    """The entries of the feed at ``url``, in its order, each address once.

    Raises:
        FetchError: if it is no feed.
    """
    from lxml.etree import XMLParser, XMLSyntaxError, fromstring

    parser = XMLParser(
        resolve_entities=False, no_network=True, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        root = fromstring(data, parser, base_url=url)
    except (XMLSyntaxError, ValueError):
        root = None
    if root is None or local(root) not in _FEEDS:
        raise FetchError("it is no feed (RSS or Atom)")
    found: dict[str, Entry] = {}
    for element in root.iter():
        if local(element) in {"item", "entry"} and len(found) < _MOST_ENTRIES:
            address = next(_addresses(element), None)
            if address is not None:
                try:
                    whole = urljoin(element.base or url, address)
                except ValueError:  # an impossible IPv6 address
                    continue
                found.setdefault(whole, Entry(whole, _published(element)))
    return list(found.values())


def _addresses(entry: "_Element") -> Iterator[str]:
    """The address of an entry's page, the likeliest first."""
    links = [it for it in entry if local(it) == "link"]
    for link in links:
        href, relation = value(link, "href"), value(link, "rel")
        if href and relation in {None, "alternate"}:
            yield href.strip()
    for link in links:
        if (link.text or "").strip():
            yield (link.text or "").strip()
    for guid in entry:
        said = (guid.text or "").strip()
        if local(guid) == "guid" and value(guid, "isPermaLink") != "false" and "://" in said:
            yield said


def _published(entry: "_Element") -> date | None:
    for element in entry:
        text = (element.text or "").strip()
        match local(element):
            case "pubDate":
                try:
                    return parsedate_to_datetime(text).date()
                except (ValueError, OverflowError):
                    continue
            case "published" | "date" | "issued" if parse_date(text) is not None:
                return parse_date(text)
    return None
