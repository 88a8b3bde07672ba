import random
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.telegram_app.tables import FILE_NAME, open_database
from bot.telegram_app.traces import Traces
from bot.telegram_app.watching.novelty import Edition
from bot.telegram_app.watching.watches import Watches
from corpus.database import Database

ADA, BOB = 1, 2


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path)) as opened:
        yield opened


def on_the_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_of_many_rows_of_many_lengths_no_word_is_left(database: Database, tmp_path: Path) -> None:
    """So many that pages are split and joined, and not the first time only."""
    traces, chance = Traces(database), random.Random(7)  # noqa: S311 - no secret
    watches = Watches(database, traces)
    for round_ in range(2):
        for number in range(600):
            who, name = (ADA, "adas") if chance.random() < 0.6 else (BOB, "bobs")
            question = f"{name} marmalade {number} " + "x" * chance.randrange(900)
            assert watches.add(1_000 * number + who, question, "en", Edition(round_))
        for number in range(600):
            watches.forget(1_000 * number + ADA)
        traces.remove()
        held = on_the_disk(tmp_path)
        assert b"bobs marmalade" in held
        assert b"adas marmalade" not in held


def test_a_watch_that_is_stopped(database: Database, tmp_path: Path) -> None:
    traces = Traces(database)
    watches = Watches(database, traces)
    traces.remove()
    made = watches.add(ADA, "Where is the heron?", "en", Edition(0))
    assert made is not None
    assert watches.stop(ADA, made.word)
    traces.remove()
    assert b"heron" not in on_the_disk(tmp_path)


def test_nothing_is_written_anew_where_nothing_was_deleted(
    database: Database, tmp_path: Path
) -> None:
    traces = Traces(database)
    watches = Watches(database, traces)
    traces.remove()  # what a killed process has left
    watches.add(ADA, "?", "en", Edition(0))
    watches.forget(BOB)
    before = on_the_disk(tmp_path)
    traces.remove()
    assert on_the_disk(tmp_path) == before


def test_while_another_process_reads_it_waits_for_the_next_time(
    database: Database, tmp_path: Path
) -> None:
    traces = Traces(database)
    watches = Watches(database, traces)
    watches.add(ADA, "Where is the heron?", "en", Edition(0))
    with database.reading() as connection:
        connection.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM watch").fetchone()
        watches.forget(ADA)
        traces.remove()
        assert b"heron" in on_the_disk(tmp_path)
    traces.remove()
    assert b"heron" not in on_the_disk(tmp_path)


def test_what_is_deleted_meanwhile_counts_for_the_next_time(
    database: Database, tmp_path: Path
) -> None:
    traces = Traces(database)
    watches = Watches(database, traces)
    for person in range(50):
        watches.add(person, f"Where is heron number {person}?", "en", Edition(0))

    def clean() -> None:
        for _ in range(50):
            traces.remove()

    cleaning = threading.Thread(target=clean)
    cleaning.start()
    for person in range(50):
        watches.forget(person)
    cleaning.join()
    traces.remove()
    assert b"heron" not in on_the_disk(tmp_path)
