import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_app.counting.latency import STEPS, percentile, step

durations = st.lists(
    st.one_of(st.floats(0, 300_000), st.sampled_from(STEPS), st.integers(0, 200)), min_size=1
)


def test_the_steps_are_those_of_the_series() -> None:
    assert len(STEPS) == 51
    assert STEPS[:11] == (1.0, 1.25, 1.6, 2.0, 2.5, 3.15, 4.0, 5.0, 6.3, 8.0, 10.0)
    assert STEPS[-2:] == (80_000.0, 100_000.0)
    assert all(1.24 < after / before < 1.281 for before, after in itertools.pairwise(STEPS))
    assert [float(str(value)) for value in STEPS] == list(STEPS)


@given(st.floats(0, 100_000))
def test_a_duration_is_rounded_up_and_not_far(milliseconds: float) -> None:
    rounded = step(milliseconds)
    assert milliseconds <= rounded
    assert rounded < 1.281 * max(1.0, milliseconds)
    assert step(rounded) == rounded


def test_the_longest() -> None:
    assert step(float("inf")) == STEPS[-1]


@given(durations, st.sampled_from([1, 25, 50, 90, 95, 99, 100]))
def test_a_percentile_is_the_exact_one_rounded_up(milliseconds: list[float], percent: int) -> None:
    exact = np.percentile(milliseconds, percent, method="inverted_cdf")
    assert percentile(Counter(map(step, milliseconds)), percent) == step(float(exact))


@pytest.mark.parametrize("counts", [{}, {1.0: 0}])
def test_of_nothing_there_is_no_percentile(counts: dict[float, int]) -> None:
    assert percentile(counts, 50) is None
