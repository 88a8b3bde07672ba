"""A local Bot API server, and real bot processes that talk to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.fake_process import StartBot, fake_process
from telegram_server import BotProcess, TelegramServer
from telegram_server.people import Person


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
        return fake_process(server, tmp_path, script=script, **env)

    return make


@pytest.fixture
def bot(fake_bot: StartBot) -> Iterator[BotProcess]:
    """A running bot that polls."""
    with fake_bot() as running:
        yield running
