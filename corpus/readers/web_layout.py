"""What the extractor of main texts would lose of a page is put where it keeps it.

It drops figures with all that is in them, and takes the ends of lines in preformatted text for
spaces. So the caption of a figure becomes a paragraph in its place, a figure that shows words (a
table, code or a quotation) is one no longer, and white space that counts is written in signs that
no text has until the page has been read.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

SIGNS = "\ufdd0\ufdd1\ufdd2"
"""Never assigned, so that no page has them; those of one that has are taken out first."""

_REFERENCE = re.compile(r"&#(?:x0*fdd|0*6497)", re.IGNORECASE)

_WRITTEN = str.maketrans("\n\t ", SIGNS)
_READ = str.maketrans(SIGNS, "\n\t ")
_TAKEN_OUT = dict.fromkeys(map(ord, SIGNS))
_COUNTS = re.compile(r"^[ \t]+|\n[ \t\n]*|[ \t]{2,}|\t")

_FIGURES = (
    "//figure[not(ancestor::figure)]"
    "|//div[contains(concat(' ', normalize-space(@class), ' '), ' wp-caption ')]"
)
_CAPTIONS = (
    ".//figcaption|.//*[contains(concat(' ', normalize-space(@class), ' '), ' wp-caption-text ')]"
)
_ASIDE = frozenset({"a", "aside", "nav", "footer", "form", "menu"})
_LINKED = 0.5
"""Share of a caption that leads elsewhere, above which it only names another page."""

_LONGEST = 1_000


def take_out_signs(tree: "_Element", page: str) -> None:
    """Take those signs out of ``tree`` that its source ``page`` names by their numbers."""
    if not _REFERENCE.search(page):
        return
    for element in tree.iter("*"):
        element.text = element.text and element.text.translate(_TAKEN_OUT)
    for node in tree.iter():
        node.tail = node.tail and node.tail.translate(_TAKEN_OUT)


def prepare(tree: "HtmlElement") -> None:
    """Change ``tree`` so that captions and preformatted lines are kept."""
    for element in tree.iter("pre"):
        _keep_space(element)
    for figure in tree.xpath(_FIGURES):
        _keep_captions(figure)


def read_back(text: str) -> str:
    """``text`` with white space where ``prepare`` wrote signs for it."""
    return text.translate(_READ)


def _keep_space(element: "HtmlElement") -> None:
    for part in element.iter():
        part.text = _written(part.text)
        if part is not element:
            part.tail = _written(part.tail)


def _written(text: str | None) -> str | None:
    return text and _COUNTS.sub(lambda match: match[0].translate(_WRITTEN), text)


def _keep_captions(figure: "HtmlElement") -> None:
    """Put the captions of ``figure`` in its place, where it would be dropped with them."""
    if any(above.tag in _ASIDE for above in figure.iterancestors()):
        return
    found = [(it, words) for it in _captions(figure) if (words := _words(it))]
    if _shows_text(figure):
        for caption, _ in found:
            caption.tag = "p"
            for part in caption.iter():
                # Names tell the extractor, too, that it is a caption.
                part.attrib.pop("class", None)
                part.attrib.pop("id", None)
        for frame in figure.iter("figure"):
            frame.tag = "div"
        return
    if not found:
        return
    tail = figure.tail
    figure.clear()
    figure.tag, figure.tail = "div", tail
    for _, words in found:
        paragraph = figure.makeelement("p")
        paragraph.text = words
        figure.append(paragraph)


def _captions(figure: "HtmlElement") -> Iterator["HtmlElement"]:
    """The captions of ``figure``, without those that are part of another."""
    met: set[HtmlElement] = set()
    for caption in figure.xpath(_CAPTIONS):
        if met.isdisjoint(caption.iterancestors()):
            yield caption
        met.add(caption)


def _shows_text(figure: "HtmlElement") -> bool:
    """Whether ``figure`` holds a table, code or a quotation rather than a picture."""
    if figure.find(".//table") is not None or figure.find(".//pre") is not None:
        return True
    return any(not _leads_elsewhere(it) for it in figure.iter("blockquote"))


def _words(caption: "HtmlElement") -> str:
    """What ``caption`` says; nothing where it only leads elsewhere."""
    words = _shown(caption)
    return "" if len(words) > _LONGEST or _leads_elsewhere(caption) else words


def _leads_elsewhere(element: "HtmlElement") -> bool:
    linked = sum(len(_shown(it)) for it in element.iter("a"))
    return linked > _LINKED * len(_shown(element))


def _shown(element: "HtmlElement") -> str:
    return " ".join(element.text_content().split())
