"""What a web page says about itself: JSON-LD, OpenGraph, its head, its marked dates.

A date counts where the page marks it as one. htmldate would look for dates in the running text too;
it is shown nothing but the elements that can state one.
"""

import json
import re
from collections.abc import Iterator
from copy import copy
from itertools import islice
from typing import TYPE_CHECKING

from corpus.document import Metadata
from corpus.readers.html import unescaped
from corpus.readers.statements import Statements

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_LINKED = 200
"""JSON-LD objects of a page that are looked at."""

_MOST_NAMED = 500
"""``meta`` elements of a page that are looked at for a date."""

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|WebPage)$")
_TITLE_NAMES = ("dc.title", "dcterms.title", "citation_title", "headline", "title")
_AUTHOR_NAMES = ("author", "dc.creator", "dcterms.creator", "citation_author", "byl")
_PUBLISHER_NAMES = ("publisher", "dc.publisher", "dcterms.publisher", "citation_publisher")
_DATED = re.compile(r"publish|entry-date|posted|pubdate", re.IGNORECASE)
_CHANGED = re.compile(r"modif|updat|revis", re.IGNORECASE)
_AFTER_TITLE = re.compile(r"\s+[|–—·»-]\s+(?=[^|–—·»]*$)")


def page_metadata(tree: "HtmlElement") -> Metadata:
    """The metadata that the page ``tree`` states, each with where it was found."""
    said = Statements()
    named = _named(tree)
    said.add("canonical link", {"url": _link(tree)})
    said.add("HTML head", {"language": tree.get("lang") or named.get("content-language")})
    for article in _articles(tree):
        said.add("JSON-LD", _of_article(article))
    said.add(
        "OpenGraph",
        {
            "publisher": named.get("og:site_name"),
            "published": named.get("article:published_time"),
            "author": _person(named.get("article:author")),
            "url": named.get("og:url"),
            "language": named.get("og:locale"),
        },
    )
    said.add(
        "HTML head",
        {
            "author": _first(named, _AUTHOR_NAMES),
            "publisher": _first(named, _PUBLISHER_NAMES),
        },
    )
    publisher = said.metadata.publisher
    said.add("OpenGraph", {"title": _title(named.get("og:title"), publisher)})
    said.add("HTML head", {"title": _first(named, _TITLE_NAMES)})
    said.add("page title", {"title": _title(tree.findtext(".//title"), publisher)})
    if said.metadata.published is None:
        _date(tree, said)
    return said.metadata


def _named(tree: "HtmlElement") -> dict[str, str]:
    """Name of each ``meta`` element in lower case → its content; the first counts."""
    named: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("http-equiv")
        content = element.get("content")
        if name and content and content.strip():
            named.setdefault(name.strip().lower(), content)
    return named


def _first(named: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((named[name] for name in names if name in named), None)


def _link(tree: "HtmlElement") -> str | None:
    links = (link for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    return next((link.get("href") for link in links), None)


def _person(value: str | None) -> str | None:
    """A name; some pages give the address of a profile instead."""
    return None if value and "//" in value else value


def _title(stated: str | None, publisher: str | None) -> str | None:
    """A page's title without the site's name behind it."""
    title = " ".join((stated or "").split())
    parts = _AFTER_TITLE.split(title)
    if len(parts) > 1 and publisher and parts[-1].casefold() == publisher.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |–—·»-")
    return title or None


def _articles(tree: "HtmlElement") -> Iterator[dict[str, object]]:
    """The JSON-LD objects that describe an article or a page, articles first."""
    found: list[dict[str, object]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            found.extend(_objects(script.text or ""))
    described = [thing for thing in found if _ARTICLE.search(_type(thing))]
    yield from sorted(described, key=lambda thing: _type(thing).endswith("WebPage"))


def _objects(source: str) -> Iterator[dict[str, object]]:
    try:
        pending: list[object] = [json.loads(source, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_LINKED):
        if not pending:
            return
        thing = pending.pop(0)
        if isinstance(thing, list):
            pending = [*thing[:_MOST_LINKED], *pending]
        elif isinstance(thing, dict):
            pending.append(thing.get("@graph"))
            yield thing


def _type(thing: dict[str, object]) -> str:
    kind = thing.get("@type")
    if isinstance(kind, list):
        kind = next((one for one in kind if isinstance(one, str) and _ARTICLE.search(one)), "")
    return kind if isinstance(kind, str) else ""


def _of_article(thing: dict[str, object]) -> dict[str, str | None]:
    page = thing.get("mainEntityOfPage")
    address = page.get("@id") if isinstance(page, dict) else page
    # The name of a page is mostly that of its site.
    name = None if _type(thing).endswith("WebPage") else thing.get("name")
    return {
        "title": _words(thing.get("headline") or name),
        "publisher": _words(thing.get("publisher")),
        "author": _person(_words(thing.get("author"))),
        "published": _words(thing.get("datePublished")),
        "url": _words(thing.get("url") or address),
        "language": _words(thing.get("inLanguage")),
    }


def _words(value: object) -> str | None:
    """The words of a JSON-LD value: text, something with a name, or several of them."""
    match value:
        case str():
            return unescaped(value).strip() or None
        case {"name": str() as name}:
            return unescaped(name).strip() or None
        case [*several]:
            names = [_words(one) for one in several if isinstance(one, str | dict)]
            return ", ".join(name for name in names if name) or None
    return None


def _date(tree: "HtmlElement", said: Statements) -> None:
    from htmldate import find_date
    from lxml.html import document_fromstring

    head = document_fromstring("<html></html>")
    for element in islice(tree.iter("meta"), _MOST_NAMED):
        # The day of a later change is no day of publication. A page may name an attribute in ways
        # that lxml does not let it be asked for.
        if not _CHANGED.search(" ".join(map(str, element.attrib.values()))):
            # A copy holds what lxml would refuse in an element that is made anew.
            head.append(copy(element))
    found = find_date(head, extensive_search=False, original_date=True, url="")
    said.add("HTML head", {"published": found})
    times = [element for element in tree.iter("time") if element.get("datetime")]
    marked = [element for element in times if _is_marked(element)]
    days = sorted({(element.get("datetime") or "")[:10] for element in marked or times})
    if marked or len(days) == 1:
        said.add("time element", {"published": days[0]})
    if said.metadata.url is not None:
        found = find_date("<html></html>", extensive_search=False, url=said.metadata.url)
        said.add("web address", {"published": found})


def _is_marked(element: "HtmlElement") -> bool:
    """Whether a ``time`` element is said to be the time of publication."""
    said = (element.get("itemprop") or "") + (element.get("class") or "")
    return "pubdate" in element.attrib or _DATED.search(said) is not None
