"""Thresholds fitted to a corpus, and the calibrated score."""

from hypothesis import given
from hypothesis import strategies as st

from embeddings.abstention import PROBES, Thresholds, fit


def test_the_lines_are_quantiles_of_the_probes() -> None:
    lines = fit([place / 100 for place in range(101)])
    assert lines.closest < lines.answered
    assert abs(lines.answered - 0.95) < 1e-9


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=200), st.floats(-1, 1), st.floats(-1, 1))
def test_the_score_is_monotone_and_half_at_the_line(
    probes: list[float], one: float, other: float
) -> None:
    lines = fit(probes)
    assert lines.closest <= lines.answered
    assert lines.score(lines.answered) == 0.5
    low, high = sorted((one, other))
    assert 0.0 <= lines.score(low) <= lines.score(high) <= 1.0


def test_a_better_probe_raises_the_line_and_lowers_every_score() -> None:
    low, high = Thresholds(0.2, 0.3), Thresholds(0.3, 0.4)
    assert high.score(0.35) < 0.5 < low.score(0.35)


def test_probes_are_distinct_questions() -> None:
    assert len(PROBES) == len(set(PROBES)) == 100
    assert sum(probe.endswith("?") for probe in PROBES) == 100
