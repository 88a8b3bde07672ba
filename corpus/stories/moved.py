"""Where one version of a text has what the other has too: sentences that were put elsewhere.

A comparison that goes from the first word to the last takes a sentence that was moved for one that
went and another that came. Once it is back in its place it is held against what it was, and what is
changed within it, or is new beside it, is seen for what it is.
"""

from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq, Levenshtein

_LONG = 9
"""Words at a stretch from which on one asks whether they were moved."""

_LIKE = 50
"""Least likeness (0 to 100) of a stretch and what it was. Of sentences with 40 % of their words
edited one in a hundred has less; of sentences held against other passages none had more than 42."""


def order_of(words: Sequence[str], other: Sequence[str]) -> Sequence[int]:
    """The places of ``words`` in the order in which ``other`` has its stretches of them.

    Each move makes the two more alike, so there is an end to it.
    """
    order: Sequence[int] = range(len(words))
    moved: Sequence[int] | None = order
    while moved is not None:
        order, moved = moved, _with_one_moved(moved, words, other)
    return order


def _with_one_moved(
    order: Sequence[int], words: Sequence[str], other: Sequence[str]
) -> Sequence[int] | None:
    """``order`` with one stretch put where ``other`` has it; None where nothing is gained."""
    before = [words[place] for place in order]
    for it in Levenshtein.opcodes(before, other):
        new = other[it.dest_start : it.dest_end]
        if it.tag == "equal" or not _LONG <= len(new) <= len(before):
            continue
        found = fuzz.partial_ratio_alignment(new, before, score_cutoff=_LIKE)
        if found is None:
            continue
        edits = LCSseq.opcodes(before[found.dest_start : found.dest_end], new)
        same = [edit for edit in edits if edit.tag == "equal"]
        begin, end = same[0].src_start, same[-1].src_end  # what is around them may be another's
        moved = _put(order, found.dest_start + begin, found.dest_start + end, it.src_start)
        after = [words[place] for place in moved]
        if Levenshtein.distance(after, other) < Levenshtein.distance(before, other):
            return moved
    return None


def _put(order: Sequence[int], begin: int, end: int, to: int) -> Sequence[int]:
    """``order`` with what stands from ``begin`` to ``end`` put before ``to``, or left if within."""
    if to <= begin:
        return [*order[:to], *order[begin:end], *order[to:begin], *order[end:]]
    to = max(to, end)
    return [*order[:begin], *order[end:to], *order[begin:end], *order[to:]]
