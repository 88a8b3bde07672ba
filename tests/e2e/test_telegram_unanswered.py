"""What people asked in vain: for owners, where it is switched on, and gone when it is forgotten."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.telegram_app.conversation.chats import LIFETIME_SECONDS
from bot.telegram_app.counting.counts import KEPT_DAYS
from bot.wording import owner as owner_wording
from bot.wording import privacy as privacy_wording
from bot.wording import unanswered as wording
from e2e.fake_process import StartBot
from telegram_server import TelegramServer
from telegram_server.people import Person

IN_VAIN = "Where did the heron hide its marmalade?"


def on_the_disk(folder: Path) -> bytes:
    kept = [path for path in (folder / "data").rglob("*") if path.is_file()]
    assert kept
    return b"".join(path.read_bytes() for path in kept)


def asks(person: Person, *questions: str) -> None:
    for question in questions:
        person.writes(person.chat, question)
        person.chat.next_message()


def test_it_is_off_until_the_owner_switches_it_on(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person, tmp_path: Path
) -> None:
    with fake_bot(ADMIN_IDS=str(ada.id)):
        asks(bob, IN_VAIN)
        asks(ada, "/unanswered")
        assert ada.chat.from_bot[-1].text == wording.nothing_kept()
        assert "KEEP_QUESTIONS_DAYS=30" in wording.nothing_kept()
        server.world.settled()
    assert b"heron" not in on_the_disk(tmp_path)


def test_what_was_asked_in_vain(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person, tmp_path: Path
) -> None:
    group = server.world.supergroup("Readers", ada, bob)
    env = {"ADMIN_IDS": str(ada.id), "KEEP_QUESTIONS_DAYS": "30"}
    with fake_bot(**env) as bot:
        asks(ada, "/unanswered")
        assert ada.chat.from_bot[-1].text == wording.lead(0, 30)
        asks(bob, "/privacy")
        told = privacy_wording.privacy(LIFETIME_SECONDS // 3600, KEPT_DAYS, questions_days=30)
        assert bob.chat.from_bot[-1].text == told
        assert "in private is kept for 30 days" in told
        assert "Other questions are not kept." in told
        server.world.adds_bot_to(group, by=ada)
        group.next_message()
        bob.writes(group, "/ask@footnote_test_bot Who ate the group's pudding?")
        group.next_message()
        asks(bob, IN_VAIN, "where did the heron hide its MARMALADE", "And the weather?", "hello")
        asks(bob, "Where were the talks held?")
        bob.presses(bob.chat.from_bot[-1], "👎")
        bob.chat.from_bot[-1].next_edit()
        server.world.settled()
        assert "heron" not in bot.output
    with fake_bot(**env):
        ada.writes(ada.chat, "/unanswered")
        lines = ada.chat.next_message().text.split("\n")
        assert lines[0].startswith("3 questions")
        assert lines[1].startswith("• Where were the talks held? — ")
        assert lines[1].endswith(" · English · 👎 1")
        assert lines[2].startswith("• And the weather? — ")
        assert lines[3].startswith("• where did the heron hide its MARMALADE — 2× · ")
        bob.writes(bob.chat, "/unanswered")
        assert "heron" not in bob.chat.next_message().text
        assert b"heron" in on_the_disk(tmp_path)
        bob.writes(bob.chat, "/forget")
        assert bob.chat.next_message().text == privacy_wording.forgotten(questions=True)
        held = on_the_disk(tmp_path)  # while the bot runs, its write-ahead log included
        assert b"heron" not in held
        assert b"weather" not in held
        asks(ada, "/unanswered")
        assert ada.chat.from_bot[-1].text == wording.lead(0, 30)
    assert b"pudding" not in on_the_disk(tmp_path)


@pytest.mark.parametrize(("age", "days"), [(2, 2), (0, 0), (400, 365)])
def test_it_goes_in_time_and_when_it_is_switched_off(
    server: TelegramServer,
    fake_bot: StartBot,
    ada: Person,
    tmp_path: Path,
    age: int,
    days: int,
) -> None:
    with fake_bot(KEEP_QUESTIONS_DAYS="365"):
        asks(ada, IN_VAIN)
        server.world.settled()
    with closing(sqlite3.connect(tmp_path / "data" / "telegram.db")) as connection:
        connection.execute("UPDATE kept_question SET day = date(day, ?)", (f"-{age} days",))
        connection.commit()
    assert b"heron" in on_the_disk(tmp_path)
    with fake_bot(KEEP_QUESTIONS_DAYS=str(days)):
        server.world.settled()
        assert b"heron" not in on_the_disk(tmp_path)


def test_pages_are_turned_by_owners_alone(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person
) -> None:
    with fake_bot(ADMIN_IDS=str(ada.id), KEEP_QUESTIONS_DAYS="7"):
        for number in range(12):
            bob.writes(bob.chat, f"Who is cook number {number}?")
        server.world.wait_for(lambda: len(bob.chat.from_bot) == 12, "twelve answers", 30)
        ada.writes(ada.chat, "/unanswered")
        shown = ada.chat.next_message()
        assert shown.text.count("cook number") == 10
        assert [button.text for button in shown.buttons] == ["▸"]
        ada.presses(shown, "▸")
        assert shown.next_edit().text.count("cook number") == 2
        assert [button.text for button in shown.buttons] == ["◂"]
        refused = bob.sends_callback(bob.chat.from_bot[-1], "uq:0")
        assert refused.text == owner_wording.only_owners()
        assert bob.sends_callback(shown, "uq:0").text == owner_wording.only_owners()
        for forged in ("uq:", "uq:-1", "uq:12345", "uq:x"):
            assert ada.sends_callback(shown, forged).text == owner_wording.over()
        assert ada.sends_callback(shown, "uq:9999").text is None
        assert shown.text.count("cook number") == 2
