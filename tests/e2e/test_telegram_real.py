"""The command that people run, with the model and the sample articles."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answer import Reason
from bot.wording import answers as wording
from corpus.filters import Filters
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
def real_bot(server: TelegramServer, data: Path, tmp_path: Path) -> StartBot:
    # A bot knows the updates that it has seen, and each test's server counts them from the start.
    own = shutil.copytree(data, tmp_path / "data")

    def make() -> BotProcess:
        settings = {
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_API_BASE_URL": server.url,
            "DATA_DIR": str(own),
        }
        return BotProcess(server, [*COMMAND, "telegram"], settings, cwd=tmp_path)

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
        ada.presses(answer, "Context")
        assert quotations[0].strip("… ") in answer.next_edit().text
        ada.presses(answer, "◂ Back")
        answer.next_edit()
        ada.writes(ada.chat, "/verify")
        receipts = ada.chat.next_message().text
        assert receipts.count("The stored text holds it there") == 3
        assert receipts.count("The file still reads as it was indexed.") == 3
        (more,) = [it.text for it in answer.buttons if it.text.startswith("More (")]
        ada.presses(answer, more)
        assert "[4] " in answer.next_edit().text
        ada.writes(ada.chat, "/sources")
        assert len(ada.chat.next_message().text.splitlines()) == 11
        ada.writes(ada.chat, "What is the boiling point of tungsten?")
        assert ada.chat.next_message().texts_of("bold") == []
        server.world.settled()
        assert "Traceback" not in bot.output
        assert "tungsten" not in bot.output


def test_inline_mode_over_the_sample_articles(
    server: TelegramServer, real_bot: StartBot, ada: Person
) -> None:
    group = server.world.supergroup("Without the bot", ada)
    question = "In which city were the first face-to-face talks held?"
    with real_bot() as bot:
        offered = ada.inline(question, timeout=60)
        assert 1 <= len(offered.results) <= 10
        assert "Istanbul" in str(offered.results[0]["description"])
        sent = ada.sends_result(group, offered)
        assert "Istanbul" in sent.texts_of("bold")[0]
        recent = ada.inline("")
        assert (len(recent.results), recent.next_offset) == (10, "")
        assert recent.titles[0] == ada.sends_result(group, recent).text.splitlines()[0]
        assert ada.inline("What is the boiling point of tungsten in space?").titles == []
        ada.summons(group, f"@footnote_test_bot {question}")
        assert "Istanbul" in group.next_message().texts_of("bold")[0]
        server.world.settled()
        assert "Traceback" not in bot.output
        assert "tungsten" not in bot.output


def test_it_can_be_ended_while_it_is_still_loading(real_bot: StartBot) -> None:
    with real_bot():
        pass  # leaving asserts exit code 0


def test_a_group_gets_the_same_answers(
    server: TelegramServer, real_bot: StartBot, ada: Person
) -> None:
    group = server.world.supergroup("Reading circle", ada)
    server.world.adds_bot_to(group, by=ada)
    with real_bot():
        group.next_message(timeout=60)  # how to ask
        asked = ada.writes(group, "/ask@footnote_test_bot How long were Putin and Trump talking?")
        answer = group.next_message(timeout=60)
        assert answer.reply_to is asked
        assert "two hours" in answer.texts_of("bold")[0]
        assert "Putin and Trump talk for two hours about ending the war" in answer.text
        ada.writes(group, "/ask@footnote_test_bot How do I bake bread?")
        assert group.next_message().text == wording.silence(Reason.NO_MATCH, Filters())
        ada.writes(group, "How long did it last, then?")
        group.no_message(0.3)


def test_a_running_bot_answers_from_what_was_indexed_since(
    server: TelegramServer, ada: Person, tmp_path: Path
) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "bridge.txt").write_text("The old bridge is closed until the end of May.\n")
    env = {"DATA_DIR": str(tmp_path / "data"), "DOCUMENTS_DIR": str(documents), "ACCESS": "open"}

    def index() -> None:
        subprocess.run(
            [*COMMAND, "index"],
            env={**os.environ, **env}, cwd=tmp_path, check=True, capture_output=True,
        )  # fmt: skip

    index()
    settings = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_BASE_URL": server.url, **env}
    with BotProcess(server, [*COMMAND, "telegram"], settings, cwd=tmp_path):
        ada.writes(ada.chat, "Until when is the old bridge closed?")
        assert "end of May" in ada.chat.next_message(timeout=60).text
        (documents / "bridge.txt").write_text("The old bridge is closed until the end of July.\n")
        index()
        ada.writes(ada.chat, "Until when is the old bridge closed?")
        renewed = ada.chat.next_message().text
        assert "end of July" in renewed
        assert "May" not in renewed
