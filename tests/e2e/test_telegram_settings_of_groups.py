"""Groups, with a bot that each test starts with settings of its own."""

from collections.abc import Callable

import pytest

from bot.wording import telegram as wording
from telegram_server import BotProcess, TelegramServer
from telegram_server.people import Person
from telegram_server.values import JsonObject

StartBot = Callable[..., BotProcess]


@pytest.mark.parametrize("privacy", [True, False])
def test_start_says_how_to_ask(
    server: TelegramServer, fake_bot: StartBot, ada: Person, privacy: bool
) -> None:
    server.world.privacy_mode = privacy
    with fake_bot():
        group = server.world.group("Small group", ada)
        server.world.adds_bot_to(group, by=ada)
        ada.writes(group, "/start@footnote_test_bot")
        said = group.next_message().text
    assert len(said.splitlines()) <= 3
    assert said.startswith("Ask with /ask@footnote_test_bot")
    assert ("privacy mode" in said) is privacy


def test_a_group_that_becomes_a_supergroup(
    server: TelegramServer, fake_bot: StartBot, ada: Person
) -> None:
    old = server.world.group("Growing", ada)
    new = server.world.supergroup("Growing", ada)
    with fake_bot(ACCESS="allowlist", ALLOWED_IDS=str(old.id)):
        server.world.adds_bot_to(old, by=ada)
        server.world.adds_bot_to(new, by=ada)
        ada.writes(old, "/ask@footnote_test_bot talks")
        old.next_message()
        moved: JsonObject = {
            "message_id": 900,
            "date": 1,
            "chat": {"id": old.id, "type": "group", "title": "Growing"},
            "migrate_to_chat_id": new.id,
        }
        server.world.inject("message", moved)
        assert new.next_message().text == wording.group_moved(old.id, new.id)
        ada.writes(new, "/ask@footnote_test_bot talks")
        assert new.next_message().text.startswith("The talks were held")
