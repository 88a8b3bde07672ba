"""Where the letters of a page stand and what they are set in, asked of PDFium for many at once.

A call from Python costs more than what PDFium does in it. So these go from list to list without a
line of Python between them, and without giving up the interpreter each time.
"""

import re
from array import array
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import repeat
from math import cos, pi
from typing import NamedTuple

from corpus.readers.pdf.calls import calls

_BOLD = re.compile(rb"bold|black|heavy|demi|CMBX|SFBX", re.IGNORECASE)
_LONGEST_NAME = 128
_BOX_BYTES = 16

_ASCENT, _DESCENT = 0.92, 0.23
"""Font sizes by which letters of most fonts reach above and below the line that they stand on."""

_LOWEST, _SHALLOWEST = 0.8, 0.1
"""Less from top to bottom, or below the line, is no font's height: a letter's, at best."""


class Boxes(NamedTuple):
    """Edges of letters, in points from the lower left corner of the page; an entry a letter."""

    left: Sequence[float]
    top: Sequence[float]
    right: Sequence[float]
    bottom: Sequence[float]

    def parted(self, count: int) -> "tuple[Boxes, Boxes]":
        """The first ``count`` of them, and the others."""
        left, top, right, bottom = self
        return (
            Boxes(left[:count], top[:count], right[:count], bottom[:count]),
            Boxes(left[count:], top[count:], right[count:], bottom[count:]),
        )


class Letters:
    """The letters of a page that is open.

    Args:
        page: address of the page.
        text: that of the same page's text.
        length: of that text.
        count: of PDFium's letters. They are more where it leaves out those that stand for nothing.
    """

    def __init__(self, page: int, text: int, length: int, count: int) -> None:
        self._page, self._text = page, text
        self._calls = calls()
        self._rotation = self._calls.rotation(page) or 0
        self._numbers: list[int] | None = None
        if count != length:
            found = map(self._calls.number, repeat(text), range(length))
            self._numbers = [max(number or 0, 0) for number in found]
        self._fonts: set[int | None] = {None}
        self._bold: set[int | None] = set()
        # These do not say how high they are. PDFium then makes each letter's box as high as it is.
        self._uneven: set[int | None] = set()

    def _numbered(self, places: Sequence[int]) -> Sequence[int]:
        """The numbers that PDFium has for the letters at ``places``."""
        numbers = self._numbers
        return places if numbers is None else [numbers[place] for place in places]

    def are_upright(self, places: Sequence[int]) -> bool:
        """Whether most of the letters at ``places`` do not stand on their heads as shown."""
        angles = map(self._calls.angle, repeat(self._text), self._numbered(places))
        turn = self._rotation * pi / 2
        return 2 * sum(cos((angle or 0.0) + turn) > -0.5 for angle in angles) > len(places)

    def boxes(self, places: Sequence[int], *, even: bool = False) -> Boxes:
        """The boxes of the letters at ``places``, on the page as it is shown.

        Args:
            places: of the letters in the page's text.
            even: whether to make those of fonts that do not say how high they are as high as the
                letters of other fonts, whichever letter it is.
        """
        places = self._numbered(places)
        found = array("f", bytes(_BOX_BYTES * len(places)))
        start, _ = found.buffer_info()
        addresses = range(start, start + _BOX_BYTES * len(places), _BOX_BYTES)
        deque(map(self._calls.box, repeat(self._text), places, addresses), maxlen=0)
        if even:
            self._even_out(places, found)
        return self._turned(Boxes(found[::4], found[1::4], found[2::4], found[3::4]))

    def _turned(self, boxes: Boxes) -> Boxes:
        if not self._rotation:
            return boxes
        calls = self._calls
        # Of the page as it is shown.
        width, height = calls.width(self._page) or 0.0, calls.height(self._page) or 0.0
        left, top, right, bottom = boxes
        match self._rotation:
            case 1:
                return Boxes(
                    bottom, [height - it for it in left], top, [height - it for it in right]
                )
            case 2:
                return Boxes(
                    [width - it for it in right],
                    [height - it for it in bottom],
                    [width - it for it in left],
                    [height - it for it in top],
                )
            case _:
                return Boxes([width - it for it in top], right, [width - it for it in bottom], left)

    def _even_out(self, places: Sequence[int], boxes: "array[float]") -> None:
        """Changes the ``boxes`` of letters whose fonts do not say how high they are.

        Args:
            places: numbers that PDFium has for them.
            boxes: four edges a letter.
        """
        calls, text = self._calls, self._text
        matrix, origin = array("f", bytes(24)), array("d", bytes(16))
        at_matrix, (at_x, _) = matrix.buffer_info()[0], origin.buffer_info()
        for number, (font, place) in enumerate(zip(self._fonts_of(places), places, strict=True)):
            if font not in self._uneven:
                continue
            calls.matrix(text, place, at_matrix)
            calls.origin(text, place, at_x, at_x + origin.itemsize)
            size = calls.size(text, place) or 0.0
            across, up = size * matrix[2], size * matrix[3]
            # Left and right of a letter that lies on its side, else bottom and top.
            low, high, axis, step = (0, 2, 0, across) if abs(across) > abs(up) else (3, 1, 1, up)
            edges = sorted((origin[axis] - _DESCENT * step, origin[axis] + _ASCENT * step))
            box = 4 * number
            # Type 3 fonts have units of their own, and then the size says nothing.
            if edges[1] - edges[0] > _LOWEST * (boxes[box + high] - boxes[box + low]):
                boxes[box + low], boxes[box + high] = edges

    def fonts(self, places: Sequence[int]) -> list[int | None]:
        """The font that each of the letters at ``places`` is set in, as a number."""
        return self._fonts_of(self._numbered(places))

    def _fonts_of(self, places: Sequence[int]) -> list[int | None]:
        calls = self._calls
        fonts = list(map(calls.font, map(calls.object, repeat(self._text), places)))
        for font in set(fonts).difference(self._fonts):
            self._look_up(font, places[fonts.index(font)])
        return fonts

    def are_bold(self, fonts: Iterable[int | None]) -> list[bool]:
        """Whether each of ``fonts`` is bold."""
        return [font in self._bold for font in fonts]

    def are_uneven(self, fonts: Iterable[int | None]) -> bool:
        """Whether any of ``fonts`` does not say how high it is."""
        return not self._uneven.isdisjoint(fonts)

    def _look_up(self, font: int | None, place: int) -> None:
        """Notes what ``font`` is like, in which the letter at ``place`` is set."""
        calls = self._calls
        found = array("f", bytes(8 + _LONGEST_NAME))
        start, _ = found.buffer_info()
        calls.ascent(font, 1.0, start)
        calls.descent(font, 1.0, start + 4)
        calls.font_name(self._text, place, start + 8, _LONGEST_NAME, None)
        ascent, descent = found[:2]
        self._fonts.add(font)
        if _BOLD.search(found[2:].tobytes().partition(b"\0")[0]):
            self._bold.add(font)
        if ascent - descent < _LOWEST or descent > -_SHALLOWEST:
            self._uneven.add(font)

    def are_pieced(self, starts: Sequence[int], lengths: Sequence[int]) -> list[bool]:
        """Whether each of these stretches of letters was put together of several."""
        if self._numbers is not None:
            ends = self._numbered(
                [start + length - 1 for start, length in zip(starts, lengths, strict=True)]
            )
            starts = self._numbered(starts)
            lengths = [end - start + 1 for start, end in zip(starts, ends, strict=True)]
        found = map(self._calls.parts, repeat(self._text), starts, lengths)
        return [(parts or 0) > 1 for parts in found]
