"""Raised numbers of notes: to a reader they are marks, in the text they would be part of a word."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A power stands behind a number, a bracket or a unit, which is short.
_BEFORE = re.compile(r"(?:[^\W\d_]{4}|[^\W\d_]{3}[.,;:!?…\"”’»]{1,2}|\d{3}[.;:!?][\"”’»]?)$")
_LONGEST_BEFORE = 5
_NUMBER = re.compile(r"\d{1,3}(?:[,–-]\d{1,3}){0,3}", re.ASCII)
_LINKED = re.compile(r"[\[(]?(?:\w{1,3}|[*†‡§]{1,3})[\])]?")


def may_stand_behind(text: str) -> bool:
    """Whether a raised number behind ``text`` is that of a note, rather than a power.

    Its last five letters tell.
    """
    return _BEFORE.search(text[-_LONGEST_BEFORE:]) is not None


def drop_note_numbers(tree: "HtmlElement") -> None:
    """Takes the raised numbers of notes off a web page: those that are links, or look like one."""
    for raised in list(tree.iter("sup")):
        number = "".join(raised.itertext()).strip()
        if _is_linked(raised):
            is_note = _LINKED.fullmatch(number)
        else:
            is_note = _NUMBER.fullmatch(number) if may_stand_behind(_before(raised)) else None
        if is_note:
            raised.drop_tree()


def _is_linked(raised: "HtmlElement") -> bool:
    """Whether what is raised leads to a place on a page, as a note is."""
    links = [*raised.iter("a"), *raised.iterancestors("a")]
    return any("#" in (link.get("href") or "") for link in links)


def _before(raised: "HtmlElement") -> str:
    previous, parent = raised.getprevious(), raised.getparent()
    if previous is not None:
        return previous.tail or ""
    return (parent.text if parent is not None else None) or ""
