"""The bot comes into groups and channels, leaves them, and follows them to their new ids."""

from pathlib import Path

import pytest

from bot.wording import answers as answer_wording
from bot.wording import groups as group_wording
from bot.wording import telegram as wording
from e2e.fake_process import StartBot
from telegram_server import BotProcess, TelegramServer
from telegram_server.chats import Chat
from telegram_server.faults import Refusal
from telegram_server.people import Person
from telegram_server.rooms import upgrade

ME = "footnote_test_bot"
ASK = f"/ask@{ME} talks"


def restrict_to_administrators(group: Chat, by: Person) -> None:
    by.writes(group, f"/settings@{ME}")
    menu = group.next_message()
    by.presses(menu, group_wording.administrators())
    menu.next_edit()


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("privacy", "admin", "hears_all"),
    [(True, False, False), (True, True, True), (False, False, True)],
)
def test_on_being_added_it_says_how_to_ask(
    server: TelegramServer, ada: Person, privacy: bool, admin: bool, hears_all: bool
) -> None:
    server.world.privacy_mode = privacy  # changed while the bot ran: it asks again
    group = server.world.group("Small group", ada)
    server.world.adds_bot_to(group, by=ada, admin=admin)
    said = group.next_message()
    assert said.text == wording.group_start(ME, hears_all=hears_all)
    assert len(said.text.splitlines()) == 3
    ada.writes(group, f"/start@{ME}")  # as clients do that add it from its profile
    server.world.adds_bot_to(group, by=ada, admin=not admin)  # a promotion is no arrival
    server.world.settled()
    group.no_message(0.1)


@pytest.mark.parametrize("admin", [True, False])
def test_start_says_how_to_ask_where_it_was_added_before(
    server: TelegramServer, fake_bot: StartBot, ada: Person, admin: bool
) -> None:
    group = server.world.group("Small group", ada)
    server.world.adds_bot_to(group, by=ada, admin=admin)
    server.world.updates.clear()
    with fake_bot():
        asked = ada.writes(group, f"/start@{ME}")
        said = group.next_message()
        assert (said.text, said.reply_to) == (wording.group_start(ME, hears_all=admin), asked)


@pytest.mark.usefixtures("bot")
def test_where_it_may_not_write_it_stays_silent(server: TelegramServer, ada: Person) -> None:
    muted = server.world.supergroup("Announcements", ada)
    muted.muted = True
    server.world.adds_bot_to(muted, by=ada)
    restricted = server.world.supergroup("Strict", ada)
    server.world.set_bot_status(restricted, "restricted", ada)
    channel = server.world.channel("News", ada)
    server.world.adds_bot_to(channel, by=ada, admin=True)
    server.world.settled()
    assert server.calls_of("sendMessage") == []
    server.world.adds_bot_to(muted, by=ada, admin=True)
    ada.writes(muted, ASK)
    assert muted.next_message().text.startswith("The talks were held")


@pytest.mark.usefixtures("bot")
def test_a_greeting_that_telegram_refuses_is_no_error(
    server: TelegramServer, bot: BotProcess, ada: Person
) -> None:
    server.fails("sendMessage", Refusal(403, "Forbidden: bot was kicked from the group chat"))
    group = server.world.group("Small group", ada)
    server.world.adds_bot_to(group, by=ada)
    server.world.settled()
    ada.writes(group, ASK)
    assert group.next_message().text.startswith("The talks were held")
    assert "ERROR" not in bot.output


def test_a_group_that_is_not_listed_is_told_its_id_once(
    server: TelegramServer, fake_bot: StartBot, ada: Person
) -> None:
    with fake_bot(ACCESS="allowlist", ALLOWED_IDS="1"):
        group = server.world.group("Small group", ada)
        server.world.adds_bot_to(group, by=ada)
        assert group.next_message().text == wording.strange_group(group.id)
        ada.writes(group, ASK)
        ada.writes(group, f"/settings@{ME}")
        server.world.removes_bot_from(group, by=ada)
        server.world.adds_bot_to(group, by=ada)
        server.world.settled()
        group.no_message(0.1)


@pytest.mark.usefixtures("bot")
def test_removed_it_forgets_what_was_asked_and_keeps_what_was_set(
    server: TelegramServer, ada: Person, bob: Person
) -> None:
    group = server.world.supergroup("Reading circle", ada, bob)
    server.world.adds_bot_to(group, by=ada)
    group.next_message()
    restrict_to_administrators(group, by=ada)
    ada.writes(group, f"/ask@{ME} many")
    group.next_message()
    ada.writes(ada.chat, "many")
    ada.chat.next_message()
    server.world.removes_bot_from(group, by=ada)
    server.world.adds_bot_to(group, by=ada)
    assert group.next_message().text == wording.group_start(ME, hears_all=False)
    ada.writes(group, f"/more@{ME}")
    assert group.next_message().text == answer_wording.nothing_asked()
    ada.writes(ada.chat, "/more")
    assert "[4] " in ada.chat.next_message().text
    bob.writes(group, ASK)
    assert group.next_message().text == group_wording.only_administrators_ask()


def test_a_listed_group_that_becomes_a_supergroup_keeps_its_place_and_its_settings(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person
) -> None:
    old = server.world.group("Growing", ada, bob)
    server.world.adds_bot_to(old, by=ada)
    server.world.updates.clear()
    env = {"ACCESS": "allowlist", "ALLOWED_IDS": str(old.id)}
    with fake_bot(**env):
        restrict_to_administrators(old, by=ada)
        ada.writes(old, f"/ask@{ME} many")
        old.next_message()
        new = upgrade(server.world, old, by=ada)
        new.members[new.bot_id] = "left"
        server.world.set_bot_status(new, "member", ada)  # no arrival: the people know the bot
        bob.writes(new, ASK)
        assert new.next_message().text == group_wording.only_administrators_ask()
        ada.writes(new, f"/more@{ME}")
        assert "[4] " in new.next_message().text
    with fake_bot(**env):
        bob.writes(new, ASK)
        assert new.next_message().text == group_wording.only_administrators_ask()
        ada.writes(new, ASK)
        assert new.next_message().text.startswith("The talks were held")
    with fake_bot(ACCESS="allowlist", ALLOWED_IDS="1"):  # the owner has taken the old id away
        ada.writes(new, ASK)
        assert new.next_message().text == wording.strange_group(new.id)


def test_a_group_that_moves_while_its_answer_is_on_its_way(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person, tmp_path: Path
) -> None:
    old = server.world.group("Growing", ada, bob)
    server.world.adds_bot_to(old, by=ada)
    server.world.updates.clear()
    signal = tmp_path / "go"
    env = {"ACCESS": "allowlist", "ALLOWED_IDS": str(old.id)}
    with fake_bot(**env):
        restrict_to_administrators(old, by=ada)
        asked = ada.writes(old, f"/ask@{ME} talks that wait for {signal}")
        server.world.wait_for(lambda: not server.world.updates.pending, "the question")
        new = upgrade(server.world, old, by=ada, heard=False)
        signal.touch()
        answer = new.next_message()
        assert answer.text.startswith("The talks were held")
        assert asked.chat is old
        ada.presses(answer, "More (1)")
        assert "[4] " in answer.next_edit().text
        ada.writes(new, "And when?", reply_to=answer)
        assert new.next_message().text.startswith("Searched: ")
    with fake_bot(**env):
        bob.writes(new, ASK)
        assert new.next_message().text == group_wording.only_administrators_ask()
        ada.writes(new, ASK)
        assert new.next_message().text.startswith("The talks were held")
