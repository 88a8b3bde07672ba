"""What one version of a passage says and another does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.stories.differences import differences, figures_of, tokens

HARLOW = "A freight train derailed near Harlow on {}, injuring {} people, and {} wagons burned."
SHOWN = HARLOW.format("Tuesday", 12, 14)


def told(shown: str, other: str) -> tuple[str, ...]:
    return differences(tokens(shown), tokens(other))


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (HARLOW.format("Tuesday", 13, 14), ("13",)),
        (HARLOW.format("Tuesday", 14, 12), ("14", "12")),
        (HARLOW.format("Tuesday", 14, 14), ("14",)),
        (HARLOW.format("Monday", 12, 14), ("Monday",)),
        (HARLOW.format("Tuesday", "13 million", 14), ("13", "million")),
        (SHOWN.replace("Harlow", "Bristol"), ("Bristol",)),
        (SHOWN.replace("wagons burned", "wagons never burned"), ("never",)),
        (f"{SHOWN} Another 3 are missing.", ("3",)),
    ],
)
def test_another_figure_day_name_or_denial_is_told(other: str, what: tuple[str, ...]) -> None:
    assert told(SHOWN, other) == what


@pytest.mark.parametrize(
    "other",
    [
        HARLOW.format("Tuesday", "twelve", "fourteen"),
        SHOWN.replace("freight", "goods").replace("burned", "caught fire"),
        SHOWN.replace("near Harlow", "close to the village of Harlow"),
        SHOWN.replace(", and 14 wagons burned", ""),
        SHOWN.replace("12 people", "people"),
        f"Firefighters came. {SHOWN}",
    ],
)
def test_other_words_and_less_of_them_are_no_difference(other: str) -> None:
    assert told(SHOWN, other) == ()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("1,000.50 euros", "1 000,50 euros"),
        ("05.06.2025", "5.6.2025"),
        ("am 5. März", "on 5 March"),
        ("в марте", "март"),
        ("два человека", "2 человека"),
        ("10\u00a0000", "10’000"),
    ],
)
def test_a_figure_is_what_it_means(one: str, two: str) -> None:
    assert figures_of(tokens(one)) == figures_of(tokens(two)) != frozenset()


@pytest.mark.parametrize(("one", "two"), [("6.2", "62"), ("1.000", "1.00"), ("May 5", "may 5")])
def test_figures_that_look_alike_may_differ(one: str, two: str) -> None:
    assert figures_of(tokens(one)) != figures_of(tokens(two))


@pytest.mark.parametrize(
    ("shown", "other"),
    [
        ("The mayor was not hurt.", "The mayor was hurt."),
        ("The mayor was hurt.", "The mayor wasn't hurt."),
        ("Der Bürgermeister wurde verletzt.", "Der Bürgermeister wurde nicht verletzt."),
        ("Le maire n’est pas blessé.", "Le maire est blessé."),
        ("El alcalde fue herido sin culpa.", "El alcalde fue herido por culpa."),
        ("Мэр не был ранен.", "Мэр был ранен."),
        ("Мера поранено.", "Мера не поранено."),
    ],
)
def test_a_denial_that_comes_or_goes(shown: str, other: str) -> None:
    assert told(shown, other)
    assert told(other, shown)


def test_a_denial_that_changed_its_place_in_a_sentence_is_none() -> None:
    text = (
        "On Monday the council of Orsk said that it did {} believe that the harbour would {} open "
        "before the ferries sail again."
    )
    assert told(text.format("not", ""), text.format("", "not")) == ()
    assert told(text.format("not", ""), text.format("", "")) != ()


def test_in_a_short_passage_any_word_may_be_the_point() -> None:
    talks = "Delegates met in Istanbul for talks on {}."
    assert told(talks.format("grain"), talks.format("gas")) == ("gas",)
    long = f"{SHOWN} {talks.format('grain')}"
    assert told(long, long.replace("grain", "gas")) == ()


@pytest.mark.parametrize(
    ("one", "two", "there", "here"),
    [
        ("discussed", "postponed", ("postponed",), ("discussed",)),
        ("accepted", "accepts", (), ()),
        ("accepted the", "accepted a", (), ()),
        ("talked about", "postponed", (), ()),
    ],
)
def test_the_only_word_in_which_two_differ_is_told(
    one: str, two: str, there: tuple[str, ...], here: tuple[str, ...]
) -> None:
    text = (
        "On Monday the assembly of Orsk {} the treaty on fishing after a debate that went on "
        "until the early morning."
    )
    assert told(text.format(one), text.format(two)) == there
    assert told(text.format(two), text.format(one)) == here
    # Who writes anew here and there chooses other words, and none of them tells as much.
    assert told(text.format(one), anew(text).format(two)) == ()


def anew(text: str) -> str:
    """``text`` with other words here and there."""
    return text.replace("early", "late").replace("debate", "discussion")


TRIAL = (
    "On Monday the court of Orsk {} the mayor of taking money for the bridge, after a debate that "
    "went on until the early morning."
)


@pytest.mark.parametrize(
    ("one", "two", "there", "here"),
    [
        ("accepted", "rejected", ("rejected",), ("accepted",)),
        ("acquitted", "found guilty", ("found guilty",), ("acquitted",)),
        ("acquitted", "cleared", (), ()),
        ("convicted", "found guilty", (), ()),
    ],
)
def test_an_outcome_in_opposite_words_is_told_whatever_else_is_written_anew(
    one: str, two: str, there: tuple[str, ...], here: tuple[str, ...]
) -> None:
    assert told(TRIAL.format(one), anew(TRIAL).format(two)) == there
    assert told(TRIAL.format(two), anew(TRIAL).format(one)) == here


def test_a_figure_that_is_only_written_otherwise_is_no_other_word() -> None:
    text = (
        "On Monday the assembly of Orsk let {} boats out of the harbour after a debate that "
        "went on until the early morning."
    )
    assert told(text.format("12"), text.format("twelve")) == ()
    assert told(text.format("twelve"), text.format("12")) == ()


def test_a_brief_passage_may_have_a_word_more() -> None:
    talks = "Delegates met in Istanbul for talks on grain that went on until the evening."
    assert told(talks, talks.replace("talks", "the first talks")) == ()
    assert told(talks, talks.replace("grain", "grain and Ukraine")) == ("Ukraine",)
    assert told(talks, talks.replace("grain", "grain and coal and oil")) == ("and", "coal", "oil")
    other = talks.replace("grain", "coal").replace("went", "coal went")
    assert told(talks, other) == ("coal",)


def test_a_sentence_of_its_own_is_told() -> None:
    added = "Their owners have to put them on the rails again before the weekend at the latest."
    assert told(SHOWN, f"{SHOWN} {added}") == ("Their owners have to put them",)
    moved = f"{added} {SHOWN}"
    assert told(moved, f"{SHOWN} {added}") == ()


MOVED = (
    "Rescue crews from Bergen worked through the night to free the driver of a second train. "
    "The line to the coast stays closed until the weekend at the least, the operator said."
)


def test_a_moved_sentence_with_other_words_is_nothing_new() -> None:
    edited = MOVED.replace("worked through the", "toiled all").replace("to free", "and freed")
    edited = edited.replace("a second", "another").replace("until the", "to the")
    assert told(f"{SHOWN} {MOVED}", f"{edited} {SHOWN}") == ()


def test_within_a_moved_sentence_another_name_is_told() -> None:
    shown, other = f"{SHOWN} {MOVED}", f"{MOVED} {SHOWN}"
    assert told(shown, other) == ()
    assert told(shown, other.replace("Bergen", "Ostrava")) == ("Ostrava",)


def test_a_new_sentence_beside_a_moved_one_is_told() -> None:
    added = "Their owners have to put them on the rails again before the winter."
    other = f"{MOVED} {added} {SHOWN}"
    assert told(f"{SHOWN} {MOVED}", other) == ("Their owners have to put them",)


def test_a_word_that_comes_back_is_the_subject() -> None:
    users = (
        "Returns the list of users that belong to the account. The users are sorted by the day "
        "on which they joined, and without users the list is empty."
    )
    assert told(users, users.replace("users", "groups")) == ("groups",)


def test_spellings_of_one_name_are_one() -> None:
    kyiv = "Officials in Kyiv said on Monday that the talks with their guests had gone well."
    assert told(kyiv, kyiv.replace("Kyiv", "Kiev")) == ()
    assert told(kyiv, kyiv.replace("Kyiv", "Odesa")) == ("Odesa",)


def test_a_name_is_another_though_it_is_a_word_as_well() -> None:
    china = "Dealers from China sold old china to the guests, the officials of the fair said."
    told_of = told(f"{china} {MOVED}", f"{china.replace('China', 'Japan')} {MOVED}")
    assert told_of == ("Japan",)


@given(st.text(max_size=200))
def test_nothing_differs_from_itself(text: str) -> None:
    assert told(text, text) == ()


@given(st.text("ab1 2.-’n\u00b2\u0661", max_size=60), st.text("ab1 2.-’n\u00b2\u0661", max_size=60))
def test_what_is_told_stands_in_one_of_them(shown: str, other: str) -> None:
    written = {token.written for token in (*tokens(shown), *tokens(other))}
    for words in told(shown, other):
        assert words in written or set(words.split()) <= written
