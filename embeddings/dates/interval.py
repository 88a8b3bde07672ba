"""Days from one to another: what a question's words of time come down to."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``first`` to ``last``, both included; None is no bound."""

    first: date | None
    last: date | None

    @property
    def is_empty(self) -> bool:
        """Whether no day lies within."""
        return self.first is not None and self.last is not None and self.first > self.last


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from ``first`` to ``last``, both included and both known."""

    first: date
    last: date

    def in_year(self, year: int) -> "Stretch | None":
        """The same days, ``last`` in ``year``; None where that year lacks one of them."""
        try:
            moved = self.last.replace(year=year)
            return Stretch(self.first.replace(year=self.first.year + year - self.last.year), moved)
        except ValueError:  # the 29th of February
            return None


def lasting(day: date, period: str) -> Stretch:
    """The whole ``period`` (day, week, month or year) that ``day`` lies in."""
    if period == "week":
        monday = day - timedelta(day.weekday())
        return Stretch(monday, monday + timedelta(6))
    if period == "month":
        return months(day.year, day.month, day.month)
    if period == "year":
        return years(day.year, day.year)
    return Stretch(day, day)


def months(year: int, first: int, last: int) -> Stretch:
    """From the beginning of one month to the end of another, both 1 to 12."""
    return Stretch(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def years(first: int, last: int) -> Stretch:
    """From the beginning of one year to the end of another."""
    return Stretch(date(first, 1, 1), date(last, 12, 31))


def spanning(intervals: Collection[Interval]) -> Interval | None:
    """One interval over all of them; *since* and *until* together bound it from both sides."""
    if not intervals:
        return None
    opened = [it.first for it in intervals if it.first is not None]
    closed = [it.last for it in intervals if it.last is not None]
    since = any(it.last is None for it in intervals)
    until = any(it.first is None for it in intervals)
    whole = Interval(
        min(opened, default=None) if not until or since else None,
        max(closed, default=None) if not since or until else None,
    )
    return None if whole.is_empty else whole
