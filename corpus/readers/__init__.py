"""Files become text here: one module a format, and the table that says which reads what.

A new format is a module with a function from bytes to ``Extraction``, and a line in the table. A
reader imports its library when it first reads, so that a chat starts without any of them.
"""

from functools import partial
from pathlib import PurePath
from typing import Protocol

from corpus.readers.docx import read_docx
from corpus.readers.epub import read_epub
from corpus.readers.extraction import Extraction
from corpus.readers.markdown import read_markdown
from corpus.readers.pdf.reader import read_pdf
from corpus.readers.text import read_text
from corpus.readers.web_page import read_web_page
from corpus.readers.worker import APART, WORKER


class Reader(Protocol):
    """Turns the bytes of a file into text and its layout."""

    def __call__(self, data: bytes, /) -> Extraction:
        """Reads one whole file.

        Raises:
            ReadingError: if ``data`` is not what the file's suffix promises.
        """
        ...


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_web_page,
    ".htm": read_web_page,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".epub": read_epub,
}
"""Suffix in lower case, with its dot → reader, which reads in this process."""


def reader_for(path: PurePath) -> Reader | None:
    """The reader for a file of this name, or ``None`` if its format is not supported.

    It reads formats that are hard to read in another process.
    """
    suffix = path.suffix.lower()
    return partial(WORKER.read, suffix) if suffix in APART else READERS.get(suffix)
