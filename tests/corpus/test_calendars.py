import pytest

from corpus.calendars import is_weekday, month_of, weekday_of


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("May", 5), ("may", 5), ("MAI", 5), ("mayo", 5), ("мая", 5), ("мае", 5), ("травня", 5),
        ("März", 3), ("mrz", 3), ("Sept", 9), ("sept", 9), ("août", 8), ("січні", 1), ("07", 7),
        ("", 0), ("Monday", 0), ("Ambry", 0), ("²", 0),
    ],
)  # fmt: skip
def test_months_by_their_names(written: str, number: int) -> None:
    assert month_of(written) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Monday", 0),
        ("lundi", 0),
        ("Середу", 2),
        ("пятницу", 4),
        ("неділя", 6),
        ("May", -1),
        ("", -1),
    ],
)
def test_weekdays_by_their_names(written: str, number: int) -> None:
    assert weekday_of(written) == number
    assert is_weekday(written) == (number >= 0)


def test_weekdays_in_short_are_weekdays_without_a_number() -> None:
    assert is_weekday("Thurs")
    assert weekday_of("Thurs") == -1
