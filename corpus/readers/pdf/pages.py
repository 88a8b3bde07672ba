"""Lines with their places, taken off the pages of a PDF file by PDFium.

PDFium gives a page's text in the order in which it was written. The places of the first and the
last letter of a line cost little beside that; those of all letters would cost more than the text.
"""

import ctypes
import re
from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from corpus.lines import is_list_mark
from corpus.readers.pdf.lines import Line

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# PDFium joins a divided word to what it takes for its other half, which may be a page number.
_LINE = re.compile("[^\r\n\ufffe]+\ufffe?")
_WORD = re.compile(r"\S+")
_BOLD = re.compile(rb"bold|black|heavy|demi|CMBX|SFBX", re.IGNORECASE)
_BULLET = re.compile("[\uf0b7\uf0a7\uf0d8●▪■○□➢➤✓](?=\\s)")
_WIDE = 1.3
"""Heights of a line. A wider gap lies between columns or cells, not between words."""

_SPREAD = 1.15
_SAMPLED = 3
_LONGEST_NAME = 128
_IMAGE = 3

Box = tuple[float, float, float, float]


def page_lines(document: "PdfDocument", number: int) -> list[Line] | None:
    """The lines of a page, in the order in which they were written.

    Args:
        document: open.
        number: of the page, from 0.

    Returns:
        ``None`` if the page is damaged.
    """
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document.raw, number)
    if not page:
        return None
    try:
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            return None
        try:
            return list(_Page(text, page, number + 1).lines())
        finally:
            pdfium.FPDFText_ClosePage(text)
    finally:
        pdfium.FPDF_ClosePage(page)


def holds_picture(document: "PdfDocument", number: int) -> bool:
    """Whether there is a picture on a page."""
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document.raw, number)
    if not page:
        return False
    try:
        return any(
            pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, place)) == _IMAGE
            for place in range(pdfium.FPDFPage_CountObjects(page))
        )
    finally:
        pdfium.FPDF_ClosePage(page)


class _Row(NamedTuple):
    """What PDFium takes for one line; see ``Line``.

    Attributes:
        spread: width that a letter takes, in heights of the line.
    """

    text: str
    start: int
    left: float
    right: float
    top: float
    base: float
    size: float
    spread: float


def _goes_up_or_down(row: _Row) -> bool:
    return len(row.text) > 1 and abs(row.top - row.base) > abs(row.right - row.left)


class _Page:
    """One page's text while it is open."""

    def __init__(self, text: object, page: object, number: int) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._text = text
        self._page = page
        self._number = number
        self._rotation = pdfium.FPDFPage_GetRotation(page)
        self._rectangle = pdfium.FS_RECTF()
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._box = self._turned_box if self._rotation else self._upright_box

    def lines(self) -> Iterator[Line]:
        """The page's lines, each with its place."""
        text = self._whole_text()
        rows = list(self._rows(text))
        if not rows:
            return
        if sum(map(_goes_up_or_down, rows)) * 2 > len(rows):
            self._rotation = 1 if rows[0].base > rows[0].top else 3
            self._box = self._turned_box
            rows = list(self._rows(text))
        # Beside a gap, letters seem to stand further apart than elsewhere on the page.
        wide = _SPREAD * median([row.spread for row in rows])
        # Columns that were written line by line show in most of the lines.
        in_columns = any(
            self._parts(row) > 1 and len(list(self._places(row))) > 1 for row in rows[1::_SAMPLED]
        )
        for number, row in enumerate(rows):
            bold = self._is_bold(row.start) and self._is_bold(row.start + len(row.text) - 1)
            places = [(row.text, row.left, row.right)]
            if row.spread > wide or (in_columns and self._parts(row) > 1):
                places = list(self._places(row))
            for words, left, right in places:
                yield Line(words, self._number, number, left, right, row.base, row.size, bold)

    def _whole_text(self) -> str:
        count = self._pdfium.FPDFText_CountChars(self._text)
        if count <= 0:
            return ""
        # ctypes makes a type for each length and keeps it: a power of two keeps them few.
        buffer = (ctypes.c_ushort * (1 << count.bit_length()))()
        written = self._pdfium.FPDFText_GetText(self._text, 0, count, buffer)
        return bytes(memoryview(buffer)[: max(written - 1, 0)]).decode("utf-16-le", "replace")

    def _rows(self, text: str) -> Iterator[_Row]:
        box = self._box
        for match in _LINE.finditer(text):
            words = match[0].strip()
            if not words:
                continue
            start = match.end() - len(match[0].lstrip())
            left, top, _, high = box(start)
            _, base, right, height = box(start + len(words) - 1)
            size = height - base
            if words[0].isalnum():
                # It is no bullet, and the last letter may be the raised number of a note.
                size = max(high - top, size)
            else:
                words = _BULLET.sub("•", words)
            spread = (right - left) / (len(words) * size) if size > 0 else 0.0
            yield _Row(words, start, left, right, top, base, size, spread)

    def _parts(self, row: _Row) -> int:
        """Of how many pieces a line was put together."""
        parts: int = self._pdfium.FPDFText_CountRects(self._text, row.start, len(row.text))
        return parts

    def _places(self, row: _Row) -> Iterator[tuple[str, float, float]]:
        """The parts of a line between wide gaps; a bullet belongs to what stands behind it."""
        box, text, wide = self._box, row.text, _WIDE * row.size
        begin, left, right = 0, row.left, 0.0
        for match in _WORD.finditer(text):
            place = match.start()
            first = box(row.start + place)[0]
            if place and first - right > wide:
                if is_list_mark(text[begin:place].strip()):
                    left = first
                else:
                    yield text[begin:place].rstrip(), left, right
                    begin, left = place, first
            right = box(row.start + match.end() - 1)[2]
        yield text[begin:], left, right

    def _upright_box(self, place: int) -> Box:
        """Left, bottom, right and top of a letter."""
        box = self._rectangle
        self._pdfium.FPDFText_GetLooseCharBox(self._text, place, box)
        return box.left, box.bottom, box.right, box.top

    def _turned_box(self, place: int) -> Box:
        """The same on a page that is turned when it is shown."""
        left, bottom, right, top = self._upright_box(place)
        # These are of the page as it is shown.
        width = self._pdfium.FPDF_GetPageWidthF(self._page)
        height = self._pdfium.FPDF_GetPageHeightF(self._page)
        match self._rotation:
            case 1:
                return bottom, height - right, top, height - left
            case 2:
                return width - right, height - top, width - left, height - bottom
            case _:
                return width - top, left, width - bottom, right

    def _is_bold(self, place: int) -> bool:
        self._pdfium.FPDFText_GetFontInfo(self._text, place, self._name, _LONGEST_NAME, None)
        return _BOLD.search(self._name.value) is not None
