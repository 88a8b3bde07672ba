import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram import Update

from bot.telegram_app.tables import FILE_NAME, open_database
from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.inbox import Inbox, Incoming
from corpus.database import Database

DAY = 24 * 3600
TEXT = "What did Ada ask?"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def bot() -> FootnoteBot:
    return FootnoteBot("7:abc")


def update(number: int) -> Update:
    message = {
        "message_id": number,
        "date": 1_763_800_000,
        "chat": {"id": 5, "type": "private", "first_name": "Ada"},
        "from": {"id": 5, "is_bot": False, "first_name": "Ada"},
        "text": TEXT,
        "entities": [{"type": "bold", "offset": 0, "length": 4}],
        "a_field_of_tomorrow": {"kept": True},
    }
    return Update.de_json({"update_id": number, "message": message}, None)


def rows(database: Database) -> list[tuple[int, str | None]]:
    with database.reading() as connection:
        return connection.execute(
            "SELECT number, content FROM received_update ORDER BY place"
        ).fetchall()


def test_an_update_is_known_again_by_this_process_and_the_next(
    database: Database, bot: FootnoteBot
) -> None:
    inbox = Inbox(database, 7)
    assert inbox.note(update(1))
    assert not inbox.note(update(1))
    inbox.done(1)
    assert not inbox.note(update(1))
    later = Inbox(database, 7)
    assert later.unfinished(bot) == []
    assert not later.note(update(1))
    assert later.note(update(2))


def test_what_was_cut_off_is_taken_up_as_it_was(database: Database, bot: FootnoteBot) -> None:
    inbox = Inbox(database, 7)
    for number in (9, 3, 5, 4):
        inbox.note(update(number))
    inbox.done(5)
    taken_up = Inbox(database, 7).unfinished(bot)
    assert [known.update_id for known in taken_up] == [9, 3, 4]  # in the order of their arrival
    assert taken_up[0].to_dict() == update(9).to_dict()


def test_nothing_of_its_content_is_kept_when_it_is_dealt_with(
    database: Database, tmp_path: Path
) -> None:
    inbox = Inbox(database, 7)
    inbox.note(update(1))
    assert TEXT in (rows(database)[0][1] or "")
    inbox.done(1)
    assert rows(database) == [(1, None)]
    database.close()
    assert TEXT.encode() not in (tmp_path / FILE_NAME).read_bytes()


def test_the_file_is_for_its_owner_s_eyes(database: Database, tmp_path: Path) -> None:
    Inbox(database, 7).note(update(1))
    files = list(tmp_path.glob(f"{FILE_NAME}*"))
    assert len(files) == 3
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_two_bots_in_one_folder_count_apart(database: Database, bot: FootnoteBot) -> None:
    one, other = Inbox(database, 7), Inbox(database, 8)
    assert one.note(update(1))
    assert other.note(update(1))
    one.done(1)
    assert Inbox(database, 7).unfinished(bot) == []
    assert len(Inbox(database, 8).unfinished(bot)) == 1


def test_an_update_that_nobody_survives_is_given_up(
    database: Database, bot: FootnoteBot, caplog: pytest.LogCaptureFixture
) -> None:
    Inbox(database, 7).note(update(1))
    begun = [len(Inbox(database, 7).unfinished(bot)) for _ in range(4)]
    assert begun == [1, 1, 0, 0]
    assert "given up" in caplog.text
    assert rows(database) == [(1, None)]


def test_what_telegram_would_not_deliver_again_is_forgotten(
    database: Database, bot: FootnoteBot, clock: Clock
) -> None:
    inbox = Inbox(database, 7, clock)
    inbox.note(update(1))
    inbox.note(update(2))
    inbox.done(1)
    clock.now += DAY + 1
    assert Inbox(database, 7, clock).unfinished(bot) == []
    assert rows(database) == []


def test_the_table_is_bounded(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram_app.wire.inbox.MOST_REMEMBERED", 200)
    inbox = Inbox(database, 7)
    for number in range(1_200):
        inbox.note(update(number))
        if number:
            inbox.done(number)
    known = [number for number, _ in rows(database)]
    assert len(known) <= 200 + 501
    assert known[0] == 0  # still under way, however old
    assert not inbox.note(update(1_100))


def test_a_disk_that_fails_does_not_silence_the_bot(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = Inbox(database, 7)
    with sqlite3.connect(tmp_path / FILE_NAME) as other:
        other.execute("DROP TABLE received_update")
    assert inbox.note(update(1))
    inbox.done(1)
    assert "goes on from memory" in caplog.text
    assert TEXT not in caplog.text


def test_the_queue_lets_each_update_in_once(database: Database) -> None:
    arrived: list[int] = []

    async def scenario() -> list[object]:
        queue = Incoming(Inbox(database, 7), lambda new: arrived.append(new.update_id))
        stop = object()
        for item in (update(1), update(1), update(2), stop, stop):
            await queue.put(item)
        return [queue.get_nowait() for _ in range(queue.qsize())]

    items = asyncio.run(scenario())
    assert len(items) == 4
    assert arrived == [1, 2]


def test_half_a_character_keeps_nobody_waiting(database: Database, bot: FootnoteBot) -> None:
    odd = update(1).to_dict()
    odd["message"]["text"] = "half \ud83d"
    inbox = Inbox(database, 7)
    assert inbox.note(Update.de_json(odd, None))
    (taken_up,) = inbox.unfinished(bot)
    assert taken_up.to_dict() == odd
