"""A local Bot API server, and real bot processes that talk to it."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from telegram_server import BotProcess, TelegramServer
from telegram_server.people import Person

HERE = Path(__file__).parent
StartBot = Callable[..., BotProcess]


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as running:
        yield running


@pytest.fixture
def ada(server: TelegramServer) -> Person:
    return server.world.user("Ada", language_code="en", username="ada_l")


@pytest.fixture
def bob(server: TelegramServer) -> Person:
    return server.world.user("Bob")


@pytest.fixture
def fake_bot(server: TelegramServer, tmp_path: Path) -> StartBot:
    """Make a process of ``fake_bot.py``, to be used in a ``with`` statement."""

    def make(*, script: str = "fake_bot.py", **env: str) -> BotProcess:
        # The project before its tests: tests/bot is no package, but hides bot where it comes first.
        path = [str(HERE.parent.parent), str(HERE.parent), os.environ.get("PYTHONPATH", "")]
        settings = {
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_API_BASE_URL": server.url,
            "PYTHONPATH": os.pathsep.join(path),
            **env,
        }
        command = [sys.executable, str(HERE / script)]
        return BotProcess(server, command, settings, cwd=tmp_path)  # no developer's .env there

    return make


@pytest.fixture
def bot(fake_bot: StartBot) -> Iterator[BotProcess]:
    """A running bot that polls."""
    with fake_bot() as running:
        yield running
