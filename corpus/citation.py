"""Where a passage stands: what its footnote tells."""

from dataclasses import dataclass

from corpus.document import Metadata


@dataclass(frozen=True, slots=True)
class Citation:
    """The place of one passage, as a reader needs it to find the passage again.

    Attributes:
        document: the document's path relative to the documents folder, with ``/``.
        document_sha256: hexadecimal SHA-256 of the document's extracted text in UTF-8.
        paragraph: number of the passage's first paragraph, from 1. Titles, headings and a
            closing address line are not counted.
        paragraph_end: number of its last paragraph; equal to ``paragraph`` for most passages.
        page: page number from 1 where the format has pages.
    """

    document: str
    document_sha256: str
    metadata: Metadata
    paragraph: int
    paragraph_end: int
    page: int | None = None

    @property
    def name(self) -> str:
        """The title, or the file's path where the document has none."""
        return self.metadata.title or self.document
