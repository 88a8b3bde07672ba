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
    assert receipts.text.startswith("[1] talks/istanbul.md · ¶1 · characters 100–206\n")
    assert "[3] notes/agreed.txt" in receipts.text
    ada.presses(many, "More (4)")
    many.next_edit()
    ada.writes(ada.chat, "/verify", reply_to=many)
    assert "[5] talks/istanbul.md · ¶5 · characters 500–524" in ada.chat.next_message().text
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
    env = {"DATA_DIR": str(tmp_path / "data"), "DOCUMENTS_DIR": str(documents), "ACCESS": "open"}

    def index() -> None:
        subprocess.run(
            [*COMMAND, "index"],
            env={**os.environ, **env}, cwd=tmp_path, check=True, capture_output=True,
        )  # fmt: skip

    def verified() -> list[str]:
        ada.writes(ada.chat, "/verify")
        message = ada.chat.next_message()
        assert message.texts_of("code") == ["bridge.txt", text_sha256(CLOSED), document]
        return message.text.splitlines()[-2:]

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
        assert lines[0] == f"[1] bridge.txt · ¶1 · characters 0–{len(CLOSED)}"
        assert lines[1] == f"Passage SHA-256 {text_sha256(CLOSED)[:12]}…"
        held = "The stored text holds it there, character for character."
        assert lines[-2:] == [held, "The file still reads as it was indexed."]
        file.write_text(f"{CLOSED}\n\nNobody knows what comes then.\n")
        assert verified()[1].endswith("it still holds the passage at its place.")
        file.write_text(f"This is news of the town.\n\n{CLOSED}\n")
        assert verified()[1].endswith("it still holds the passage, at another place.")
        file.write_text("The old bridge is open.\n")
        assert verified() == [held, "The file has changed since and no longer holds the passage."]
        file.unlink()
        assert verified() == [held, "The file cannot be read again: it is no longer there."]
        assert "Traceback" not in bot.output
