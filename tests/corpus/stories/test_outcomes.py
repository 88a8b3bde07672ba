"""Outcomes told in opposite words, in six languages, and copies that only look as if they did."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.stories.contrasts import contrasts
from corpus.stories.differences import differences, tokens
from corpus.stories.outcomes import opposed

ENGLISH = "as the office said on monday they {} it in orsk that very day"
GERMAN = "wie das amt am montag sagte haben sie {} und das noch am selben tag"
SPANISH = "como dijo la oficina el lunes en orsk {} por la tarde del mismo dia"
FRENCH = "comme le bureau le disait lundi cela {} dans le courant de la journée"
RUSSIAN = "как сообщило в понедельник ведомство города {} во второй половине дня"
UKRAINIAN = "як повідомило у понеділок відомство міста {} у другій половині дня"

COPIES = [
    pair.splitlines()
    for pair in Path(__file__).with_name("plain_copies.txt").read_text("utf-8").split("\n\n")
]
"""Pairs that tell the same, and hold words that are outcomes elsewhere: *lifted the ban*,
*overturned the ban imposed*; *Умеренный*; *Unterlagen*. One that differs has no such difference."""


def told(one: str, two: str) -> list[tuple[str, str]]:
    here, there = ([token.word for token in tokens(text)] for text in (one, two))
    return [
        (" ".join(here[it.start : it.stop]), " ".join(there[that.start : that.stop]))
        for it, that in opposed(here, there)
    ]


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        (ENGLISH, "acquitted", "convicted"),
        (ENGLISH, "acquitted", "found guilty"),
        (ENGLISH, "found innocent", "found guilty"),
        (ENGLISH, "approved", "turned down"),
        (ENGLISH, "voted for", "voted against"),
        (ENGLISH, "upheld", "struck down"),
        (ENGLISH, "won", "lost"),
        (ENGLISH, "survived", "were killed in"),
        (ENGLISH, "rose", "fell"),
        (GERMAN, "freigesprochen", "verurteilt"),
        (GERMAN, "freigesprochen", "für schuldig befunden"),
        (GERMAN, "gebilligt", "abgelehnt"),
        (GERMAN, "stimmten für", "stimmten gegen"),
        (GERMAN, "gewonnen", "verloren"),
        (GERMAN, "überlebten", "kamen ums leben"),
        (GERMAN, "gestiegen", "gesunken"),
        (SPANISH, "absolvió", "condenó"),
        (SPANISH, "declarado inocente", "declarado culpable"),
        (SPANISH, "aprobada", "rechazada"),
        (SPANISH, "votó a favor", "votó en contra"),
        (SPANISH, "ganaron", "perdieron"),
        (SPANISH, "sobrevivió", "falleció"),
        (SPANISH, "subieron", "bajaron"),
        (FRENCH, "acquitté", "condamné"),
        (FRENCH, "acquitté", "reconnu coupable"),
        (FRENCH, "adoptée", "rejetée"),
        (FRENCH, "voté pour", "voté contre"),
        (FRENCH, "gagné", "perdu"),
        (FRENCH, "ont survécu", "sont morts"),
        (FRENCH, "hausse", "baisse"),
        (RUSSIAN, "оправдал", "осудил"),
        (RUSSIAN, "признан невиновным", "признан виновным"),
        (RUSSIAN, "принят", "отклонен"),
        (RUSSIAN, "проголосовали за", "проголосовали против"),
        (RUSSIAN, "победила", "потерпела поражение"),
        (RUSSIAN, "выжили", "погибли"),
        (RUSSIAN, "выросли", "упали"),
        (UKRAINIAN, "виправдав", "визнав винним"),
        (UKRAINIAN, "схвалили", "відхилили"),
        (UKRAINIAN, "проголосували за", "проголосували проти"),
        (UKRAINIAN, "виграла", "програла"),
        (UKRAINIAN, "вижили", "загинули"),
        (UKRAINIAN, "зросли", "впали"),
    ],
)
def test_opposites_in_six_languages(text: str, one: str, two: str) -> None:
    assert told(text.format(one), text.format(two)) == [(one, two)]
    assert told(text.format(two), text.format(one)) == [(two, one)]
    assert told(text.format(one), text.format(one)) == []


def test_a_letter_may_be_written_with_its_dots_or_without() -> None:
    acquitted = RUSSIAN.format("оправдан")
    for convicted in ("осужден", "осуждён"):
        assert told(acquitted, RUSSIAN.format(convicted)) == [("оправдан", convicted)]
    dotted, plain = "её самолёт {} вылетел вновь", "ее самолет {} вылетел вновь"
    assert told(dotted.format("выжили"), plain.format("погибли")) == [("выжили", "погибли")]


@pytest.mark.parametrize(("one", "two"), COPIES)
def test_what_tells_the_same_has_no_opposites(one: str, two: str) -> None:
    assert told(one, two) == told(two, one) == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("convicted", "found guilty"),
        ("won", "went home"),
        ("he won", "smith lost"),
        ("won", "lost badly"),
        ("acquitted of theft and convicted of fraud", "convicted of theft and fraud"),
        ("acquitted after an earlier conviction", "convicted after an earlier conviction"),
        ("acquitted", "found not guilty"),
        ("not acquitted", "convicted"),
        ("not as had been said acquitted", "as had been said convicted"),
        ("saw the successor", "saw the unsuccessful"),
    ],
)
def test_what_is_no_opposite(one: str, two: str) -> None:
    assert told(ENGLISH.format(one), ENGLISH.format(two)) == []
    assert told(ENGLISH.format(two), ENGLISH.format(one)) == []


@pytest.mark.parametrize(
    ("one", "two", "are_told"),
    [
        ("the team of bergen {} it in orsk on monday", "the team of orsk {} it in orsk", False),
        ("on monday the team of it {} here", "on friday the team of it {} here", True),
        ("on monday the team of it {} here", "on monday the club of it {} here", False),
        ("they {} before the court today", "they {} before the court only", True),
        ("they {} before the house today", "they {} before the court today", False),
        ("they {} here", "they {} here", True),
        ("{}", "{}", True),
    ],
)
def test_three_words_beside_an_outcome_are_the_same(one: str, two: str, *, are_told: bool) -> None:
    assert told(one.format("won"), two.format("lost")) == [("won", "lost")] * are_told
    assert told(two.format("lost"), one.format("won")) == [("lost", "won")] * are_told


@pytest.mark.parametrize(
    ("one", "two"),
    [("acquitted", "found guilty"), ("voted for", "voted against"), ("won", "lost")],
)
def test_both_sides_are_told_in_what_was_written_anew(one: str, two: str) -> None:
    text = (
        "On Monday, as was expected, the court of Orsk {} the mayor, who took money for the {} "
        "over the river, after a trial that went on for {}."
    )
    shown, other = text.format(one, "bridge", "months"), text.format(two, "viaduct", "weeks")
    assert differences(tokens(shown), tokens(other)) == (two,)
    assert [(it.told, it.instead_of) for it in contrasts(shown, other)] == [(two, one)]
    assert [(it.told, it.instead_of) for it in contrasts(other, shown)] == [(one, two)]


def test_what_turned_is_told_once() -> None:
    text = (
        "On Monday the council of Orsk voted {} the treaty on fishing after a debate that went on "
        "until the early morning."
    )
    for one, two in (("for", "against"), ("against", "for")):
        found = contrasts(text.format(one), text.format(two))
        assert [(it.told, it.instead_of) for it in found] == [(f"voted {two}", f"voted {one}")]


def test_an_outcome_in_a_sentence_that_was_moved() -> None:
    court = "After two days the court of Orsk {} the mayor of taking money for the bridge."
    crews = (
        "Rescue crews from Bergen worked through the night to free the driver of a second train. "
        "That line to Lund stays closed until Friday at the least, its operator said."
    )
    shown, other = f"{court.format('acquitted')} {crews}", f"{crews} {court.format('found guilty')}"
    found = contrasts(shown, other)
    assert [(it.told, it.instead_of) for it in found] == [("found guilty", "acquitted")]


WORDS = st.lists(
    st.sampled_from(
        ["acquitted", "found", "guilty", "not", "voted", "for", "against", "rose", "fell", "a"]
    ),
    max_size=16,
)


@given(WORDS, WORDS)
def test_an_opposite_stands_in_one_text_only(one: list[str], two: list[str]) -> None:
    assert opposed(one, one) == ()
    for here, there in opposed(one, two):
        lost, won = " ".join(one[here.start : here.stop]), " ".join(two[there.start : there.stop])
        assert lost not in " ".join(two)
        assert won not in " ".join(one)
