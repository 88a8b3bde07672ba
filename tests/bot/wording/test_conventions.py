"""Dates, numbers and lists as each language writes them."""

from datetime import date

import pytest

from bot.wording.conventions import day, grouped, joined, languages
from bot.wording.translation import speaking


@pytest.mark.parametrize(
    ("language", "written", "number", "listed", "named"),
    [
        ("en", "16 May 2025", "12,345", "A, B and C", "English, Russian and xx"),
        ("de", "16. Mai 2025", "12.345", "A, B und C", "Englisch, Russisch und xx"),
        ("es", "16 de mayo de 2025", "12.345", "A, B y C", "inglés, ruso y xx"),
        ("fr", "16 mai 2025", "12\u202f345", "A, B et C", "anglais, russe et xx"),
        ("ru", "16 мая 2025\u202fг.", "12\xa0345", "A, B и C", "английский, русский и xx"),
        ("uk", "16 травня 2025\u202fр.", "12\xa0345", "A, B і C", "англійська, російська і xx"),
    ],
)
def test_each_language_has_its_own(
    language: str, written: str, number: str, listed: str, named: str
) -> None:
    with speaking(language):
        assert day(date(2025, 5, 16)) == written
        assert grouped(12_345) == number
        assert joined(["A", "B", "C"]) == listed
        assert languages(["en", "ru", "xx"]) == named


def test_one_or_the_other() -> None:
    assert joined(["Reuters", "talks"], "or") == "Reuters or talks"
    assert joined(["Reuters"]) == "Reuters"
