"""What a Word file's styles and lists say of its paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.readers.office import child, local, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST_CHAIN = 20
_DEEPEST_LEVEL = 6
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    outline: int | None
    numbering: tuple[str, int] | None


class Styles:
    """The styles of a document, by their ids.

    Args:
        part: the root of ``styles.xml``, if there is one.
    """

    def __init__(self, part: "_Element | None") -> None:
        self._styles = dict(_styles(part)) if part is not None else {}

    def name(self, paragraph: "_Element") -> str:
        """The name of a paragraph's style in lower case."""
        style = self._styles.get(value(child(paragraph, "pPr", "pStyle")) or "")
        return style.name.lower() if style else ""

    def heading_level(self, paragraph: "_Element") -> int:
        """1 to 6 for a heading, 0 otherwise."""
        properties = child(paragraph, "pPr")
        level = _outline(properties)
        if level is None:
            level = next(
                (found for style in self._chain(paragraph) if (found := _level(style)) is not None),
                None,
            )
        return 0 if level is None else min(level, _DEEPEST_LEVEL)

    def numbering(self, paragraph: "_Element") -> tuple[str, int] | None:
        """Id of the list that a paragraph is in, and how deep, or ``None``."""
        own = _numbering(child(paragraph, "pPr"))
        if own is not None:
            return own
        return next(
            (style.numbering for style in self._chain(paragraph) if style.numbering is not None),
            None,
        )

    def _chain(self, paragraph: "_Element") -> Iterator[_Style]:
        """A paragraph's style and those that it is based on."""
        name = value(child(paragraph, "pPr", "pStyle"))
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name or "")
            if style is None:
                return
            yield style
            name = style.based_on


def _styles(part: "_Element") -> Iterator[tuple[str, _Style]]:
    for element in part:
        name = value(element, "styleId")
        if local(element) == "style" and name:
            properties = child(element, "pPr")
            yield (
                name,
                _Style(
                    name=value(child(element, "name")) or "",
                    based_on=value(child(element, "basedOn")),
                    outline=_outline(properties),
                    numbering=_numbering(properties),
                ),
            )


def _level(style: _Style) -> int | None:
    if style.outline is not None:
        return style.outline
    if style.name.lower() == "title":
        return 1
    named = _HEADING.fullmatch(style.name)
    return int(named[1]) if named else None


def _outline(properties: "_Element | None") -> int | None:
    """The level of a heading, 0 for body text, or ``None`` where nothing is said of it."""
    level = _number(value(child(properties, "outlineLvl")))
    if level is None:
        return None
    return level + 1 if 0 <= level < 9 else 0


def _numbering(properties: "_Element | None") -> tuple[str, int] | None:
    name = value(child(properties, "numPr", "numId"))
    if name is None:
        return None
    return name, _number(value(child(properties, "numPr", "ilvl"))) or 0


def _number(written: str | None) -> int | None:
    return int(written) if written and re.fullmatch(r"\d{1,4}", written, re.ASCII) else None


@dataclass(slots=True)
class Lists:
    """The marks of list items, counted as the document goes on."""

    formats: dict[tuple[str, int], str] = field(default_factory=dict)
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)

    @classmethod
    def of(cls, part: "_Element | None") -> "Lists":
        """The lists that ``numbering.xml`` describes, if there is one."""
        if part is None:
            return cls()
        abstract = {
            value(element, "abstractNumId"): {
                _number(value(level, "ilvl")) or 0: value(child(level, "numFmt")) or ""
                for level in element
                if local(level) == "lvl"
            }
            for element in part
            if local(element) == "abstractNum"
        }
        return cls(
            {
                (value(element, "numId") or "", depth): kind
                for element in part
                if local(element) == "num"
                for depth, kind in abstract.get(value(child(element, "abstractNumId")), {}).items()
            }
        )

    def mark(self, numbering: tuple[str, int]) -> str:
        """What stands in front of the next item of a list: a bullet or its number; or nothing."""
        name, depth = numbering
        if name == "0":
            return ""
        for place in self.counts:
            if place[0] == name and place[1] > depth:
                self.counts[place] = 0
        self.counts[numbering] += 1
        number = self.counts[numbering]
        match self.formats.get(numbering):
            case "none":
                return ""
            case "decimal" | "decimalZero":
                return f"{number}. "
            case "lowerLetter" if number <= 26:
                return f"{chr(ord('a') + number - 1)}) "
            case "upperLetter" if number <= 26:
                return f"{chr(ord('A') + number - 1)}) "
        return "• "
