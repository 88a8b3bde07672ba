"""Which rows a filter admits: the dense leg's side of the typed filters.

An index of vectors knows numbers only. This table knows the document behind each row, so that a
filter can be turned into rows once and applied before anything is ranked.
"""

from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from corpus.document import Metadata
from corpus.filters import Filters, source_key, source_keys
from embeddings.dates.interval import Interval
from embeddings.dates.of_documents import UNDATED, DocumentTimes
from embeddings.ports import RowIds

Positions = npt.NDArray[np.int64]
"""Shape (n,), ascending places in ``RowTable.rows``."""

_REMEMBERED = 32


class RowTable:
    """The rows of one generation and the documents that they belong to.

    Args:
        rows: shape (n,), ascending, distinct.
        document_index: shape (n,), integers: the place in ``documents`` of each row's document.
        documents: path and metadata of each document, by path.
    """

    def __init__(
        self,
        rows: RowIds,
        document_index: npt.NDArray[np.int64],
        documents: Sequence[tuple[str, Metadata]],
    ) -> None:
        self.rows = rows
        self._document_index = document_index
        self._documents = documents
        self._published = np.fromiter(
            (m.published.toordinal() if m.published else UNDATED for _, m in documents),
            np.int64,
            len(documents),
        )
        self._languages = [metadata.language for _, metadata in documents]
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._positions)

    def select(self, filters: Filters) -> Positions | None:
        """Places in ``rows`` that ``filters`` admits, ascending; ``None`` where it admits all."""
        return None if filters.is_empty else self._remembered(filters)

    def days_from(self, interval: Interval, rows: RowIds) -> npt.NDArray[np.int64]:
        """Days between ``interval`` and the documents of ``rows``, shape (n,); 0 within it.

        Every row must be known.
        """
        places = self._document_index[np.searchsorted(self.rows, rows)]
        days: npt.NDArray[np.int64] = self._times.days_from(interval)[places]
        return days

    def by_age(self, rows: RowIds) -> RowIds:
        """``rows``, all known, by the day of their documents; undated ones last, then by path."""
        places = self._document_index[np.searchsorted(self.rows, rows)]
        published = self._published[places]
        # Documents come by path, rows in the order of the text.
        order = np.lexsort((rows, places, published, published == UNDATED))
        return rows[order]

    def within(self, interval: Interval) -> RowIds:
        """Every row whose document lies in ``interval``, ascending, shape (r,)."""
        within = self._times.days_from(interval) == 0
        rows: RowIds = self.rows[within[self._document_index]]
        return rows

    @cached_property
    def _times(self) -> DocumentTimes:
        """Titles are read when a question first speaks of a time."""
        return DocumentTimes([metadata for _, metadata in self._documents])

    @cached_property
    def _of_source(self) -> dict[str, list[int]]:
        """Places in ``documents`` by source: known when a filter first names one."""
        places: dict[str, list[int]] = {}
        for place, (path, metadata) in enumerate(self._documents):
            for key in source_keys(path, metadata):
                places.setdefault(key, []).append(place)
        return places

    def languages(self, rows: RowIds) -> list[str | None]:
        """The language of each of ``rows``' documents (ISO 639-1); None where it is unknown.

        Every row must be known.
        """
        places = self._document_index[np.searchsorted(self.rows, rows)]
        return [self._languages[place] for place in places.tolist()]

    def _positions(self, filters: Filters) -> Positions:
        """As ``Filters.admits`` on every document, without going through all of them."""
        admitted = np.ones(self._published.size, np.bool_)
        if filters.sources:
            admitted[:] = False
            for source in filters.sources:
                admitted[self._of_source.get(source_key(source), [])] = True
        if filters.since is not None:
            admitted &= self._published >= filters.since.toordinal()
        if filters.until is not None:
            admitted &= self._published <= filters.until.toordinal()
            admitted &= self._published != UNDATED
        positions = np.flatnonzero(admitted[self._document_index])
        positions.flags.writeable = False
        return positions
