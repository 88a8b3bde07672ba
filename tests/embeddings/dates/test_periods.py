"""Weekdays, decades and parts of a year, and what only looks like one of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.dates.in_questions import interval_of
from embeddings.dates.interval import Interval

TODAY = date(2026, 11, 22)  # a Sunday


def between(first: str, last: str) -> Interval:
    return Interval(date.fromisoformat(first), date.fromisoformat(last))


MONDAY = between("2026-11-16", "2026-11-16")
NINETIES = between("1990-01-01", "1999-12-31")
FIRST_QUARTER = between("2025-01-01", "2025-03-31")
FIRST_HALF = between("2025-01-01", "2025-06-30")
SECOND_HALF = between("2025-07-01", "2025-12-31")
SPRING = between("2024-03-01", "2024-05-31")
SUMMER = between("2024-06-01", "2024-08-31")
AUTUMN = between("2024-09-01", "2024-11-30")


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("What was signed last Monday?", MONDAY),
        ("What was signed on Monday?", MONDAY),
        ("on Sunday", between("2026-11-22", "2026-11-22")),
        ("last Sunday", between("2026-11-15", "2026-11-15")),
        ("am Montag", MONDAY),
        ("letzten Montag", MONDAY),
        ("el lunes", MONDAY),
        ("el lunes pasado", MONDAY),
        ("ce lundi", MONDAY),
        ("lundi dernier", MONDAY),
        ("в понедельник", MONDAY),
        ("в прошлую среду", between("2026-11-18", "2026-11-18")),
        ("у понеділок", MONDAY),
        ("минулого понеділка", MONDAY),
        ("у п’ятницю", between("2026-11-20", "2026-11-20")),
        ("on Monday, 5 May 2025", between("2025-05-05", "2025-05-05")),
    ],
)
def test_weekdays(text: str, interval: Interval) -> None:
    assert interval_of(text, TODAY) == interval


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("What was sung in the 1990s?", NINETIES),
        ("in the 90s", NINETIES),
        ("in the early 1990's", NINETIES),
        ("since the 1990s", Interval(date(1990, 1, 1), None)),
        ("in the 1900s", between("1900-01-01", "1999-12-31")),
        ("in the 2000s", between("2000-01-01", "2009-12-31")),
        ("in den 90ern", NINETIES),
        ("in den 1990er-Jahren", NINETIES),
        ("en los años 90", NINETIES),
        ("¿Qué se cantaba en los 90?", NINETIES),
        ("dans les années 90", NINETIES),
        ("в 90-х", NINETIES),
        ("в 1990-х годах", NINETIES),
        ("у 90-х", NINETIES),
        ("у 1990-х роках", NINETIES),
    ],
)
def test_decades(text: str, interval: Interval) -> None:
    assert interval_of(text, TODAY) == interval


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("What grew in Q1 2025?", FIRST_QUARTER),
        ("2025 Q1", FIRST_QUARTER),
        ("H2 2025", SECOND_HALF),
        ("the first quarter of 2025", FIRST_QUARTER),
        ("the first half of 2025", FIRST_HALF),
        ("the second half of 2025", SECOND_HALF),
        ("spring 2024", SPRING),
        ("in the summer of 2024", SUMMER),
        ("in the fall of 2024", AUTUMN),
        ("im ersten Quartal 2025", FIRST_QUARTER),
        ("in der ersten Hälfte 2025", FIRST_HALF),
        ("im Sommer 2024", SUMMER),
        ("el primer trimestre de 2025", FIRST_QUARTER),
        ("la primera mitad de 2025", FIRST_HALF),
        ("en el verano de 2024", SUMMER),
        ("au premier trimestre 2025", FIRST_QUARTER),
        ("au premier semestre de 2025", FIRST_HALF),
        ("à l’été 2024", SUMMER),
        ("в первом квартале 2025 года", FIRST_QUARTER),
        ("в первой половине 2025 года", FIRST_HALF),
        ("осенью 2024 года", AUTUMN),
        ("у першому кварталі 2025 року", FIRST_QUARTER),
        ("у першій половині 2025 року", FIRST_HALF),
        ("навесні 2024 року", SPRING),
    ],
)
def test_parts_of_a_year(text: str, interval: Interval) -> None:
    assert interval_of(text, TODAY) == interval


@pytest.mark.parametrize(
    "text",
    [
        "What was Black Monday?",
        "Who comes to Sunday school, and what is the second Sunday of Advent?",
        "What was bombed on Good Friday?",
        "What is shown on Monday Night Football?",
        "Who wrote Windows 95?",
        "Where does the 50s bus go, and who rides in the 50s bus?",
        "Why have months 30 days?",
        "Who sings Psalm 90 for 90 people?",
        "Who won the first quarter of the game, and the second half?",
        "Did prices fall 2024 times?",
        "How deep is the fourth half of nothing?",
        "Was ist ein Montag?",
        "Was geschah am Sonntagabend?",
        "¿Qué pasó el Viernes Santo?",
        "¿Qué es el Domingo de Ramos?",
        "¿Qué hay en los 50 estados?",
        "Combien d’invités ont été 2024 fois ?",
        "Le lundi, qui travaille ?",
        "Что попадает в среду обитания?",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert interval_of(text, TODAY) is None


WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@given(today=st.dates(date(1970, 1, 1)), weekday=st.integers(0, 6))
def test_a_weekday_is_the_last_one_up_to_today(today: date, weekday: int) -> None:
    on = interval_of(f"What happened on {WEEKDAYS[weekday]}?", today)
    last = interval_of(f"What happened last {WEEKDAYS[weekday]}?", today)
    assert on is not None
    assert last is not None
    assert on.first == on.last
    assert on.first is not None
    assert last.first is not None
    assert on.first.weekday() == last.first.weekday() == weekday
    assert timedelta(0) <= today - on.first < timedelta(7)
    assert timedelta(0) < today - last.first <= timedelta(7)
