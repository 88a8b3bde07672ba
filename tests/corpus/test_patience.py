import pytest

from corpus.errors import ReadingError
from corpus.patience import Patience


def test_a_document_may_take_five_minutes_and_no_longer() -> None:
    now = 1_000.0
    patience = Patience(clock=lambda: now)
    patience.check()
    now += 300
    patience.check()
    now += 0.5
    with pytest.raises(ReadingError, match=r"^reading it took longer than 300 s$"):
        patience.check()


def test_one_document_takes_nothing_from_the_next() -> None:
    now = 1_000.0
    Patience(50, lambda: now)
    now += 40
    patience = Patience(50, lambda: now)
    now += 40
    patience.check()
