"""Which words stand in which sentence, kept as numbers.

Ranking asks of some two hundred passages how much of the question one of their sentences holds,
and which of its words stand side by side. Reading and analysing their texts again would take
longer than everything else, so an index keeps the terms of every sentence as 32-bit hashes in one
flat array, about 400 bytes a passage. Two terms share a hash once in four billion pairs; it costs
a rank then, never a wrong quotation.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.array_files import Entries
from embeddings.ports import RowIds

Hashes = npt.NDArray[np.uint32]
Offsets = npt.NDArray[np.int64]

_AT_ONCE = 8_192
"""Passages whose stretches are counted in one go."""


@dataclass(frozen=True, slots=True)
class TermArrays:
    """The terms of several passages, stretch by stretch.

    A passage's first stretch is its context (title and headings), the others are its sentences.

    Attributes:
        counts: shape (n,), int64: how many stretches each passage has, 1 or more.
        lengths: shape (m,), int64: how many terms each stretch has.
        terms: shape (t,), uint32: their hashes, in the order of the text.
    """

    counts: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]
    terms: Hashes


@dataclass(frozen=True, slots=True)
class TermEntries:
    """``TermArrays`` of which only ``counts`` need be in memory."""

    counts: npt.NDArray[np.int64]
    lengths: Entries[np.int64]
    terms: Entries[np.uint32]


def hashed(terms: Iterable[str]) -> Hashes:
    """CRC-32 of each term in UTF-8, the same on every machine; shape (t,)."""
    return np.fromiter((zlib.crc32(term.encode()) for term in terms), np.uint32)


def term_arrays(passages: Iterable[Sequence[Sequence[str]]]) -> TermArrays:
    """Arrays of ``passages``, each of them the terms of its context and of its sentences."""
    counts: list[int] = []
    lengths: list[int] = []
    parts: list[Hashes] = []
    for stretches in passages:
        counts.append(len(stretches))
        for terms in stretches:
            lengths.append(len(terms))
            parts.append(hashed(terms))
    return TermArrays(
        np.array(counts, np.int64),
        np.array(lengths, np.int64),
        np.concatenate([np.empty(0, np.uint32), *parts]),
    )


def kept_terms(arrays: TermArrays, kept: npt.NDArray[np.bool_]) -> TermArrays:
    """The passages of ``arrays`` that ``kept``, shape (n,), says."""
    stretches = np.repeat(kept, arrays.counts)
    return TermArrays(
        arrays.counts[kept],
        arrays.lengths[stretches],
        arrays.terms[np.repeat(stretches, arrays.lengths)],
    )


@dataclass(frozen=True, slots=True)
class TermsHeld:
    """Which of a question's terms several passages hold.

    Attributes:
        sentences: shape (n, q), bool: in the sentence with the most weight, or in the context.
        anywhere: shape (n, q), bool: in any sentence, or in the context.
        pairs: shape (n, max(0, q - 1)), bool: whether term ``i`` stands right before ``i + 1``.
    """

    sentences: npt.NDArray[np.bool_]
    anywhere: npt.NDArray[np.bool_]
    pairs: npt.NDArray[np.bool_]


class SentenceTerms:
    """The terms of every sentence, by the row of its passage. Safe for use by several threads.

    Args:
        rows: shape (n,), ascending row ids.
        arrays: of the same passages, in the same order; ``lengths`` and ``terms`` may be
            memory-mapped, or stay in files.
        lengths: ``arrays.lengths``, to be gone through once, a part at a time.
    """

    def __init__(
        self,
        rows: RowIds,
        arrays: TermArrays | TermEntries,
        lengths: Entries[np.int64] | None = None,
    ) -> None:
        self._arrays = arrays
        self._rows = rows
        self._stretches = _offsets(arrays.counts)
        # Where the terms of each passage begin; those of its stretches are counted when asked for.
        self._begins = _begins(self._stretches, arrays.lengths if lengths is None else lengths)

    def held(
        self, rows: RowIds, terms: Sequence[str], weights: npt.NDArray[np.float64]
    ) -> TermsHeld:
        """Look for ``terms`` in ``rows`` (each must be known).

        Args:
            rows: shape (n,).
            terms: distinct, in the question's order, analysed for the language of ``rows``.
            weights: shape (q,), what each is worth; they choose the sentence.
        """
        asked = len(terms)
        if not rows.size or not asked:
            none = np.zeros((rows.size, asked), np.bool_)
            return TermsHeld(none, none, np.zeros((rows.size, max(0, asked - 1)), np.bool_))
        positions = np.searchsorted(self._rows, rows)
        stretches, row_of_stretch = _ranges(
            self._stretches[positions], self._stretches[positions + 1]
        )
        contexts = np.flatnonzero(np.diff(row_of_stretch, prepend=-1))
        lengths = self._arrays.lengths[stretches]
        before = np.cumsum(lengths) - lengths
        starts = before + (self._begins[positions] - before[contexts])[row_of_stretch]
        places, stretch_of_term = _ranges(starts, starts + lengths)
        which = _find(self._arrays.terms[places], hashed(terms))
        found = np.flatnonzero(which >= 0)
        held = np.zeros((stretches.size, asked), np.bool_)
        held[stretch_of_term[found], which[found]] = True
        with_context = held | held[contexts][row_of_stretch]
        best = _best_of_each(with_context @ weights, contexts)
        pairs = np.zeros((rows.size, max(0, asked - 1)), np.bool_)
        first = found[:-1][
            (np.diff(found) == 1)
            & (which[found[1:]] == which[found[:-1]] + 1)
            & (stretch_of_term[found[1:]] == stretch_of_term[found[:-1]])
        ]
        pairs[row_of_stretch[stretch_of_term[first]], which[first]] = True
        return TermsHeld(with_context[best], np.logical_or.reduceat(held, contexts, axis=0), pairs)


def _offsets(counts: npt.NDArray[np.int64]) -> Offsets:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])


def _begins(stretches: Offsets, lengths: Entries[np.int64]) -> Offsets:
    """How many terms stand before each passage, shape (n,), where its stretches are given."""
    begins = np.empty(stretches.size - 1, np.int64)
    end = 0
    for start in range(0, begins.size, _AT_ONCE):
        bounds = stretches[start : start + _AT_ONCE + 1]
        ends = np.cumsum(lengths[int(bounds[0]) : int(bounds[-1])])
        before = np.concatenate([np.zeros(1, np.int64), ends])[bounds - bounds[0]] + end
        begins[start : start + _AT_ONCE] = before[:-1]
        end = before[-1]
    return begins


def _ranges(starts: Offsets, ends: Offsets) -> tuple[Offsets, Offsets]:
    """Every number in each ``[start, end)``, one behind the other, and which range it is from."""
    counts = ends - starts
    owners = np.repeat(np.arange(counts.size), counts)
    before = np.cumsum(counts) - counts
    return np.arange(owners.size) + (starts - before)[owners], owners


def _find(terms: Hashes, wanted: Hashes) -> npt.NDArray[np.int64]:
    """The place in ``wanted`` (distinct) of each of ``terms``; -1 for what is not there."""
    order = np.argsort(wanted, kind="stable")
    places = np.searchsorted(wanted[order], terms)
    candidates = order[np.minimum(places, wanted.size - 1)]
    found: npt.NDArray[np.int64] = np.where(wanted[candidates] == terms, candidates, -1)
    return found


def _best_of_each(scores: npt.NDArray[np.float64], starts: Offsets) -> Offsets:
    """The first place of the highest of ``scores`` in each group; groups begin at ``starts``."""
    counts = np.diff(starts, append=scores.size)
    highest = np.repeat(np.maximum.reduceat(scores, starts), counts)
    at_highest = np.flatnonzero(scores == highest)
    group = np.repeat(np.arange(starts.size), counts)[at_highest]
    best: Offsets = at_highest[np.flatnonzero(np.diff(group, prepend=-1))]
    return best
