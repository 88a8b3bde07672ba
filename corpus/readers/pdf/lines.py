"""A line of a page, and what its text alone tells."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

HYPHENS = "-\u00ad\u2010\ufffe"
"""What may stand where a word is divided; U+FFFE is how PDFium writes a hyphen that divides one."""


# Not frozen, though nothing changes it: a page has fifty, and freezing takes four times as long.
@dataclass(slots=True)
class Line:
    """A line of text, or the part of one that stands in a column or a cell.

    Lengths are points, from the lower left corner of the page as it is shown.

    Attributes:
        row: the same number for parts of what PDFium takes for one line.
        base: bottom of its last letter.
        size: height of its letters.
        bold: whether it begins and ends in bold letters.
    """

    text: str
    page: int
    row: int
    left: float
    right: float
    base: float
    size: float
    bold: bool

    def part(self, text: str, left: float, right: float) -> "Line":
        """What of it stands between ``left`` and ``right``, or it and what goes on behind it."""
        return Line(text, self.page, self.row, left, right, self.base, self.size, self.bold)


def body_size(lines: Iterable[Line]) -> float:
    """Height of the lines that most of the text is in, to half a point."""
    letters: dict[float, int] = {}
    for line in lines:
        letters[line.size] = letters.get(line.size, 0) + len(line.text)
    rounded: dict[float, int] = {}
    for size, count in letters.items():
        half = round(size * 2) / 2
        rounded[half] = rounded.get(half, 0) + count
    return max(rounded, key=rounded.__getitem__, default=0.0)


def leading(lines: Iterable[Line]) -> float:
    """The usual distance between a line and the next."""
    found = []
    for before, line in pairwise(lines):
        step = before.base - line.base
        if 0.5 * line.size < step < 2.5 * line.size and (
            abs(before.size - line.size) < 1 and before.page == line.page
        ):
            found.append(step)
    return median(found) if found else 0.0


_NUMBER = re.compile(
    r"(?:(?:page|seite|pagina|página|p\.|s\.|стр\.?|с\.)\s*)?[-–—(\[]?\s*(?:\d{1,5}|[ivxlc]{1,7})"
    r"\s*[-–—)\]]?(?:\s*(?:of|/|von|de|sur|из|з)\s*\d{1,5})?",
    re.IGNORECASE,
)


def is_page_number(text: str) -> bool:
    """Whether ``text`` is a page number, such as ``– 3 –`` or ``Page 3 of 7``."""
    return len(text) <= 24 and _NUMBER.fullmatch(text) is not None
