"""PDF files, by PDFium: opened, read page by page, and refused in plain words."""

import ctypes
import re
import threading
from typing import TYPE_CHECKING

from corpus.document import Metadata
from corpus.errors import ReadingError
from corpus.readers.drafts import fit, join, titled
from corpus.readers.extraction import Extraction
from corpus.readers.pdf.layout import take_apart
from corpus.readers.pdf.lines import Line, body_size
from corpus.readers.pdf.pages import holds_picture, page_lines
from corpus.readers.pdf.paragraphs import paragraphs
from corpus.readers.statements import Statements

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MOST_PAGES = 10_000
_MOST_PICTURES = 20
"""Pages without text in which a picture is looked for."""

_LONGEST_LANGUAGE = 64

_INFORMATION = "PDF information"
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
            pages = _pages(document)
            metadata = _metadata(document)
        finally:
            document.close()
    size = body_size(line for lines in pages for line in lines)
    drafts = fit(paragraphs(take_apart(pages, size), size))
    return join(*titled(drafts, metadata))


def _opened(data: bytes) -> "PdfDocument":
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise ReadingError(
                "it is locked with a password; save a copy of it without one"
            ) from None
        raise ReadingError("it is no PDF file, or a badly damaged one") from None


def _pages(document: "PdfDocument") -> list[list[Line]]:
    count = len(document)
    if count > _MOST_PAGES:
        raise ReadingError(f"it has more than {_MOST_PAGES:,} pages; split the file")
    found = [page_lines(document, number) for number in range(count)]
    pages = [lines for lines in found if lines is not None]
    if not pages:
        raise ReadingError("it is a damaged PDF file: none of its pages can be read")
    if not any(pages) and any(
        holds_picture(document, number) for number in range(min(count, _MOST_PICTURES))
    ):
        raise ReadingError(
            "there is no text in it, only pictures: it needs text recognition (OCR) first"
        )
    return pages


def _metadata(document: "PdfDocument") -> Metadata:
    title, author = _stated(document, b"Title").strip(), _stated(document, b"Author").strip()
    made = _DATE.match(_stated(document, b"CreationDate"))
    day = "-".join(made.groups()) if made else None
    said = Statements()
    said.add(
        _INFORMATION,
        {
            "title": None if _NO_TITLE.fullmatch(title.strip("()")) else title,
            "author": None if author.strip("()").lower() in _NO_AUTHOR else author,
            "published": None if day in _NO_DATES else day,
            "language": _language(document),
        },
    )
    return said.metadata


def _stated(document: "PdfDocument", key: bytes) -> str:
    """An entry of the document's information; pypdfium2 raises on half a pair of surrogates."""
    from pypdfium2.raw import FPDF_GetMetaText

    length = FPDF_GetMetaText(document.raw, key, None, 0)
    written = ctypes.create_string_buffer(length)
    FPDF_GetMetaText(document.raw, key, written, length)
    return written.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")


def _language(document: "PdfDocument") -> str | None:
    from pypdfium2.raw import FPDFCatalog_GetLanguage

    length = FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < length <= _LONGEST_LANGUAGE:
        return None
    written = (ctypes.c_ushort * _LONGEST_LANGUAGE)()
    FPDFCatalog_GetLanguage(document.raw, written, length)
    return bytes(written)[: length - 2].decode("utf-16-le", "replace")
