"""Which lines of a page are body text, and in which order they are read.

PDFium's order, that of writing, is mostly the order of reading. Where it is plainly not, the places
of the lines tell: columns from left to right, within what runs across all of them.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, islice, pairwise
from operator import attrgetter
from typing import NamedTuple

from corpus.lines import is_list_mark
from corpus.readers.pdf.lines import Line, is_page_number

_EDGE_ROWS = 2
"""Rows at the top and at the bottom of a page where running headers and footers stand."""

_LARGEST_HEADER = 1.35
_LARGEST_NOTE = 0.93
_APART = 1.6
_COLUMN_LINES = 3
_COLUMN_LETTERS = 20
"""Letters that lines in columns have on average, at least; cells of tables have fewer."""

_MOST_RUNS = 60
_LEVEL = 0.3

_DIGITS = re.compile(r"\d+")
_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*†‡§¹²³⁴⁵⁶⁷⁸⁹]{1,2})[.):]?\s?(?=\S)")


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken apart, each part in the order of reading.

    Attributes:
        body: what is read on from the page before.
        notes: footnotes.
        asides: running headers and footers, page numbers.
    """

    body: tuple[Line, ...]
    notes: tuple[Line, ...]
    asides: tuple[Line, ...]


def take_apart(pages: Sequence[Sequence[Line]], size: float) -> list[Page]:
    """Every page of a document.

    Args:
        pages: their lines as they were written.
        size: of the body text.
    """
    edges = [_edges(lines, size) for lines in pages]
    repeated = Counter(chain.from_iterable(set(edge.values()) for edge in edges))
    found = []
    for lines, edge in zip(pages, edges, strict=True):
        numbered = _page_numbers([lines[number] for number in edge])
        asides = {
            number
            for number, key in edge.items()
            if repeated[key] > 1
            or (_is_level(lines[number], numbered) and _numbers_page(lines[number], lines))
        }
        rest, aside = _told_apart(lines, asides)
        body, notes = _told_apart(rest, _notes(rest, size))
        found.append(Page(tuple(_in_order(body)), tuple(notes), tuple(aside)))
    if any(page.body for page in found):
        return found
    # What is the same on each page, such as on a pile of labels, is all that there is to read.
    return [Page(tuple(lines), (), ()) for lines in pages]


def _told_apart(lines: Sequence[Line], chosen: Collection[int]) -> tuple[list[Line], list[Line]]:
    """The lines that are not at the ``chosen`` places, and those that are."""
    if not chosen:
        return list(lines), []
    rest = [line for number, line in enumerate(lines) if number not in chosen]
    return rest, [lines[number] for number in sorted(chosen)]


def _edges(lines: Sequence[Line], size: float) -> dict[int, tuple[str, int]]:
    """The lines in the outermost rows that are not set larger than body text.

    Returns:
        Place → what is the same for a running header or footer on every page.
    """
    if not lines:
        return {}
    bases = sorted(map(attrgetter("base"), lines))
    low, high = _nth_height(bases) + 1, _nth_height(reversed(bases)) - 1
    return {
        number: (_DIGITS.sub("#", line.text).casefold(), round(line.base))
        for number, line in enumerate(lines)
        if not low < line.base < high and line.size <= _LARGEST_HEADER * size
    }


def _nth_height(bases: Iterable[float]) -> int:
    """The height, in whole points, of the ``_EDGE_ROWS``-th row; of the last if there are fewer."""
    rows = groupby(map(round, bases))
    return [height for height, _ in islice(rows, _EDGE_ROWS)][-1]


def _page_numbers(edge: Iterable[Line]) -> list[Line]:
    """Those of the outermost lines that may be a page number, or begin or end with it."""
    return [line for line in edge if is_page_number(line.text) or _has_number_outside(line)]


def _has_number_outside(line: Line) -> bool:
    number = str(line.page)
    return line.text.startswith(number) or line.text.endswith(number)


def _is_level(line: Line, others: Iterable[Line]) -> bool:
    return any(abs(other.base - line.base) <= 1 for other in others)


def _numbers_page(line: Line, lines: Sequence[Line]) -> bool:
    """Whether ``line`` is a page number, or holds it and stands apart from the text."""
    steps = [step for other in lines if abs(step := other.base - line.base) > 1]
    if not steps:
        return False
    # Below all others or above them.
    nearest = max(min(steps), -max(steps))
    if nearest < max(_APART * line.size * 0.8, 1):
        return False
    if is_page_number(line.text):
        return True
    beside = [other.text for other in lines if abs(other.base - line.base) <= 1]
    words = " ".join(beside).split()
    return len(words) <= 12 and str(line.page) in {words[0], words[-1]}


def _notes(lines: Sequence[Line], size: float) -> Collection[int]:
    """The footnotes: smaller lines below the body text of their column, from the first mark on."""
    largest = _LARGEST_NOTE * size
    small = [number for number, line in enumerate(lines) if line.size <= largest]
    if len(small) == len(lines) or not any(_NOTE_MARK.match(lines[it].text) for it in small):
        return ()
    # Most of what is not below all of the body is above the last of it.
    body = [line for line in reversed(lines) if line.size > largest]
    below = [number for number in small if _is_below(lines[number], body)]
    starts = [place for place, it in enumerate(below) if _NOTE_MARK.match(lines[it].text)]
    return frozenset(below[starts[0] :]) if starts else ()


def _is_below(line: Line, others: Iterable[Line]) -> bool:
    """Whether ``line`` stands below all ``others`` that it overlaps."""
    return not any(other.base <= line.base and _overlap(other, line) for other in others)


def _overlap(one: Line, other: Line) -> bool:
    return one.left < other.right and other.left < one.right


def _in_order(lines: list[Line]) -> list[Line]:
    columns = _columns(lines)
    if len(columns) < 2 or _is_in_order(lines):
        return lines
    ordered: list[Line] = []
    waiting: list[list[Line]] = [[] for _ in columns]
    for line in sorted(lines, key=lambda line: (-line.base, line.left)):
        within = [
            number
            for number, (left, right) in enumerate(columns)
            if line.left < right and line.right > left
        ]
        if len(within) == 1:
            waiting[within[0]].append(line)
            continue
        # It runs across the columns: what stands above it is read before it.
        for column in waiting:
            ordered.extend(column)
            column.clear()
        ordered.append(line)
    return [*ordered, *(line for column in waiting for line in column)]


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Left and right edges of the columns, from left to right; one or none if there are none."""
    if len(lines) < 2 * _COLUMN_LINES:
        return []
    left, right = map(attrgetter("left"), lines), map(attrgetter("right"), lines)
    widest = 0.6 * (max(right) - min(left))
    narrow = [line for line in lines if line.right - line.left < widest]
    if len(narrow) < 2 * _COLUMN_LINES:
        return []
    narrow.sort(key=attrgetter("left"))
    begins, edges = [0], [narrow[0].right]
    for place, line in enumerate(narrow):
        if line.left >= edges[-1] and place:
            begins.append(place)
            edges.append(line.right)
        elif line.right > edges[-1]:
            edges[-1] = line.right
    found = []
    for begin, end, edge in zip(begins, [*begins[1:], len(narrow)], edges, strict=True):
        group = [len(line.text) for line in narrow[begin:end]]
        if len(group) >= _COLUMN_LINES and sum(group) >= _COLUMN_LETTERS * len(group):
            found.append((narrow[begin].left, edge))
    return found


def _is_in_order(lines: Sequence[Line]) -> bool:
    """Whether the order of writing may be that of reading.

    It is not where a line was written across columns, or lines above all of those that were written
    before them in the same column. A box beside them may well be written last.
    """
    for beside in rows(lines):
        if len(beside) > 1 and all(len(part.text) >= _COLUMN_LETTERS for part in beside):
            return False
    runs = list(_runs(lines))
    return len(runs) > _MOST_RUNS or not any(
        later.lowest > earlier.highest and later.overlaps(earlier)
        for number, later in enumerate(runs)
        for earlier in runs[:number]
    )


class _Run(NamedTuple):
    """The place of a stretch of lines that goes down the page."""

    left: float
    right: float
    lowest: float
    highest: float

    def overlaps(self, other: "_Run") -> bool:
        """Whether one of the two stands above the other, at least in part."""
        return self.left < other.right and other.left < self.right


def _runs(lines: Sequence[Line]) -> Iterator[_Run]:
    start = 0
    for place in range(1, len(lines) + 1):
        if place == len(lines) or lines[place].base > lines[place - 1].base + 1:
            run = lines[start:place]
            start = place
            yield _Run(
                min(map(attrgetter("left"), run)),
                max(map(attrgetter("right"), run)),
                run[-1].base,
                run[0].base,
            )


def rows(lines: Sequence[Line]) -> list[list[Line]]:
    """``lines`` of a page, those together that stand beside each other; a bullet is no cell."""
    found = [[line] for line in lines[:1]]
    for before, line in pairwise(lines):
        if line.row == before.row or (
            line.left > before.right and abs(line.base - before.base) < _LEVEL * line.size
        ):
            found[-1].append(line)
        else:
            found.append([line])
    if len(found) == len(lines):
        return found
    return [
        [beside[0].part(f"{beside[0].text} {beside[1].text}", beside[0].left, beside[1].right)]
        if len(beside) == 2 and is_list_mark(beside[0].text)
        else beside
        for beside in found
    ]
