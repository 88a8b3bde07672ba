"""Dates with a time of day: those of a publication are marked, those of an appointment are not."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.boilerplate.mark import Reason
from corpus.boilerplate.moments import heads_entry, is_moment
from one_paragraph import reason_alone


@pytest.mark.parametrize(
    "text",
    [
        "14 March 2025, 10:32", "March 14, 2025 10:32 AM", "Fri 14 Mar 2025 10.32 GMT",
        "2025-03-14 10:32", "2025-03-14T10:00:00Z", "14/03/2025 10:32",
        "14 марта 2025 в 10:32", "14 марта 2025 г., 10:32", "10:32, 14 марта 2025",
        "14 березня 2025, п'ятниця, 10:32", "14 березня 2025 року, 10:32",
        "14.03.2025, 10:32 Uhr", "14. März 2025 um 10:32 Uhr", "14.03.2025 | 10:32",
        "14 de marzo de 2025 a las 10:32 h", "viernes, 14 de marzo de 2025, 10:32",
        "Le 14 mars 2025 à 10:32", "14/03/2025 à 10h32", "vendredi 14 mars 2025, 10h32",
    ],
)  # fmt: skip
def test_a_date_to_the_minute_is_a_date_line(text: str) -> None:
    assert reason_alone(text) is Reason.BYLINE


@pytest.mark.parametrize(
    "text",
    [
        "14 March 2025", "14.03.2025", "10:32", "14 March, 10:32", "March 2025, 10:32",
        "Friday, 14 March 2025, 19:30", "Samstag, 15. März 2025, 20:00 Uhr",
        "On 14 March 2025 at 10:32 the bridge fell", "14 March 2025, 10:32: the first siren",
        "14 and 15 March 2025, 10:32", "14 March 2025, 10:32, 11:47", "Train 14, 2025, 10:32",
        "Kyiv, 14 March 2025, 10:32", "14 Mars bars in 2025 at 10:32",
    ],
)  # fmt: skip
def test_what_says_more_or_less_is_served(text: str) -> None:
    assert reason_alone(text) is None


@given(st.datetimes(datetime.datetime(1990, 1, 1), datetime.datetime(2089, 12, 31)))
def test_a_round_quarter_is_an_appointment(when: datetime.datetime) -> None:
    published = when.minute % 15 != 0
    for form in ("%d.%m.%Y, %H:%M Uhr", "%Y-%m-%d %H:%M", "%d %B %Y, %H:%M", "%d/%m/%Y à %Hh%M"):
        assert is_moment(when.strftime(form)) is published
    assert is_moment(when.strftime("%Y-%m-%dT%H:%M:%SZ"))


@pytest.mark.parametrize(
    "text",
    [
        "26 April 1986, 05:00", "26 April 1986", "26 April, 01:26", "26 April", "01:26", "1.26 am",
        "26.04.1986", "26. April 1986, 5:00 Uhr", "26 апреля 1986 г.", "1h26",
    ],
)  # fmt: skip
def test_a_day_or_a_time_may_head_an_entry(text: str) -> None:
    assert heads_entry(text)


@pytest.mark.parametrize("text", ["1986", "April", "April 1986", "12", "Room 12, 01:26", "01:26 x"])
def test_what_names_neither_or_more_heads_none(text: str) -> None:
    assert not heads_entry(text)
