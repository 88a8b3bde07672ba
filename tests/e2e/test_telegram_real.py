"""The command that people run, with the model and the sample articles."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.wording import answers as wording
from telegram_server import BotProcess, TelegramServer
from telegram_server.people import Person

COMMAND = [str(Path(sys.executable).parent / "footnote")]
StartBot = Callable[[], BotProcess]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles, indexed."""
    folder = tmp_path_factory.mktemp("telegram") / "data"
    env = {**os.environ, "DATA_DIR": str(folder)}
    subprocess.run([*COMMAND, "index"], env=env, cwd=folder.parent, check=True, capture_output=True)
    return folder


@pytest.fixture
def real_bot(server: TelegramServer, data: Path) -> StartBot:
    def make() -> BotProcess:
        settings = {
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_API_BASE_URL": server.url,
            "DATA_DIR": str(data),
        }
        return BotProcess(server, [*COMMAND, "telegram"], settings, cwd=data.parent)

    return make


def test_an_answer_from_the_sample_articles(
    server: TelegramServer, real_bot: StartBot, ada: Person
) -> None:
    with real_bot() as bot:
        ada.starts()
        assert ada.chat.next_message().text == wording.start(10)
        ada.writes(ada.chat, "In which city were the first face-to-face talks held?")
        answer = ada.chat.next_message(timeout=60)
        quotations = answer.texts_of("blockquote") + answer.texts_of("expandable_blockquote")
        assert any("Istanbul" in quotation for quotation in quotations)
        assert answer.texts_of("bold")
        ada.presses(answer, "Context 1")
        context = ada.chat.next_message()
        assert quotations[0] in context.texts_of("blockquote")
        ada.presses(answer, "More (7)")
        assert "[4] " in ada.chat.next_message().text
        ada.writes(ada.chat, "/sources")
        assert len(ada.chat.next_message().text.splitlines()) == 11
        ada.writes(ada.chat, "What is the boiling point of tungsten?")
        assert ada.chat.next_message().texts_of("bold") == []
        server.world.settled()
        assert "Traceback" not in bot.output
        assert "tungsten" not in bot.output


def test_it_can_be_ended_while_it_is_still_loading(real_bot: StartBot) -> None:
    with real_bot():
        pass  # leaving asserts exit code 0
