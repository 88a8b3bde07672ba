"""What the bot says that it keeps is what it keeps, and /forget lets it go."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.telegram_app.conversation.chats import LIFETIME_SECONDS
from bot.telegram_app.counting.counts import KEPT_DAYS
from bot.wording import answers as wording
from bot.wording import invitations as invitations_wording
from bot.wording import privacy as privacy_wording
from bot.wording import telegram as telegram_wording
from e2e.fake_process import StartBot
from telegram_server import TelegramServer
from telegram_server.people import Person

SECRET = "Where did the heron hide its marmalade?"


@pytest.mark.usefixtures("bot")
def test_what_is_kept_is_told(ada: Person) -> None:
    ada.writes(ada.chat, "/privacy")
    told = ada.chat.next_message().text
    assert told == privacy_wording.privacy(LIFETIME_SECONDS // 3600, KEPT_DAYS)
    assert "For 6 hours after your last question" in told


def test_a_question_stands_neither_in_the_log_nor_on_the_disk(
    server: TelegramServer, fake_bot: StartBot, ada: Person, tmp_path: Path
) -> None:
    with fake_bot() as running:
        ada.writes(ada.chat, SECRET)
        ada.chat.next_message()
        server.world.settled()
    assert "heron" not in running.output
    assert str(ada.account.id) not in running.output
    kept = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert kept
    assert [path.name for path in kept if b"heron" in path.read_bytes()] == []


def test_that_guests_are_remembered_is_told(
    fake_bot: StartBot, ada: Person, bob: Person, tmp_path: Path
) -> None:
    with fake_bot(ACCESS="invite", ADMIN_IDS=str(ada.id)):
        ada.writes(ada.chat, "/invite")
        ada.presses(ada.chat.next_message(), invitations_wording.new_link_button())
        bob.follows(ada.copies(ada.chat.next_message(), telegram_wording.link_button()))
        bob.chat.next_message()
        bob.chat.next_message()
        bob.writes(bob.chat, "/privacy")
        told = privacy_wording.privacy(LIFETIME_SECONDS // 3600, KEPT_DAYS, guests=True)
        assert bob.chat.next_message().text == told
        assert "Whoever invited them is told their name and id." in told
    with closing(sqlite3.connect(tmp_path / "data" / "telegram.db")) as connection:
        (row,) = connection.execute("SELECT * FROM guest").fetchall()
        assert row[0] == bob.id
        assert len(row) == 2  # and the day
        assert connection.execute("SELECT * FROM invitation").fetchall() == []
    with fake_bot(ACCESS="open"):  # kept all the same, and so told
        bob.writes(bob.chat, "/privacy")
        assert bob.chat.next_message().text == told


@pytest.mark.usefixtures("bot")
def test_all_is_forgotten_in_private(ada: Person) -> None:
    ada.writes(ada.chat, "Where were the talks held?")
    answer = ada.chat.next_message()
    ada.writes(ada.chat, "/language")
    menu = ada.chat.next_message()
    ada.presses(menu, "Deutsch")
    menu.next_edit()
    ada.writes(ada.chat, "/forget")
    assert ada.chat.next_message().text == privacy_wording.forgotten()  # in English again
    assert ada.presses(answer, "More (1)").text == wording.expired()
    ada.writes(ada.chat, "/more")
    assert ada.chat.next_message().text == wording.nothing_asked()
    ada.writes(ada.chat, "/verify", reply_to=answer)
    assert ada.chat.next_message().text == telegram_wording.not_remembered()


@pytest.mark.usefixtures("bot")
def test_in_a_group_one_person_is_forgotten(
    server: TelegramServer, ada: Person, bob: Person
) -> None:
    group = server.world.supergroup("Reading circle", ada, bob)
    server.world.adds_bot_to(group, by=ada)
    group.next_message()
    for person in (ada, bob):
        person.writes(group, "/ask@footnote_test_bot Where were the talks held?")
        group.next_message()
    ada.writes(group, "/forget@footnote_test_bot")
    assert group.next_message().text == privacy_wording.forgotten_here()
    ada.writes(group, "/more@footnote_test_bot")
    assert group.next_message().text == wording.nothing_asked()
    bob.writes(group, "/more@footnote_test_bot")
    assert "[4] " in group.next_message().text
