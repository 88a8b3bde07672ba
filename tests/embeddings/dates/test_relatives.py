"""This and last week, month and year in six languages, alone and behind a month or a season."""

from datetime import date

import pytest

from embeddings.dates.in_questions import interval_of
from embeddings.dates.interval import Interval

TODAY = date(2026, 11, 22)  # a Sunday


def between(first: str, last: str) -> Interval:
    return Interval(date.fromisoformat(first), date.fromisoformat(last))


LAST_WEEK = between("2026-11-09", "2026-11-15")
THIS_WEEK = between("2026-11-16", "2026-11-22")
LAST_MONTH = between("2026-10-01", "2026-10-31")
THIS_MONTH = between("2026-11-01", "2026-11-30")
LAST_YEAR = between("2025-01-01", "2025-12-31")
THIS_YEAR = between("2026-01-01", "2026-12-31")
JUNE = between("2025-06-01", "2025-06-30")
SUMMER = between("2025-06-01", "2025-08-31")


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("What grew last year?", LAST_YEAR),
        ("this year's budget", THIS_YEAR),
        ("this week", THIS_WEEK),
        ("this month", THIS_MONTH),
        ("im letzten Jahr", LAST_YEAR),
        ("Was geschah vergangenes Jahr?", LAST_YEAR),
        ("letztes Jahr", LAST_YEAR),
        ("im Vorjahr", LAST_YEAR),
        ("in der letzten Woche", LAST_WEEK),
        ("vorige Woche", LAST_WEEK),
        ("im vergangenen Monat", LAST_MONTH),
        ("in diesem Jahr", THIS_YEAR),
        ("dieses Jahr", THIS_YEAR),
        ("in dieser Woche", THIS_WEEK),
        ("diesen Monat", THIS_MONTH),
        ("el año pasado", LAST_YEAR),
        ("este año", THIS_YEAR),
        ("esta semana", THIS_WEEK),
        ("l’an dernier", LAST_YEAR),
        ("l’année dernière", LAST_YEAR),
        ("la semaine dernière", LAST_WEEK),
        ("cette semaine", THIS_WEEK),
        ("cette année", THIS_YEAR),
        ("ce mois-ci", THIS_MONTH),
        ("в прошлом году", LAST_YEAR),
        ("в этом году", THIS_YEAR),
        ("на этой неделе", THIS_WEEK),
        ("в прошлом месяце", LAST_MONTH),
        ("торік", LAST_YEAR),
        ("минулого року", LAST_YEAR),
        ("у минулому році", LAST_YEAR),
        ("цього року", THIS_YEAR),
        ("цього тижня", THIS_WEEK),
    ],
)
def test_weeks_months_and_years(text: str, interval: Interval) -> None:
    assert interval_of(text, TODAY) == interval


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("What happened in June of last year?", JUNE),
        ("What happened in June last year?", JUNE),
        ("What happened on 16 June last year?", between("2025-06-16", "2025-06-16")),
        ("What happened in June of this year?", between("2026-06-01", "2026-06-30")),
        ("in the summer of last year", SUMMER),
        ("the third quarter of last year", between("2025-07-01", "2025-09-30")),
        ("Was geschah im Juni letzten Jahres?", JUNE),
        ("Was geschah im Juni des vergangenen Jahres?", JUNE),
        ("im Sommer letzten Jahres", SUMMER),
        ("im Sommer des letzten Jahres", SUMMER),
        ("¿Qué pasó en junio del año pasado?", JUNE),
        ("en el verano del año pasado", SUMMER),
        ("Qu’est-il arrivé en juin de l’année dernière ?", JUNE),
        ("à l’été de l’année dernière", SUMMER),
        ("en juin l’an dernier", JUNE),
        ("Что было в июне прошлого года?", JUNE),
        ("летом прошлого года", SUMMER),
        ("Що було у червні минулого року?", JUNE),
        ("влітку минулого року", SUMMER),
    ],
)
def test_a_part_of_last_year(text: str, interval: Interval) -> None:
    assert interval_of(text, TODAY) == interval


def test_there_is_a_first_year() -> None:
    assert interval_of("What happened last year, and in the summer of last year?", date.min) is None
