from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_app.counting.chart import CELLS, bars

FULL = "█"
counts = st.lists(st.integers(0, 10_000_000), min_size=1, max_size=31)


def test_a_week() -> None:
    rows = [("Mon 16", 12), ("Tue 17", 0), ("Wed 18", 1), ("Thu 19", 6), ("Fri 20", 100)]
    assert bars(rows) == (
        "Mon 16  12 █▌\nTue 17   0\nWed 18   1 ▏\nThu 19   6 ▊\nFri 20 100 ████████████"
    )


@given(counts)
def test_bars_are_in_proportion(numbers: list[int]) -> None:
    lines = bars([("день", number) for number in numbers]).split("\n")
    assert len(lines) == len(numbers)
    largest = max(numbers)
    for line, number in zip(lines, numbers, strict=True):
        bar = line.partition(str(number))[2].strip()
        eighths = sum(8 if cell == FULL else " ▏▎▍▌▋▊▉".index(cell) for cell in bar)
        assert bool(bar) == bool(number)
        assert len(bar) <= CELLS
        exact = 8 * CELLS * number / largest if largest else 0
        assert abs(eighths - exact) <= 1


def test_nothing() -> None:
    assert bars([]) == ""
