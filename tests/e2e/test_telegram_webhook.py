"""Updates that Telegram delivers by itself, over a port and over a Unix socket."""

import socket
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from bot.telegram_app.application import ALLOWED_UPDATES
from e2e.fake_process import StartBot
from telegram_server import TelegramServer
from telegram_server.faults import BadGateway
from telegram_server.people import Person
from telegram_server.process import free_port

TALKS = "Where were the talks held?"
SECRET = "a-secret-of-16_characters"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


def on_port(port: int) -> dict[str, str]:
    return {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": SECRET,
    }


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
        assert "[4] " in answer.next_edit().text
        (call,) = server.calls_of("setWebhook")
        assert call.params["secret_token"] == SECRET
        assert call.params["allowed_updates"] == list(ALLOWED_UPDATES)
        forged = {"update_id": 1, "message": {"message_id": 1, "date": 1, "text": TALKS}}
        assert httpx.post(url, json=forged).status_code == 403
        assert httpx.post(f"http://127.0.0.1:{port}/hookaXb", json=forged).status_code == 404
        assert SECRET not in bot.output


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Telegram-Bot-Api-Secret-Token": ""},
        {"X-Telegram-Bot-Api-Secret-Token": SECRET[:-1]},
        {"X-Telegram-Bot-Api-Secret-Token": SECRET + "x"},
        {"X-Telegram-Bot-Api-Secret-Token": SECRET.upper()},
        {"X-Forwarded-For": "149.154.167.220", "Authorization": f"Bearer {SECRET}"},
    ],
)
def test_nobody_else_can_deliver(
    server: TelegramServer, fake_bot: StartBot, ada: Person, headers: dict[str, str]
) -> None:
    port = free_port()
    with fake_bot(**on_port(port)) as bot:
        with server.world.watch:
            server.world.updates.on_new = lambda: None  # Telegram is slow, and somebody is not
        ada.writes(ada.chat, TALKS)
        with server.world.watch:
            (forged,) = server.world.updates.pending
            server.world.updates.pending.clear()
        for path in ("hook", ""):
            answer = httpx.post(f"http://127.0.0.1:{port}/{path}", json=forged, headers=headers)
            assert answer.status_code == 403
            assert "Server" not in answer.headers
        server.world.settled()
    assert ada.chat.from_bot == []
    assert "Traceback" not in bot.output


def test_a_proxy_may_take_a_prefix_away_and_add_its_own_headers(
    server: TelegramServer, fake_bot: StartBot, ada: Person
) -> None:
    port = free_port()
    # Nothing listens at the public address: the proxy's part is played below.
    settings = {**on_port(port), "WEBHOOK_URL": f"http://127.0.0.1:{free_port()}/bots/one/hook"}
    forwarded = {**HEADERS, "X-Forwarded-For": "1.2.3.4, 5.6.7.8", "X-Forwarded-Proto": "https"}
    with fake_bot(**settings):
        for path in ("bots/one/hook", "one/hook", "hook/", ""):
            ada.writes(ada.chat, TALKS)
            with server.world.watch:
                update = server.world.updates.pending.pop()
            url = f"http://127.0.0.1:{port}/{path}"
            assert httpx.post(url, json=update, headers=forwarded).status_code == 200
            assert ada.chat.next_message().text.startswith("The talks were held")
        for path in ("ook", "bots/one", "hook/two"):
            url = f"http://127.0.0.1:{port}/{path}"
            assert httpx.post(url, json=update, headers=forwarded).status_code == 404


def test_the_health_path_says_when_the_bot_is_ready(
    server: TelegramServer, fake_bot: StartBot
) -> None:
    port = free_port()
    server.fails("getMe", BadGateway(), times=1)
    bot = fake_bot(**on_port(port))
    seen: list[int] = []

    def is_ready() -> bool:
        try:
            seen.append(httpx.get(f"http://127.0.0.1:{port}/healthz").status_code)
        except httpx.ConnectError:
            return False  # the process has not come so far
        return seen[-1] == 200

    with ThreadPoolExecutor(1) as pool:
        starting = pool.submit(bot.start)
        server.world.wait_for(is_ready, "readiness", timeout=20)
        starting.result()
    assert set(seen) == {200, 503}
    health = httpx.get(f"http://127.0.0.1:{port}/bots/one/healthz")
    assert (health.status_code, health.json()) == (200, {"ready": True})
    assert httpx.head(f"http://127.0.0.1:{port}/healthz").status_code == 200
    assert httpx.post(f"http://127.0.0.1:{port}/healthz").status_code == 405
    assert httpx.get(f"http://127.0.0.1:{port}/hook").status_code == 405
    bot.stop()


def test_what_is_no_update_is_refused(fake_bot: StartBot) -> None:
    port = free_port()
    with fake_bot(**on_port(port)) as bot:
        for body in (b"", b"{", b"[]", b'{"update_id": "1"}', b"[" * 100_000, b"\xff"):
            url = f"http://127.0.0.1:{port}/hook"
            assert httpx.post(url, content=body, headers=HEADERS).status_code == 400
        huge = b'{"update_id": 1, "x": "' + b"x" * 5_000_000
        refused = httpx.post(f"http://127.0.0.1:{port}/hook", content=huge, headers=HEADERS)
        assert refused.status_code in {400, 413}
    assert "Traceback" not in bot.output


@pytest.fixture
def left_behind(tmp_path: Path) -> Path:
    """The socket of a process that was killed."""
    path = tmp_path / "hook.sock"
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(path))
    return path


def test_webhook_on_a_unix_socket(
    server: TelegramServer, fake_bot: StartBot, ada: Person, left_behind: Path
) -> None:
    settings = {
        **on_port(free_port()),  # Telegram's part is played by the client below
        "WEBHOOK_LISTEN": f"unix:{left_behind}",
    }
    with (
        fake_bot(**settings),
        httpx.Client(transport=httpx.HTTPTransport(uds=str(left_behind))) as client,
    ):
        # The proxy has another user, and the same group.
        assert stat.S_IMODE(left_behind.stat().st_mode) == 0o660
        ada.writes(ada.chat, TALKS)
        with server.world.watch:
            (update,) = server.world.updates.pending
        assert client.post("http://bot/hook", json=update).status_code == 403
        assert client.post("http://bot/hook", json=update, headers=HEADERS).status_code == 200
        assert ada.chat.next_message().text.startswith("The talks were held")
        assert client.get("http://bot/healthz").status_code == 200
    assert not left_behind.exists()


def test_a_socket_that_is_in_use_is_not_taken_away(fake_bot: StartBot, tmp_path: Path) -> None:
    path = tmp_path / "hook.sock"
    settings = {**on_port(free_port()), "WEBHOOK_LISTEN": f"unix:{path}"}
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(path))
        other.listen()
        with pytest.raises(AssertionError, match="Another process listens on WEBHOOK_LISTEN"):
            fake_bot(**settings).start()
        assert path.exists()


def test_a_file_is_never_taken_for_a_socket(fake_bot: StartBot, tmp_path: Path) -> None:
    path = tmp_path / "hook.sock"
    path.write_text("a letter")
    settings = {**on_port(free_port()), "WEBHOOK_LISTEN": f"unix:{path}"}
    with pytest.raises(AssertionError, match="which is no socket"):
        fake_bot(**settings).start()
    assert path.read_text() == "a letter"


def test_a_port_that_is_taken_is_a_sentence(fake_bot: StartBot) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings = on_port(other.getsockname()[1])
        with pytest.raises(AssertionError, match="Cannot listen on WEBHOOK_LISTEN"):
            fake_bot(**settings).start()


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
        assert httpx.post(url, json=odd, headers=HEADERS).status_code == 200
        ada.writes(ada.chat, TALKS)
        assert ada.chat.next_message().text.startswith("The talks were held")
    assert "An update cannot be read" in bot.output
    for hidden in ("My own question", str(ada.id), "Traceback"):
        assert hidden not in bot.output
