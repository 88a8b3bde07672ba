"""Which texts are versions of one, and which may stand for another."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.stories.duplicates import folded, is_one_story, is_same, profile, signatures, stands_for

WIRE = (
    "A freight train carrying grain derailed near Harlow on Tuesday evening, injuring 12 people "
    "and blocking the line to the coast, the rail operator said. Rescue crews worked through the "
    "night to free the driver of a second train, which had run into it at 40 kilometres an hour."
)
WORDS = st.text("abcdeñж中ü1 9.,-’\n", max_size=80) | st.text(max_size=40)


def are_one(one: str, two: str) -> bool:
    return is_one_story(profile(one), profile(two))


@pytest.mark.parametrize(
    "copy",
    [
        WIRE.upper(),
        WIRE.replace(" ", "\u00a0").replace(".", ".\n"),
        f"“{WIRE}”".replace("“", "").replace("”", "").replace("-", "—"),
        WIRE.replace("coast", "co\u00adast"),
    ],
)
def test_typography_is_nothing_to_a_text(copy: str) -> None:
    assert is_same(WIRE, copy)
    assert stands_for(WIRE, copy)


@pytest.mark.parametrize(
    "copy",
    [
        WIRE.replace("the rail operator said", "according to the railways"),
        WIRE.replace("Rescue crews worked", "Firefighters were working"),
        WIRE[WIRE.index("Rescue") :] + " " + WIRE[: WIRE.index("Rescue") - 1],
        f"Officials are at the site. {WIRE}",
    ],
)
def test_an_edited_copy_is_one_story_and_needs_no_place(copy: str) -> None:
    assert not is_same(WIRE, copy)
    assert are_one(WIRE, copy)
    assert stands_for(WIRE, copy)


def test_a_version_with_another_figure_is_one_story_but_no_copy() -> None:
    changed = WIRE.replace("12 people", "14 people")
    assert are_one(WIRE, changed)
    assert not stands_for(WIRE, changed)
    assert not stands_for(changed, WIRE)


def test_one_figure_may_be_all_that_differs() -> None:
    bomb = "A bomb in the market of Harlow killed {} people in the morning, the officials said."
    assert are_one(bomb.format(12), bomb.format(14))
    assert not stands_for(bomb.format(12), bomb.format(14))
    assert not stands_for(bomb.format(14), bomb.format(12))
    plan = "The district of Torun plans to spend {} million euros on new hospitals in {}."
    assert not are_one(plan.format(31, 2019), plan.format(84, 2020))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Room {} is on the ground floor and has a projector, a white board and a sink.", (12, 14)),
        ("The projector and the white board in room {} are there for all who ask.", (12, 14)),
        ("Under Article {} the parties inform one another of every change of the list.", (7, 9)),
        ("Adults take {} mg with water in the evening, and never more than that.", (5, 20)),
        ("La salle {} a un projecteur, un tableau blanc et de la place pour une classe.", (12, 14)),
        ("В комнате {} есть проектор, белая доска, мойка и место для целого класса.", (12, 14)),
        (
            "The council of Ostrava passed its budget in {} and spent most of it on schools.",
            (2019, 2020),
        ),
    ],
)
def test_a_figure_that_names_a_thing_makes_another_matter(
    text: str, figures: tuple[int, int]
) -> None:
    assert not are_one(*(text.format(it) for it in figures))


def test_what_is_left_out_is_nothing_that_is_said() -> None:
    shorter = WIRE.replace(", injuring 12 people and blocking", ", blocking")
    assert stands_for(WIRE, shorter)
    assert not stands_for(shorter, WIRE)


@pytest.mark.parametrize(
    "other",
    [
        "Share prices in London fell for the third day in a row on Friday, led by the banks.",
        WIRE.replace("12", "31").replace("40", "55").replace("Tuesday", "Friday"),
    ],
)
def test_another_matter_is_no_story(other: str) -> None:
    assert not are_one(WIRE, other)


def test_short_passages_are_copies_only_where_they_are_the_same() -> None:
    assert are_one("The line stays closed.", "The line  stays closed.")
    assert not are_one("The line to the coast stays closed.", "The line to the coast stays shut.")


def test_a_short_passage_keeps_its_order_where_few_neighbours_are_left() -> None:
    hit = "Laurel and Hardy signed a contract at the studio to make ten films over five years."
    copy = (
        "Laurel with Hardy signed one contract at this studio to make ten movies over five years."
    )
    assert are_one(hit, copy)
    backwards = " ".join(reversed(hit.split()))
    assert not are_one(hit, backwards)


def test_scripts_without_spaces_have_copies_too() -> None:
    text = "运营商表示，一列运送粮食的货运列车周二晚间在哈洛附近脱轨，造成十余人受伤，线路中断。"
    assert stands_for(text, text.replace("运营商表示", "据运营商称"))
    assert not are_one(
        text, "股市周五连续第三天下跌，银行股和保险股领跌，投资者等待央行下周公布利率决定。"
    )


@given(WORDS, WORDS)
def test_a_story_has_no_direction(one: str, two: str) -> None:
    assert are_one(one, two) == are_one(two, one)


@given(WORDS)
def test_a_text_is_its_own_copy(text: str) -> None:
    assert are_one(text, text)
    assert stands_for(text, text)
    assert folded(folded(text)) == folded(text)


@given(st.lists(WORDS, max_size=5), st.lists(WORDS, max_size=5))
def test_a_signature_depends_on_its_text_alone(one: list[str], two: list[str]) -> None:
    apart = np.concatenate([signatures(one), signatures(two)])
    assert signatures([*one, *two]).tobytes() == apart.tobytes()
