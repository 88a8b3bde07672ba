"""Pages that may be pictures of text: they are told, because nothing of them can be found."""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

_IMAGE, _FORM = 3, 5
_DEEPEST = 3
"""Forms within forms that are looked into."""

_SHARE = 0.1
"""Of a page that its pictures take at least; a logo takes less."""

_MOST_OBJECTS = 10_000
_MOST_TOLD = 8


def is_pictured(document: object, number: int) -> bool:
    """Whether pictures take a good part of a page.

    Args:
        document: PDFium's, open.
        number: of the page, from 0.
    """
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return False
    try:
        whole = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
        count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
        parts = (pdfium.FPDFPage_GetObject(page, place) for place in range(count))
        pictured = sum(_area(part) for part in parts if _shows_picture(part))
        return bool(pictured >= _SHARE * whole)
    finally:
        pdfium.FPDF_ClosePage(page)


def _shows_picture(part: object, depth: int = 0) -> bool:
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFPageObj_GetType(part)
    if kind != _FORM or depth == _DEEPEST:
        return bool(kind == _IMAGE)
    count = min(pdfium.FPDFFormObj_CountObjects(part), _MOST_OBJECTS)
    return any(
        _shows_picture(pdfium.FPDFFormObj_GetObject(part, place), depth + 1)
        for place in range(count)
    )


def _area(part: object) -> float:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(part, left, bottom, right, top):
        return 0.0
    return (right.value - left.value) * (top.value - bottom.value)


def told(pictured: Sequence[int], damaged: Sequence[int]) -> str | None:
    """What is missing of a file, for people; ``None`` if nothing is.

    Args:
        pictured: numbers of the pages that are pictures without text, in order.
        damaged: those of the pages that cannot be read.
    """
    reasons = []
    if pages := _listed(pictured):
        reasons.append(
            f"no text is on {pages}, only pictures: text recognition (OCR) would find it"
        )
    if pages := _listed(damaged):
        reasons.append(f"what is on {pages} is damaged")
    return "; ".join(reasons) or None


def _listed(numbers: Sequence[int]) -> str:
    """``numbers`` of pages in words, with a dash for three and more in a row."""
    if not numbers:
        return ""
    stretches = list(_stretches(numbers))
    shown = stretches[:_MOST_TOLD]
    if len(stretches) > len(shown):
        shown.append("others")
    *most, last = shown
    listed = f"{', '.join(most)} and {last}" if most else last
    return f"page {listed}" if listed.isdigit() else f"pages {listed}"


def _stretches(numbers: Iterable[int]) -> Iterator[str]:
    for _, run in groupby(enumerate(numbers), key=lambda it: it[1] - it[0]):
        found = [number for _, number in run]
        if len(found) > 2:
            yield f"{found[0]}-{found[-1]}"
        else:
            yield from map(str, found)
