"""A page of a book, which is XHTML: unlike a page of the web all of it is the text.

Its tags become those that ``web_page`` walks through. A page that is no XML is read as browsers
would, and one that is too broken for that as its words.
"""

import re
from html import unescape
from typing import TYPE_CHECKING

from corpus.readers.drafts import Draft
from corpus.readers.html import without_tags
from corpus.readers.note_numbers import keep_raised
from corpus.readers.office import local, value
from corpus.readers.web_layout import take_out_signs
from corpus.readers.web_page import blocks_of, decoded, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMED = re.compile(r"&[A-Za-z][A-Za-z0-9]*;")
_OF_XML = frozenset({"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"})

_UNSEEN = frozenset(
    {"head", "script", "style", "template", "nav", "rp", "rt", "object", "audio", "video"}
)
_MARKS = frozenset({"pagebreak", "noteref", "backlink"})
"""What marks a place in the text: the number of a printed page or of a note, the way back."""

_LONGEST_MARK = 20

_ROOMS = frozenset(
    {"article", "aside", "body", "center", "details", "div", "figure", "form", "main", "section"}
)
_LINES = frozenset(
    {"address", "caption", "figcaption", "footer", "header", "hgroup", "hr", "p", "summary"}
)
_TAGS = {
    "br": ("lb", None),
    "pre": ("code", None),
    "ul": ("list", "ul"),
    "ol": ("list", "ol"),
    "dl": ("list", "dl"),
    "li": ("item", None),
    "dt": ("item", "dt"),
    "dd": ("item", "dd"),
    "blockquote": ("quote", None),
    "table": ("table", None),
    "tr": ("row", None),
    "td": ("cell", None),
    "th": ("cell", None),
    **{f"h{level}": ("head", f"h{level}") for level in range(1, 7)},
    **dict.fromkeys(_ROOMS | _LINES, ("p", None)),
}
"""Tag of HTML → tag of TEI, and its ``rend``. What is not here stands within a line."""

_LEAST_LINKS = 5
_MOSTLY = 0.7


def page_blocks(data: bytes) -> list[Draft]:
    """The blocks of a page; those of a table of contents stand aside.

    Raises:
        ReadingError: if it cannot be decoded.
        MemoryError: if there is not enough for all of it.
    """
    page = decoded(data)
    tree = _tree(page)
    if tree is None:
        return [Draft(line, "paragraph") for line in without_tags(page).split("\n")]
    body = next((element for element in tree.iter() if local(element) == "body"), tree)
    contents = _is_contents(body)
    keep_raised(body)
    _turn(body)
    drafts = blocks_of(body)
    if contents:
        return [Draft(draft.text, "paragraph", aside=True) for draft in drafts]
    return drafts


def _tree(page: str) -> "_Element | None":
    from lxml.etree import ErrorTypes, XMLParser, XMLSyntaxError, fromstring

    parser = XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    try:
        tree = fromstring(_NAMED.sub(_character, page).encode(), parser)
    except XMLSyntaxError as error:
        if error.code == ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from None
        return parsed(page)
    take_out_signs(tree, page)
    return tree


def _character(entity: re.Match[str]) -> str:
    """The character that HTML names so; XML itself knows five names."""
    return entity[0] if entity[0] in _OF_XML else unescape(entity[0])


def _is_contents(body: "_Element") -> bool:
    """Whether a page is hardly more than links to other pages."""
    links = [element for element in body.iter() if local(element) == "a" and value(element, "href")]
    linked = sum(len("".join(map(str, link.itertext())).strip()) for link in links)
    whole = len("".join(map(str, body.itertext())).strip())
    return len(links) >= _LEAST_LINKS and linked >= _MOSTLY * whole


def _turn(body: "_Element") -> None:
    """Puts TEI's tags in place of HTML's, and takes out what is not read."""
    for element in list(body.iter()):
        name = local(element)
        if name and element is not body:
            if name in _UNSEEN or "hidden" in element.attrib or _is_mark(element):
                _take_out(element)
                continue
            tag, kind = _TAGS.get(name, ("hi", None))
            element.attrib.clear()
            element.tag = tag
            if kind is not None:
                element.set("rend", kind)


def _is_mark(element: "_Element") -> bool:
    kinds = f"{value(element, 'type') or ''} {value(element, 'role') or ''}".replace("doc-", "")
    if _MARKS.isdisjoint(kinds.split()):
        return False
    return len("".join(map(str, element.itertext())).strip()) <= _LONGEST_MARK


def _take_out(element: "_Element") -> None:
    """Leaves nothing of ``element`` but what stands behind it."""
    element.clear(keep_tail=True)
