"""A short name for a passage, which holds as long as the passage stands: for links.

A row's number is another one when the data folder is made anew, and a document's when its file has
changed anywhere. So a passage is named by what it is: its document's path and its own words.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import NewType

from corpus.document import DocumentId
from corpus.passage import Passage
from corpus.rows import StoredDocument

Reference = NewType("Reference", bytes)
"""``LENGTH`` bytes: of the path's SHA-256, of the text's, and the ordinal (big-endian, modulo
2**24), which tells passages of the same words apart."""

_PATH, _TEXT, _ORDINAL = 6, 9, 3
LENGTH = _PATH + _TEXT + _ORDINAL


def reference_to(passage: Passage) -> Reference:
    """The name of ``passage``."""
    place = passage.ordinal % (1 << 8 * _ORDINAL)
    words = bytes.fromhex(passage.sha256)[:_TEXT]
    return Reference(
        _path_hash(passage.citation.document) + words + place.to_bytes(_ORDINAL, "big")
    )


def referred(
    reference: Reference,
    documents: Iterable[StoredDocument],
    passages: Callable[[DocumentId], Sequence[Passage]],
) -> Passage | None:
    """The passage that ``reference`` names; None where it does not stand any more.

    Where several of its document have the same words, it is the one nearest to the place that it
    had.

    Args:
        reference: any bytes.
        documents: where to look.
        passages: those of a document, in their order.
    """
    path, words = reference[:_PATH], reference[_PATH : _PATH + _TEXT]
    place = int.from_bytes(reference[_PATH + _TEXT :], "big")
    same = (
        passage
        for document in documents
        if _path_hash(document.path) == path
        for passage in passages(document.id)
        if bytes.fromhex(passage.sha256)[:_TEXT] == words
    )
    return min(same, key=lambda passage: abs(passage.ordinal - place), default=None)


def _path_hash(path: str) -> bytes:
    # A file's name need not be text.
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).digest()[:_PATH]
