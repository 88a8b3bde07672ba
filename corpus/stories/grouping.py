"""From pairs to stories: passages that are versions of one text, found among all of them.

Pairs that look alike (``alike``) are verified on their texts and joined with others, the strongest
first. Nothing here depends on the order in which passages come: they are looked at by the hash of
their texts. Pairs and what of their texts is compared go through files, so that a corpus of nothing
but look-alikes takes no more memory than another.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from corpus.stories.alike import Places, SignatureRows, alike, keys_of
from corpus.stories.duplicates import is_one_story, profile, strength
from corpus.stories.profile_file import ProfileFile
from corpus.stories.ranked_pairs import RankedPairs

_SAMPLE = 3
"""Passages of each story that are looked at before two stories become one."""

_AT_ONCE = 8_192
"""Pairs that are verified in one go: a bound on memory."""


def stories(
    found: SignatureRows, read: Callable[[Places], Iterable[str]], scratch: Path | None = None
) -> Places:
    """The story of each passage, by the place of the first one in it.

    Args:
        found: shape (n,), the passages' signatures.
        read: the texts at some places, in their order.
        scratch: a folder for files that are gone at the end; None for the system's own.
    """
    # By key, so that nothing depends on the order in which passages were indexed.
    _, firsts, inverse = np.unique(keys_of(found), return_index=True, return_inverse=True)
    joined = _joined(found, firsts, read, scratch)
    roots = np.fromiter((joined.root(it) for it in range(firsts.size)), np.int64, firsts.size)
    del joined, firsts  # what follows needs the room
    _, begins, story = np.unique(roots[inverse], return_index=True, return_inverse=True)
    places: Places = begins[story]
    return places


def _joined(
    found: SignatureRows,
    firsts: Places,
    read: Callable[[Places], Iterable[str]],
    scratch: Path | None,
) -> "_Joined":
    """The stories that the passages at ``firsts`` make."""
    with ExitStack() as files:
        pairs = files.enter_context(TemporaryFile(dir=scratch))
        is_looked_at = np.zeros(firsts.size, np.bool_)
        for one, two in alike(found, firsts, scratch):
            is_looked_at[one] = is_looked_at[two] = True
            pairs.write(np.stack([one, two], axis=1).astype(np.int32).tobytes())
        looked_at = np.flatnonzero(is_looked_at)
        looked_at = looked_at[np.argsort(firsts[looked_at])]  # as they stand in their documents
        profiles = files.enter_context(closing(ProfileFile(firsts.size, scratch)))
        profiles.write(looked_at, map(profile, read(firsts[looked_at])))
        ranked = files.enter_context(closing(RankedPairs(scratch)))
        for one, two in _portions(pairs):
            ranked.add(*_verified(one, two, profiles))
        return _join(ranked, profiles, firsts.size)


def _portions(pairs: BinaryIO) -> Iterator[tuple[Places, Places]]:
    """The pairs in a file, some at a time."""
    pairs.seek(0)
    while (part := np.fromfile(pairs, np.int32, 2 * _AT_ONCE)).size:
        one, two = part.reshape(-1, 2).T.astype(np.int64)
        yield one, two


def _verified(
    one: Places, two: Places, profiles: ProfileFile
) -> tuple[npt.NDArray[np.float64], Places, Places]:
    """Those of some pairs that are versions of one text, behind how strong each is."""
    strengths = np.fromiter(
        (
            strength(profiles.profile(a), profiles.profile(b))
            for a, b in zip(one.tolist(), two.tolist(), strict=True)
        ),
        np.float64,
        one.size,
    )
    kept = strengths > 0
    return strengths[kept], one[kept], two[kept]


def _join(ranked: RankedPairs, profiles: ProfileFile, count: int) -> "_Joined":
    """The stories that pairs of places make; the strongest pairs are joined first.

    A passage joins a story by one pair. Two stories become one only if most of the passages that
    are looked at are versions of one another: stories that are alike have a pair between them too.
    """
    joined = _Joined(count)
    for pair in ranked.strongest_first():
        groups = [[profiles.profile(it) for it in joined.sample(place)] for place in pair]
        if min(map(len, groups)) > 1:
            met = [is_one_story(one, two) for one in groups[0] for two in groups[1]]
            if 2 * sum(met) < len(met):
                continue
        joined.join(*pair)
    return joined


class _Joined:
    """Places that belong together (union and find); the lowest of each group is its root."""

    def __init__(self, count: int) -> None:
        self._parent = array("i", range(count))
        self._samples = array("i", [-1]) * (_SAMPLE * count)

    def root(self, place: int) -> int:
        """The lowest place that ``place`` belongs together with."""
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place

    def sample(self, place: int) -> list[int]:
        """The lowest places, few of them, that ``place`` belongs together with."""
        begin = _SAMPLE * self.root(place)
        sample = self._samples[begin : begin + _SAMPLE].tolist()
        return [it for it in sample if it >= 0] or [begin // _SAMPLE]

    def join(self, one: int, two: int) -> None:
        """Let two groups be one."""
        low, high = sorted((self.root(one), self.root(two)))
        if low != high:
            lowest = sorted([*self.sample(low), *self.sample(high)])[:_SAMPLE]
            self._samples[_SAMPLE * low : _SAMPLE * low + len(lowest)] = array("i", lowest)
            self._parent[high] = low
