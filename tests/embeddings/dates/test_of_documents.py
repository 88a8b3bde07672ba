"""How far documents are from a time: by their titles, else by their publication dates."""

from datetime import date

import pytest

from corpus.document import Metadata
from embeddings.dates.interval import Interval
from embeddings.dates.of_documents import FAR, DocumentTimes

IN_2025 = Interval(date(2025, 1, 1), date(2025, 12, 31))
IN_MAY = Interval(date(2025, 5, 1), date(2025, 5, 31))
SINCE_2023 = Interval(date(2023, 1, 1), None)
BEFORE_2025 = Interval(None, date(2024, 12, 31))


@pytest.mark.parametrize(
    ("title", "published", "interval", "days"),
    [
        (None, date(2025, 5, 16), IN_2025, 0),
        (None, date(2025, 5, 16), IN_MAY, 0),
        (None, date(2025, 6, 2), IN_MAY, 2),
        (None, date(2025, 4, 29), IN_MAY, 2),
        (None, date(2031, 1, 1), SINCE_2023, 0),
        (None, date(1931, 1, 1), BEFORE_2025, 0),
        (None, None, BEFORE_2025, FAR),
        # What the title says goes before the date of publication.
        ("Report 2025", date(2026, 2, 15), IN_2025, 0),
        ("Report 2025", None, IN_2025, 0),
        ("Report 2024", date(2025, 2, 15), IN_2025, 366),
        ("Report 2026", date(2025, 12, 15), IN_2025, 365),
        ("Report May 2025", date(2025, 6, 2), IN_MAY, 0),
        ("Report April 2025", date(2025, 5, 2), IN_MAY, 30),
        ("Report 2025", date(2026, 2, 15), SINCE_2023, 0),
        ("Report 2025", date(2026, 2, 15), BEFORE_2025, 365),
        # A year says nothing of a month.
        ("Report 2025", date(2025, 5, 2), IN_MAY, 0),
        ("Report 2024", date(2025, 5, 2), IN_MAY, 0),
        # Far from publication it may be anything: then the nearer of the two counts.
        ("How 1914 began", date(2025, 2, 15), IN_2025, 0),
        ("How 1914 began", date(2025, 2, 15), Interval(date(1914, 1, 1), date(1914, 12, 31)), 0),
    ],
)
def test_days(title: str | None, published: date | None, interval: Interval, days: int) -> None:
    times = DocumentTimes([Metadata(), Metadata(title=title, published=published)])
    assert times.days_from(interval).tolist() == [FAR, days]
