"""Who comes by an invitation, and what strangers are told."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.wording import answers as answers_wording
from bot.wording import invitations as wording
from bot.wording import owner as owner_wording
from bot.wording import telegram as telegram_wording
from bot.wording.translation import speaking
from e2e.fake_process import StartBot
from telegram_server import TelegramServer
from telegram_server.people import Person

QUESTION = "Where were the talks held?"


@pytest.fixture
def eve(server: TelegramServer) -> Person:
    return server.world.user("Eve")


def invited_by(owner: Person) -> str:
    """A new link, as the owner's button copies it."""
    owner.writes(owner.chat, "/invite")
    owner.presses(owner.chat.next_message(), wording.new_link_button())
    return owner.copies(owner.chat.next_message(), telegram_wording.link_button())


def test_a_link_lets_one_person_in_for_good(
    fake_bot: StartBot, ada: Person, bob: Person, eve: Person
) -> None:
    env = {"ACCESS": "invite", "ADMIN_IDS": str(ada.id)}
    with fake_bot(**env):
        link = invited_by(ada)
        assert re.fullmatch(r"https://t\.me/footnote_test_bot\?start=i_[\w-]{22}", link)
        assert link in ada.chat.from_bot[-1].text
        ada.follows(link)  # an owner's own visit does not use it up
        assert ada.chat.next_message().text == wording.still_open()
        assert ada.chat.next_message().text.startswith(answers_wording.start(2)[:20])
    with fake_bot(**env) as bot:
        bob.follows(link)
        assert bob.chat.next_message().text == wording.welcome()
        assert bob.chat.next_message().text == answers_wording.start(2)
        assert ada.chat.next_message().text == wording.accepted("Bob", bob.id)
        eve.follows(link)
        refused = eve.chat.next_message().text
        assert refused.startswith(wording.not_good())
        assert refused.endswith(telegram_wording.stranger(eve.id, ["ada_l"], invites=True))
        eve.writes(eve.chat, QUESTION)
        bob.writes(bob.chat, QUESTION)
        assert bob.chat.next_message().text.startswith("The talks were held")
        bob.follows(link)  # again, and used up: he is in all the same
        assert bob.chat.next_message().text == answers_wording.start(2)
        eve.chat.no_message(0.2)
        assert link.partition("=")[2] not in bot.output
        assert bot.output.count("refused stranger=") == 1
    with fake_bot(**env):
        bob.writes(bob.chat, QUESTION)
        assert bob.chat.next_message().text.startswith("The talks were held")
        eve.writes(eve.chat, QUESTION)
        told = telegram_wording.stranger(eve.id, ["ada_l"], invites=True)
        assert eve.chat.next_message().text == told


def test_links_that_are_over_or_made_up(
    fake_bot: StartBot, ada: Person, bob: Person, tmp_path: Path
) -> None:
    env = {"ACCESS": "invite", "ADMIN_IDS": str(ada.id)}
    with fake_bot(**env):
        link = invited_by(ada)
        cancelled = invited_by(ada)
        message = ada.chat.from_bot[-1]
        assert ada.presses(message, wording.cancel_button()).text is None
        assert message.next_edit().text == wording.cancelled()
        assert message.buttons == []
        bob.follows(cancelled)
        assert bob.chat.next_message().text.startswith(wording.not_good())
        bob.starts("i_" + "A" * 22)
        assert bob.chat.next_message().text.startswith(wording.not_good())
        bob.starts("i_short")  # none of ours; he was told before how to come in
        bob.chat.no_message(0.2)
    with closing(sqlite3.connect(tmp_path / "data" / "telegram.db")) as connection:
        connection.execute("UPDATE invitation SET until = until - 8 * 86400")
        connection.commit()
    with fake_bot(**env):
        bob.follows(link)
        assert bob.chat.next_message().text.startswith(wording.not_good())
        bob.writes(bob.chat, QUESTION)
        bob.chat.no_message(0.2)


def test_guests_are_listed_and_taken_back(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person, eve: Person
) -> None:
    with fake_bot(ACCESS="invite", ADMIN_IDS=f"{ada.id}, 4999999999"):
        for guest in (bob, eve):
            guest.follows(invited_by(ada))
            assert guest.chat.next_message().text == wording.welcome()
            name = guest.account.first_name
            assert ada.chat.next_message().text == wording.accepted(name, guest.id)
        ada.writes(ada.chat, "/invite")
        listed = ada.chat.next_message()
        assert listed.text.startswith(wording.guests_lead(2))
        assert f"Bob (id {bob.id}" in listed.text
        data = str(listed.button("✕ Bob").value)
        assert eve.sends_callback(eve.chat.from_bot[0], data).text == owner_wording.only_owners()
        assert eve.sends_callback(listed, data).text == owner_wording.only_owners()
        for _ in range(2):  # pressed twice, it does no harm
            assert ada.sends_callback(listed, data).text == wording.taken_back()
        assert listed.next_edit().text.startswith(wording.guests_lead(1))
        bob.writes(bob.chat, QUESTION)
        told = telegram_wording.stranger(bob.id, ["ada_l"], invites=True)
        server.world.settled()
        assert bob.chat.from_bot[-1].text == told
        eve.writes(eve.chat, QUESTION)
        server.world.settled()
        assert eve.chat.from_bot[-1].text.startswith("The talks were held")
        for forged in (
            "iv:",
            "iv:t",
            "iv:t-5",
            "iv:t99999999999999999999",
            "iv:pp",
            "iv:c" + "9" * 20,
        ):
            assert ada.sends_callback(listed, forged).text == owner_wording.over()
        ada.presses(listed, "✕ Eve")
        nobody = wording.guests_lead(0)
        server.world.wait_for(lambda: listed.text == nobody, "a list of nobody")


def test_looking_makes_no_link_and_open_ones_are_listed(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person, tmp_path: Path
) -> None:
    def count() -> int:
        with closing(sqlite3.connect(tmp_path / "data" / "telegram.db")) as connection:
            return int(connection.execute("SELECT count(*) FROM invitation").fetchone()[0])

    with fake_bot(ACCESS="invite", ADMIN_IDS=str(ada.id)):
        for _ in range(3):
            ada.writes(ada.chat, "/invite")
            listed = ada.chat.next_message()
            assert listed.text == wording.guests_lead(0)
            assert [button.text for button in listed.buttons] == [wording.new_link_button()]
        assert count() == 0
        links = []
        for number in (1, 2):
            ada.presses(listed, wording.new_link_button())
            links.append(ada.copies(ada.chat.next_message(), telegram_wording.link_button()))
            lead = wording.open_lead(number)
            server.world.wait_for(lambda: lead in listed.text, lead)  # noqa: B023 - awaited here
        assert count() == 2
        ada.presses(listed, wording.cancel_listed_button(2))
        server.world.wait_for(lambda: wording.open_lead(1) in listed.text, "one link")
        bob.follows(links[1])
        assert bob.chat.next_message().text.startswith(wording.not_good())
        bob.follows(links[0])
        assert bob.chat.next_message().text == wording.welcome()
        ada.chat.next_message()  # that Bob has come
        ada.writes(ada.chat, "/invite")
        shown = ada.chat.next_message()
        labels = ["✕ Bob", wording.new_link_button()]
        assert [button.text for button in shown.buttons] == labels


def test_only_owners_invite_and_only_in_private(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person
) -> None:
    group = server.world.supergroup("Readers", ada, bob)
    with fake_bot(ACCESS="open", ADMIN_IDS=str(ada.id)):
        ada.writes(ada.chat, "/invite")
        assert ada.chat.next_message().text == wording.not_by_invitation(everybody=True)
        bob.writes(bob.chat, "/invite")
        unknown = answers_wording.unknown_command("invite", None)
        assert bob.chat.next_message().text == unknown
        server.world.adds_bot_to(group, by=ada)
        group.next_message()
        ada.writes(group, "/invite@footnote_test_bot")
        assert "t.me" not in group.next_message().text
    with fake_bot(ACCESS="allowlist", ADMIN_IDS=str(ada.id)):
        ada.writes(ada.chat, "/invite")
        assert ada.chat.next_message().text == wording.not_by_invitation(everybody=False)


def test_the_owner_hears_of_a_guest_in_the_language_of_the_invitation(
    fake_bot: StartBot, server: TelegramServer, bob: Person
) -> None:
    owner = server.world.user("Anna", language_code="de")
    with fake_bot(ACCESS="invite", ADMIN_IDS=str(owner.id)):
        owner.writes(owner.chat, "/invite")
        with speaking("de"):
            button = telegram_wording.link_button()
            told = wording.accepted("Bob", bob.id)
            owner.presses(owner.chat.next_message(), wording.new_link_button())
        bob.follows(owner.copies(owner.chat.next_message(), button))
        assert owner.chat.next_message().text == told


def test_strangers_learn_whom_to_ask(
    fake_bot: StartBot, ada: Person, bob: Person, eve: Person
) -> None:
    with fake_bot(ACCESS="allowlist", ADMIN_IDS=str(ada.id)) as bot:
        eve.writes(eve.chat, QUESTION)  # the owner has never written to the bot
        assert eve.chat.next_message().text == telegram_wording.stranger(eve.id)
        for _ in range(3):
            eve.writes(eve.chat, QUESTION)
            eve.inline("talks")
        assert bot.output.count("refused stranger=") == 1
        eve.chat.no_message(0.2)
    ada.writes(ada.chat, QUESTION)
    with fake_bot(ACCESS="allowlist", ADMIN_IDS=f"{ada.id}, {bob.id}") as bot:
        eve.writes(eve.chat, QUESTION)
        told = eve.chat.next_message().text
        assert told == telegram_wording.stranger(eve.id, ["ada_l"])
        assert "ask @ada_l" in told
        assert str(eve.id) not in bot.output


def test_the_owner_hears_of_a_guest_who_cannot_be_welcomed(
    fake_bot: StartBot, ada: Person, bob: Person
) -> None:
    env = {"ACCESS": "invite", "ADMIN_IDS": str(ada.id)}
    with fake_bot(**env):
        link = invited_by(ada)
    bob.follows(link)
    bob.blocks_bot()
    with fake_bot(**env):
        assert ada.chat.next_message().text == wording.accepted("Bob", bob.id)
