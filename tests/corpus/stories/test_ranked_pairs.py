"""Pairs come back by strength, as sorting all of them at once would have it."""

from contextlib import closing

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.stories.ranked_pairs import RankedPairs

pair = st.tuples(
    st.sampled_from([0.25, 0.3, 1 / 3, 0.9, 1.0]), st.integers(0, 9), st.integers(0, 9)
)


@given(st.lists(st.lists(pair, max_size=12), max_size=6), st.integers(1, 8))
def test_they_come_as_if_sorted_at_once(
    portions: list[list[tuple[float, int, int]]], run: int
) -> None:
    with pytest.MonkeyPatch.context() as patch, closing(ranked_with(patch, run)) as ranked:
        for portion in portions:
            strengths, one, two = np.array(portion, np.float64).reshape(-1, 3).T
            ranked.add(strengths, one.astype(np.int64), two.astype(np.int64))
        told = list(ranked.strongest_first())
    whole = sorted((-strength, one, two) for it in portions for strength, one, two in it)
    assert told == [(one, two) for _, one, two in whole]


def ranked_with(patch: pytest.MonkeyPatch, run: int) -> RankedPairs:
    patch.setattr("corpus.stories.ranked_pairs._RUN", run)
    return RankedPairs(None)
