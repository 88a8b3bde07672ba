"""The dense leg in plain numpy: slow, short and evidently right.

Every other index is tested against it.
"""

from collections.abc import Sequence

import numpy as np

from corpus.filters import Filters
from corpus.passage import RowId
from embeddings.ports import Cosine, Matrix, RowIds, Vector
from embeddings.row_table import RowTable


class ExactIndex:
    """Compares a query with every vector. Implements ``VectorIndex``.

    Args:
        vectors: shape (m, dim), float32, unit rows.
        row_of_vector: shape (m,): the row that each vector belongs to.
        table: the rows and their documents.
    """

    def __init__(self, vectors: Matrix, row_of_vector: RowIds, table: RowTable) -> None:
        self._vectors = vectors
        self._row_of_vector = row_of_vector
        self._table = table

    def search(
        self, query: Vector, k: int, filters: Filters, among: RowIds | None = None
    ) -> list[tuple[RowId, Cosine]]:
        """The ``k`` passages nearest to ``query`` among those that are admitted."""
        positions = self._table.select(filters)
        admitted = self._table.rows if positions is None else self._table.rows[positions]
        if among is not None:
            admitted = np.intersect1d(admitted, among)
        best = self._best(query)
        ranked = sorted((-best[row], row) for row in admitted.tolist() if row in best)
        return [(RowId(row), Cosine(-negative)) for negative, row in ranked[: max(k, 0)]]

    def cosines(self, query: Vector, rows: Sequence[RowId]) -> list[Cosine]:
        """The cosine of each of ``rows``, in their order.

        Raises:
            KeyError: if a row is not in the index.
        """
        best = self._best(query)
        return [Cosine(best[row]) for row in rows]

    def stored(self, begin: int, end: int) -> Matrix:
        """The vectors from ``begin`` up to ``end``, shape (end - begin, dim)."""
        return self._vectors[begin:end]

    def _best(self, query: Vector) -> dict[int, float]:
        """The highest cosine of each row's vectors."""
        best: dict[int, float] = {}
        # Not a matrix product: its result for a row depends on the rows around it.
        for row, vector in zip(self._row_of_vector.tolist(), self._vectors, strict=True):
            cosine = float(np.dot(vector, query))
            best[row] = max(cosine, best.get(row, cosine))
        return best
