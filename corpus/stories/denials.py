"""Denials that came or went between two versions of a passage: *was hurt*, *was not hurt*."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.stories.differences import Change

_LOCAL = 3
"""A denial in a change of at most so many words turns what is said; a longer one leaves it out."""


def turned(changes: Sequence["Change"]) -> Iterator["Change"]:
    """Those of ``changes`` that turn what is said, if one version denies more often."""
    before = sum(token.denies for one, _ in changes for token in one)
    after = sum(token.denies for _, two in changes for token in two)
    if before == after:
        return
    for one, two in changes:
        lost, won = (any(token.denies for token in side) for side in (one, two))
        if lost != won and max(len(one), len(two)) <= _LOCAL:
            yield one, two
