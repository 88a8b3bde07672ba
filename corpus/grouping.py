"""From pairs to stories: passages that are versions of one text, found among all of them.

A pair is proposed where two signatures agree in a band (Leskovec, Rajaraman and Ullman, *Mining of
Massive Datasets*, 3.4), verified on its texts, and joined with others, the strongest first. Nothing
here depends on the order in which passages come: they are looked at by the hash of their texts.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np
import numpy.typing as npt

from corpus.duplicates import (
    NOT_COMPARED,
    Profile,
    Signatures,
    is_one_story,
    profile,
    strength,
)

Places = npt.NDArray[np.int64]
"""Shape (n,): places in some sequence of passages."""

_BANDS = np.uint64
"""Four minimal hashes of 16 bits are a band: of pairs that share half of their words .87 are
proposed, of those that share .6 .99, of those that share a twentieth .0002."""

_SHARED = 0.25
"""Share of minimal hashes from which a pair is looked at: an estimate of shared long words."""

_COMPARED = 8
"""Neighbours that a passage meets in one band: of thousands that look alike it meets few, in an
order that only their texts decide, and all are joined through those."""

_VERIFIED = 32
"""Of the passages that a passage met, so many that look most alike are compared with it."""

_SAMPLE = 3
"""Passages of each story that are looked at before two stories become one."""

_AT_ONCE = 8_192
"""Proposed pairs that are looked at in one go: a bound on memory."""

_HELD = 2 * _VERIFIED
"""Proposed pairs a passage that are held until the best of them are chosen: a bound on memory."""


def stories(found: Signatures, read: Callable[[Places], Iterable[str]]) -> Places:
    """The story of each passage, by the place of the first one in it.

    Args:
        found: shape (n,), the passages' signatures.
        read: the texts at some places, in their order.
    """
    # By key, so that nothing depends on the order in which passages were indexed.
    _, firsts, inverse = np.unique(found["key"], return_index=True, return_inverse=True)
    one, two = _proposed(found["minhashes"][firsts])
    looked_at = np.unique(np.concatenate([one, two]))
    looked_at = looked_at[np.argsort(firsts[looked_at])]  # as they stand in their documents
    profiles = {
        place: profile(text)
        for place, text in zip(looked_at.tolist(), read(firsts[looked_at]), strict=True)
    }
    joined = _joined(one, two, profiles, firsts.size)
    roots = np.fromiter((joined.root(it) for it in range(firsts.size)), np.int64, firsts.size)
    of_passage = roots[inverse]
    _, begins, story = np.unique(of_passage, return_index=True, return_inverse=True)
    places: Places = begins[story]
    return places


def _proposed(minhashes: npt.NDArray[np.uint16]) -> tuple[Places, Places]:
    """Pairs of places whose minimal hashes agree in a band and nearly enough over all."""
    compared = np.flatnonzero((minhashes != NOT_COMPARED).any(axis=1))
    minhashes = np.ascontiguousarray(minhashes[compared])  # and the other array goes
    bands = minhashes.view(_BANDS)
    width = minhashes.shape[0]
    codes = np.empty(0, np.int64)
    for band in range(bands.shape[1]):
        codes = np.union1d(codes, _neighbours(bands[:, band], width))
        if codes.size > _HELD * width:
            # Whatever comes later, what is dropped here would not be among the best.
            codes = np.sort(_nearest(codes, minhashes))
    one, two = np.divmod(_nearest(codes, minhashes), max(1, width))
    return compared[one], compared[two]


def _nearest(codes: Places, minhashes: npt.NDArray[np.uint16]) -> Places:
    """Of ``codes``, the pairs that are alike enough: the nearest few of each lower place."""
    width = minhashes.shape[0]
    one, two = np.divmod(codes, max(1, width))
    shared = np.zeros(one.size, np.float64)
    for start in range(0, one.size, _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        shared[part] = (minhashes[one[part]] == minhashes[two[part]]).mean(axis=1)
    near = shared >= _SHARED
    one, two, shared = one[near], two[near], shared[near]
    order = np.lexsort((two, -shared, one))
    one, two = one[order], two[order]
    first = np.arange(one.size) - np.searchsorted(one, one) < _VERIFIED
    nearest: Places = one[first] * width + two[first]
    return nearest


def _neighbours(band: npt.NDArray[np.uint64], width: int) -> Places:
    """Pairs that agree in ``band``, the lower place first, as ``lower * width + higher``."""
    order = np.argsort(band, kind="stable")
    sorted_band = band[order]
    pairs = [
        order[:-step][same] * width + order[step:][same]
        for step in range(1, min(_COMPARED, width - 1) + 1)
        if (same := sorted_band[:-step] == sorted_band[step:]).any()
    ]
    return np.concatenate(pairs) if pairs else np.empty(0, np.int64)


def _joined(one: Places, two: Places, profiles: Mapping[int, Profile], count: int) -> "_Joined":
    """The stories that pairs of places make; the strongest pairs are joined first.

    A passage joins a story by one pair. Two stories become one only if most of the passages that
    are looked at are versions of one another: stories that are alike have a pair between them too.
    """
    strengths = np.fromiter(
        (strength(profiles[a], profiles[b]) for a, b in _pairs(one, two)), np.float64, one.size
    )
    order = np.lexsort((two, one, -strengths))[: np.count_nonzero(strengths)]
    joined = _Joined(count)
    for pair in _pairs(one[order], two[order]):
        groups = [joined.sample(it) for it in pair]
        if min(map(len, groups)) > 1:
            met = [is_one_story(profiles[a], profiles[b]) for a in groups[0] for b in groups[1]]
            if 2 * sum(met) < len(met):
                continue
        joined.join(*pair)
    return joined


def _pairs(one: Places, two: Places) -> Iterator[tuple[int, int]]:
    """The pairs as numbers, which take ten times an array's memory: a few at a time."""
    for start in range(0, one.size, _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        yield from zip(one[part].tolist(), two[part].tolist(), strict=True)


class _Joined:
    """Places that belong together (union and find); the lowest of each group is its root."""

    def __init__(self, count: int) -> None:
        self._parent = array("q", range(count))
        self._samples: dict[int, list[int]] = {}

    def root(self, place: int) -> int:
        """The lowest place that ``place`` belongs together with."""
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place

    def sample(self, place: int) -> list[int]:
        """The lowest places, few of them, that ``place`` belongs together with."""
        root = self.root(place)
        return self._samples.get(root, [root])

    def join(self, one: int, two: int) -> None:
        """Let two groups be one."""
        low, high = sorted((self.root(one), self.root(two)))
        if low != high:
            self._samples[low] = sorted([*self.sample(low), *self.sample(high)])[:_SAMPLE]
            self._samples.pop(high, None)
            self._parent[high] = low
