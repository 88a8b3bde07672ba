from datetime import date

import pytest

from corpus.readers.dated_lines import stated_date

MADE = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("18 November 2025", "2025-11-18"),
        ("November 18, 2025", "2025-11-18"),
        ("Published: 2025-11-18", "2025-11-18"),
        ("Date: 18 November 2025", "2025-11-18"),
        ("Tuesday, November 18th, 2025", "2025-11-18"),
        ("Monday 5 May 2025", "2025-05-05"),
        ("Lundi 5 mai 2025", "2025-05-05"),
        ("Montag, den 5. Mai 2025", "2025-05-05"),
        ("Published on Monday, 5 May 2025", "2025-05-05"),
        ("Berlin, den 5. Mai 2025", "2025-05-05"),
        ("Paris, le 1er mai 2025", "2025-05-01"),
        ("Le 1er mai 2025", "2025-05-01"),
        ("Madrid, a 5 de mayo de 2025", "2025-05-05"),
        ("18.11.2025", "2025-11-18"),
        ("18 ноября 2025 г.", "2025-11-18"),
        ("18 листопада 2025 року", "2025-11-18"),
        ("Published 14 May 2025, 9:12 a.m.", "2025-05-14"),
        ("Published 14 May 2025 at 09:12 GMT", "2025-05-14"),
        ("Stand: 03.06.2025, 18:04 Uhr", "2025-06-03"),
        ("14 марта 2025, 10:20", "2025-03-14"),
        ("Publié le 14 mai 2025 à 10h20", "2025-05-14"),
        ("Published: 3 May 1921", "1921-05-03"),
        ("12 March 2021", "2021-03-12"),
        ("12 Sept 2025", "2025-09-12"),
    ],
)
def test_a_date_that_stands_alone_is_stated(line: str, day: str) -> None:
    assert stated_date([line], MADE) == day


@pytest.mark.parametrize(
    "line",
    [
        "Saturday, 12 July 2031",
        "Published: 12 July 2031",
        "3 May 1921",
        "12.05.1961",
        "Due, 1 May 2025",
        "Due, 1 May 2030",
        "Geboren, 3. Mai 1961",
        "Geboren, 3. Mai 2020",
        "Ambry, 18 November 2025",
        "Tuesday 5 May 2025",
        "Valid until 18 November 2025",
        "11/12/2025",
        "31 February 2025",
        "18 November 2025, 25 people",
        "10:20, 14 May 2025 and later",
    ],
)
def test_what_may_be_the_date_of_something_else_is_not_taken(line: str) -> None:
    assert stated_date([line], MADE) is None


def test_without_a_day_of_making_a_date_is_from_1990_on_and_not_to_come() -> None:
    assert stated_date(["3 May 1989"]) is None
    assert stated_date(["3 May 1991"]) == "1991-05-03"
    assert stated_date(["1 May 2999"]) is None


def test_when_something_was_converted_tells_nothing_of_how_old_it_is() -> None:
    assert stated_date(["3 May 2001"], MADE) is None
    assert stated_date(["3 May 2001"], MADE, converted=True) == "2001-05-03"


def test_a_date_with_a_label_counts_before_others_and_two_count_for_nothing() -> None:
    assert stated_date(["12 May 2025", "Published: 5 May 2025"], MADE) == "2025-05-05"
    assert stated_date(["12 May 2025", "5 May 2025"], MADE) is None
    assert stated_date(["12 May 2025", "5 July 2031"], MADE) == "2025-05-12"
