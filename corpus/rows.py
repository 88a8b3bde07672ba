"""What the store keeps of each document and passage, as rows of its tables and as values."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from corpus.citation import Citation
from corpus.document import DocumentId, Metadata, Span
from corpus.passage import Passage, RowId


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document without its text.

    Attributes:
        path: see ``Document.path``.
        sha256: hexadecimal SHA-256 of its extracted text in UTF-8.
        passages: how many it has.
        characters: code points of its extracted text.
        within: the path of the file that it stands in, where that holds many documents.
    """

    id: DocumentId
    path: str
    metadata: Metadata
    sha256: str
    passages: int
    characters: int
    within: str | None = None

    @property
    def file(self) -> str:
        """The path of the file that it stands in."""
        return self.within or self.path


class MetadataRow(NamedTuple):
    """The columns that hold a document's metadata; dates in ISO form, lists in JSON."""

    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    url: str | None
    language: str | None
    tags: str
    reports: str
    note: str | None


class DocumentRow(NamedTuple):
    """The columns that make a ``StoredDocument``, in front of those of its metadata."""

    id: int
    path: str
    text_sha256: str
    passages: int
    characters: int
    file: str


class PassageRow(NamedTuple):
    """The columns that make a ``Passage``; its text is a slice of its document's."""

    id: int
    document_id: int
    ordinal: int
    begins: int
    ends: int
    paragraph: int
    paragraph_end: int
    page: int | None
    heading: str | None
    sentences: str


_OF_PLACES = ("path", "file")
DOCUMENT_COLUMNS = ", ".join(
    f"{'l' if column in _OF_PLACES else 'd'}.{column}"
    for column in (*DocumentRow._fields, *MetadataRow._fields)
)
"""``d`` stands for a row of ``documents``, ``l`` for where it stands, one of ``places``."""

METADATA_COLUMNS = ", ".join(f"d.{column}" for column in MetadataRow._fields)
PASSAGE_COLUMNS = ", ".join(f"p.{column}" for column in PassageRow._fields)
PASSAGE_WIDTH = len(PassageRow._fields)


def metadata_row(metadata: Metadata) -> MetadataRow:
    """``metadata`` as columns."""
    return MetadataRow(
        title=metadata.title,
        publisher=metadata.publisher,
        author=metadata.author,
        published=metadata.published.isoformat() if metadata.published else None,
        url=metadata.url,
        language=metadata.language,
        tags=json.dumps(metadata.tags, ensure_ascii=False),
        reports=json.dumps(metadata.reports, ensure_ascii=False),
        note=metadata.note,
    )


def sentences_column(sentences: Sequence[Span]) -> str:
    """``sentences`` as JSON: ``[start, end, start, end, …]``."""
    return json.dumps([bound for span in sentences for bound in (span.start, span.end)])


def stored_document(columns: Sequence[object]) -> StoredDocument:
    """The document of one row of ``DOCUMENT_COLUMNS``."""
    width = len(DocumentRow._fields)
    row = DocumentRow._make(columns[:width])
    return StoredDocument(
        id=DocumentId(row.id),
        path=row.path,
        metadata=stored_metadata(columns[width:]),
        sha256=row.text_sha256,
        passages=row.passages,
        characters=row.characters,
        # One string for all rows of a file: they are held as long as a generation is.
        within=None if row.file == row.path else sys.intern(row.file),
    )


def stored_metadata(columns: Sequence[object]) -> Metadata:
    """The metadata of one row of ``METADATA_COLUMNS``."""
    row = MetadataRow._make(columns)
    return Metadata(
        title=row.title,
        publisher=row.publisher,
        author=row.author,
        published=date.fromisoformat(row.published) if row.published else None,
        url=row.url,
        language=row.language,
        tags=_names(row.tags),
        reports=_names(row.reports),
        note=row.note,
    )


def _names(column: str) -> tuple[str, ...]:
    return () if column == "[]" else tuple(json.loads(column))


def passage(row: PassageRow, document: StoredDocument, text: str) -> Passage:
    """The passage of ``row``, whose slice of ``document`` is ``text``."""
    bounds: list[int] = json.loads(row.sentences)
    return Passage(
        id=RowId(row.id),
        document_id=DocumentId(row.document_id),
        ordinal=row.ordinal,
        span=Span(row.begins, row.ends),
        text=text,
        sentences=tuple(map(Span, bounds[::2], bounds[1::2])),
        heading=row.heading,
        citation=Citation(
            document=document.path,
            document_sha256=document.sha256,
            metadata=document.metadata,
            paragraph=row.paragraph,
            paragraph_end=row.paragraph_end,
            page=row.page,
        ),
    )
