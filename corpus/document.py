"""What a file becomes once it has been read: text, and what is known about it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NewType

DocumentId = NewType("DocumentId", int)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of code points.

    Raises:
        ValueError: if the range is negative or reversed.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The slice of ``text`` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself. ``None`` and ``()`` mean unknown.

    Nothing is guessed except the language, which is detected where it is not stated.

    Attributes:
        published: the publication date as the document states it, never the file's date.
        language: ISO 639-1 code, such as ``en``.
        reports: the outlets whose claims the document retells.
        note: what the owner says of the source, such as "state-run"; never the document itself.
        origins: field → where it was found, in words; for those whose place is worth telling.
    """

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    note: str | None = None
    origins: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one document.

    Attributes:
        path: its file's, relative to the documents folder, with ``/`` between its parts; in a file
            that holds many, with the document's key behind another ``/``.
        text: the extracted text, normalised once; every offset in Footnote counts its code points.
    """

    id: DocumentId
    path: str
    text: str
    metadata: Metadata


def text_sha256(text: str) -> str:
    """Hexadecimal SHA-256 of ``text`` in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
