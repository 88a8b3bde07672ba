"""Profiles of passages in a file: there may be as many as passages, and few are in memory."""

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile

import numpy as np

from corpus.stories.alike import Places
from corpus.stories.duplicates import Profile

_KEPT = 4_096
"""Profiles that stay in memory, of two kilobytes each."""

_HEAD = 8
"""Words of 32 bits in front of the hashes: two hold the key, six how many hashes there are."""


class ProfileFile:
    """The profiles of some places. The file is gone when it is closed.

    Args:
        count: how many places there are.
        scratch: a folder for the file; None for the system's own.
    """

    def __init__(self, count: int, scratch: Path | None) -> None:
        self._file = TemporaryFile(dir=scratch)  # noqa: SIM115 - closed by ``close``
        self._begins = np.zeros(count, np.int64)
        self._sizes = np.zeros(count, np.int32)
        self.profile = lru_cache(maxsize=_KEPT)(self._read)

    def close(self) -> None:
        """Give the file's room back."""
        self._file.close()

    def write(self, places: Places, profiles: Iterable[Profile]) -> None:
        """Keep the profile of each of ``places``."""
        end = 0
        for place, profile in zip(places.tolist(), profiles, strict=True):
            named = (profile.figures, profile.names, profile.counts)
            parts = (profile.order, profile.words, profile.pairs, *named)
            head = (*divmod(profile.key, 1 << 32), *(part.size for part in parts))
            written = np.concatenate([np.array(head, np.uint32), *parts]).tobytes()
            self._file.write(written)
            self._begins[place], self._sizes[place] = end, len(written)
            end += len(written)
        self._file.flush()

    def _read(self, place: int) -> Profile:
        """The profile of ``place``, one of those that were written."""
        written = os.pread(self._file.fileno(), int(self._sizes[place]), int(self._begins[place]))
        hashes = np.frombuffer(written, np.uint32)
        high, low, order, words, pairs, figures, names, _ = hashes[:_HEAD].tolist()
        hashes = hashes[_HEAD:]
        words += order
        pairs += words
        figures += pairs
        names += figures
        return Profile(
            key=(high << 32) + low,
            order=hashes[:order],
            words=hashes[order:words],
            pairs=hashes[words:pairs],
            figures=hashes[pairs:figures],
            names=hashes[figures:names],
            counts=hashes[names:],
        )
