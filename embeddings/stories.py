"""The stories of one generation: which of its passages are copies or versions of one text.

They are told from the texts alone (``corpus.stories.duplicates``), when a generation is built, and
stand beside the index as two arrays: what each passage is found by, so that only new passages need
be looked at for it, and the story of each. Both can be made again from the store.
"""

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.passage import RowId
from corpus.stories.duplicates import SIGNATURE, signatures
from corpus.stories.grouping import stories
from embeddings.array_files import ArrayWriter, StoredArray
from embeddings.ports import RowIds

SIGNATURES = "signatures.npy"
STORIES = "stories.npy"

_AT_ONCE = 4_096
"""Signatures that are held on their way into the file."""

ReadTexts = Callable[[RowIds], Iterable[str]]
"""The texts of some rows, in their order."""


class Stories:
    """Which rows belong together.

    Args:
        rows: shape (n,), ascending.
        of_rows: shape (n,): the story of each, an integer that all of a story share.
    """

    def __init__(self, rows: RowIds, of_rows: npt.NDArray[np.int64]) -> None:
        self._rows = rows
        self._of_rows = of_rows
        self._by_story = np.argsort(of_rows, kind="stable")
        self._sorted = of_rows[self._by_story]

    def of(self, rows: RowIds) -> npt.NDArray[np.int64]:
        """The story of each of ``rows``, which must all be known."""
        found: npt.NDArray[np.int64] = self._of_rows[np.searchsorted(self._rows, rows)]
        return found

    def members(self, row: RowId) -> RowIds:
        """Every row of the story that ``row`` belongs to, itself among them, ascending."""
        story = self.of(np.array([row], np.int64))[0]
        begin, end = np.searchsorted(self._sorted, [story, story + 1])
        found: RowIds = self._rows[self._by_story[begin:end]]
        return found


def write_stories(
    folder: Path, rows: RowIds, read: ReadTexts, before: tuple[RowIds, Path] | None
) -> None:
    """Tell the stories of ``rows`` and write them into ``folder``.

    Args:
        folder: of the generation.
        rows: shape (n,), ascending.
        read: for texts.
        before: the rows of the generation before, and its folder: what is known of passages that
            are still there is not made again. What is new comes behind all of those.
    """
    with ArrayWriter(folder / SIGNATURES, SIGNATURE) as found:
        new = 0
        if before is not None:
            new = _carry_over(found, rows, *before)
        texts = iter(read(rows[new:]))
        while (made := signatures(islice(texts, _AT_ONCE))).size:
            found.append(made)
    of_rows = stories(StoredArray(folder / SIGNATURES), lambda places: read(rows[places]), folder)
    np.save(folder / STORIES, of_rows)


def _carry_over(found: ArrayWriter, rows: RowIds, known: RowIds, folder: Path) -> int:
    """Write what is known of ``rows`` in ``folder``; how many those are."""
    kept = np.isin(known, rows, assume_unique=True)
    signatures_before: StoredArray[np.void] = StoredArray(folder / SIGNATURES)
    for start in range(0, known.size, _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        found.append(signatures_before[part][kept[part]])
    return int(np.count_nonzero(kept))


def open_stories(folder: Path, rows: RowIds) -> Stories:
    """The stories that were written into ``folder``.

    Raises:
        OSError: if they cannot be read.
        ValueError: if they are of other rows.
    """
    of_rows = np.load(folder / STORIES)
    if of_rows.shape != rows.shape:
        raise ValueError(f"stories of {of_rows.size} passages, but there are {rows.size}")
    return Stories(rows, of_rows)
