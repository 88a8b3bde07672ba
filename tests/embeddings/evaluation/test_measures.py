"""Figures and their intervals."""

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Span
from embeddings.evaluation.measures import Measure, compare, summarise
from embeddings.evaluation.question_set import Kind
from embeddings.evaluation.results import Highlight, QueryResult


def ranked(
    number: int,
    place: int,
    *,
    evidence: float = 0.6,
    marked: bool = True,
    second: bool | None = None,
) -> QueryResult:
    """An answerable question whose one relevant passage stands at ``place`` (0: not found).

    ``second`` tells whether a second marked sentence holds the answer; None for no such sentence.
    """
    other = None if second is None else Span(4, 7)
    found = tuple("right" if it == place else f"p{it}" for it in range(1, 21))
    return QueryResult(
        f"q{number}", "What?", Kind.ANSWERABLE, found, {"right": 1}, evidence, evidence > 0.5,
        Highlight("right", Span(0, 3), marked, other, bool(second)),
    )  # fmt: skip


def other(number: int, kind: Kind, evidence: float) -> QueryResult:
    return QueryResult(f"{kind}{number}", "Why?", kind, ("p1",), {}, evidence, evidence > 0.5)


def test_figures_worked_by_hand() -> None:
    results = [
        ranked(1, 1, evidence=0.9),
        ranked(2, 2, evidence=0.4, marked=False, second=True),
        ranked(3, 11, evidence=0.7, second=False),
        ranked(4, 0, evidence=0.8),
        other(1, Kind.UNANSWERABLE, 0.6),
        other(2, Kind.UNANSWERABLE, 0.1),
        other(1, Kind.OFF_TOPIC, 0.3),
    ]
    values = {measure: figure.value for measure, figure in summarise(results).items()}
    assert values == pytest.approx({
        Measure.NDCG_10: (1 + 1 / math.log2(3)) / 4,
        Measure.MRR_10: 1.5 / 4,
        Measure.RECALL_1: 0.25,
        Measure.RECALL_5: 0.5,
        Measure.RECALL_20: 0.75,
        Measure.HIGHLIGHT: 0.75,
        Measure.EITHER_HIGHLIGHT: 1.0,
        Measure.TWO_HIGHLIGHTS: 0.5,
        Measure.ANSWERED: 0.75,
        Measure.AUROC: 7 / 8,
        Measure.FALSE_90: 0.5,
        Measure.FALSE_95: 0.5,
        Measure.FALSE: 0.5,
        Measure.OFF_TOPIC_AUROC: 1.0,
        Measure.OFF_TOPIC_FALSE_90: 0.0,
        Measure.OFF_TOPIC_FALSE_95: 0.0,
        Measure.OFF_TOPIC_FALSE: 0.0,
    })  # fmt: skip


def test_what_a_set_does_not_hold_is_not_measured() -> None:
    plain = [replace(ranked(number, 1), highlight=None) for number in range(3)]
    assert set(summarise(plain)) == {
        Measure.NDCG_10, Measure.MRR_10, Measure.RECALL_1, Measure.RECALL_5, Measure.RECALL_20,
        Measure.ANSWERED,
    }  # fmt: skip


def test_the_interval_of_a_share_is_the_textbooks() -> None:
    results = [ranked(number, 1 if number % 2 else 0) for number in range(400)]
    figure = summarise(results)[Measure.RECALL_1]
    assert figure.value == 0.5
    assert figure.half_width == pytest.approx(1.96 * math.sqrt(0.25 / 400), rel=0.1)


PLACES = st.lists(st.integers(0, 20), min_size=1, max_size=15)


@settings(max_examples=25, deadline=None)
@given(PLACES)
def test_intervals_are_reproducible_and_within_bounds(places: list[int]) -> None:
    results = [ranked(number, place) for number, place in enumerate(places)]
    figures = summarise(results)
    assert figures == summarise(results)
    for figure in figures.values():
        assert -1e-9 <= figure.low <= figure.high <= 1 + 1e-9


@settings(max_examples=10, deadline=None)
@given(PLACES)
def test_a_run_does_not_differ_from_itself(places: list[int]) -> None:
    results = [ranked(number, place) for number, place in enumerate(places)]
    for difference in compare(results, results):
        assert (difference.change.value, difference.is_real, difference.is_better) == (
            0,
            False,
            False,
        )


def verdicts(before: Sequence[QueryResult], after: Sequence[QueryResult]) -> dict[Measure, bool]:
    """What is really different, and whether for the better."""
    return {it.measure: it.is_better for it in compare(before, after) if it.is_real}


def test_a_small_gain_on_the_same_questions_is_seen_in_pairs() -> None:
    # The means lie well inside of each other's intervals; question by question the gain is sure.
    before = [ranked(number, 1 + number % 10) for number in range(100)]
    after = [ranked(number, max(1, number % 10)) for number in range(100)]
    old, new = summarise(before)[Measure.NDCG_10], summarise(after)[Measure.NDCG_10]
    assert new.low < old.high
    assert verdicts(before, after)[Measure.NDCG_10] is True
    assert verdicts(after, before)[Measure.NDCG_10] is False


def test_one_question_in_a_hundred_is_chance() -> None:
    before = [ranked(number, 2) for number in range(100)]
    after = [ranked(0, 1), *before[1:]]
    assert Measure.NDCG_10 not in verdicts(before, after)


def test_fewer_false_answers_are_better() -> None:
    answerable = [ranked(number, 1) for number in range(40)]
    bad = [other(number, Kind.UNANSWERABLE, 0.9) for number in range(40)]
    good = [other(number, Kind.UNANSWERABLE, 0.1) for number in range(40)]
    told = verdicts([*answerable, *bad], [*answerable, *good])
    assert told[Measure.FALSE] is told[Measure.FALSE_95] is told[Measure.AUROC] is True


def test_questions_are_paired_by_id_and_others_left_out() -> None:
    before = [ranked(1, 1), ranked(2, 5), ranked(3, 1)]
    after = [ranked(3, 1), ranked(1, 1), ranked(4, 20)]
    assert all(it.change.value == 0 for it in compare(before, after))
