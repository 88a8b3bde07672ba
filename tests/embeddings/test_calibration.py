"""Lines drawn from what a corpus has for questions about it and for others."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.passage import RowId
from embeddings.analyzer import Analyzer
from embeddings.calibration import (
    CARRIED,
    MADE,
    NOT_CALIBRATED,
    WORDS,
    Evidence,
    calibrate,
    carried,
    make_questions,
    sample,
)
from embeddings.probes import PROBES
from sentences import passage

LONG = "Divers found the wooden wreck near the northern harbour in autumn."
figures = st.lists(st.floats(-1, 2), min_size=40, max_size=100)


def test_probes_are_distinct_questions() -> None:
    assert len(PROBES) == len(set(PROBES)) == 100
    assert sum(probe.endswith("?") for probe in PROBES) == 100


def test_a_made_question_has_some_words_of_one_sentence_in_their_order() -> None:
    (made,) = make_questions([passage("It was so.", LONG, document=7)], Analyzer())
    words = made.text.split()
    assert made.document == 7
    assert len(words) == WORDS
    places = [LONG.rstrip(".").split().index(word) for word in words]
    assert places == sorted(set(places))
    assert not {"the", "in"} & set(words)
    assert make_questions([passage("It was so.", LONG, document=7)], Analyzer()) == [made]


def test_nothing_is_made_of_a_passage_that_says_little() -> None:
    assert make_questions([passage("It was so.", "Yes.")], Analyzer()) == []


@given(st.sets(st.integers(1, 10**6).map(RowId), max_size=300), st.integers(1, 10**6))
def test_most_of_the_sample_stays_when_a_row_comes(rows: set[RowId], new: int) -> None:
    before, after = sample(rows), sample({*rows, RowId(new)})
    assert len(before) == min(MADE, len(rows))
    assert before == sorted(before)
    assert set(before) <= rows
    assert len(set(before) - set(after)) <= 1


def test_what_is_made_of_the_corpus_lowers_the_line_by_half_of_the_way() -> None:
    low, high = [place / 100 for place in range(100)], [1 + place / 100 for place in range(100)]
    probes_decide = calibrate(Evidence(probes=low, made=high, removed=low)).thresholds
    assert probes_decide.answered == pytest.approx(0.9405)
    assert probes_decide.typical == pytest.approx(1.495)
    # A corpus that answers everyday questions: what is made of it counts as much.
    made_decide = calibrate(Evidence(probes=high, made=low, removed=low)).thresholds
    assert made_decide.answered == pytest.approx((1.9405 + 0.0792) / 2)


def test_a_few_made_questions_prove_nothing() -> None:
    probes = [place / 100 for place in range(100)]
    found = calibrate(Evidence(probes=probes, made=[0.1] * 19, removed=[0.0] * 19))
    assert found.thresholds.answered == pytest.approx(0.9405)
    assert (found.asked, found.expected) == (19, None)


@given(figures, figures)
def test_lines_are_in_order_and_errors_are_shares(probes: list[float], made: list[float]) -> None:
    found = calibrate(Evidence(probes=probes, made=made, removed=[it - 0.1 for it in made]))
    lines = found.thresholds
    assert lines.closest <= lines.answered < lines.typical
    assert found.expected is not None
    for share in (found.expected.off_topic, found.expected.missed, found.expected.removed):
        assert 0.0 <= share <= 1.0


def test_errors_are_counted_on_the_questions_that_drew_no_line() -> None:
    # Even places have evidence of 1, odd ones of 0: the line of each half misjudges the other.
    halves = [1.0, 0.0] * 50
    expected = calibrate(Evidence(probes=halves, made=halves, removed=halves)).expected
    assert expected is not None
    assert expected.off_topic == 0.5
    assert expected.missed == 0.5


@given(st.integers(1, 10**6), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200))))
def test_lines_are_carried_over_until_a_share_has_changed(
    passages: int, steps: list[tuple[int, int]]
) -> None:
    drawn = replace(NOT_CALIBRATED, passages=passages)
    lines, changed = drawn, 0
    for came, went in steps:
        changed += max(came, went)
        kept = carried(lines, came, went)
        assert (kept is None) == (changed > CARRIED * passages)
        if kept is None:
            return
        assert kept == replace(drawn, changed=changed)
        lines = kept


def test_lines_that_rest_on_nobody_knows_what_are_drawn_anew() -> None:
    assert carried(NOT_CALIBRATED, 1, 0) is None
