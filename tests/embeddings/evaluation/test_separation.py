"""Separation of answerable questions from others, against counting by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.evaluation.separation import Separation, Values, risk_coverage, separation

# Few distinct values, so that ties are common.
EVIDENCE = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9]), min_size=1, max_size=12)


def parted(
    answerable: list[float], others: list[float], weights: Values | None = None
) -> Separation:
    evidence = np.array([*answerable, *others])
    first = np.arange(evidence.size) < len(answerable)
    every = np.ones((1, evidence.size))
    return separation(evidence, first, ~first, every if weights is None else weights)


def test_auroc_worked_by_hand() -> None:
    # Pairs: .9 beats both; .5 beats .2 and ties with .5; so 3.5 of 4.
    assert parted([0.9, 0.5], [0.5, 0.2]).auroc() == pytest.approx([0.875])


def test_false_answers_worked_by_hand() -> None:
    found = parted([0.9, 0.8, 0.7, 0.1], [0.95, 0.75, 0.3, 0.05])
    assert found.false_answers(0.5) == pytest.approx([0.25])
    assert found.false_answers(0.75) == pytest.approx([0.5])
    assert found.false_answers(0.95) == pytest.approx([0.75])


def test_a_tie_is_answered_whole() -> None:
    assert parted([0.5], [0.5, 0.5, 0.1]).false_answers(0.9) == pytest.approx([2 / 3])


@given(EVIDENCE, EVIDENCE)
def test_auroc_equals_the_double_loop(answerable: list[float], others: list[float]) -> None:
    won = sum((a > b) + 0.5 * (a == b) for a in answerable for b in others)
    naive = won / (len(answerable) * len(others))
    assert parted(answerable, others).auroc()[0] == pytest.approx(naive)


@given(EVIDENCE, EVIDENCE, st.sampled_from([0.5, 0.9, 0.95, 1.0]))
def test_false_answers_equal_the_highest_line_that_suffices(
    answerable: list[float], others: list[float], wanted: float
) -> None:
    line = max(
        it for it in answerable if sum(a >= it for a in answerable) >= wanted * len(answerable)
    )
    naive = sum(b >= line for b in others) / len(others)
    assert parted(answerable, others).false_answers(wanted)[0] == pytest.approx(naive)


@given(EVIDENCE, EVIDENCE, st.data())
def test_a_weight_is_a_repetition(
    answerable: list[float], others: list[float], data: st.DataObject
) -> None:
    counts = st.lists(
        st.integers(0, 3), min_size=len(answerable + others), max_size=len(answerable + others)
    )
    drawn = data.draw(counts)
    first, second = drawn[: len(answerable)], drawn[len(answerable) :]
    if not any(first) or not any(second):
        return
    weighted = parted(answerable, others, np.array([drawn], np.float64))
    repeated = parted(
        [it for it, count in zip(answerable, first, strict=True) for _ in range(count)],
        [it for it, count in zip(others, second, strict=True) for _ in range(count)],
    )
    assert weighted.auroc()[0] == pytest.approx(repeated.auroc()[0])
    assert weighted.false_answers(0.9)[0] == pytest.approx(repeated.false_answers(0.9)[0])


def test_risk_coverage_worked_by_hand() -> None:
    curve = risk_coverage([0.9, 0.3, 0.5, 0.5], [True, True, False, True])
    assert [covered for covered, _ in curve] == [0.25, 0.75, 1.0]
    assert [risk for _, risk in curve] == pytest.approx([0.0, 1 / 3, 0.25])
    assert risk_coverage([], []) == ()


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.5, 0.9]), st.booleans()), min_size=1))
def test_the_curve_ends_with_everything_answered(pairs: list[tuple[float, bool]]) -> None:
    curve = risk_coverage([it for it, _ in pairs], [right for _, right in pairs])
    covered = [share for share, _ in curve]
    assert covered == sorted(set(covered))
    assert covered[-1] == 1.0
    assert curve[-1][1] == pytest.approx(sum(not right for _, right in pairs) / len(pairs))
