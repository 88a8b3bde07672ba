"""Dates as they stand in front matter, tables and first lines."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.metadata import date_line, metadata_from_mapping
from corpus.stated_dates import stated_date


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2025-05-19", date(2025, 5, 19)),
        ("2025-05-19T23:10:00.123Z", date(2025, 5, 19)),
        ("2025-05-19 23:10:00 +02:00", date(2025, 5, 19)),
        ("2025/05/14", date(2025, 5, 14)),
        ("14.03.2025", date(2025, 3, 14)),
        ("5.6.2025", date(2025, 6, 5)),
        ("14.03.2025, 10:00 Uhr", date(2025, 3, 14)),
        ("14/03/2025", date(2025, 3, 14)),
        ("03/14/2025 10:00 PM", date(2025, 3, 14)),
        ("05/05/2025", date(2025, 5, 5)),
        ("May 6, 2025 10:00", date(2025, 5, 6)),
        ("December 1, 2025", date(2025, 12, 1)),
        ("1 December 2025", date(2025, 12, 1)),
        ("MAY 6, 2025", date(2025, 5, 6)),
        ("Sept. 3, 2025", date(2025, 9, 3)),
        ("Sunday, 4 May 2025", date(2025, 5, 4)),
        ("Sun, 04 May 2025 10:00:00 GMT", date(2025, 5, 4)),
        ("Sun, 4 May 2025 23:30:00 -0500 (EST)", date(2025, 5, 4)),
        ("1. Dezember 2025", date(2025, 12, 1)),
        ("Sonntag, den 4. Mai 2025 um 10:00 Uhr", date(2025, 5, 4)),
        ("1er décembre 2025 à 10h30", date(2025, 12, 1)),
        ("domingo, 4 de mayo de 2025", date(2025, 5, 4)),
        ("14 марта 2025", date(2025, 3, 14)),
        ("14 марта 2025 г., 10:00", date(2025, 3, 14)),
        ("14 березня 2025 року", date(2025, 3, 14)),
        ("1746662400", date(2025, 5, 8)),
        ("1746662400123", date(2025, 5, 8)),
    ],
)
def test_what_can_be_read_in_one_way_is_read(stated: str, expected: date) -> None:
    assert stated_date(stated) == expected
    assert metadata_from_mapping({"published": stated}).published == expected
    assert date_line(f"Published: {stated}") == expected


@pytest.mark.parametrize(
    "stated",
    [
        "04/05/2025", "04-05-2025", "14/03/25", "32.01.2025", "30 February 2025", "05.13.2025",
        "May 2025", "2025", "14 Smarch 2025", "Sunday 2025", "1 December 2025 or later", "in 2025",
        "9999999999", "123456789", "17466624001", "0001-01-01", "31.12.9999", "٢٠٢٥-٠٥-١٩",
        "1 December", "Draft, 4 May 2025", "", None, "1" * 100,
    ],
)  # fmt: skip
def test_what_is_no_date_for_certain_stays_unknown(stated: str | None) -> None:
    assert stated_date(stated) is None


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_programs_are_understood(day: date) -> None:
    for form in ("%d.%m.{}", "%d %b {}", "%a, %d %b {} 10:00:00 +0000", "%B %d, {}"):
        assert stated_date(day.strftime(form).format(f"{day.year:04}")) == day
    assert stated_date(day.isoformat()) == day
    assert stated_date(datetime(day.year, day.month, day.day, 9, 5).isoformat()) == day


@given(st.text() | st.text("0123456789./-:, TZMaydec", max_size=40))
def test_no_text_makes_it_fail(text: str) -> None:
    stated_date(text)
