"""What an owner sends and the bot does not take, or not under that name."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.wording import adding
from corpus.formats import FORMATS
from e2e.fake_process import StartBot
from e2e.owners.ferry import FERRY
from e2e.owners.looking import last_edit, names
from telegram_server import TelegramServer
from telegram_server.faults import BadGateway, Dropped
from telegram_server.people import Person


@pytest.mark.usefixtures("bot")
def test_hostile_names_stay_in_the_folder(ada: Person, documents: Path, tmp_path: Path) -> None:
    for name, becomes in (
        ("../../etc/passwd.txt", "passwd.txt"),
        ("gnp.\u202etxt.md", "gnp.txt.md"),
        ("a\x00b\nc.txt", "ab c.txt"),
        ("ж" * 300 + ".md", "ж" * 68 + ".md"),
    ):
        around = {it for it in names(tmp_path) if not it.startswith("data")}
        ada.sends_document(ada.chat, name, FERRY)
        preview = ada.chat.next_message()
        assert preview.text.startswith(f"I would add {becomes}:")
        ada.presses(preview, "Add")
        last_edit(preview, f"{becomes} is live")
        now = {it for it in names(tmp_path) if not it.startswith("data")}
        assert now - around == {f"documents/{becomes}"}
        assert (documents / becomes).read_bytes() == FERRY


def test_what_is_not_added(server: TelegramServer, start: StartBot, ada: Person) -> None:
    with start(MAX_FILE_MB="1"):
        for name, content, told in (
            ("programme.exe", b"MZ", adding.unknown_format("programme.exe", FORMATS)),
            (".env", b"TOKEN=1", adding.unknown_format("env", FORMATS)),
            ("...", b"x", adding.nameless()),
            ("empty.txt", b"\n", adding.unreadable("empty.txt", "there is no text in it")),
            ("large.txt", b"x" * 1_000_001, adding.too_large("large.txt", 1)),
        ):
            ada.sends_document(ada.chat, name, content)
            answer = ada.chat.next_message()
            assert answer.text == told
            assert answer.buttons == []
    asked = [call.params["file_id"] for call in server.calls_of("getFile")]
    assert len(asked) == 1  # only what could be read was fetched


def test_what_telegram_does_not_hand_out(start: StartBot, ada: Person, documents: Path) -> None:
    with start():
        ada.sends_document(ada.chat, "huge.txt", b"x" * (20 * 2**20 + 1))
        assert ada.chat.next_message().text == adding.too_large_for_telegram("huge.txt", 20)
    assert names(documents) == ["bridge.txt"]


@pytest.mark.usefixtures("bot")
def test_a_name_that_a_link_or_a_folder_has(ada: Person, documents: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    (documents / "link.txt").symlink_to(outside)
    (documents / "folder.txt").mkdir()
    for name in ("link.txt", "folder.txt"):
        ada.sends_document(ada.chat, name, FERRY)
        assert ada.chat.next_message().text == adding.blocked(name)
    assert outside.read_text(encoding="utf-8") == "mine"


def test_what_does_not_come(server: TelegramServer, start: StartBot, ada: Person) -> None:
    with start() as running:
        server.fails("getFile", BadGateway())
        server.fails("getFile", Dropped())
        ada.sends_document(ada.chat, "ferry.md", FERRY)
        preview = ada.chat.next_message(10)
        assert preview.text.startswith("I would add ferry.md:")
        (file_id,) = server.world.files
        server.world.files[file_id] = replace(server.world.files[file_id], content=b"Other words.")
        ada.presses(preview, "Add")
        assert preview.next_edit().text == adding.not_fetched("ferry.md")
        ada.sends_document(ada.chat, "ferry.md", FERRY)
        preview = ada.chat.next_message()
        server.world.files.clear()
        ada.presses(preview, "Add")
        assert preview.next_edit().text == adding.not_fetched("ferry.md")
        assert server.token not in running.output


@pytest.mark.usefixtures("bot")
def test_a_name_is_set_apart_where_it_stands_and_nowhere_else(ada: Person) -> None:
    ada.sends_document(ada.chat, "e", FERRY)
    refused = ada.chat.next_message()
    assert refused.texts_of("code") == ["e"]
    caption = "/home/me/ferry.md is the newest"
    ada.sends_document(ada.chat, "ferry.md", FERRY, caption=caption)
    assert ada.chat.next_message().text.startswith("I would add ferry.md:")
