"""What stands in one version of a passage where another says something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.stories.contrasts import Contrast, contrasts
from corpus.stories.differences import differences, tokens

HARLOW = "A freight train derailed near Harlow on {}, injuring {} people, and {} wagons burned."
SHOWN = HARLOW.format("Tuesday", 12, 14)
REWRITTEN = (
    "On Tuesday, 15 people were hurt when a train derailed near Harlow, and 14 wagons burned."
)


def told(shown: str, other: str) -> list[tuple[str, str]]:
    return [(it.told, it.instead_of) for it in contrasts(shown, other)]


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (HARLOW.format("Tuesday", 13, 14), [("13", "12")]),
        (HARLOW.format("Tuesday", "twenty", 14), [("twenty", "12")]),
        (HARLOW.format("Monday", 15, 14), [("Monday", "Tuesday"), ("15", "12")]),
        (HARLOW.format("Tuesday", 14, 12), [("14", "12"), ("12", "14")]),
        (HARLOW.format("Tuesday", 14, 14), [("14", "12")]),
        (HARLOW.format("Tuesday", "13 million", 14), [("13 million", "12")]),
        (SHOWN.replace("injuring 12", "in which at least 15"), [("15", "12")]),
        (REWRITTEN, [("15", "12")]),
        (SHOWN.replace("Harlow", "Bristol"), [("Bristol", "Harlow")]),
        (SHOWN.replace("Harlow", "New York"), [("New York", "Harlow")]),
    ],
)
def test_each_side_is_told(other: str, what: list[tuple[str, str]]) -> None:
    assert told(SHOWN, other) == what


def test_a_name_of_several_words_is_told_as_one() -> None:
    new_york = SHOWN.replace("Harlow", "New York")
    assert told(new_york, SHOWN) == [("Harlow", "New York")]
    assert told(SHOWN, SHOWN.replace("Harlow", "York, Leeds")) == [("Leeds", "Harlow")]


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (f"{SHOWN} Another 3 are missing.", [("3", "")]),
        (SHOWN.replace(" 12 people", " people") + " It stays closed for 3 days.", [("3", "")]),
    ],
)
def test_nothing_is_set_against_what_is_only_there_in_one(
    other: str, what: list[tuple[str, str]]
) -> None:
    assert told(SHOWN, other) == what


def test_a_sentence_of_its_own_stands_against_nothing() -> None:
    added = "Their owners have to put them on the rails again before the weekend at the latest."
    assert told(SHOWN, f"{SHOWN} {added}") == [("Their owners have to put them", "")]


@pytest.mark.parametrize(
    ("shown", "other", "what"),
    [
        ("The mayor was not hurt.", "The mayor was hurt.", ("was hurt", "was not hurt")),
        ("The mayor was hurt.", "The mayor wasn't hurt.", ("mayor wasn't hurt", "mayor was hurt")),
        ("Orsk signed the treaty.", "Orsk did not sign the treaty.", ("did not sign", "signed")),
        ("He was acquitted.", "He was found not guilty.", ("found not guilty", "acquitted")),
        ("Der Ort brennt.", "Der Ort brennt nicht.", ("brennt nicht", "brennt")),
        ("Le maire est là.", "Le maire n’est pas là.", ("maire n’est pas là", "maire est là")),
        ("Мэр не был ранен.", "Мэр был ранен.", ("Мэр был", "Мэр не был")),
        ("It burned. Nobody fled.", "It burned. Not one, nobody fled.", ("Not one", "")),
        ("Come.", "Not come.", ("Not come", "Come")),
        ("No.", "", ("", "No")),
    ],
)
def test_a_denial_is_told_with_the_words_around_it(
    shown: str, other: str, what: tuple[str, str]
) -> None:
    assert told(shown, other) == [what]
    if all(what):
        assert told(other, shown) == [what[::-1]]


def test_a_denial_among_other_words_is_told_with_its_neighbours() -> None:
    never = SHOWN.replace("wagons burned", "wagons never burned")
    assert told(SHOWN, never) == [("wagons never burned", "wagons burned")]


def test_a_moved_sentence_is_laid_beside_what_it_was() -> None:
    crews = (
        "Rescue crews from Bergen worked through the night to free the driver of a second train. "
        "The line to the coast stays closed until the weekend at the least, the operator said."
    )
    other = f"{crews.replace('Bergen', 'Ostrava')} {SHOWN.replace('12', '15')}"
    assert sorted(told(f"{SHOWN} {crews}", other)) == [("15", "12"), ("Ostrava", "Bergen")]


WORDS = st.lists(
    st.sampled_from(
        ["12", "14", "not", "Harlow", "Bergen", "people", "were", "hurt", "twenty", "."]
    ),
    max_size=24,
).map(" ".join)


@given(WORDS, WORDS)
def test_every_difference_is_told_once_and_as_it_is_written(shown: str, other: str) -> None:
    found = contrasts(shown, other)
    whole = differences(tokens(shown), tokens(other))
    assert len(set(found)) == len(found)
    assert bool(found) == bool(whole)
    here, there = ([it.written for it in tokens(text)] for text in (shown, other))
    for contrast in found:
        assert contrast != Contrast("")
        assert set(contrast.told.split()) <= set(there)
        assert set(contrast.instead_of.split()) <= set(here)
    said = {word for it in found for word in f"{it.told} {it.instead_of}".split()}
    assert {word for it in whole for word in it.split()} <= said
