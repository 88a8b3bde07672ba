"""Outcomes told in opposite words, in six languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.stories.contrasts import contrasts
from corpus.stories.outcomes import opposed


def told(one: str, two: str) -> list[tuple[str, str]]:
    here, there = one.casefold().split(), two.casefold().split()
    return [
        (" ".join(here[it.start : it.stop]), " ".join(there[that.start : that.stop]))
        for it, that in opposed(here, there)
    ]


@pytest.mark.parametrize(
    ("one", "two", "what"),
    [
        ("he was acquitted", "he was found guilty", ("acquitted", "guilty")),
        ("the house voted for it", "the house voted against it", ("voted for", "voted against")),
        ("prices rose again", "prices fell again", ("rose", "fell")),
        ("er wurde freigesprochen", "er wurde verurteilt", ("freigesprochen", "verurteilt")),
        ("sie überlebten", "sie kamen ums Leben", ("überlebten", "ums leben")),
        ("el juez lo absolvió", "el juez lo condenó", ("absolvió", "condenó")),
        ("le tribunal l'a acquitté", "le tribunal l'a", None),
        ("il est acquitté", "il est reconnu coupable", ("acquitté", "coupable")),
        ("суд его оправдал", "суд признал его виновным", ("оправдал", "виновным")),
        ("его осуждённым видели", "его оправданным видели", ("осуждённым", "оправданным")),
        ("команда победила", "команда потерпела поражение", ("победила", "потерпела поражение")),
        ("суд його виправдав", "суд визнав його винним", ("виправдав", "винним")),
    ],
)
def test_opposites_in_six_languages(one: str, two: str, what: tuple[str, str] | None) -> None:
    assert told(one, two) == ([what] if what else [])
    assert told(two, one) == ([what[::-1]] if what else [])


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("he was convicted", "he was found guilty"),
        ("one was acquitted and one convicted", "one was convicted and one acquitted"),
        ("he was acquitted", "he was found not guilty"),
        ("he was convicted", "he has not been acquitted"),
        ("he was acquitted", "he went home"),
        ("prices rose and fell", "prices fell"),
        ("the farmers made peace", "the famous lost sheep"),
    ],
)
def test_what_is_no_opposite(one: str, two: str) -> None:
    assert told(one, two) == told(two, one) == []


@pytest.mark.parametrize(
    ("one", "two", "what"),
    [
        ("acquitted the mayor of", "found the mayor guilty of", ("guilty", "acquitted")),
        ("acquitted", "found guilty", ("found guilty", "acquitted")),
        ("found guilty", "acquitted", ("acquitted", "found guilty")),
        ("voted for", "voted against", ("voted against", "voted for")),
    ],
)
def test_both_sides_are_told_with_the_words_beside_them(
    one: str, two: str, what: tuple[str, str]
) -> None:
    text = (
        "On Monday the court of Orsk {} taking money for the bridge over the river, after a trial "
        "that went on for months."
    )
    assert [(it.told, it.instead_of) for it in contrasts(text.format(one), text.format(two))] == [
        what
    ]


WORDS = st.lists(
    st.sampled_from(
        ["acquitted", "guilty", "not", "voted", "for", "against", "rose", "fell", "legal", "a"]
    ),
    max_size=12,
)


@given(WORDS, WORDS)
def test_the_opposite_is_told_from_both_sides(one: list[str], two: list[str]) -> None:
    there = opposed(one, two)
    assert len(opposed(two, one)) == len(there)
    assert opposed(one, one) == ()
    for here, opposite in there:
        assert one[here.start : here.stop] != two[opposite.start : opposite.stop]
