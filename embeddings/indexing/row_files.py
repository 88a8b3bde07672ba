"""The arrays of one generation on their way into its folder, some rows at a time.

Rows that the generation before already served are carried over, from file to file; only the new
ones are made. Row ids ascend and are never used twice, so what is new always comes last. Whatever
is as long as the passages is in memory once at the most, and only the dense index is.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from corpus.passage import Passage, RowId
from corpus.store import Store
from embeddings.analyzer import Analyzer
from embeddings.array_files import ArrayWriter, StoredArray
from embeddings.engines import Engines
from embeddings.generation import (
    ROW_DOCUMENTS,
    ROWS,
    SENTENCE_OFFSETS,
    SENTENCES,
    TERM_COUNTS,
    TERM_LENGTHS,
    TERMS,
    VECTORS,
    WINDOW_ROWS,
    Generation,
)
from embeddings.indexing.building import stretch_terms
from embeddings.ports import Matrix, PassageVectors, RowIds
from embeddings.searched_text import Mender
from embeddings.sentence_terms import TermArrays, kept_terms, term_arrays

_AT_ONCE = 2_048
"""Rows that are carried over in one go."""

_READ = 5_000
"""Rows that the store is asked for in one go."""


@dataclass(frozen=True, slots=True)
class RowArrays:
    """Every vector of some rows, and every sentence's terms.

    Attributes:
        rows: shape (n,), ascending.
        windows: shape (w, dim), float32.
        window_rows: shape (w,): the row that each window belongs to, ascending.
        sentence_counts: shape (n,), int64: how many sentences each row has.
        sentences: shape (s, dim), float16.
        terms: of the same passages.
    """

    rows: RowIds
    windows: Matrix
    window_rows: RowIds
    sentence_counts: npt.NDArray[np.int64]
    sentences: npt.NDArray[np.float16]
    terms: TermArrays


def rows_of(store: Store, number: int) -> tuple[RowIds, npt.NDArray[np.int64]]:
    """The rows of generation ``number``, ascending, and the document of each; shape (n,)."""
    pairs = np.fromiter(store.rows(number), np.dtype([("row", "<i8"), ("document", "<i8")]))
    return np.ascontiguousarray(pairs["row"]), np.ascontiguousarray(pairs["document"])


def row_ids(rows: RowIds) -> Iterator[RowId]:
    """``rows`` as numbers, which take five times an array's memory: some at a time."""
    for start in range(0, rows.size, _READ):
        yield from map(RowId, rows[start : start + _READ].tolist())


def passages_of(store: Store, rows: RowIds, number: int | None = None) -> Iterator[Passage]:
    """The passages of ``rows``, in their order, as ``Store.iter_passages`` gives them."""
    for start in range(0, rows.size, _READ):
        part = rows[start : start + _READ]
        yield from store.iter_passages([RowId(row) for row in part.tolist()], number)


def gather(
    passages: Sequence[Passage],
    vectors: Iterable[PassageVectors],
    dim: int,
    analyzer: Analyzer,
    mender: Mender,
) -> RowArrays:
    """Arrays for ``passages`` (ascending by row) and their vectors, in the same order."""
    windows: list[Matrix] = []
    sentences: list[npt.NDArray[np.float16]] = []
    for entry in vectors:
        windows.append(entry.windows)
        sentences.append(entry.sentences.astype(np.float16))
    ids = np.asarray([passage.id for passage in passages], np.int64)
    return RowArrays(
        rows=ids,
        windows=np.concatenate([np.empty((0, dim), np.float32), *windows]),
        window_rows=np.repeat(ids, [len(part) for part in windows]),
        sentence_counts=np.fromiter((len(part) for part in sentences), np.int64, len(sentences)),
        sentences=np.concatenate([np.empty((0, dim), np.float16), *sentences]),
        terms=term_arrays(stretch_terms(passage, analyzer, mender) for passage in passages),
    )


def carried_over(
    previous: Generation, folder: Path, rows: RowIds, engines: Engines
) -> Iterator[RowArrays]:
    """The arrays of those of ``previous``'s rows that are among ``rows``, some at a time.

    Args:
        previous: a generation.
        folder: where its files lie.
        rows: shape (n,), ascending.
        engines: how they are opened.
    """
    kept = np.isin(previous.rows, rows, assume_unique=True)
    window_rows: RowIds = np.load(folder / WINDOW_ROWS)
    # An index of its own: what is read of it leaves memory with it.
    vectors = engines.open_vectors(folder / VECTORS, window_rows, previous.table)
    offsets = previous.sentences.offsets
    sentences: StoredArray[np.float16] = StoredArray(folder / SENTENCES)
    stretches = _Stretches(folder)
    for start in range(0, kept.size, _AT_ONCE):
        part = slice(start, min(start + _AT_ONCE, kept.size))
        held, known = kept[part], previous.rows[part]
        begin = int(np.searchsorted(window_rows, known[0], side="left"))
        end = int(np.searchsorted(window_rows, known[-1], side="right"))
        windows_kept = np.isin(window_rows[begin:end], known[held])
        counts = np.diff(offsets[part.start : part.stop + 1])
        of_part = sentences[int(offsets[part.start]) : int(offsets[part.stop])]
        yield RowArrays(
            rows=known[held],
            windows=vectors.stored(begin, end)[windows_kept],
            window_rows=window_rows[begin:end][windows_kept],
            sentence_counts=counts[held],
            sentences=of_part[np.repeat(held, counts)],
            terms=kept_terms(stretches.following(part), held),
        )


class _Stretches:
    """The terms that a folder holds, read from the first row to the last."""

    def __init__(self, folder: Path) -> None:
        self._counts: StoredArray[np.int64] = StoredArray(folder / TERM_COUNTS)
        self._lengths: StoredArray[np.int64] = StoredArray(folder / TERM_LENGTHS)
        self._terms: StoredArray[np.uint32] = StoredArray(folder / TERMS)
        self._stretch = self._term = 0

    def following(self, part: slice) -> TermArrays:
        """Those of the passages ``part``, which come next."""
        counts = self._counts[part]
        lengths = self._lengths[self._stretch : self._stretch + int(counts.sum())]
        terms = self._terms[self._term : self._term + int(lengths.sum())]
        self._stretch += lengths.size
        self._term += terms.size
        return TermArrays(counts, lengths, terms)


class RowFiles:
    """Writes the arrays of a generation; used as a context manager.

    Args:
        folder: of the generation.
        dim: length of a vector.
    """

    def __init__(self, folder: Path, dim: int) -> None:
        self._folder = folder
        self._dim = dim
        self._count = self._sentence_count = 0
        with ExitStack() as files:
            self._windows = files.enter_context(TemporaryFile(dir=folder))
            self._rows = files.enter_context(ArrayWriter(folder / ROWS, np.int64))
            self._window_rows = files.enter_context(ArrayWriter(folder / WINDOW_ROWS, np.int64))
            self._offsets = files.enter_context(ArrayWriter(folder / SENTENCE_OFFSETS, np.int64))
            self._sentences = files.enter_context(
                ArrayWriter(folder / SENTENCES, np.float16, (dim,))
            )
            self._counts = files.enter_context(ArrayWriter(folder / TERM_COUNTS, np.int64))
            self._lengths = files.enter_context(ArrayWriter(folder / TERM_LENGTHS, np.int64))
            self._terms = files.enter_context(ArrayWriter(folder / TERMS, np.uint32))
            self._offsets.append(np.zeros(1, np.int64))
            self._files = files.pop_all()

    def __enter__(self) -> Self:
        self._files.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._files.__exit__(kind, error, trace)

    def append(self, arrays: RowArrays) -> None:
        """Write ``arrays``, whose rows come behind those that were written before."""
        self._rows.append(arrays.rows)
        self._windows.write(arrays.windows.astype(np.float32, copy=False).tobytes())
        self._window_rows.append(arrays.window_rows)
        self._count += len(arrays.windows)
        self._offsets.append(self._sentence_count + np.cumsum(arrays.sentence_counts))
        self._sentence_count += int(arrays.sentence_counts.sum())
        self._sentences.append(arrays.sentences)
        self._counts.append(arrays.terms.counts)
        self._lengths.append(arrays.terms.lengths)
        self._terms.append(arrays.terms.terms)

    def finish(self, row_documents: npt.NDArray[np.int64], engines: Engines) -> None:
        """Write what is made of all rows together.

        Args:
            row_documents: shape (n,), the document of each row.
            engines: how the dense index is written.
        """
        np.save(self._folder / ROW_DOCUMENTS, row_documents)
        engines.write_vectors(self._folder / VECTORS, (self._count, self._dim), self._vectors())

    def _vectors(self) -> Iterator[Matrix]:
        self._windows.seek(0)
        while (part := np.fromfile(self._windows, np.float32, _AT_ONCE * self._dim)).size:
            yield part.reshape(-1, self._dim)
