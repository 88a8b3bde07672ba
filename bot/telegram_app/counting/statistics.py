"""What the counts of some days come to. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.telegram_app.counting.counts import Kind, Row
from bot.telegram_app.counting.latency import percentile

_QUESTIONS = (Kind.ANSWERED, Kind.CLOSEST, Kind.ABSTAINED)


@dataclass(frozen=True, slots=True)
class Statistics:
    """What happened in a number of days.

    Attributes:
        days: how many questions each day had, the oldest first.
        outcomes: how many were answered, nearly answered and not answered.
        surfaces: how many were asked where.
        median: milliseconds that half of the answers took at most; None where none is known.
        slow: milliseconds that 95 % of them took at most.
        documents: how many answers had their first passage from the document of that path.
        good: how many opinions.
        bad: the same.
        counted_days: on how many of the days it was counted at all, at least 1.
    """

    days: tuple[tuple[date, int], ...]
    outcomes: Mapping[Kind, int]
    surfaces: Mapping[str, int]
    median: float | None
    slow: float | None
    documents: Mapping[str, int]
    good: int
    bad: int
    counted_days: int

    @property
    def questions(self) -> int:
        """How many questions were asked."""
        return sum(self.outcomes.values())

    @property
    def a_day(self) -> float | None:
        """How many there were a day since they are counted; None below one a day."""
        average = self.questions / self.counted_days
        return average if average >= 1 else None

    def share(self, kind: Kind) -> float:
        """How many of the questions had that outcome, 0 to 1."""
        return self.outcomes[kind] / self.questions if self.questions else 0.0


def statistics(rows: Iterable[Row], last: date, days: int, begun: date) -> Statistics:
    """What ``rows`` of the ``days`` up to ``last`` come to; rows of other days are left out.

    Args:
        rows: what was counted.
        last: the last day.
        days: how many.
        begun: the first day of all that is counted.
    """
    first = last - timedelta(days - 1)
    counted: dict[Kind, Counter[str]] = {kind: Counter() for kind in Kind}
    by_day: Counter[date] = Counter()
    for row in rows:
        if first <= row.day <= last:
            counted[row.kind][row.name] += row.count
            by_day[row.day] += row.count if row.kind in _QUESTIONS else 0
    durations = {float(name): count for name, count in counted[Kind.LATENCY].items()}
    surfaces: Counter[str] = sum((counted[kind] for kind in _QUESTIONS), Counter())
    # An opinion may be taken back on the day after it was counted.
    marks = {name: max(0, count) for name, count in counted[Kind.MARK].items()}
    return Statistics(
        days=tuple((day, by_day[day]) for day in _every_day(first, days)),
        outcomes={kind: counted[kind].total() for kind in _QUESTIONS},
        surfaces=surfaces,
        median=percentile(durations, 50),
        slow=percentile(durations, 95),
        documents=counted[Kind.DOCUMENT],
        good=marks.get("good", 0),
        bad=marks.get("bad", 0),
        counted_days=min(days, max(1, (last - begun).days + 1)),
    )


def _every_day(first: date, days: int) -> Iterable[date]:
    return (first + timedelta(number) for number in range(days))
