"""How often something happened on a day: kept in ``telegram.db``, and nothing else of it.

No text and no person stands there. A day is one of the computer that the bot runs on.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from corpus.database import Database

DAILY_COUNTS = """
CREATE TABLE daily_count (
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, kind, name)
) STRICT, WITHOUT ROWID
"""

KEPT_DAYS = 90


class Kind(StrEnum):
    """What is counted, and by which names.

    ``ANSWERED``, ``CLOSEST``, ``ABSTAINED``: questions by where they were asked (``Surface``).
    ``LATENCY``: answers by the step of their duration in milliseconds (``latency.STEPS``).
    ``DOCUMENT``: answers by the path of the document that their first passage is from.
    ``MARK``: opinions, ``good`` or ``bad``.
    """

    ANSWERED = "answered"
    CLOSEST = "closest"
    ABSTAINED = "abstained"
    LATENCY = "latency"
    DOCUMENT = "document"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something happened.

    Attributes:
        by: may be below 0, where what was counted before is taken back.
    """

    kind: Kind
    name: str
    by: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """The count of one thing on one day."""

    day: date
    kind: Kind
    name: str
    count: int


class Counts:
    """The counts of the last ``KEPT_DAYS`` days.

    Args:
        database: has the table ``DAILY_COUNTS``.
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def add(self, happened: Iterable[Counted]) -> None:
        """Count what has happened now.

        Raises:
            StoreError: it cannot be written down.
        """
        day = self.today().isoformat()
        # A file's name may be no text at all.
        rows = [
            (day, it.kind, it.name.encode("utf-8", "replace").decode(), it.by) for it in happened
        ]
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT INTO daily_count (day, kind, name, count) VALUES (?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET count = count + excluded.count",
                rows,
            )

    def last(self, days: int) -> tuple[Row, ...]:
        """What was counted in the last ``days``, today included; by day."""
        first = self.today() - timedelta(days - 1)
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT day, kind, name, count FROM daily_count WHERE day BETWEEN ? AND ? "
                "ORDER BY day, kind, name",
                (first.isoformat(), self.today().isoformat()),
            ).fetchall()
        return tuple(
            Row(date.fromisoformat(day), Kind(kind), name, count) for day, kind, name, count in rows
        )

    def begun(self) -> date | None:
        """The first day of which anything is counted; None if there is none."""
        with self._database.reading() as connection:
            (day,) = connection.execute("SELECT min(day) FROM daily_count").fetchone()
        return None if day is None else date.fromisoformat(day)

    def trim(self) -> None:
        """Let go of what was counted ``KEPT_DAYS`` ago and before."""
        last = self.today() - timedelta(KEPT_DAYS)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM daily_count WHERE day <= ?", (last.isoformat(),))

    def today(self) -> date:
        """The day that it is."""
        return date.fromtimestamp(self._clock())
