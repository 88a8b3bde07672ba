"""The functions of PDFium that are called for each file, page or letter, by addresses.

pypdfium2 has a type for each kind of thing, and to make and check these costs more than most calls
do. An address is a number, and PDFium trusts it: it must be that of what is still open.
"""

import ctypes
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

Call = Callable[..., int | None]
Measure = Callable[..., float | None]


class Calls(NamedTuple):
    """They take and give addresses as numbers; 0 or ``None`` stands for nothing."""

    close: Call
    pages: Call
    load_page: Call
    close_page: Call
    load_text: Call
    close_text: Call
    get_text: Call
    turn: Call
    letters: Call
    number: Call
    angle: Measure
    rotation: Call
    width: Measure
    height: Measure
    box: Call
    object: Call
    font: Call
    font_name: Call
    ascent: Call
    descent: Call
    size: Measure
    matrix: Call
    origin: Call
    parts: Call
    entry: Call
    language: Call


@cache
def calls() -> Calls:
    """All of them. Those that read a page let other threads run meanwhile; quick ones do not."""
    import pypdfium2.raw as pdfium

    whole, place, long, part = ctypes.c_int, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_float

    def made(
        function: Callable[..., object], gives: type | None, *takes: type, quick: bool = True
    ) -> Call:
        address = ctypes.cast(function, place).value  # type: ignore[arg-type] # a foreign function
        prototype = ctypes.PYFUNCTYPE if quick else ctypes.CFUNCTYPE
        call: Call = prototype(gives, *takes)(address or 0)
        return call

    return Calls(
        close=made(pdfium.FPDF_CloseDocument, None, place),
        pages=made(pdfium.FPDF_GetPageCount, whole, place),
        load_page=made(pdfium.FPDF_LoadPage, place, place, whole, quick=False),
        close_page=made(pdfium.FPDF_ClosePage, None, place),
        load_text=made(pdfium.FPDFText_LoadPage, place, place, quick=False),
        close_text=made(pdfium.FPDFText_ClosePage, None, place),
        get_text=made(pdfium.FPDFText_GetText, whole, place, whole, whole, place),
        turn=made(pdfium.FPDFPage_SetRotation, None, place, whole),
        letters=made(pdfium.FPDFText_CountChars, whole, place),
        number=made(pdfium.FPDFText_GetCharIndexFromTextIndex, whole, place, whole),
        angle=made(pdfium.FPDFText_GetCharAngle, part, place, whole),
        rotation=made(pdfium.FPDFPage_GetRotation, whole, place),
        width=made(pdfium.FPDF_GetPageWidthF, part, place),
        height=made(pdfium.FPDF_GetPageHeightF, part, place),
        box=made(pdfium.FPDFText_GetLooseCharBox, whole, place, whole, place),
        object=made(pdfium.FPDFText_GetTextObject, place, place, whole),
        font=made(pdfium.FPDFTextObj_GetFont, place, place),
        font_name=made(pdfium.FPDFText_GetFontInfo, long, place, whole, place, long, place),
        ascent=made(pdfium.FPDFFont_GetAscent, whole, place, part, place),
        descent=made(pdfium.FPDFFont_GetDescent, whole, place, part, place),
        size=made(pdfium.FPDFText_GetFontSize, ctypes.c_double, place, whole),
        matrix=made(pdfium.FPDFText_GetMatrix, whole, place, whole, place),
        origin=made(pdfium.FPDFText_GetCharOrigin, whole, place, whole, place, place),
        parts=made(pdfium.FPDFText_CountRects, whole, place, whole, whole),
        entry=made(pdfium.FPDF_GetMetaText, long, place, ctypes.c_char_p, place, long),
        language=made(pdfium.FPDFCatalog_GetLanguage, long, place, place, long),
    )
