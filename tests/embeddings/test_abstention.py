"""The score, and what a mismatch does to evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.abstention import Thresholds

LINES = Thresholds(closest=0.5, answered=0.6, typical=0.9)
EVIDENCE = st.floats(-1, 2)


@given(EVIDENCE, EVIDENCE)
def test_the_score_rises_with_the_evidence(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0.0 <= LINES.score(low) <= LINES.score(high) <= 1.0


def test_the_score_is_half_at_the_line_and_nine_tenths_at_what_is_typical() -> None:
    assert LINES.score(0.6) == 0.5
    assert LINES.score(0.9) == pytest.approx(0.9)


def test_a_higher_line_lowers_every_score() -> None:
    low, high = Thresholds(0.2, 0.3, 0.5), Thresholds(0.3, 0.4, 0.6)
    assert high.score(0.35) < 0.5 < low.score(0.35)


@given(EVIDENCE)
def test_a_mismatch_makes_a_near_miss_at_the_most(evidence: float) -> None:
    doubted = LINES.doubted(evidence)
    assert doubted <= evidence
    assert doubted < LINES.answered
    assert (doubted >= LINES.closest) == (evidence >= LINES.closest)
