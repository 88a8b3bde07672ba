"""The menus of commands that Telegram shows: to everybody, and to owners while they are such."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.commands import OWNER_COMMANDS
from bot.wording.translation import LANGUAGES
from e2e.fake_process import StartBot
from telegram_server import TelegramServer, faults
from telegram_server.people import Person

TAGS = {"", *LANGUAGES[1:]}


@pytest.fixture
def owned(server: TelegramServer) -> Callable[[Person], set[str]]:
    """The languages in which Telegram has a menu for one person alone."""

    def find(person: Person) -> set[str]:
        scope = f'{{"chat_id": {person.id}, "type": "chat"}}'
        menus = server.world.bot.commands
        found = {tag for (known, tag) in menus if known == scope}
        names = {command.name for command in OWNER_COMMANDS}
        assert all(names <= {it["command"] for it in menus[scope, tag]} for tag in found)
        return found

    return find


def test_a_new_owner_gets_the_menu_with_the_first_message(
    server: TelegramServer,
    fake_bot: StartBot,
    ada: Person,
    bob: Person,
    owned: Callable[[Person], set[str]],
) -> None:
    with fake_bot(ADMIN_IDS=str(ada.id)) as bot:
        refused = "menu could not be set: Chat not found"
        server.world.wait_for(lambda: refused in bot.output, "Telegram to know no such chat")
        bob.starts()
        bob.chat.next_message()
        ada.starts()
        server.world.wait_for(lambda: owned(ada) == TAGS, "an owner's menu in each language")
    assert owned(bob) == set()


def test_who_is_no_owner_any_more_loses_the_menu(
    server: TelegramServer,
    fake_bot: StartBot,
    ada: Person,
    bob: Person,
    owned: Callable[[Person], set[str]],
    tmp_path: Path,
) -> None:
    def known(folder: Path) -> list[tuple[int]]:
        with closing(sqlite3.connect(folder / "data" / "telegram.db")) as connection:
            return connection.execute("SELECT person FROM owner_menu").fetchall()

    for person in (ada, bob):
        person.starts()
    with fake_bot(ADMIN_IDS=f"{ada.id}, {bob.id}"):
        server.world.wait_for(lambda: owned(ada) == owned(bob) == TAGS, "two menus")
    with fake_bot(ADMIN_IDS=str(bob.id)):
        server.world.wait_for(lambda: owned(ada) == set(), "no menu")
        assert owned(bob) == TAGS
        server.world.wait_for(lambda: known(tmp_path) == [(bob.id,)], "that to be noted")
    calls = len(server.calls_of("deleteMyCommands"))
    with fake_bot(ADMIN_IDS=str(bob.id)):
        server.world.wait_for(lambda: owned(bob) == TAGS, "a menu")
        server.world.settled()
    assert len(server.calls_of("deleteMyCommands")) == calls


def test_a_flood_limit_costs_no_language(server: TelegramServer, fake_bot: StartBot) -> None:
    server.fails("setMyCommands", faults.too_many_requests(1), times=2)
    with fake_bot():
        menu = server.world.bot.menu
        for scope in ("all_private_chats", "all_group_chats", "all_chat_administrators"):
            for tag in TAGS:
                server.world.wait_for(lambda: bool(menu(scope, tag)), f"{scope} {tag}")  # noqa: B023 - awaited here
