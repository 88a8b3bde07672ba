"""Which entries of the lexical leg change: those of rows that went, came, or stand elsewhere.

A row of a renamed file keeps its vectors, but its entry knows the path, and is written anew.
"""

from collections.abc import Iterable

import numpy as np

from corpus.store import StoredDocument
from embeddings.generation import Generation
from embeddings.ports import RowIds


def changed_entries(
    before: Generation, documents: Iterable[StoredDocument], rows: RowIds
) -> tuple[RowIds, RowIds]:
    """The rows whose entries go, and those whose entries come, each of shape (k,), ascending.

    Args:
        before: the generation before.
        documents: those of the next one.
        rows: of the next one, shape (n,), ascending.
    """
    paths = {int(document.id): document.path for document in before.documents}
    moved = [int(it.id) for it in documents if paths.get(int(it.id), it.path) != it.path]
    held = before.rows[~np.isin(before.row_documents, moved)]
    stays = np.intersect1d(held, rows)
    return np.setdiff1d(before.rows, stays), np.setdiff1d(rows, stays)
