"""The dense leg: exact inner products over a memory-mapped FAISS file.

FAISS numbers vectors; Footnote numbers passages, and a long passage has several vectors. This
module keeps the two apart: what comes out are rows, each once, with its best vector's cosine.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from corpus.disk import cannot_write
from corpus.errors import ModelError, StoreError
from corpus.filters import Filters
from corpus.passage import RowId
from embeddings.ports import Cosine, Matrix, RowIds, Vector
from embeddings.row_table import RowTable

if TYPE_CHECKING:
    import faiss

_REMEMBERED = 32
_SPARE = 16
"""Vectors fetched beyond ``k``, so that ties and second windows rarely need another search."""


class _Nearest(NamedTuple):
    """Rows with their cosines, best first, and the lowest cosine among all fetched vectors."""

    rows: list[int]
    cosines: list[float]
    lowest: float


class _Selection(NamedTuple):
    """A filter as FAISS takes it; no parameters for no filter.

    FAISS keeps a bare pointer to the selector, so the selector is held here.
    """

    available: int
    parameters: "faiss.SearchParameters | None" = None
    selector: "faiss.IDSelector | None" = None


class FaissIndex:
    """Implements ``VectorIndex``. Safe for use by several threads.

    Args:
        index: a FAISS index of inner products.
        row_of_vector: shape (m,), ascending: the row that each vector belongs to.
        table: the rows and their documents.

    Raises:
        ValueError: if there is not one row for each vector, or the rows do not ascend.
    """

    def __init__(self, index: "faiss.Index", row_of_vector: RowIds, table: RowTable) -> None:
        if index.ntotal != row_of_vector.size:
            raise ValueError(f"{index.ntotal} vectors, but rows for {row_of_vector.size}")
        if np.any(np.diff(row_of_vector) < 0):
            raise ValueError("the rows of the vectors do not ascend")
        self._index = index
        self._row_of_vector = row_of_vector
        self._table = table
        self._selected = lru_cache(maxsize=_REMEMBERED)(self._select)

    @classmethod
    def of(cls, vectors: Matrix, row_of_vector: RowIds, table: RowTable) -> Self:
        """An index in memory."""
        return cls(_flat(vectors.shape, [vectors]), row_of_vector, table)

    @classmethod
    def open(cls, path: Path, row_of_vector: RowIds, table: RowTable) -> Self:
        """Map the file at ``path``; its vectors are read when they are needed.

        Raises:
            StoreError: if it is missing, damaged, or does not belong to ``row_of_vector``.
        """
        import faiss

        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC | faiss.IO_FLAG_READ_ONLY)
            return cls(index, row_of_vector, table)
        except (RuntimeError, ValueError) as error:
            raise StoreError(
                f"The index file {path} is missing or damaged. Run: footnote index"
            ) from error

    @staticmethod
    def write(path: Path, shape: tuple[int, int], parts: Iterable[Matrix]) -> None:
        """Write vectors as an index file; they are in memory once.

        Args:
            path: of the file.
            shape: (m, dim), of all vectors together.
            parts: the vectors, some at a time.

        Raises:
            StoreError: if the file cannot be written.
        """
        import faiss

        try:
            faiss.write_index(_flat(shape, parts), str(path))
        except RuntimeError as error:
            raise cannot_write(f"The index file {path}", path.parent.parent, error) from error

    def search(
        self, query: Vector, k: int, filters: Filters, among: RowIds | None = None
    ) -> list[tuple[RowId, Cosine]]:
        """The ``k`` passages nearest to ``query`` among those that are admitted.

        Raises:
            ModelError: if the query has another length than the stored vectors.
        """
        self._require_length(query)
        selection = self._selected(filters) if among is None else self._within(filters, among)
        available = selection.available
        wanted = min(k, available)
        fetched = min(wanted + _SPARE, available)
        while wanted > 0:
            found = self._nearest(query, fetched, selection)
            # Whatever was not fetched scores no higher than the last vector that was.
            whole = fetched == available or (
                len(found.rows) >= wanted and found.cosines[wanted - 1] > found.lowest
            )
            if whole:
                ranked = zip(found.rows[:wanted], found.cosines[:wanted], strict=True)
                return [(RowId(row), Cosine(cosine)) for row, cosine in ranked]
            fetched = min(4 * fetched, available)
        return []

    def cosines(self, query: Vector, rows: Sequence[RowId]) -> list[Cosine]:
        """The cosine of each of ``rows``, in their order.

        Raises:
            KeyError: if a row is not in the index.
            ModelError: if the query has another length than the stored vectors.
        """
        self._require_length(query)
        if not rows:
            return []
        wanted = np.asarray(rows, np.int64)
        first = np.searchsorted(self._row_of_vector, wanted, side="left")
        counts = np.searchsorted(self._row_of_vector, wanted, side="right") - first
        if not counts.all():
            raise KeyError(int(wanted[counts == 0][0]))
        starts = np.cumsum(counts) - counts
        vectors = np.arange(counts.sum()) + np.repeat(first - starts, counts)
        products = self._index.reconstruct_batch(vectors) @ query
        return [Cosine(cosine) for cosine in np.maximum.reduceat(products, starts).tolist()]

    def stored(self, begin: int, end: int) -> Matrix:
        """The vectors from ``begin`` up to ``end``, shape (end - begin, dim)."""
        vectors: Matrix = self._index.reconstruct_n(begin, end - begin)
        return vectors

    def _select(self, filters: Filters) -> _Selection:
        positions = self._table.select(filters)
        if positions is None:
            return _Selection(self._row_of_vector.size)
        return self._selection(self._table.rows[positions])

    def _within(self, filters: Filters, among: RowIds) -> _Selection:
        """Not remembered: a question's words are rarely the next one's, and rows are many."""
        positions = self._table.select(filters)
        if positions is None:
            return self._selection(among)
        return self._selection(np.intersect1d(self._table.rows[positions], among))

    def _selection(self, rows: RowIds) -> _Selection:
        import faiss

        vectors = np.flatnonzero(np.isin(self._row_of_vector, rows))
        selector = faiss.IDSelectorArray(vectors)
        parameters = faiss.SearchParameters()
        parameters.sel = selector
        return _Selection(vectors.size, parameters, selector)

    def _nearest(self, query: Vector, count: int, selection: _Selection) -> _Nearest:
        import faiss

        # One query does not repay the start of a thread pool: .4 ms with one thread, 9 with two,
        # for 10,000 vectors on a busy machine. The number holds for the calling thread, where torch
        # goes by it too: so it is put back.
        threads = faiss.omp_get_max_threads()
        faiss.omp_set_num_threads(1)
        try:
            found = self._index.search(query[np.newaxis], count, params=selection.parameters)
        finally:
            faiss.omp_set_num_threads(threads)
        cosines, vectors = found
        real = vectors[0] >= 0
        rows, best = self._row_of_vector[vectors[0][real]], cosines[0][real]
        order = np.lexsort((rows, -best))
        _, firsts = np.unique(rows[order], return_index=True)
        chosen = order[np.sort(firsts)]
        lowest = float(best.min(initial=np.inf))
        return _Nearest(rows[chosen].tolist(), best[chosen].tolist(), lowest)

    def _require_length(self, query: Vector) -> None:
        if query.shape != (self._index.d,):
            raise ModelError(
                f"The index holds vectors of length {self._index.d}, but the model that "
                f"EMBEDDING_MODEL names makes vectors of length {query.size}. Set it back, or run: "
                "footnote index"
            )


def _flat(shape: tuple[int, int], parts: Iterable[Matrix]) -> "faiss.IndexFlatIP":
    import faiss

    count, dim = shape
    index = faiss.IndexFlatIP(dim)
    # Room for all at once: it would double where vectors are added, and hold them twice meanwhile.
    index.codes.resize(count * index.code_size)
    index.ntotal = count
    start = 0
    for part in parts:
        room = faiss.rev_swig_ptr(index.get_xb(), count * dim).reshape(shape)
        room[start : start + len(part)] = part
        start += len(part)
    if start != count:
        raise ValueError(f"{start} vectors, where {count} were expected")
    return index
