"""No word of a question stays in any file of the data folder, as long as the bot runs and after."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.telegram_app.tables import open_database
from bot.telegram_app.traces import Traces
from bot.telegram_app.watching.novelty import Edition
from bot.telegram_app.watching.watches import Watches
from bot.wording import privacy as privacy_wording
from bot.wording import watching as watching_wording
from e2e.fake_bot import NUMBERED, WAITS_FOR
from e2e.fake_process import StartBot
from telegram_server import TelegramServer, faults
from telegram_server.people import Person

SECRET = "Where did the heron hide its marmalade?"


@pytest.fixture
def held(tmp_path: Path) -> Callable[[str], list[str]]:
    """The files of the data folder that hold a word, as they are now."""

    def find(word: str) -> list[str]:
        files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
        assert files
        return [path.name for path in files if word.encode() in _content(path)]

    return find


def watches(folder: Path, person: Person, question: str) -> None:
    """As /watch does; these bots have no index that could change."""
    with closing(open_database(folder / "data")) as database:
        assert Watches(database, Traces(database)).add(person.id, question, "en", Edition(0))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:  # removed since it was listed
        return b""


def test_what_was_answered_is_gone_while_the_bot_runs_and_after_a_kill(
    server: TelegramServer,
    fake_bot: StartBot,
    ada: Person,
    bob: Person,
    tmp_path: Path,
    held: Callable[[str], list[str]],
) -> None:
    signal = tmp_path / "signal"
    bot = fake_bot()
    bot.start()
    for number in range(12):
        ada.writes(ada.chat, f"{NUMBERED}{number} heron")
        ada.chat.next_message(20)
    server.world.settled()
    server.world.wait_for(lambda: not held("heron"), "no word to be left")
    bob.writes(bob.chat, f"{WAITS_FOR}{signal}")
    server.world.wait_for(lambda: bob.chat.actions == ["typing"], "typing")
    assert len(held(WAITS_FOR)) == 1
    bot.kill()
    assert len(held(WAITS_FOR)) == 1
    assert held("heron") == []
    signal.touch()
    with fake_bot():
        assert bob.chat.next_message().text.startswith("The talks were held")
        server.world.wait_for(lambda: not held(WAITS_FOR), "no word to be left")


def test_what_is_forgotten_is_gone_each_time(
    fake_bot: StartBot, ada: Person, tmp_path: Path, held: Callable[[str], list[str]]
) -> None:
    with fake_bot(KEEP_QUESTIONS_DAYS="30"):
        for number in range(3):
            ada.writes(ada.chat, f"{SECRET} {number}")
            ada.chat.next_message()
            watches(tmp_path, ada, SECRET)
            assert held("heron")
            ada.writes(ada.chat, "/forget")
            assert ada.chat.next_message().text == privacy_wording.forgotten(questions=True)
            assert held("heron") == []


def test_a_mark_that_is_taken_back_and_a_watch_that_is_stopped_are_gone_soon(
    server: TelegramServer,
    fake_bot: StartBot,
    ada: Person,
    tmp_path: Path,
    held: Callable[[str], list[str]],
) -> None:
    with fake_bot(KEEP_QUESTIONS_DAYS="30", UPKEEP_SECONDS="0.2"):
        ada.writes(ada.chat, "Where were the talks of the heron held?")
        answer = ada.chat.next_message()
        ada.reacts(answer, "👎")
        watches(tmp_path, ada, SECRET)
        ada.writes(ada.chat, "/watches")
        listed = ada.chat.next_message()
        server.world.settled()
        with closing(sqlite3.connect(tmp_path / "data" / "telegram.db")) as connection:
            kept = connection.execute("SELECT text FROM kept_question").fetchall()
        assert kept == [("Where were the talks of the heron held?",)]
        ada.reacts(answer)
        ada.presses(listed, "Stop 1")
        server.world.wait_for(lambda: not held("heron"), "no word to be left")


def test_who_may_not_ask_any_more_can_forget_and_stop(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person, tmp_path: Path
) -> None:
    def rows() -> int:
        with closing(sqlite3.connect(tmp_path / "data" / "telegram.db")) as connection:
            counted = connection.execute(
                "SELECT (SELECT count(*) FROM kept_question) + (SELECT count(*) FROM watch)"
            )
            return int(counted.fetchone()[0])

    env = {"KEEP_QUESTIONS_DAYS": "30", "ACCESS": "allowlist", "ADMIN_IDS": str(ada.id)}
    with fake_bot(**env, ALLOWED_IDS=str(bob.id)):
        bob.writes(bob.chat, SECRET)
        bob.chat.next_message()
        for question in (SECRET, "Where is the treasure?"):
            watches(tmp_path, bob, question)
    assert rows() == 3
    with fake_bot(**env):
        bob.writes(bob.chat, "/watches")
        listed = bob.chat.next_message()
        assert listed.text.startswith(watching_wording.list_lead(2))
        bob.presses(listed, "Stop 2")
        listed.next_edit()
        assert rows() == 2
        bob.writes(bob.chat, "/privacy")
        assert "/forget" in bob.chat.next_message().text
        bob.writes(bob.chat, "/forget")
        assert bob.chat.next_message().text == privacy_wording.forgotten(questions=True)
        assert rows() == 0
        group = server.world.supergroup("Readers", bob)
        server.world.adds_bot_to(group, by=bob)
        group.next_message()  # that it is not listed
        bob.writes(group, "/privacy@footnote_test_bot")
        group.no_message(0.2)


def test_what_a_kill_cut_off_while_it_was_sent_is_counted_and_kept_once(
    server: TelegramServer, fake_bot: StartBot, ada: Person, tmp_path: Path
) -> None:
    bot = fake_bot(KEEP_QUESTIONS_DAYS="30")
    bot.start()
    server.fails("sendMessage", faults.Silent(3.0), times=1)
    ada.writes(ada.chat, SECRET)
    server.world.wait_for(lambda: bool(server.calls_of("sendMessage")), "an answer under way")
    bot.kill()
    with fake_bot(KEEP_QUESTIONS_DAYS="30"):
        ada.chat.next_message(25)
        server.world.settled()
    with closing(sqlite3.connect(tmp_path / "data" / "telegram.db")) as connection:
        assert connection.execute("SELECT count(*) FROM kept_question").fetchone() == (1,)
        counted = connection.execute("SELECT kind, count FROM daily_count").fetchall()
        assert dict(counted)["abstained"] == 1
