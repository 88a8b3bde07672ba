"""Nothing is quoted that its original does not hold, and ``/verify`` shows that."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.wording import answers as wording
from bot.wording import telegram as telegram_wording
from bot.wording.receipts import nothing_quoted
from corpus.document import text_sha256
from e2e.fake_bot import ALTERED
from telegram_server import BotProcess, TelegramServer
from telegram_server.people import Person

PROJECT = Path(__file__).parents[2]
COMMAND = [str(Path(sys.executable).parent / "footnote")]
CLOSED = "The old bridge is closed until the end of May."


def test_what_differs_from_the_stored_original_is_left_out(
    server: TelegramServer, bot: BotProcess, ada: Person
) -> None:
    ada.writes(ada.chat, "altered")
    answer = ada.chat.next_message()
    assert answer.text.startswith(ALTERED[0].passage.text)
    assert ALTERED[1].passage.text not in answer.text
    assert telegram_wording.left_out(2) in answer.text
    assert [button.text for button in answer.button_rows[0]] == ["· 1 ·", "3"]
    key = str(answer.buttons[0].value).split(":")[1]
    for forged in (f"o:{key}:1", f"c:{key}:1"):
        ada.sends_callback(answer, forged)
        server.world.settled()
        assert answer.text.startswith(telegram_wording.left_out(2))
        assert ALTERED[1].passage.text not in answer.text
    assert "ERROR" in bot.output
    assert "document 7 does not hold it at 200 to 223" in bot.output
    ada.writes(ada.chat, "/verify")
    first, second, third = ada.chat.next_message().text.split("\n\n")
    assert "The stored text holds it there" in first
    assert "The stored text does not hold it there." in second
    assert "The stored text holds it there" in third


@pytest.mark.usefixtures("bot")
def test_verify_is_about_the_answer_replied_to_or_the_last_one(ada: Person) -> None:
    ada.writes(ada.chat, "/verify")
    assert ada.chat.next_message().text == wording.nothing_asked()
    ada.writes(ada.chat, "many")
    many = ada.chat.next_message()
    ada.writes(ada.chat, "talks")
    ada.chat.next_message()
    ada.writes(ada.chat, "/verify")
    receipts = ada.chat.next_message()
    assert receipts.text.startswith("[1] ? cannot be compared with talks/istanbul.md · ¶1")
    assert "with notes/agreed.txt · ¶3" in receipts.text
    ada.presses(many, "More (4)")
    many.next_edit()
    ada.writes(ada.chat, "/verify", reply_to=many)
    assert "with talks/istanbul.md · ¶5" in ada.chat.next_message().text
    ada.writes(ada.chat, "/verify", reply_to=receipts)
    assert ada.chat.next_message().text == telegram_wording.not_remembered()
    ada.writes(ada.chat, "Who is the best cook?")
    ada.chat.next_message()
    ada.writes(ada.chat, "/verify")
    assert ada.chat.next_message().text == nothing_quoted()


def test_verify_reads_the_store_and_the_file_again(
    server: TelegramServer, ada: Person, tmp_path: Path
) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    file = documents / "bridge.txt"
    file.write_text(f"{CLOSED}\n")
    env = {
        "DATA_DIR": str(tmp_path / "data"),
        "DOCUMENTS_DIR": str(documents),
        "ACCESS": "open",
        "PYTHONPATH": os.pathsep.join([str(PROJECT), os.environ["PYTHONPATH"]]),
    }

    def index() -> None:
        subprocess.run(
            [*COMMAND, "index"],
            env={**os.environ, **env}, cwd=tmp_path, check=True, capture_output=True,
        )  # fmt: skip

    def verified() -> tuple[str, str]:
        ada.writes(ada.chat, "/verify")
        message = ada.chat.next_message()
        assert message.texts_of("code") == ["bridge.txt", text_sha256(CLOSED), document]
        first, finding, *details = message.text.splitlines()
        assert len(details) == 3
        return first.removeprefix("[1] ").removesuffix(" bridge.txt · ¶1"), finding

    index()
    settings = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_BASE_URL": server.url, **env}
    with BotProcess(server, [*COMMAND, "telegram"], settings, cwd=tmp_path) as bot:
        ada.writes(ada.chat, "Until when is the old bridge closed?")
        answer = ada.chat.next_message(timeout=60)
        assert answer.text.startswith(CLOSED)
        ada.writes(ada.chat, "/verify")
        told = ada.chat.next_message()
        document = told.texts_of("code")[-1]
        lines = told.text.splitlines()
        assert lines[0] == "[1] ✓ word for word as in bridge.txt · ¶1"
        held = "The stored text holds it there, character for character."
        place = f"Characters 0–{len(CLOSED)}. {held}"
        assert lines[1] == f"{place} The file still reads as it was indexed."
        assert lines[2] == f"Passage SHA-256: {text_sha256(CLOSED)}"
        assert told.texts_of("expandable_blockquote") == ["\n".join(lines[1:])]
        file.write_text(f"{CLOSED}\n\nNobody knows what comes then.\n")
        verdict, finding = verified()
        assert verdict == "✓ word for word as in"
        assert finding.endswith("it still holds the passage at its place.")
        file.write_text(f"This is news of the town.\n\n{CLOSED}\n")
        assert verified()[1].endswith("it still holds the passage, at another place.")
        file.write_text("The old bridge is open.\n")
        lost = "The file has changed since and no longer holds the passage."
        assert verified() == ("✗ not word for word as in", lost)
        file.unlink()
        gone = "The file cannot be read again: it is no longer there."
        assert verified() == ("? cannot be compared with", gone)
        assert "Traceback" not in bot.output
