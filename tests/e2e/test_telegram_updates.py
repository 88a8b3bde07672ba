"""Updates of every kind that Telegram knows, and of none."""

import pytest

from e2e.fake_process import StartBot
from telegram_server import TelegramServer
from telegram_server.people import Person
from telegram_server.process import free_port
from telegram_server.samples import messages, updates
from telegram_server.values import JsonObject

TALKS = "Where were the talks held?"


@pytest.mark.parametrize("way", ["polling", "webhook"])
def test_no_kind_of_update_is_an_error(
    server: TelegramServer, fake_bot: StartBot, ada: Person, way: str
) -> None:
    schema = server.world.schema
    samples = [sample for _, sample in updates(schema)]
    samples += [{"message": message} for _, message in messages(schema)]
    settings: dict[str, str] = {}
    if way == "webhook":
        port = free_port()
        settings = {
            "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
            "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
            "WEBHOOK_SECRET": "a-secret-of-16_characters",
        }
    # Whoever it is that the samples come from: the bot may answer them.
    with server.world.watch:
        for sample in samples:
            chat_in_all(sample, ada.id)
            number = int(str(server.world.updates.add("message", {})["update_id"]))
            if server.world.updates.pending:
                server.world.updates.pending.pop()
            server.world.updates.pending.append({"update_id": number, **sample})
    with fake_bot(**settings) as bot:
        server.world.wait_for(lambda: not server.world.updates.pending, "all to be taken", 60)
        server.world.settled(timeout=60)
        bob = server.world.user("Bob")
        bob.writes(bob.chat, TALKS)
        assert bob.chat.next_message().text.startswith("The talks were held")
    for sign in ("ERROR", "CRITICAL", "Traceback", "a text"):
        assert sign not in bot.output


def chat_in_all(sample: JsonObject, chat_id: int) -> None:
    """Let every chat in ``sample`` be one that is there, so that an answer reaches it."""
    for name, value in sample.items():
        if isinstance(value, dict):
            if name == "chat":
                value["id"] = chat_id
            chat_in_all(value, chat_id)
