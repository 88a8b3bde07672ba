"""Rows of documents that stand elsewhere now: their vectors hold, and only their sources change."""

from collections.abc import Iterable

import numpy as np

from corpus.store import StoredDocument
from embeddings.generation import Generation
from embeddings.ports import RowIds


def moved_rows(before: Generation, documents: Iterable[StoredDocument], rows: RowIds) -> RowIds:
    """Those of ``rows`` that ``before`` has at another path, ascending, shape (m,).

    Args:
        before: the generation before.
        documents: those of the next one.
        rows: of the next one, shape (n,), ascending.
    """
    paths = {int(document.id): document.path for document in before.documents}
    moved = [int(it.id) for it in documents if paths.get(int(it.id), it.path) != it.path]
    known = before.rows[np.isin(before.row_documents, moved)]
    return np.intersect1d(known, rows, assume_unique=True)
