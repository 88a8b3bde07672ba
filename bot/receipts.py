"""Quote receipts: whether words that are about to be quoted, or were, still stand where they stood.

Two originals are asked: the text that the store keeps of a document, and the document's file,
which is read again. ``footnote verify``, ``/verify`` and whoever sends an answer compare here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.document import DocumentId, text_sha256
from corpus.errors import ReadingError
from corpus.passage import Passage
from corpus.reading import Reading
from corpus.store import StoredDocument


class Stored(StrEnum):
    """What the store says to a passage."""

    HELD = "held"
    DIFFERS = "differs"
    GONE = "gone"


class Filed(StrEnum):
    """What a file, read again, says to a passage.

    ``SAME``: it reads as it was indexed. ``AT_PLACE``: it reads otherwise, but not where the
    passage stands. ``MOVED``: the passage stands at another place of it. ``LOST``: nowhere.
    """

    SAME = "same"
    AT_PLACE = "at_place"
    MOVED = "moved"
    LOST = "lost"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is known of one quotation.

    Attributes:
        problem: why the file cannot be read; None where it can.
    """

    passage: Passage
    stored: Stored
    filed: Filed
    problem: str | None = None


class Receipts:
    """Compares passages with their originals. Safe for use by several threads.

    Args:
        original: the document of that id and its stored text; None if it is deleted.
        read: reads the file at a path again; raises ``ReadingError`` where it cannot.
    """

    def __init__(
        self,
        original: Callable[[DocumentId], tuple[StoredDocument, str] | None],
        read: Callable[[str], Reading],
    ) -> None:
        self._original = original
        self._read = read

    def stored(self, passage: Passage) -> Stored:
        """Slice the stored original again and compare, code point for code point.

        Raises:
            StoreError: if the store cannot be read.
        """
        return _stored(passage, self._original(passage.document_id))

    def receipt(self, passage: Passage) -> Receipt:
        """Compare with the stored original and with the file as it is now, where it stands now.

        Raises:
            StoreError: if the store cannot be read.
        """
        original = self._original(passage.document_id)
        stored = _stored(passage, original)
        if original is not None:
            citation = replace(passage.citation, document=original[0].path)
            passage = replace(passage, citation=citation)
        try:
            reading = self._read(passage.citation.document)
        except ReadingError as error:
            return Receipt(passage, stored, Filed.UNREADABLE, str(error))
        changed = has_changed(reading, passage.citation.document_sha256)
        return Receipt(passage, stored, standing(passage, reading.text, changed=changed))


def _stored(passage: Passage, original: tuple[StoredDocument, str] | None) -> Stored:
    if original is None:
        return Stored.GONE
    return Stored.HELD if passage.span.of(original[1]) == passage.text else Stored.DIFFERS


def has_changed(reading: Reading, document_sha256: str) -> bool:
    """Whether a file now reads otherwise than the text with that hexadecimal SHA-256."""
    return text_sha256(reading.text) != document_sha256


def standing(passage: Passage, text: str, *, changed: bool) -> Filed:
    """Where ``passage`` stands in ``text``, which its file now holds.

    Args:
        passage: as it was indexed.
        text: the file's, extracted again.
        changed: whether that is another text than the indexed one.
    """
    if passage.span.of(text) == passage.text:
        return Filed.AT_PLACE if changed else Filed.SAME
    return Filed.MOVED if passage.text in text else Filed.LOST
