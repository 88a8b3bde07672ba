from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.answer import Abstained, Answer, Closest, Question, Reason
from bot.settings import Settings
from bot.state import ShownAnswers
from bot.telegram_app.counting.counts import KEPT_DAYS, Counted, Counts, Kind, Row
from bot.telegram_app.counting.statistics import statistics
from bot.telegram_app.counting.tally import Surface, Tally
from bot.telegram_app.tables import open_database
from bot.telegram_app.traces import Traces
from bot.telegram_app.unanswered.kept_questions import KeptQuestions
from corpus.database import Database
from hand_made import TALKS, answered

DAY = 24 * 3600
TEXT = "Where did the heron hide its marmalade?"
QUESTION = Question(TEXT)
SETTINGS = Settings(telegram_bot_token=SecretStr("7:AAfakeFAKE-fake_FAKE"))


class Clock:
    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path)) as opened:
        yield opened


@pytest.fixture
def counts(database: Database, clock: Clock) -> Counts:
    return Counts(database, clock)


@pytest.fixture
def tally(counts: Counts, database: Database) -> Tally:
    return Tally(counts, KeptQuestions(database, Traces(database), SETTINGS))


def test_answers_are_counted_by_what_they_are(counts: Counts, tally: Tally) -> None:
    tally.answered(Surface.PRIVATE, answered(*TALKS, question=TEXT))
    tally.answered(Surface.GROUP, Closest(QUESTION, TALKS[1:], Reason.WEAK_MATCH, TEXT, 9.0))
    for reason in Reason:
        tally.answered(Surface.GUEST, Abstained(QUESTION, reason, TEXT, 100.0))
    tally.chosen()
    week = statistics(counts.last(7), counts.today(), 7, counts.today())
    assert week.outcomes == {Kind.ANSWERED: 2, Kind.CLOSEST: 1, Kind.ABSTAINED: 4}
    assert week.surfaces == {"private": 1, "group": 1, "guest": 4, "inline": 1}
    assert week.questions == 7
    assert (week.median, week.slow) == (100.0, 100.0)
    assert week.documents == {TALKS[0].passage.citation.document: 1}
    assert week.days[-1] == (counts.today(), 7)
    assert len(week.days) == 7


def test_nothing_of_the_question_is_kept(counts: Counts, tally: Tally, database: Database) -> None:
    tally.answered(Surface.PRIVATE, answered(*TALKS, question=TEXT))
    with database.reading() as connection:
        kept = connection.execute("SELECT * FROM daily_count").fetchall()
    assert sorted(kept) == [
        (counts.today().isoformat(), "answered", "private", 1),
        (counts.today().isoformat(), "document", "talks/istanbul.md", 1),
        (counts.today().isoformat(), "latency", "12.5", 1),
    ]


def test_days_are_apart_and_go_in_time(counts: Counts, clock: Clock) -> None:
    first = counts.today()
    for _ in range(KEPT_DAYS + 1):
        counts.add([Counted(Kind.ANSWERED, "private")])
        clock.now += DAY
    clock.now -= DAY
    assert counts.today() - first == timedelta(KEPT_DAYS)
    counts.trim()
    kept = counts.last(1_000)
    assert len(kept) == KEPT_DAYS
    assert kept[0].day == first + timedelta(1)
    assert counts.last(2) == kept[-2:]


@pytest.mark.parametrize("name", ["a\udcffb.md", "", "'; DROP TABLE daily_count --", "ö" * 300])
def test_a_document_may_be_called_anything(counts: Counts, name: str) -> None:
    for _ in range(2):
        counts.add([Counted(Kind.DOCUMENT, name)])
    (row,) = counts.last(1)
    assert row.count == 2


def test_an_opinion_counts_once_a_person_and_answer(counts: Counts, tally: Tally) -> None:
    shown = ShownAnswers(marked=tally.marked)
    key = shown.keep(answered(*TALKS), 5)

    def told() -> tuple[int, int]:
        week = statistics(counts.last(7), counts.today(), 7, counts.today())
        return week.good, week.bad

    for _ in range(3):
        shown.vote(key, 5, 1, good=True)
    shown.vote(key, 5, 2, good=True)
    assert told() == (2, 0)
    shown.vote(key, 5, 1, good=False)
    assert told() == (1, 1)
    shown.take_back(key, 5, 1, good=True)  # it is another one by now
    assert told() == (1, 1)
    shown.take_back(key, 5, 1, good=False)
    shown.take_back(key, 5, 1, good=False)
    assert told() == (1, 0)
    shown.vote(key, 6, 3, good=True)  # of another chat
    shown.vote("AAAAAAAA", 5, 3, good=True)
    assert told() == (1, 0)


def test_what_is_taken_back_the_day_after_is_not_below_nothing() -> None:
    today = date(2026, 11, 22)
    rows = [Row(today - timedelta(1), Kind.MARK, "good", 1), Row(today, Kind.MARK, "good", -1)]
    assert statistics(rows, today, 1, today).good == 0
    assert statistics(rows, today, 2, today).good == 0
    assert statistics(rows[:1], today, 2, today).good == 1


def test_a_disk_that_fails_costs_a_count_and_no_answer(
    tally: Tally, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.writing() as connection:
        connection.execute("DROP TABLE daily_count")
    answer: Answer = replace(answered(*TALKS), question=QUESTION)
    tally.answered(Surface.PRIVATE, answer)
    assert "is not counted" in caplog.text
    assert TEXT not in caplog.text


@pytest.mark.parametrize(
    ("asked", "age", "days", "average"),
    [(1, 0, 7, 1.0), (7, 0, 30, 7.0), (7, 1, 30, 3.5), (6, 6, 7, None), (14, 29, 7, 2.0),
     (29, 40, 30, None), (0, 3, 7, None), (5, -1, 7, 5.0)],
)  # fmt: skip
def test_the_average_is_of_the_days_since_it_was_counted(
    asked: int, age: int, days: int, average: float | None
) -> None:
    today = date(2026, 11, 22)
    rows = [Row(today, Kind.ANSWERED, "private", asked)]
    assert statistics(rows, today, days, today - timedelta(age)).a_day == average


def test_when_counting_began(counts: Counts, clock: Clock) -> None:
    assert counts.begun() is None
    first = counts.today()
    for _ in range(2):
        counts.add([Counted(Kind.MARK, "good")])
        clock.now += DAY
    assert counts.begun() == first
