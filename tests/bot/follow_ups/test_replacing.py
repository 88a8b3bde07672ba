"""What a newer question of a talk replaces of those before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.follow_ups.replacing import in_force, replaces, speaks_of_time, with_year

EOWYN = "How many homes lost electricity in Storm Eowyn?"


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        (("Who led Hartwell in 2019?", "And in 2022?"), ("Who led Hartwell in", "And in 2022?")),
        (
            ("Who led Hartwell in 2019?", "And in 2022?", "And in 2025?", "How much was paid?"),
            ("Who led Hartwell in", "And in", "And in 2025?", "How much was paid?"),
        ),
        (("What happened in May 2024?", "and in June?"), ("What happened in 2024", "and in June?")),
        (("What happened in May?", "what about last Friday?"),
         ("What happened in", "what about last Friday?")),
        ((EOWYN, "and in Storm Amy?"), ("How many homes lost electricity in", "and in Storm Amy?")),
        ((EOWYN, "Storm Amy?"), (EOWYN, "Storm Amy?")),
        ((EOWYN, "what about Storm Amy?"),
         ("How many homes lost electricity in", "what about Storm Amy?")),
        ((EOWYN.lower(), "and in storm amy?"),
         ("how many homes lost electricity in", "and in storm amy?")),
        ((EOWYN, "and in Storm Amy?", "and in Storm Bram?"),
         ("How many homes lost electricity in", "and in", "and in Storm Bram?")),
        (("What was the revenue of Hartwell in Graz?", "and in Lyon?"),
         ("What was the revenue of Hartwell in", "and in Lyon?")),
        (("Who owns Hartwell?", "and in Austria?"), ("Who owns Hartwell?", "and in Austria?")),
        ((EOWYN, "And the gusts?"), (EOWYN, "And the gusts?")),
        ((EOWYN, "and who led Hartwell?"), (EOWYN, "and who led Hartwell?")),
        ((EOWYN, "Where did Storm Amy hit?", "and Storm Bram?"),
         (EOWYN, "Where did hit", "and Storm Bram?")),
        ((EOWYN, "Where did it hit?", "and Storm Bram?"),
         (EOWYN, "Where did it hit?", "and Storm Bram?")),
        (("Wie hoch stieg der Pegel in Passau?", "und in Wien?"),
         ("Wie hoch stieg der Pegel in", "und in Wien?")),
        (("Wie hoch stieg der Pegel in Passau?", "und die Donau?"),
         ("Wie hoch stieg der Pegel in Passau?", "und die Donau?")),
        (("¿Quién pidió ayuda en Zamora en 2022?", "¿y en 2025?"),
         ("Quién pidió ayuda en Zamora en", "¿y en 2025?")),
        (("Скільки суден прийняв порт у липні 2025?", "а у березні 2024?"),
         ("Скільки суден прийняв порт у", "а у березні 2024?")),
        (("地震?", "2024?"), ("地震?", "2024?")),
    ],
)  # fmt: skip
def test_what_is_left(asked: tuple[str, ...], left: tuple[str, ...]) -> None:
    assert in_force(asked) == left


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("and in 2022?", "Who led Hartwell in 2019?", True),
        ("what about last Friday?", EOWYN, True),
        ("and in Storm Amy?", EOWYN, True),
        ("and then?", EOWYN, False),
        ("why?", EOWYN, False),
        ("How much was the dividend?", "Who led Hartwell in 2019?", False),
        ("what did he do in 2022?", "Who led Hartwell in 2019?", False),
    ],
)
def test_whether_an_ellipsis_asks_the_same_of_another(
    text: str, before: str, expected: bool
) -> None:
    assert replaces(text, before) is expected


def test_a_time() -> None:
    assert speaks_of_time("and last week?")
    assert speaks_of_time("¿y el 3 de mayo?")
    assert not speaks_of_time("and then?")
    assert not speaks_of_time("may I park here?")


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("and in May?", ("Who won in January 2025?",), "and in May 2025?"),
        ("and in May -Amy?", ("Who won in January 2025?",), "and in May 2025 -Amy?"),
        ("and in May?", ("Who won in 2023?", "and in January 2025?", "why?"), "and in May 2025?"),
        ("and in May 2024?", ("Who won in January 2025?",), "and in May 2024?"),
        ("and in May?", ("Who won in January?",), "and in May?"),
        ("and in May?", ("Who won from 2023 to 2025?",), "and in May?"),
        ("and on Friday?", ("Who won in January 2025?",), "and on Friday?"),
        ("may he leave?", ("Who won in January 2025?",), "may he leave?"),
        ("und im Mai?", ("Wer gewann im Januar 2025?",), "und im Mai 2025?"),
    ],
)
def test_a_month_takes_the_year_of_the_talk(
    text: str, asked: tuple[str, ...], expected: str
) -> None:
    assert with_year(text, asked) == expected


@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_nothing_is_added_and_the_newest_stays(asked: list[str]) -> None:
    left = in_force(asked)
    assert len(left) == len(asked)
    assert left[-1] == asked[-1]
    assert in_force(asked[:1]) == (asked[0],)
    assert isinstance(with_year(asked[-1], asked), str)
