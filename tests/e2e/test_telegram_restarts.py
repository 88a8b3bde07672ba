"""The process is killed, and Telegram delivers again: everything is answered, and once."""

from pathlib import Path

import pytest

from e2e.fake_bot import NUMBERED, WAITS_FOR
from e2e.fake_process import StartBot
from telegram_server import TelegramServer
from telegram_server.people import Person
from telegram_server.process import free_port
from telegram_server.values import JsonObject

Settings = dict[str, str]
TALKS = "Where were the talks held?"


@pytest.fixture(params=["polling", "webhook"])
def settings(request: pytest.FixtureRequest) -> Settings:
    return {} if request.param == "polling" else hook()


def hook() -> Settings:
    port = free_port()
    return {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": "a-secret-of-16_characters",
    }


def delivers_again(server: TelegramServer, update: JsonObject) -> None:
    with server.world.watch:
        server.world.updates.pending.insert(0, update)
        server.world.updates.on_new()


def last_update(server: TelegramServer) -> JsonObject:
    with server.world.watch:
        return server.world.updates.pending[-1]


def test_what_was_answered_before_the_kill_is_not_answered_again(
    server: TelegramServer, fake_bot: StartBot, settings: Settings, ada: Person
) -> None:
    ada.writes(ada.chat, f"{NUMBERED}1")
    update = last_update(server)
    bot = fake_bot(**settings)
    bot.start()
    assert ada.chat.next_message().text.startswith("This answers")
    # What is under test is what was written before the kill, and not how soon.
    server.world.settled()
    bot.kill()
    delivers_again(server, update)
    with fake_bot(**settings):
        ada.writes(ada.chat, f"{NUMBERED}2")
        assert f"{NUMBERED}2" in ada.chat.next_message().text
        server.world.settled()
    assert len(ada.chat.from_bot) == 2


def test_what_was_cut_off_by_the_kill_is_answered_after_it(
    server: TelegramServer, fake_bot: StartBot, settings: Settings, ada: Person, tmp_path: Path
) -> None:
    signal = tmp_path / "signal"
    bot = fake_bot(**settings)
    bot.start()
    ada.writes(ada.chat, f"{WAITS_FOR}{signal}")
    ada.writes(ada.chat, f"{NUMBERED}2")
    server.world.wait_for(lambda: ada.chat.actions == ["typing"], "typing")
    # Telegram has been told that both have arrived, and will never deliver them again.
    server.world.wait_for(lambda: not server.world.updates.pending, "both to be confirmed")
    bot.kill()
    signal.touch()
    with fake_bot(**settings) as later:
        assert ada.chat.next_message().text.startswith("The talks were held")
        assert f"{NUMBERED}2" in ada.chat.next_message().text
        server.world.settled()
        assert "2 updates were cut off" in later.output
    assert len(ada.chat.from_bot) == 2


def test_the_way_of_delivery_can_be_changed_without_loss(
    server: TelegramServer, fake_bot: StartBot, ada: Person
) -> None:
    ways: list[Settings] = [{}, hook(), {}]
    for number, way in enumerate(ways):
        ada.writes(ada.chat, f"{NUMBERED}{number}")  # while nobody listens
        with fake_bot(**way):
            assert f"{NUMBERED}{number}" in ada.chat.next_message().text
    assert not any(call.params.get("drop_pending_updates") for call in server.calls)


def test_a_file_that_cannot_be_used_is_a_sentence(fake_bot: StartBot, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "telegram.db").write_text("no database at all, but long enough " * 50)
    bot = fake_bot()
    with pytest.raises(AssertionError, match=r"telegram\.db is damaged.*Move the file away"):
        bot.start()
