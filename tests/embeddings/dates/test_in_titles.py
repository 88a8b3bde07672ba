"""Which time a title names, and that its numbers name none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.dates.in_titles import title_time
from embeddings.dates.interval import Stretch, months, years

MAY = months(2025, 5, 5)


@pytest.mark.parametrize(
    ("title", "time"),
    [
        ("Hartwell Annual Report 2025", years(2025, 2025)),
        ("2025: what the council did", years(2025, 2025)),
        ("Budget 2019–2023", years(2019, 2023)),
        ("Season 2024/25", years(2024, 2025)),
        ("Season 2024-25", years(2024, 2025)),
        ("League of 2004-05", years(2004, 2005)),
        ("Water report Q3 2019", months(2019, 7, 9)),
        ("2019-Q3 water report", months(2019, 7, 9)),
        ("Water report H2 2019", months(2019, 7, 12)),
        ("Museum report, May 2025", MAY),
        ("Minutes of 16 May 2025", MAY),
        ("Minutes, May 16, 2025", MAY),
        ("Log 2025-05", MAY),
        ("Log 2025-05-16", MAY),
        ("Protokoll Mai 2025", MAY),
        ("Informe de mayo de 2025", MAY),
        ("Bilan mai 2025", MAY),
        ("Отчёт за май 2025 года", MAY),
        ("Звіт за травень 2025 року", MAY),
        ("Звіт за лютий 2025 року", months(2025, 2, 2)),
        ("Bericht März 2025", months(2025, 3, 3)),
        ("Annual Report 2025: May 2025", MAY),
    ],
)
def test_a_title_names_a_time(title: str, time: Stretch) -> None:
    assert title_time(title) == time


@pytest.mark.parametrize(
    "title",
    [
        "",
        "The mayor resigns",
        "Room 20145",
        "From 2019 and from 2023",
        "Version 2.2019.1",
        "Model X-2019b",
        "2023-2019",
    ],
)
def test_a_title_without_one(title: str) -> None:
    assert title_time(title) is None


@given(st.text(st.sampled_from("2019q/-– may,.05мая"), max_size=20), st.dates(date(1500, 1, 1)))
def test_nothing_is_an_error(title: str, day: date) -> None:
    title_time(title)
    title_time(f"{title} {day} {title}")
