"""PDF files, by PDFium: opened, read page by page, and refused in plain words."""

import re
import threading
from array import array
from codecs import utf_16_le_decode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from corpus.document import Metadata
from corpus.errors import ReadingError
from corpus.metadata import parse_date
from corpus.readers.drafts import fit, join, titled
from corpus.readers.extraction import Extraction
from corpus.readers.pdf.calls import calls
from corpus.readers.pdf.dates import (
    date_on,
    dublin_core_date,
    is_conversion,
    packet,
    publication_date,
)
from corpus.readers.pdf.layout import Page, take_apart
from corpus.readers.pdf.lines import Line, body_size, is_page_number
from corpus.readers.pdf.pages import page_lines
from corpus.readers.pdf.paragraphs import paragraphs
from corpus.readers.pdf.pictures import is_pictured, told
from corpus.readers.statements import Statements

_MOST_PAGES = 10_000
_SCANT = 100
"""Letters that a page without body text has at most."""

_COVERS = 3
"""Pages of which the first with text may state when the file was published."""

_LONGEST_LANGUAGE = 64
_USUAL_ENTRY = 512
"""Bytes that an entry of the document's information mostly has room in."""

_INFORMATION = "PDF information"
_XMP = "XMP metadata"
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})", re.ASCII)
# What programs write where nobody has given a title or an author.
_NO_TITLE = re.compile(
    r"untitled\d*|title|document\d*|anonymous|unspecified|microsoft word -.*"
    r"|.*\.(?:docx?|odt|rtf|tex|dvi|indd|pdf|html?|qxd|pptx?|xlsx?)",
    re.IGNORECASE,
)
_NO_AUTHOR = frozenset({"anonymous", "unspecified", "unknown", "user", "admin", "administrator"})
# What programs write that must not tell the day, so that they write the same file again.
_NO_DATES = frozenset({"1970-01-01", "1980-01-01", "2000-01-01"})

# PDFium may be used by one thread at a time.
_one_at_a_time = threading.Lock()


def read_pdf(data: bytes) -> Extraction:
    """Reads a ``.pdf`` file.

    Raises:
        ReadingError: if it is damaged, locked, too long, or has pictures of text alone.
    """
    with _one_at_a_time:
        document = _opened(data)
        try:
            found = _pages(document)
            pictured = [
                number
                for number, lines in enumerate(found)
                if lines is not None and _is_scant(lines) and is_pictured(document, number)
            ]
            first = next(filter(None, found[:_COVERS]), [])
            metadata = _metadata(document, packet(data), first)
        finally:
            calls().close(document)
    if pictured and not any(found):
        raise ReadingError(
            "there is no text in it, only pictures: it needs text recognition (OCR) first"
        )
    pages = [lines or [] for lines in found]
    size = body_size(chain.from_iterable(pages))
    parts = take_apart(pages, size)
    unread = told(
        [number + 1 for number in pictured if _is_bare(parts[number])],
        [number for number, lines in enumerate(found, 1) if lines is None],
    )
    drafts = fit(paragraphs(parts, size))
    extraction = join(*titled(drafts, metadata))
    return replace(extraction, unread=unread) if unread else extraction


def _is_scant(lines: Sequence[Line]) -> bool:
    """Whether ``lines`` may be no more than the page number and what runs through all pages."""
    letters = 0
    for line in lines:
        letters += len(line.text)
        if letters >= _SCANT:
            return False
    return True


def _is_bare(page: Page) -> bool:
    """Whether there is nothing on ``page`` but its number and what runs through all pages."""
    return not page.notes and all(is_page_number(line.text) for line in page.body)


def _opened(data: bytes) -> object:
    """PDFium's document; ``data`` must live as long as it."""
    import pypdfium2.raw as pdfium

    if not data:
        raise ReadingError("it is empty")
    document: object = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if document:
        return document
    if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
        raise ReadingError("it is locked with a password; save a copy of it without one")
    raise ReadingError("it is no PDF file, or a badly damaged one")


def _pages(document: object) -> list[list[Line] | None]:
    """The lines of each page; ``None`` for a damaged one."""
    count = calls().pages(document) or 0
    if count > _MOST_PAGES:
        raise ReadingError(f"it has more than {_MOST_PAGES:,} pages; split the file")
    found = [page_lines(document, number) for number in range(count)]
    if all(lines is None for lines in found):
        raise ReadingError("it is a damaged PDF file: none of its pages can be read")
    return found


def _metadata(document: object, xmp: str, first: Sequence[Line]) -> Metadata:
    """What the file says of itself.

    Args:
        document: open.
        xmp: its XMP metadata.
        first: the lines of the first page that has any.
    """
    title, author = _stated(document, b"Title").strip(), _stated(document, b"Author").strip()
    said = Statements()
    for where, day in _published(document, xmp, first):
        if published := parse_date(day):
            said = Statements(Metadata(published=published, origins={"published": where}))
            break
    said.add(
        _INFORMATION,
        {
            "title": None if _NO_TITLE.fullmatch(title.strip("()")) else title,
            "author": None if author.strip("()").lower() in _NO_AUTHOR else author,
            "language": _language(document),
        },
    )
    return said.metadata


def _published(
    document: object, xmp: str, first: Sequence[Line]
) -> Iterator[tuple[str, str | None]]:
    """When it was published and what says so, the most trustworthy first."""
    yield _XMP, publication_date(xmp)
    made = _DATE.match(_stated(document, b"CreationDate"))
    day = "-".join(made.groups()) if made else None
    programs = f"{_stated(document, b'Creator')} {_stated(document, b'Producer')}"
    converted = is_conversion(programs)
    known = None if day in _NO_DATES else parse_date(day)
    yield "first page", date_on(first, known, converted=converted)
    if (told_by_xmp := dublin_core_date(xmp)) != day:
        yield _XMP, told_by_xmp
    if day is not None and day not in _NO_DATES:
        yield _INFORMATION, None if converted else day


def _stated(document: object, key: bytes) -> str:
    """An entry of the document's information; pypdfium2 raises on half a pair of surrogates."""
    room = _USUAL_ENTRY
    while True:
        written = array("H", bytes(room))
        length = calls().entry(document, key, written.buffer_info()[0], room) or 0
        if length <= room:
            return _utf16(written, length)
        room = length + length % 2


def _language(document: object) -> str | None:
    written = array("H", bytes(_LONGEST_LANGUAGE))
    length = calls().language(document, written.buffer_info()[0], _LONGEST_LANGUAGE) or 0
    return _utf16(written, length) if 2 < length <= _LONGEST_LANGUAGE else None


def _utf16(written: "array[int]", length: int) -> str:
    """What PDFium has ``written``, ``length`` bytes and two of them to end it."""
    return utf_16_le_decode(memoryview(written)[: max(length // 2 - 1, 0)], "replace", True)[0]
