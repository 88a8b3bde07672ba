"""Processes of the bots here that have no model."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from telegram_server import BotProcess, TelegramServer

HERE = Path(__file__).parent

StartBot = Callable[..., BotProcess]
"""Makes a bot with settings by their names, to be used in a ``with`` statement."""


def fake_process(
    server: TelegramServer, folder: Path, *, script: str = "fake_bot.py", **env: str
) -> BotProcess:
    """A bot without a model, to be used in a ``with`` statement.

    Args:
        server: what it calls.
        folder: where it runs: one without a developer's ``.env``.
        script: which of them.
        env: further settings.
    """
    # The project before its tests: tests/bot is no package, but hides bot where it comes first.
    path = [str(HERE.parent.parent), str(HERE.parent), os.environ.get("PYTHONPATH", "")]
    settings = {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_BASE_URL": server.url,
        "PYTHONPATH": os.pathsep.join(path),
        **env,
    }
    return BotProcess(server, [sys.executable, str(HERE / script)], settings, cwd=folder)
