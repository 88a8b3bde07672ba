"""Where the letters of a page stand and what they are set in, asked of PDFium for many at once.

A call from Python costs more than what PDFium does in it. So these go from list to list without a
line of Python between them, and without giving up the interpreter each time.
"""

import ctypes
import re
from array import array
from collections import deque
from collections.abc import Callable, Sequence
from functools import cache
from itertools import repeat
from typing import NamedTuple

_BOLD = re.compile(rb"bold|black|heavy|demi|CMBX|SFBX", re.IGNORECASE)
_LONGEST_NAME = 128
_BOX_BYTES = 16

_Call = Callable[..., int | None]


class Boxes(NamedTuple):
    """Edges of letters, in points from the lower left corner of the page; an entry a letter."""

    left: Sequence[float]
    top: Sequence[float]
    right: Sequence[float]
    bottom: Sequence[float]


class Letters:
    """The letters of a page that is open.

    Args:
        page: the page.
        text: the same page's text.
    """

    def __init__(self, page: object, text: object) -> None:
        import pypdfium2.raw as pdfium

        self._text = ctypes.cast(text, ctypes.c_void_p).value  # type: ignore[arg-type] # a pointer
        self._rotation: int = pdfium.FPDFPage_GetRotation(page)
        self._width: float = pdfium.FPDF_GetPageWidthF(page)
        self._height: float = pdfium.FPDF_GetPageHeightF(page)
        self._bold: dict[int | None, bool] = {None: False}

    def turn(self, quarters: int) -> None:
        """Take the page for one that is shown turned to the right."""
        self._rotation = quarters

    def boxes(self, places: Sequence[int]) -> Boxes:
        """The boxes of the letters at ``places``, on the page as it is shown."""
        found = array("f", bytes(_BOX_BYTES * len(places)))
        start, _ = found.buffer_info()
        addresses = range(start, start + _BOX_BYTES * len(places), _BOX_BYTES)
        deque(map(_calls().box, repeat(self._text), places, addresses), maxlen=0)
        return self._turned(Boxes(found[::4], found[1::4], found[2::4], found[3::4]))

    def _turned(self, boxes: Boxes) -> Boxes:
        width, height = self._width, self._height  # of the page as it is shown
        left, top, right, bottom = boxes
        match self._rotation:
            case 0:
                return boxes
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

    def are_bold(self, places: Sequence[int]) -> list[bool]:
        """Whether each of the letters at ``places`` is set in a bold font."""
        calls = _calls()
        fonts = list(map(calls.font, map(calls.object, repeat(self._text), places)))
        for font, place in dict(zip(fonts, places, strict=True)).items():
            if font not in self._bold:
                self._bold[font] = self._is_bold(place)
        return [self._bold[font] for font in fonts]

    def _is_bold(self, place: int) -> bool:
        name = ctypes.create_string_buffer(_LONGEST_NAME)
        _calls().font_name(self._text, place, ctypes.addressof(name), _LONGEST_NAME, None)
        return _BOLD.search(name.value) is not None

    def parts(self, start: int, length: int) -> int:
        """Of how many pieces a stretch of letters was put together."""
        return _calls().parts(self._text, start, length) or 0


class _Calls(NamedTuple):
    """Functions of PDFium that take addresses as numbers."""

    box: _Call
    object: _Call
    font: _Call
    font_name: _Call
    parts: _Call


@cache
def _calls() -> _Calls:
    import pypdfium2.raw as pdfium

    whole, place, long = ctypes.c_int, ctypes.c_void_p, ctypes.c_ulong

    def call(function: Callable[..., object], gives: type, *takes: type) -> _Call:
        address = ctypes.cast(function, place).value  # type: ignore[arg-type] # a foreign function
        made: _Call = ctypes.PYFUNCTYPE(gives, *takes)(address or 0)
        return made

    return _Calls(
        box=call(pdfium.FPDFText_GetLooseCharBox, whole, place, whole, place),
        object=call(pdfium.FPDFText_GetTextObject, place, place, whole),
        font=call(pdfium.FPDFTextObj_GetFont, place, place),
        font_name=call(pdfium.FPDFText_GetFontInfo, long, place, whole, place, long, place),
        parts=call(pdfium.FPDFText_CountRects, whole, place, whole, whole),
    )
