import asyncio
import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from telegram import Update

from bot.telegram_app.tables import FILE_NAME, open_database
from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.inbox import FOLDER_NAME, Inbox, Incoming
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


Make = Callable[..., Inbox]


@pytest.fixture
def inbox_of(database: Database, tmp_path: Path) -> Make:
    def make(bot: int, clock: Callable[[], float] = time.time) -> Inbox:
        return Inbox(database, tmp_path / FOLDER_NAME, bot, clock)

    return make


def on_the_disk(folder: Path) -> bytes:
    """All files below ``folder`` as they are now."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


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
    inbox_of: Make, bot: FootnoteBot
) -> None:
    inbox = inbox_of(7)
    assert inbox.note(update(1))
    assert not inbox.note(update(1))
    inbox.done(1)
    assert not inbox.note(update(1))
    later = inbox_of(7)
    assert later.unfinished(bot) == []
    assert not later.note(update(1))
    assert later.note(update(2))


def test_what_was_cut_off_is_taken_up_as_it_was(inbox_of: Make, bot: FootnoteBot) -> None:
    inbox = inbox_of(7)
    for number in (9, 3, 5, 4):
        inbox.note(update(number))
    inbox.done(5)
    taken_up = inbox_of(7).unfinished(bot)
    assert [known.update_id for known in taken_up] == [9, 3, 4]  # in the order of their arrival
    assert taken_up[0].to_dict() == update(9).to_dict()


def test_nothing_of_its_content_is_kept_when_it_is_dealt_with(
    database: Database, inbox_of: Make, tmp_path: Path
) -> None:
    """Looked for as long as the process runs, in all files, however many wait meanwhile."""
    inbox, chance, waiting = inbox_of(7), random.Random(1), list[int]()  # noqa: S311 - no secret
    for number in range(300):
        assert inbox.note(update(number))
        assert TEXT.encode() in on_the_disk(tmp_path)
        waiting.append(number)
        if len(waiting) > 20:
            inbox.done(waiting.pop(chance.randrange(20)))
    for number in waiting:
        inbox.done(number)
    assert rows(database) == [(number, None) for number in range(300)]
    assert TEXT.encode() not in on_the_disk(tmp_path)


def test_the_files_are_for_their_owner_s_eyes(inbox_of: Make, tmp_path: Path) -> None:
    inbox_of(7).note(update(1))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 4
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (tmp_path / FOLDER_NAME).stat().st_mode & 0o777 == 0o700


def test_what_an_earlier_version_was_cut_off_from_is_taken_up(
    database: Database, inbox_of: Make, bot: FootnoteBot
) -> None:
    inbox = inbox_of(7)
    content = update(3).to_json()
    with database.writing() as connection:
        connection.execute(
            "INSERT INTO received_update (bot, number, content, received_at) VALUES (7, 3, ?, ?)",
            (content, int(time.time())),
        )
    (taken_up,) = inbox.unfinished(bot)
    assert taken_up.to_dict() == update(3).to_dict()
    inbox.done(3)
    assert rows(database) == [(3, None)]


def test_a_kill_between_any_two_steps(
    inbox_of: Make,
    bot: FootnoteBot,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    inbox = inbox_of(7)
    for number in (1, 2, 3):
        inbox.note(update(number))
    folder = tmp_path / FOLDER_NAME
    (folder / "7.1.json").unlink()  # dealt with, and killed before the number was marked so
    (folder / "7.3.json").write_text("")  # the power failed
    (folder / "7.4.json").write_text(f"half an update: {TEXT}")  # Telegram delivers it again
    (folder / "8.5.json").write_text(TEXT)  # another bot's
    (folder / "9.6.json").write_text(TEXT)  # of one that runs no more
    os.utime(folder / "9.6.json", (0, 0))
    later = inbox_of(7)
    assert [known.update_id for known in later.unfinished(bot)] == [2]
    assert sorted(path.name for path in folder.iterdir()) == ["7.2.json", "8.5.json"]
    assert caplog.text.count("cannot be read") == 1
    assert not later.note(update(1))
    assert later.note(update(4))


def test_two_bots_in_one_folder_count_apart(inbox_of: Make, bot: FootnoteBot) -> None:
    one, other = inbox_of(7), inbox_of(8)
    assert one.note(update(1))
    assert other.note(update(1))
    one.done(1)
    assert inbox_of(7).unfinished(bot) == []
    assert len(inbox_of(8).unfinished(bot)) == 1


def test_an_update_that_nobody_survives_is_given_up(
    database: Database, inbox_of: Make, bot: FootnoteBot, caplog: pytest.LogCaptureFixture
) -> None:
    inbox_of(7).note(update(1))
    begun = [len(inbox_of(7).unfinished(bot)) for _ in range(4)]
    assert begun == [1, 1, 0, 0]
    assert "given up" in caplog.text
    assert rows(database) == [(1, None)]


def test_what_telegram_would_not_deliver_again_is_forgotten(
    database: Database, inbox_of: Make, bot: FootnoteBot, clock: Clock
) -> None:
    inbox = inbox_of(7, clock)
    inbox.note(update(1))
    inbox.note(update(2))
    inbox.done(1)
    clock.now += DAY + 1
    assert inbox_of(7, clock).unfinished(bot) == []
    assert rows(database) == []


def test_the_table_is_bounded(
    database: Database, inbox_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram_app.wire.inbox.MOST_REMEMBERED", 200)
    inbox = inbox_of(7)
    for number in range(1_200):
        inbox.note(update(number))
        if number:
            inbox.done(number)
    known = [number for number, _ in rows(database)]
    assert len(known) <= 200 + 501
    assert known[0] == 0  # still under way, however old
    assert not inbox.note(update(1_100))


def test_a_disk_that_fails_does_not_silence_the_bot(
    inbox_of: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = inbox_of(7)
    with sqlite3.connect(tmp_path / FILE_NAME) as other:
        other.execute("DROP TABLE received_update")
    assert inbox.note(update(1))
    inbox.done(1)
    assert "goes on from memory" in caplog.text
    assert TEXT not in caplog.text


def test_the_queue_lets_each_update_in_once(inbox_of: Make) -> None:
    arrived: list[int] = []

    async def scenario() -> list[object]:
        queue = Incoming(inbox_of(7), lambda new: arrived.append(new.update_id))
        stop = object()
        for item in (update(1), update(1), update(2), stop, stop):
            await queue.put(item)
        return [queue.get_nowait() for _ in range(queue.qsize())]

    items = asyncio.run(scenario())
    assert len(items) == 4
    assert arrived == [1, 2]


def test_half_a_character_keeps_nobody_waiting(inbox_of: Make, bot: FootnoteBot) -> None:
    odd = update(1).to_dict()
    odd["message"]["text"] = "half \ud83d"
    inbox = inbox_of(7)
    assert inbox.note(Update.de_json(odd, None))
    (taken_up,) = inbox.unfinished(bot)
    assert taken_up.to_dict() == odd
