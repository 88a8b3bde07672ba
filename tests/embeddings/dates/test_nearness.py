"""How much the date of a document counts where a question names a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.candidates import Candidates
from embeddings.dates.nearness import ALIKE, ALIKE_IN_WORDS, WEIGHT, in_time, nearness
from embeddings.dates.of_documents import FAR
from embeddings.evidence import SentenceEvidence
from embeddings.fusion import Signals
from embeddings.words_held import WordsHeld

INSIDE, OUTSIDE = 0, 365


def test_nearness_halves_in_two_weeks_and_knows_no_undated() -> None:
    near = nearness(np.array([FAR, 0, 14, 28, 365], np.int64))
    assert near.tolist() == pytest.approx(
        [0, WEIGHT, WEIGHT / 2, WEIGHT / 4, WEIGHT * 2 ** (-365 / 14)]
    )


def candidates(cosines: list[float], held: list[str]) -> Candidates:
    """Of which only what ``in_time`` reads is there."""
    nothing = np.zeros(len(cosines))
    foreign = nothing.astype(np.bool_)
    return Candidates(
        rows=np.arange(len(cosines)),
        cosines=nothing,
        sentences=SentenceEvidence(np.array(cosines, np.float64), ()),
        words=WordsHeld(nothing, nothing, nothing, tuple(frozenset(it) for it in held)),
        signals=Signals(nothing, nothing, nothing, nothing, nothing, foreign, nothing),
        centred=None,
        unheld=(),
    )


def order(found: Candidates, fused: list[float], days: list[int]) -> tuple[list[float], list[int]]:
    scores, places = in_time(found, np.array(fused, np.float64), np.array(days, np.int64))
    return scores.tolist(), places.tolist()


@pytest.mark.parametrize(
    ("cosines", "held", "days", "places"),
    [
        # As much is said by both: the date decides, however far apart the fused scores are.
        ([0.6, 0.6], ["ab", "ab"], [OUTSIDE, INSIDE], [1, 0]),
        ([0.6, 0.6 - 0.9 * ALIKE], ["ab", "abc"], [OUTSIDE, INSIDE], [1, 0]),
        ([0.6, 0.6 - 0.9 * ALIKE_IN_WORDS], ["ab", "ab"], [OUTSIDE, INSIDE], [1, 0]),
        ([0.6, 0.6], ["ab", "abc"], [OUTSIDE, INSIDE], [1, 0]),
        ([0.6, 0.6], ["ab", "ab"], [FAR, INSIDE], [1, 0]),
        # A word of the question that it lacks, or much less meaning: it does not.
        ([0.6, 0.6], ["ab", "a"], [OUTSIDE, INSIDE], [0, 1]),
        ([0.6, 0.6 - 1.1 * ALIKE], ["ab", "abc"], [OUTSIDE, INSIDE], [0, 1]),
        ([0.6, 0.6 - 1.1 * ALIKE_IN_WORDS], ["ab", "ab"], [OUTSIDE, INSIDE], [0, 1]),
        # Both from that time, or neither.
        ([0.6, 0.6], ["ab", "ab"], [INSIDE, INSIDE], [0, 1]),
        ([0.6, 0.6], ["ab", "ab"], [OUTSIDE, OUTSIDE], [0, 1]),
        # One takes the place of the first that it matches, and the others keep their order.
        ([0.6, 0.6, 0.6], ["abc", "ab", "ab"], [OUTSIDE, OUTSIDE, INSIDE], [0, 2, 1]),
        ([0.6, 0.6, 0.6], ["a", "a", "a"], [OUTSIDE, INSIDE, INSIDE], [1, 2, 0]),
        ([0.6, 0.6, 0.6], ["a", "ab", ""], [INSIDE, OUTSIDE, INSIDE], [0, 1, 2]),
        # However many there are before it.
        (81 * [0.6], 81 * ["ab"], [*(80 * [OUTSIDE]), INSIDE], [80, *range(80)]),
    ],
)
def test_the_date_decides_between_those_that_say_as_much(
    cosines: list[float], held: list[str], days: list[int], places: list[int]
) -> None:
    fused = [3.0 - place for place in range(len(cosines))]
    assert order(candidates(cosines, held), fused, days)[1] == places


@given(
    st.lists(
        st.tuples(
            st.floats(-1, 1),
            st.text("ab", max_size=2),
            st.floats(-5, 5),
            st.sampled_from([INSIDE, OUTSIDE, FAR, 3]),
        ),
        max_size=40,
    )
)
def test_nothing_is_lost_and_scores_fall_along_the_order(
    found: list[tuple[float, str, float, int]],
) -> None:
    days = [it[3] for it in found]
    fused = [it[2] for it in found]
    alike = candidates([it[0] for it in found], [it[1] for it in found])
    scores, places = order(alike, fused, days)
    assert sorted(places) == list(range(len(found)))
    along = [scores[place] for place in places]
    assert along == sorted(along, reverse=True)
    if INSIDE not in days:
        near = nearness(np.array(days, np.int64))
        assert scores == (np.array(fused, np.float64) + near).tolist()
