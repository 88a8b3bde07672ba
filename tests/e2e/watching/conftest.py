"""A bot that watches, over a few documents."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.fake_process import StartBot
from library import Library
from telegram_server import BotProcess, TelegramServer

TESTS = Path(__file__).parents[2]
SCRIPT = TESTS / "e2e" / "watching_bot.py"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Some documents, indexed, that know nothing of talks."""
    made = Library(tmp_path)
    made.write("bridge.txt", "The old bridge is closed until the end of May.")
    made.write("market.txt", "The market hall sells apples, pears and honey on Saturdays.")
    made.write("school.txt", "The village school begins lessons at eight in the morning.")
    made.index()
    yield made
    made.footnote.close()


@pytest.fixture
def make_bot(server: TelegramServer, library: Library, tmp_path: Path) -> StartBot:
    def make(**env: str) -> BotProcess:
        path = [str(TESTS.parent), str(TESTS), os.environ.get("PYTHONPATH", "")]
        settings = {
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_API_BASE_URL": server.url,
            "DOCUMENTS_DIR": str(library.documents),
            "DATA_DIR": str(tmp_path / "data"),
            "PYTHONPATH": os.pathsep.join(path),
            **env,
        }
        return BotProcess(server, [sys.executable, str(SCRIPT)], settings, cwd=tmp_path)

    return make


@pytest.fixture
def bot(make_bot: StartBot) -> Iterator[BotProcess]:
    with make_bot() as running:
        yield running
