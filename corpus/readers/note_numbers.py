"""Raised numbers: of notes, which would be part of a word in the text, and powers, which stay."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corpus.readers.powers import takes_power

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

# A power stands behind a number, a bracket or a unit, which is short.
_BEFORE = re.compile(r"(?:[^\W\d_]{4}|[^\W\d_]{3}[.,;:!?…\"”’»]{1,2}|\d{3}[.;:!?][\"”’»]?)$")
_LONGEST_BEFORE = 5
_NUMBER = re.compile(r"\d{1,3}(?:[,–-]\d{1,3}){0,3}", re.ASCII)
_LINKED = re.compile(r"\d{1,3}|[^\W\d_]|[*†‡§]{1,3}|\[\w{1,3}\]|\(\w{1,3}\)")
_SURE = re.compile(r"[\[(*†‡§]")
_NOTE = re.compile(r"#.*(?:fn|note|cite|ref)", re.IGNORECASE)

_SET_IN = frozenset({"a", "b", "em", "i", "span", "strong"})

_RAISED = re.compile(r"[+\u2212-]?\d{1,6}|n", re.ASCII)
_AS_RAISED = str.maketrans("0123456789+-\u2212n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")

_POWERS = frozenset({"2", "3"})
_BESIDE = frozenset({"1", "4"})
"""Numbers of notes beside notes 2 and 3 that are hardly ever powers."""


def may_stand_behind(text: str) -> bool:
    """Whether a raised number behind ``text`` is that of a note, rather than a power.

    Its last ``powers.LONGEST`` letters tell.
    """
    return _BEFORE.search(text[-_LONGEST_BEFORE:]) is not None and not takes_power(text)


def may_be_power(number: str, text: str) -> bool:
    """Whether a raised ``number`` behind ``text`` is a note only if it is one of several."""
    return number in _POWERS and text[-1:].isalpha()


def are_counted(numbers: Iterable[str]) -> bool:
    """Whether raised ``numbers`` behind words show that 2 and 3 among them are notes as well."""
    return any(not _BESIDE.isdisjoint(re.findall(r"\d+", number)) for number in numbers)


def drop_note_numbers(tree: "HtmlElement") -> None:
    """Takes the raised numbers of notes off a web page: those that are links, or look like one."""
    found = [(raised, _text(raised)) for raised in tree.iter("sup")]
    counted = are_counted(number for it, number in found if _looks_like_note(it, number))
    # In order, since what is dropped no longer stands before what follows.
    for raised, number in found:
        if (target := _target(raised)) is not None:
            is_note = _is_linked_note(raised, number, target)
        elif is_note := _looks_like_note(raised, number):
            is_note = counted or not may_be_power(number, _before(raised))
        if is_note:
            raised.drop_tree()


def keep_raised(tree: "_Element") -> None:
    """Writes raised figures of a page as such: a reader sees 10⁶, and no 106."""
    for raised in tree.iter("{*}sup"):
        if not len(raised) and _RAISED.fullmatch(number := (raised.text or "").strip()):
            raised.text = number.translate(_AS_RAISED)


def _looks_like_note(raised: "HtmlElement", number: str) -> bool:
    """Whether what is raised is the number of a note, to judge by where it stands."""
    return (
        _NUMBER.fullmatch(number) is not None
        and may_stand_behind(_before(raised))
        and _target(raised) is None
    )


def _target(raised: "HtmlElement") -> str | None:
    """The place on a page that what is raised, and nothing else, leads to, as a note does."""
    targets = (link.get("href") or "" for link in (*raised.iter("a"), *_links_around(raised)))
    return next((target for target in targets if "#" in target), None)


def _links_around(raised: "HtmlElement") -> Iterator["HtmlElement"]:
    """The links that hold nothing but ``raised``."""
    element = raised
    # A link may hold all of a page, so that its text is not looked at for each number in it.
    while element.getprevious() is None and element.getnext() is None:
        parent = element.getparent()
        if parent is None or (parent.text or "").strip() or (element.tail or "").strip():
            return
        if parent.tag == "a":
            yield parent
        element = parent


def _is_linked_note(raised: "HtmlElement", number: str, target: str) -> bool:
    if not _LINKED.fullmatch(number):
        return False
    if _SURE.match(number) or _NOTE.search(target):
        return True
    # Powers of ten may be explained elsewhere.
    return not _shown_before(raised)[-1:].isdigit()


def _shown_before(raised: "HtmlElement") -> str:
    """What stands right before ``raised``, whatever either is set in."""
    element = raised
    while not (before := _before(element)):
        previous, parent = element.getprevious(), element.getparent()
        if previous is not None:
            return _text(previous)
        if parent is None or parent.tag not in _SET_IN:
            break
        element = parent
    return before


def _text(element: "HtmlElement") -> str:
    return "".join(map(str, element.itertext())).strip()


def _before(raised: "HtmlElement") -> str:
    previous, parent = raised.getprevious(), raised.getparent()
    if previous is not None:
        return previous.tail or ""
    return (parent.text if parent is not None else None) or ""
