"""A second opinion: the bot against a Bot API emulator that others wrote.

What it judges is delivery: offsets, acknowledgements, the webhook's answer and secret, and the
shape of entities and buttons. It knows no ``link_preview_options`` and no guest messages, which are
taken out before it looks, and its getMe has no user name.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from lo_bot_api_emulator import LoBotApiEmulator

from telegram_server.process import free_port
from telegram_server.values import JsonObject

HERE = Path(__file__).parent
TOKEN = "7000000001:AAfakeFAKE-fake_FAKE"
ADA: JsonObject = {"id": 5, "is_bot": False, "first_name": "Ada"}
CHAT: JsonObject = {"id": 5, "type": "private", "first_name": "Ada"}


class Emulator:
    """The emulator on a thread of its own."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []  # fields as they came, of any type
        self._emulator = LoBotApiEmulator(allow_insecure_loopback_webhooks=True)
        self._read = self._emulator.read_request
        self._emulator.read_request = self._read_without_its_holes
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = free_port()

    async def _read_without_its_holes(self, request: web.Request) -> tuple[dict[str, Any], Any]:
        fields, uploads = await self._read(request)
        fields.pop("link_preview_options", None)
        if "allowed_updates" in fields:
            allowed = json.loads(fields["allowed_updates"])
            fields["allowed_updates"] = json.dumps([it for it in allowed if it != "guest_message"])
        if request.match_info["method"] == "sendMessage":
            self.sent.append(fields)
        return fields, uploads

    def start(self) -> None:
        self._thread.start()
        self._runner = web.AppRunner(self._emulator.app(), access_log=None, shutdown_timeout=0.1)
        self._run(self._runner.setup())
        self._run(web.TCPSite(self._runner, "127.0.0.1", self.port).start())

    def stop(self) -> None:
        self._run(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def delivers(self, update: JsonObject) -> None:
        self._run(self._emulator.enqueue_update(update, token=TOKEN))

    def calls(self, method: str) -> list[int]:
        """The statuses of the calls of a method so far."""
        return [call["status"] for call in self._emulator.requests if call["method"] == method]

    def _run(self, work: Any) -> None:  # noqa: ANN401 - a library without types
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    running = Emulator()
    running.start()
    yield running
    running.stop()


def wait_for(condition: Callable[[], bool], bot: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it did not come"
        assert bot.poll() is None, "the bot has ended"
        time.sleep(0.02)


def question(number: int) -> JsonObject:
    message: JsonObject = {
        "message_id": number,
        "date": 1_763_800_000,
        "chat": CHAT,
        "from": ADA,
        "text": f"question number {number}",
    }
    return {"message": message}


def press() -> JsonObject:
    query: JsonObject = {
        "id": "77",
        "from": ADA,
        "chat_instance": "1",
        "data": "m:AAAAAAAA:3",
        "message": {"message_id": 9, "date": 1_763_800_000, "chat": CHAT},
    }
    return {"callback_query": query}


def start(emulator: Emulator, folder: Path, **settings: str) -> subprocess.Popen[str]:
    path = [str(HERE.parent.parent), str(HERE.parent), os.environ.get("PYTHONPATH", "")]
    env = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": f"http://127.0.0.1:{emulator.port}",
        "PYTHONPATH": os.pathsep.join(path),
        **settings,
    }
    return subprocess.Popen(
        [sys.executable, str(HERE / "fake_bot.py")],
        env=env,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("way", ["polling", "webhook"])
def test_questions_and_presses(emulator: Emulator, tmp_path: Path, way: str) -> None:
    port = free_port()
    hook = {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": "a-secret-of-16_characters",
    }
    bot = start(emulator, tmp_path, **(hook if way == "webhook" else {}))
    try:
        wait_for(lambda: way == "polling" or emulator.calls("setWebhook") == [200], bot)
        for number in (1, 2, 3):
            emulator.delivers(question(number))
        wait_for(lambda: emulator.calls("sendMessage") == [200] * 3, bot)
        emulator.delivers(press())
        wait_for(lambda: emulator.calls("answerCallbackQuery") == [200], bot)
    finally:
        bot.send_signal(signal.SIGTERM)
        output, _ = bot.communicate(timeout=20)
    assert bot.returncode == 0, output
    assert "Traceback" not in output
    for number, fields in enumerate(emulator.sent, start=1):
        assert f"question number {number}" in fields["text"]
    if way == "polling":
        # The last one confirms; the emulator may not have seen yet that the one before has ended.
        assert set(emulator.calls("getUpdates")[:-1]) == {200}
