"""How much the date of a document counts where a question names a time."""

from datetime import date

import numpy as np
import pytest

from embeddings.interval import Interval
from embeddings.nearness import WEIGHT, nearness
from embeddings.row_table import UNDATED

MAY_16 = Interval(date(2025, 5, 16), date(2025, 5, 16))


def test_nearness_halves_in_two_weeks_and_knows_no_undated() -> None:
    days = [date(2025, 5, 16), date(2025, 5, 30), date(2025, 5, 2), date(2024, 5, 16)]
    published = np.array([UNDATED, *(day.toordinal() for day in days)], np.int64)
    near = nearness(published, MAY_16)
    assert near.tolist() == pytest.approx(
        [0, WEIGHT, WEIGHT / 2, WEIGHT / 2, WEIGHT * 2 ** (-365 / 14)]
    )
    assert nearness(published, Interval(date(2025, 5, 16), None))[:3].tolist() == [
        0,
        WEIGHT,
        WEIGHT,
    ]
    assert nearness(published, Interval(None, date(2025, 5, 16)))[4] == WEIGHT
