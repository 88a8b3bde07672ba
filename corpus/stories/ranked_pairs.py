"""Pairs of passages in a file, to be gone through by strength: sorted in runs, then merged."""

from collections.abc import Iterator
from heapq import merge
from pathlib import Path
from tempfile import TemporaryFile

import numpy as np
import numpy.typing as npt

from corpus.stories.alike import Places

_PAIR = np.dtype([("strength", "<f8"), ("one", "<i4"), ("two", "<i4")])

_RUN = 131_072
"""Pairs that are sorted in one go: a bound on memory."""

_HELD = 16_384
"""Pairs that are held while all runs are merged, as numbers, which take ten times the memory."""


class RankedPairs:
    """Pairs and how strong each is. The file is gone when it is closed.

    Args:
        scratch: a folder for the file; None for the system's own.
    """

    def __init__(self, scratch: Path | None) -> None:
        self._file = TemporaryFile(dir=scratch)  # noqa: SIM115 - closed by ``close``
        self._waiting = np.empty(_RUN, _PAIR)
        self._count = 0
        self._runs: list[tuple[int, int]] = []

    def close(self) -> None:
        """Give the file's room back."""
        self._file.close()

    def add(self, strengths: npt.NDArray[np.float64], one: Places, two: Places) -> None:
        """Keep some pairs; arrays of one shape."""
        added = 0
        while added < one.size:
            part = slice(added, added + _RUN - self._count)
            added += one[part].size
            room = self._waiting[self._count : self._count + one[part].size]
            room["strength"], room["one"], room["two"] = strengths[part], one[part], two[part]
            self._count += room.size
            if self._count == _RUN:
                self._write_run()

    def _write_run(self) -> None:
        run = self._waiting[: self._count]
        order = np.lexsort((run["two"], run["one"], -run["strength"]))
        begin = sum(count for _, count in self._runs)
        self._file.write(run[order].tobytes())
        self._runs.append((begin, self._count))
        self._count = 0

    def strongest_first(self) -> Iterator[tuple[int, int]]:
        """All pairs; those that are as strong by their places. Nothing can be added any more."""
        if self._count:
            self._write_run()
        at_once = max(64, _HELD // max(1, len(self._runs)))
        runs = (self._run(begin, count, at_once) for begin, count in self._runs)
        for _, one, two in merge(*runs):
            yield one, two

    def _run(self, begin: int, count: int, at_once: int) -> Iterator[tuple[float, int, int]]:
        for start in range(begin, begin + count, at_once):
            self._file.seek(start * _PAIR.itemsize)
            part = np.fromfile(self._file, _PAIR, min(at_once, begin + count - start))
            columns = (-part["strength"], part["one"], part["two"])
            yield from zip(*(column.tolist() for column in columns), strict=True)
