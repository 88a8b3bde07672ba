"""What owners are told of the bot's use."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.telegram_app.counting.counts import KEPT_DAYS
from bot.wording import answers as answers_wording
from bot.wording import stats as wording
from bot.wording.translation import LANGUAGES, speaking
from e2e.fake_process import StartBot
from telegram_server import TelegramServer
from telegram_server.chats import Message
from telegram_server.people import Person

TALKS, WEATHER, COOK = "Where were the talks held?", "And the weather?", "Who is the best cook?"


def told(owner: Person) -> Message:
    """What /stats says."""
    owner.writes(owner.chat, "/stats")
    shown = owner.chat.next_message()
    while not shown.text.startswith((wording.lead(7), wording.nothing_yet(KEPT_DAYS))):
        shown = owner.chat.next_message()
    return shown


def test_a_few_questions_and_a_restart(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person
) -> None:
    group = server.world.supergroup("Readers", ada, bob)
    elsewhere = server.world.supergroup("Elsewhere", ada, bob)
    with fake_bot(ADMIN_IDS=str(ada.id)):
        assert told(ada).text == wording.nothing_yet(KEPT_DAYS)
        server.world.adds_bot_to(group, by=ada)
        group.next_message()
        for question in (TALKS, WEATHER, COOK, "hello", "many"):
            bob.writes(bob.chat, question)
            answer = bob.chat.next_message()
        bob.presses(answer, "👍")
        answer.next_edit()
        bob.presses(answer, "👍 ✓")  # again, and it counts once
        bob.reacts(answer, "🔥")
        ada.writes(group, f"/ask@footnote_test_bot {TALKS}")
        group.next_message()
        server.world.settled()
    with fake_bot(ADMIN_IDS=str(ada.id)) as bot:
        bob.sends_result(elsewhere, bob.inline(TALKS))
        bob.summons(elsewhere, f"@footnote_test_bot {TALKS}")
        server.world.settled()
        server.world.query_lifetime = 0.0
        bob.summons(elsewhere, f"@footnote_test_bot {TALKS}")  # too late to count
        server.world.settled()
        server.world.query_lifetime = 15.0
        shown = told(ada)
        lines = shown.text.split("\n")
        assert lines[0] == "Last 7 days"
        assert lines[1] == "7 questions, 7 a day"
        assert lines[2] == "answered: 71%, only something near: 14%, nothing: 14%"
        assert lines[3] == "in private: 4 · in groups: 1 · inline: 1 · as a guest: 1"
        assert lines[4] == "search: half within 12.5 ms, 95% within 12.5 ms"
        assert lines[5] == "👍 1 · 👎 0"
        assert re.search(r"^\w+ \d+ 7 ████████████$", shown.texts_of("pre")[0], re.MULTILINE)
        assert shown.texts_of("pre")[0].count("\n") == 6
        assert "Last 30 days\n7 questions, 7 a day" in shown.text
        assert "• Example Times: 4" in shown.text
        assert shown.text.endswith(wording.what_is_kept(KEPT_DAYS))
        bob.writes(bob.chat, "/stats")
        unknown = answers_wording.unknown_command("stats", "start")
        assert bob.chat.next_message().text == unknown
        assert "error" not in bot.output.casefold()


def test_what_is_old_goes_at_the_start(
    server: TelegramServer, fake_bot: StartBot, ada: Person, tmp_path: Path
) -> None:
    def days() -> list[int]:
        with closing(sqlite3.connect(tmp_path / "data" / "telegram.db")) as connection:
            rows = connection.execute(
                "SELECT DISTINCT julianday('now', 'localtime', 'start of day') - julianday(day) "
                "FROM daily_count ORDER BY 1"
            )
            return [int(age) for (age,) in rows]

    def ages(by: int) -> None:
        with closing(sqlite3.connect(tmp_path / "data" / "telegram.db")) as connection:
            connection.execute("UPDATE daily_count SET day = date(day, ?)", (f"-{by} days",))
            connection.commit()

    with fake_bot(ADMIN_IDS=str(ada.id)):
        ada.writes(ada.chat, TALKS)
        ada.chat.next_message()
    ages(KEPT_DAYS - 1)
    with fake_bot(ADMIN_IDS=str(ada.id)):
        assert told(ada).text == wording.nothing_yet(KEPT_DAYS)
    assert days() == [KEPT_DAYS - 1]
    ages(1)
    with fake_bot(ADMIN_IDS=str(ada.id)):
        server.world.settled()
    assert days() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_every_language(server: TelegramServer, fake_bot: StartBot, language: str) -> None:
    owner = server.world.user("Anna", language_code=language)
    with fake_bot(ADMIN_IDS=str(owner.id)), speaking(language):
        for question in (TALKS, WEATHER):
            owner.writes(owner.chat, question)
            owner.chat.next_message()
        shown = told(owner).text
        assert wording.questions(2, 2.0) in shown
        assert wording.outcomes(0.5, 0.5, 0.0) in shown
        assert shown.endswith(wording.what_is_kept(KEPT_DAYS))
