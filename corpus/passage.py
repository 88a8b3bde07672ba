"""The unit that is found, quoted and cited."""

from dataclasses import dataclass
from typing import NewType

from corpus.citation import Citation
from corpus.document import DocumentId, Span, text_sha256

RowId = NewType("RowId", int)
"""Identifies a passage in the store and in every index. Never used twice."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A passage-to-be: what segmentation finds in a document's text, before it is stored.

    Attributes:
        span: into the document's text. It may begin with the headings that introduce it.
        sentences: spans into the *passage's* text, in order and disjoint; headings are not among
            them, so that a heading is never taken for the answering sentence.
        heading: the headings above the passage, outermost first, joined by `` › ``, or ``None``.
        page: on which it begins, from 1, where the format has pages.
    """

    span: Span
    paragraph: int
    paragraph_end: int
    sentences: tuple[Span, ...]
    heading: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable stretch of one document.

    ``text`` is exactly ``document.text[span.start:span.end]``, always.

    Attributes:
        ordinal: place among the document's passages, from 1.
        sentences: see ``Segment.sentences``; at least one.
        heading: see ``Segment.heading``.
    """

    id: RowId
    document_id: DocumentId
    ordinal: int
    span: Span
    text: str
    sentences: tuple[Span, ...]
    heading: str | None
    citation: Citation

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of ``text`` in UTF-8."""
        return text_sha256(self.text)
