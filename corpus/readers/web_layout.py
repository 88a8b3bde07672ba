"""What the extractor of main texts would lose of a page is put where it keeps it.

It drops figures with all that is in them, and takes the ends of lines in preformatted text for
spaces. So the caption of a figure becomes a paragraph in its place, and white space that counts is
written in signs that no text has until the page has been read.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SIGNS = "\ufdd0\ufdd1\ufdd2"
"""Never assigned, so that no page has them; those of one that has are taken out first."""

_WRITTEN = str.maketrans("\n\t ", SIGNS)
_READ = str.maketrans(SIGNS, "\n\t ")
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
    found = [(it, words) for it in figure.xpath(_CAPTIONS) if (words := _words(it))]
    if figure.find(".//table") is not None:
        # Tables are kept, and paragraphs around them.
        for caption, _ in found:
            caption.tag = "p"
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


def _words(caption: "HtmlElement") -> str:
    """What ``caption`` says; nothing where it only leads elsewhere."""
    words = " ".join(caption.text_content().split())
    linked = sum(len(" ".join(it.text_content().split())) for it in caption.iter("a"))
    return "" if len(words) > _LONGEST or linked > _LINKED * len(words) else words
