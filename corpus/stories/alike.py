"""Passages that look alike, proposed by their signatures alone: pairs for ``grouping`` to verify.

A pair is proposed where two signatures agree in a band (Leskovec, Rajaraman and Ullman, *Mining of
Massive Datasets*, 3.4). All that is in memory for every passage is a few numbers. Signatures are
read a block at a time, the bands lie in a file, and pairs are made of some passages at a time and
handed on.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, Protocol

import numpy as np
import numpy.typing as npt

from corpus.stories.duplicates import MINHASHES, NOT_COMPARED, Signatures

Places = npt.NDArray[np.int64]
"""Shape (n,): places in some sequence of passages."""

_WIDTH = 4
"""Four minimal hashes of 16 bits are a band: of pairs that share half of their words .87 are
proposed, of those that share .6 .99, of those that share a twentieth .0002."""

_SHARED = 0.25
"""Share of minimal hashes from which a pair is looked at: an estimate of shared long words."""

_COMPARED = 8
"""Neighbours that a passage meets in one band: of thousands that look alike it meets few, in an
order that only their texts decide, and all are joined through those."""

_VERIFIED = 32
"""Of the passages that a passage met, so many that look most alike are compared with it."""

_BLOCK = 8_192
"""Signatures that are read, and passages and pairs that are looked at, in one go."""

_PROPOSED = 400_000
"""Pairs that are proposed in one go: a bound on memory, as is ``_BLOCK``."""


class SignatureRows(Protocol):
    """The signatures of all passages, wherever they lie; shape (n,)."""

    @property
    def size(self) -> int:
        """How many there are."""
        ...

    def __getitem__(self, places: slice, /) -> Signatures:
        """Some that stand together."""
        ...


def keys_of(found: SignatureRows) -> npt.NDArray[np.uint64]:
    """The key of each of ``found``, shape (n,)."""
    keys = np.empty(found.size, np.uint64)
    for start in range(0, found.size, _BLOCK):
        part = slice(start, start + _BLOCK)
        keys[part] = found[part]["key"]
    return keys


def alike(
    found: SignatureRows, firsts: Places, scratch: Path | None
) -> Iterator[tuple[Places, Places]]:
    """Pairs that agree in a band and nearly enough over all, some at a time, the lower one first.

    Args:
        found: shape (n,).
        firsts: shape (m,): the places of those that are looked at, in the order that decides what
            meets what. Pairs are places in it.
        scratch: a folder for what does not fit into memory; None for the system's own.
    """
    compared = np.flatnonzero(_are_compared(found)[firsts])
    if not compared.size:
        return
    rows = firsts[compared]
    with closing(_Bands(found, rows, scratch)) as bands:
        for places in bands.portions():
            one, two = _nearest(found, rows, *bands.proposed(places))
            yield compared[one], compared[two]


def _are_compared(found: SignatureRows) -> npt.NDArray[np.bool_]:
    """Whether each of ``found`` is of a passage that is long enough, shape (n,)."""
    are_compared = np.empty(found.size, np.bool_)
    for start in range(0, found.size, _BLOCK):
        part = slice(start, start + _BLOCK)
        are_compared[part] = (found[part]["minhashes"] != NOT_COMPARED).any(axis=1)
    return are_compared


class _Bands:
    """What agrees with what, band by band: of each passage the next one that has the same band.

    Args:
        found: all signatures.
        rows: shape (m,): the places of those that are compared.
        scratch: see ``alike``.
    """

    def __init__(self, found: SignatureRows, rows: Places, scratch: Path | None) -> None:
        self._count = rows.size
        # How many pairs each passage is the lower one of, before any is found twice.
        self._met = np.zeros(rows.size, np.uint16)
        self._file: BinaryIO = TemporaryFile(dir=scratch)  # noqa: SIM115 - closed by ``close``
        try:
            for band in range(0, MINHASHES, _WIDTH):
                self._write(_column(found, band)[rows])
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the file's room back."""
        self._file.close()

    def _write(self, band: npt.NDArray[np.uint64]) -> None:
        order = np.argsort(band, kind="stable")
        band = band[order]
        following = np.full(order.size, -1, np.int32)
        for step in range(1, min(_COMPARED, order.size - 1) + 1):
            same = band[:-step] == band[step:]
            self._met[order[:-step][same]] += 1
            if step == 1:
                following[order[:-1][same]] = order[1:][same]
        self._file.write(following.tobytes())

    def portions(self) -> Iterator[Places]:
        """Passages that are the lower one of some pair, so many as are looked at in one go."""
        lower = np.flatnonzero(self._met)
        pairs = np.cumsum(self._met[lower], dtype=np.int64)
        start = 0
        while start < lower.size:
            before = pairs[start - 1] if start else 0
            stop = int(np.searchsorted(pairs, before + _PROPOSED, side="right"))
            stop = min(max(stop, start + 1), start + _BLOCK)
            yield lower[start:stop]
            start = stop

    def proposed(self, places: Places) -> tuple[Places, Places]:
        """The pairs that ``places`` are the lower one of, each once, by the lower one."""
        codes = []
        self._file.seek(0)
        for _ in range(0, MINHASHES, _WIDTH):
            following = np.fromfile(self._file, np.int32, self._count)
            one = two = places
            for _ in range(_COMPARED):
                two = following[two].astype(np.int64)
                there = two >= 0
                one, two = one[there], two[there]
                if not one.size:
                    break
                codes.append(one * self._count + two)
        one, two = np.divmod(np.unique(np.concatenate(codes)), self._count)
        return one, two


def _column(found: SignatureRows, band: int) -> npt.NDArray[np.uint64]:
    """The band of each of ``found`` that begins with the minimal hash ``band``, shape (n,)."""
    column = np.empty(found.size, np.uint64)
    for start in range(0, found.size, _BLOCK):
        part = slice(start, start + _BLOCK)
        hashes = found[part]["minhashes"][:, band : band + _WIDTH]
        column[part] = np.ascontiguousarray(hashes).view(np.uint64)[:, 0]
    return column


def _nearest(found: SignatureRows, rows: Places, one: Places, two: Places) -> tuple[Places, Places]:
    """Of pairs, those that are alike enough: the nearest few of each lower place."""
    shared = _shared(found, rows[one], rows[two])
    near = shared >= _SHARED
    one, two, shared = one[near], two[near], shared[near]
    order = np.lexsort((two, -shared, one))
    one, two = one[order], two[order]
    first = np.arange(one.size) - np.searchsorted(one, one) < _VERIFIED
    return one[first], two[first]


def _shared(found: SignatureRows, one: Places, two: Places) -> npt.NDArray[np.float64]:
    """The share of minimal hashes that each pair has in common; pairs of places in ``found``.

    ``one`` has few different places; their hashes are held while those of ``two`` go by.
    """
    lower, place = np.unique(one, return_inverse=True)
    held = np.empty((lower.size, MINHASHES), np.uint16)
    for part, block in _passing(found, lower):
        held[part] = block
    order = np.argsort(two, kind="stable")
    shared = np.empty(one.size, np.float64)
    for part, block in _passing(found, two[order]):
        pairs = order[part]
        shared[pairs] = (held[place[pairs]] == block).mean(axis=1)
    return shared


def _passing(
    found: SignatureRows, places: Places
) -> Iterator[tuple[slice, npt.NDArray[np.uint16]]]:
    """The minimal hashes at ``places``, which ascend, some at a time, and which of them it is."""
    start = 0
    while start < places.size:
        block = int(places[start]) // _BLOCK * _BLOCK
        end = int(np.searchsorted(places, block + _BLOCK))
        minhashes = found[block : block + _BLOCK]["minhashes"]
        for begin in range(start, end, _BLOCK):
            part = slice(begin, min(begin + _BLOCK, end))
            yield part, minhashes[places[part] - block]
        start = end
