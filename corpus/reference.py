"""A short name for a passage, which holds as long as the passage stands: for links.

A row's number is another one when the data folder is made anew, and a document's when its file has
changed anywhere. So a passage is named by what it is: its document's path and its own words. Where
the document has been renamed since, its former paths are known.
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
    former_paths: Callable[[], Iterable[tuple[str, str]]] = tuple,
) -> Passage | None:
    """The passage that ``reference`` names; None where it does not stand any more.

    Where several of its document have the same words, it is the one nearest to the place that it
    had.

    Args:
        reference: any bytes.
        documents: where to look.
        passages: those of a document, in their order.
        former_paths: each path that a document once had, and the one that it has now; asked for
            only where nothing stands at the path of the reference.
    """
    by_path = {document.path: document for document in documents}
    at_path = (it for it in by_path if _path_hash(it) == reference[:_PATH])
    found = _nearest(reference, (by_path[path] for path in at_path), passages)
    if found is not None:
        return found
    moved = (now for once, now in former_paths() if _path_hash(once) == reference[:_PATH])
    known = (by_path[path] for path in moved if path in by_path)
    return _nearest(reference, known, passages)


def _nearest(
    reference: Reference,
    documents: Iterable[StoredDocument],
    passages: Callable[[DocumentId], Sequence[Passage]],
) -> Passage | None:
    """The passage of ``documents`` that has the words of ``reference``, and about its place."""
    words = reference[_PATH : _PATH + _TEXT]
    place = int.from_bytes(reference[_PATH + _TEXT :], "big")
    same = (
        passage
        for document in documents
        for passage in passages(document.id)
        if bytes.fromhex(passage.sha256)[:_TEXT] == words
    )
    return min(same, key=lambda passage: abs(passage.ordinal - place), default=None)


def _path_hash(path: str) -> bytes:
    # A file's name need not be text.
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).digest()[:_PATH]
