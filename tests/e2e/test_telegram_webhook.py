"""Updates that Telegram delivers by itself, over a port and over a Unix socket."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from telegram_server import BotProcess, TelegramServer
from telegram_server.people import Person
from telegram_server.process import free_port

StartBot = Callable[..., BotProcess]
TALKS = "Where were the talks held?"
SECRET = "a-secret-of-16_characters"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


@pytest.mark.parametrize("path", ["hook", "hook+a.(b", ""])
def test_webhook(server: TelegramServer, fake_bot: StartBot, ada: Person, path: str) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/{path}"
    settings = {
        "WEBHOOK_URL": url,
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": SECRET,
    }
    with fake_bot(**settings) as bot:
        ada.writes(ada.chat, TALKS)
        answer = ada.chat.next_message()
        assert answer.text.startswith("The talks were held")
        ada.presses(answer, "More (1)")
        assert "[4] " in ada.chat.next_message().text
        (call,) = server.calls_of("setWebhook")
        assert call.params["secret_token"] == SECRET
        assert call.params["allowed_updates"] == ["message", "callback_query", "my_chat_member"]
        forged = {"update_id": 1, "message": {"message_id": 1, "date": 1, "text": TALKS}}
        assert httpx.post(url, json=forged).status_code == 403
        assert httpx.post(f"http://127.0.0.1:{port}/hookaXb", json=forged).status_code == 404
        assert SECRET not in bot.output


def test_webhook_on_a_unix_socket(
    server: TelegramServer, fake_bot: StartBot, ada: Person, tmp_path: Path
) -> None:
    socket = tmp_path / "hook.sock"
    settings = {
        # Nothing listens there: Telegram's part is played by the client below.
        "WEBHOOK_URL": f"http://127.0.0.1:{free_port()}/hook",
        "WEBHOOK_LISTEN": f"unix:{socket}",
        "WEBHOOK_SECRET": SECRET,
    }
    with (
        fake_bot(**settings),
        httpx.Client(transport=httpx.HTTPTransport(uds=str(socket))) as client,
    ):
        ada.writes(ada.chat, TALKS)
        with server.world.watch:
            (update,) = server.world.updates.pending
        assert client.post("http://bot/hook", json=update).status_code == 403
        assert client.post("http://bot/hook", json=update, headers=HEADERS).status_code == 200
        assert ada.chat.next_message().text.startswith("The talks were held")


def test_what_cannot_be_read_is_not_written_into_the_log(fake_bot: StartBot, ada: Person) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/hook"
    settings = {
        "WEBHOOK_URL": url,
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": SECRET,
    }
    with fake_bot(**settings) as bot:
        odd = {"update_id": 1, "message": {"chat": {"id": ada.id}, "text": "My own question"}}
        assert httpx.post(url, json=odd, headers=HEADERS).status_code == 400
        ada.writes(ada.chat, TALKS)
        assert ada.chat.next_message().text.startswith("The talks were held")
    assert "An update cannot be read" in bot.output
    for hidden in ("My own question", str(ada.id), "Traceback"):
        assert hidden not in bot.output
