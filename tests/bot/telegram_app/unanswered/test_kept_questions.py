from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.answer import QUESTION_LIMIT, Abstained, Answer, Closest, Question, Reason
from bot.settings import Settings
from bot.state import ShownAnswers
from bot.telegram_app.counting.counts import Counts
from bot.telegram_app.counting.tally import Surface, Tally
from bot.telegram_app.tables import FILE_NAME, open_database
from bot.telegram_app.traces import Traces
from bot.telegram_app.unanswered import kept_questions as module
from bot.telegram_app.unanswered.kept_questions import KeptQuestions, Why
from bot.wording.translation import speaking
from corpus.database import Database
from hand_made import TALKS, answered

DAY = 24 * 3600
ADA, BOB, GROUP = 5_000_000_001, 5_000_000_002, -100
TEXT = "Where did the heron hide its marmalade?"
TOKEN, NEW_TOKEN, OTHER_BOT = "7:AAfakeFAKE-fake_FAKE", "7:AAnewNEW-new_NEW", "8:AAother-OTHER"


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


def questions(
    database: Database, clock: Clock, days: int = 30, token: str = TOKEN
) -> KeptQuestions:
    settings = Settings(telegram_bot_token=SecretStr(token), keep_questions_days=days)
    return KeptQuestions(database, Traces(database), settings, clock)


def texts(kept: KeptQuestions) -> list[str]:
    return [question.text for question in kept.all()]


def on_the_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob(f"{FILE_NAME}*"))


def test_nothing_is_kept_by_default(database: Database, clock: Clock) -> None:
    kept = questions(database, clock, days=Settings().keep_questions_days)
    kept.note(TEXT, Why.ABSTAINED, ADA)
    assert kept.all() == ()


def test_what_is_kept(database: Database, clock: Clock, tmp_path: Path) -> None:
    kept = questions(database, clock)
    with speaking("de"):
        kept.note(TEXT, Why.CLOSEST, ADA)
    (question,) = kept.all()
    assert (question.text, question.language, question.why) == (TEXT, "de", Why.CLOSEST)
    with database.reading() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((key, person),) = connection.execute("SELECT key, person FROM kept_question").fetchall()
    assert len(person) == 16
    assert person != key
    held = on_the_disk(tmp_path)
    assert TEXT.encode() in held
    assert str(ADA).encode() not in held
    assert ADA.to_bytes(8, "big") not in held


def test_each_forgets_their_own(database: Database, clock: Clock) -> None:
    kept = questions(database, clock)
    kept.note("adas", Why.ABSTAINED, ADA)
    kept.note("bobs", Why.ABSTAINED, BOB)
    kept.forget(ADA)
    assert texts(kept) == ["bobs"]


@pytest.mark.parametrize("deletion", ["forgotten", "mark", "trimmed", "too many"])
def test_each_deletion_leaves_traces_to_be_removed(
    database: Database,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    deletion: str,
) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 1)
    traces = Traces(database)
    settings = Settings(telegram_bot_token=SecretStr(TOKEN), keep_questions_days=30)
    kept = KeptQuestions(database, traces, settings, clock)
    for _ in range(2):  # the second time as well
        kept.note(TEXT, Why.MARKED, ADA)
        traces.remove()
        assert TEXT.encode() in on_the_disk(tmp_path)
        match deletion:
            case "forgotten":
                kept.forget(ADA)
            case "mark":
                kept.take_back_mark(TEXT, ADA)
            case "trimmed":
                clock.now += 30 * DAY
                kept.trim()
            case _:
                kept.note("another", Why.ABSTAINED, BOB)
        traces.remove()
        assert TEXT.encode() not in on_the_disk(tmp_path)


@pytest.mark.parametrize("days", [1, 30])
def test_it_goes_in_time(database: Database, clock: Clock, days: int) -> None:
    kept = questions(database, clock, days)
    kept.note(TEXT, Why.ABSTAINED, ADA)
    clock.now += (days - 1) * DAY
    kept.trim()
    assert texts(kept) == [TEXT]
    clock.now += DAY
    kept.trim()
    assert kept.all() == ()


def test_it_goes_when_it_is_switched_off(database: Database, clock: Clock) -> None:
    questions(database, clock).note(TEXT, Why.ABSTAINED, ADA)
    off = questions(database, clock, days=0)
    off.trim()
    assert off.all() == ()


def test_what_was_promised_holds_whichever_bot_runs_then(database: Database, clock: Clock) -> None:
    """And whatever the setting has become: what is told at the asking is kept."""
    other = questions(database, clock, days=30, token=OTHER_BOT)
    other.note("another bot's", Why.ABSTAINED, ADA)
    mine = questions(database, clock, days=7)
    mine.note("kept for 7 days", Why.ABSTAINED, ADA)
    clock.now += 6 * DAY
    later = questions(database, clock, days=365)
    later.trim()
    assert texts(later) == ["kept for 7 days"]
    clock.now += DAY
    later.trim()
    assert later.all() == ()
    clock.now += 22 * DAY
    questions(database, clock, days=0).trim()
    assert texts(other) == ["another bot's"]
    clock.now += DAY
    questions(database, clock, days=365).trim()
    assert other.all() == ()


def test_a_mark_taken_back_takes_one_row_along(database: Database, clock: Clock) -> None:
    kept = questions(database, clock)
    for person in (ADA, ADA, BOB):
        kept.note(TEXT, Why.MARKED, person)
    kept.note(TEXT, Why.ABSTAINED, ADA)
    kept.take_back_mark(TEXT, ADA)
    assert [question.why for question in kept.all()] == [Why.ABSTAINED, Why.MARKED, Why.MARKED]
    for _ in range(2):
        kept.take_back_mark(TEXT, ADA)
    assert [question.why for question in kept.all()] == [Why.ABSTAINED, Why.MARKED]


def test_a_new_token_deletes_what_nobody_could_have_forgotten(
    database: Database, clock: Clock
) -> None:
    questions(database, clock).note(TEXT, Why.ABSTAINED, ADA)
    questions(database, clock, token=OTHER_BOT).note("another bot's", Why.ABSTAINED, ADA)
    later = questions(database, clock, token=NEW_TOKEN)
    later.trim()
    assert later.all() == ()
    assert texts(questions(database, clock, token=OTHER_BOT)) == ["another bot's"]


def test_there_are_never_too_many(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 3)
    kept = questions(database, clock)
    for number in range(5):
        kept.note(str(number), Why.ABSTAINED, ADA)
    assert texts(kept) == ["4", "3", "2"]


@pytest.mark.parametrize(
    ("text", "held"),
    [("a\udcffb", "a?b"), ("'; DROP TABLE kept_question --", "'; DROP TABLE kept_question --"),
     ("x" * 4_096, "x" * QUESTION_LIMIT), ("\0 nul", "\0 nul")],
)  # fmt: skip
def test_any_text(database: Database, clock: Clock, text: str, held: str) -> None:
    kept = questions(database, clock)
    kept.note(text, Why.MARKED, ADA)
    assert texts(kept) == [held]
    kept.take_back_mark(text, BOB)
    assert texts(kept) == [held]
    kept.take_back_mark(text, ADA)
    assert texts(kept) == []


def nearly(reason: Reason = Reason.WEAK_MATCH) -> Answer:
    return Closest(Question(TEXT), TALKS[:1], reason, TEXT, 1.0)


def test_only_what_was_asked_in_vain_in_private(database: Database, clock: Clock) -> None:
    kept = questions(database, clock)
    tally = Tally(Counts(database, clock), kept)
    for surface in (Surface.GROUP, Surface.GUEST):
        tally.answered(surface, nearly())
    tally.answered(Surface.PRIVATE, answered(*TALKS, question=TEXT), ADA)
    for reason in (Reason.SMALL_TALK, Reason.EMPTY_QUESTION, Reason.NO_DOCUMENTS):
        tally.answered(Surface.PRIVATE, Abstained(Question(TEXT), reason, TEXT, 1.0), ADA)
    assert kept.all() == ()
    tally.answered(Surface.PRIVATE, nearly(), ADA)
    tally.answered(Surface.PRIVATE, Abstained(Question(TEXT), Reason.NO_MATCH, "", 1.0), ADA)
    assert [question.why for question in kept.all()] == [Why.ABSTAINED, Why.CLOSEST]


def test_an_answer_that_did_not_help(database: Database, clock: Clock) -> None:
    kept = questions(database, clock)
    shown = ShownAnswers(marked=Tally(Counts(database, clock), kept).marked)
    mine, ours, near = (
        shown.keep(answer, owner)
        for answer, owner in (
            (answered(*TALKS, question=TEXT), ADA),
            (answered(*TALKS, question=TEXT), GROUP),
            (nearly(), ADA),
        )
    )
    shown.vote(ours, GROUP, ADA, good=False)
    shown.vote(near, ADA, ADA, good=False)  # it is kept already, as one without an answer
    shown.vote(mine, ADA, ADA, good=True)
    assert kept.all() == ()
    for _ in range(2):
        shown.vote(mine, ADA, ADA, good=False)
        assert [question.why for question in kept.all()] == [Why.MARKED]
    shown.vote(mine, ADA, ADA, good=True)
    assert kept.all() == ()
    shown.vote(mine, ADA, ADA, good=False)
    shown.take_back(mine, ADA, ADA, good=False)
    assert kept.all() == ()


def test_a_disk_that_fails_costs_no_answer_and_shows_no_words(
    database: Database, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with database.writing() as connection:
        connection.execute("DROP TABLE kept_question")
    Tally(Counts(database, clock), questions(database, clock)).answered(
        Surface.PRIVATE, nearly(), ADA
    )
    assert "is not counted" in caplog.text
    assert "heron" not in caplog.text
