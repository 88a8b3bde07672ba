"""Owners change the documents from Telegram: real processes, real index, a model that hashes."""

import hashlib
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from bot.library.library import Library
from bot.settings import Settings
from bot.telegram_app.owner.indexing import PERIOD_SECONDS
from bot.wiring import Footnote
from bot.wording import adding, media
from bot.wording import owner as wording
from bot.wording.conventions import joined
from corpus.formats import FORMATS
from embeddings.progress import Progress
from fake_embedder import FakeEmbedder
from telegram_server import BotProcess, TelegramServer
from telegram_server.chats import Message
from telegram_server.faults import BadGateway, Dropped, too_many_requests
from telegram_server.people import Person

StartBot = Callable[..., BotProcess]
BRIDGE = "The old bridge over the river is closed until the end of May."
FERRY = b"""---
title: The ferry timetable
publisher: Harbour Gazette
published: 2025-05-16
---
The ferry to the island leaves at seven in the morning, every day but Sunday.

On Sundays it leaves at nine, when the weather allows it at all.
"""
FERRIES = "The ferry to the island leaves at seven in the morning"
ASKED = "When does the ferry to the island leave?"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "bridge.txt").write_text(BRIDGE + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def library(documents: Path, tmp_path: Path) -> Iterator[Library]:
    """The library as another process has it, indexed once."""
    settings = Settings(documents_dir=documents, data_dir=tmp_path / "data")
    footnote = Footnote(settings, FakeEmbedder())
    opened = footnote.library()
    opened.index((), Progress())
    yield opened
    footnote.close()


@pytest.fixture
def start(fake_bot: StartBot, library: Library, documents: Path, ada: Person) -> StartBot:
    def make(**env: str) -> BotProcess:
        assert library.documents()
        own = {"DOCUMENTS_DIR": str(documents), "ADMIN_IDS": str(ada.id), **env}
        return fake_bot(script="fake_library_bot.py", **own)

    return make


@pytest.fixture
def bot(start: StartBot) -> Iterator[BotProcess]:
    with start() as running:
        yield running


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def last_edit(message: Message, beginning: str) -> str:
    """The text of ``message`` once it begins so."""
    for _ in range(20):
        if message.text.startswith(beginning):
            break
        message.next_edit(10)
    assert message.text.startswith(beginning), message.text
    return message.text


@pytest.mark.usefixtures("bot")
def test_a_document_is_shown_added_and_answered_from(
    ada: Person, documents: Path, library: Library
) -> None:
    ada.sends_document(ada.chat, "ferry.md", FERRY)
    preview = ada.chat.next_message()
    assert preview.text == (
        "I would add ferry.md:\n\n"
        "The ferry timetable · Harbour Gazette · 16 May 2025 · English · 2 paragraphs · "
        "1 passage\nNothing is left out of the passages.\n\nIt begins:\n"
        "The ferry to the island leaves at seven in the morning, every day but Sunday.\n\n"
        "On Sundays it leaves at nine, when the weather allows it at all."
    )
    assert preview.texts_of("code") == ["ferry.md"]
    assert names(documents) == ["bridge.txt"]
    ada.presses(preview, "Add")
    assert preview.next_edit().text == adding.added_waits("ferry.md")
    assert preview.buttons == []
    text = last_edit(preview, "ferry.md is live")
    assert text == "ferry.md is live: I answer from it now. In the index: 2 documents, 2 passages."
    assert names(documents) == ["bridge.txt", "ferry.md"]
    assert (documents / "ferry.md").read_bytes() == FERRY
    ada.writes(ada.chat, ASKED)
    assert "seven in the morning" in ada.chat.next_message().text
    assert [it.path for it in library.documents()] == ["bridge.txt", "ferry.md"]


@pytest.mark.usefixtures("bot")
def test_a_table_is_shown_by_what_it_holds(ada: Person, library: Library) -> None:
    rows = f"title,text\nThe ferry,{FERRIES}\n,{BRIDGE} Or June.\nNothing,\n".encode()
    ada.sends_document(ada.chat, "news.csv", rows)
    preview = ada.chat.next_message()
    assert preview.text == (
        "I would add news.csv:\n\n2 documents · 2 passages\n"
        "1 document in it cannot be read: row 4: there is no text in it\n\n"
        f"It begins:\nThe ferry\n{BRIDGE} Or June."
    )
    ada.presses(preview, "Add")
    assert last_edit(preview, "news.csv is live").splitlines() == [
        "news.csv is live: I answer from it now. In the index: 3 documents, 3 passages.",
        "Not all of news.csv could be read: 1 of its 3 documents cannot be read (row 4: there is "
        "no text in it)",
    ]
    ada.writes(ada.chat, "/remove news")
    asked = ada.chat.next_message()
    assert asked.text.startswith("Remove news.csv?\n2 documents · 2 passages\n")
    ada.presses(asked, "Remove")
    last_edit(asked, "news.csv is removed")
    assert [it.path for it in library.documents()] == ["bridge.txt"]


@pytest.mark.usefixtures("bot")
def test_what_was_left_out_is_told(ada: Person) -> None:
    text = (
        "A quiet day\n\nPublished: 2025-05-16\n\nNothing happened at the harbour on Friday, said "
        "the master, and nobody was surprised.\n\nhttps://example.org/quiet\n"
    )
    ada.sends_document(ada.chat, "quiet.txt", text.encode())
    preview = ada.chat.next_message().text
    assert "A quiet day · 16 May 2025 · " in preview
    assert "1 line is left out of the passages: “Published: 2025-05-16”" in preview
    ada.sends_document(ada.chat, "undated.txt", BRIDGE.encode())
    assert adding.undated() in ada.chat.next_message().text


@pytest.mark.usefixtures("bot")
def test_a_taken_name_is_asked_about_and_the_old_file_is_kept(
    ada: Person, documents: Path, tmp_path: Path
) -> None:
    new = b"The new bridge over the river opens in June.\n"
    ada.sends_document(ada.chat, "Bridge.TXT", new)  # as some file systems see it, the same
    preview = ada.chat.next_message()
    assert "bridge.txt is there already: bridge.txt · 1 passage. The new one" in preview.text
    assert [it.text for it in preview.buttons] == ["Replace", "Cancel"]
    ada.presses(preview, "Replace")
    last_edit(preview, "bridge.txt is live")
    assert names(documents) == ["bridge.txt"]
    assert (documents / "bridge.txt").read_bytes() == new
    (kept,) = (tmp_path / "data" / "removed").rglob("bridge.txt")
    assert kept.read_text(encoding="utf-8") == BRIDGE + "\n"
    ada.writes(ada.chat, "When does the new bridge open?")
    assert "in June" in ada.chat.next_message().text


@pytest.mark.usefixtures("bot")
def test_a_name_taken_between_preview_and_press(
    ada: Person, documents: Path, library: Library
) -> None:
    ada.sends_document(ada.chat, "ferry.md", FERRY)
    preview = ada.chat.next_message()
    library.add("ferry.md", b"Another hand wrote this about ferries.\n")
    ada.presses(preview, "Add")
    again = preview.next_edit()
    assert "ferry.md is there already, and I do not answer from it." in again.text
    assert (documents / "ferry.md").read_bytes().startswith(b"Another hand")
    ada.presses(again, "Replace")
    last_edit(again, "ferry.md is live")
    assert (documents / "ferry.md").read_bytes() == FERRY


@pytest.mark.usefixtures("bot")
def test_cancelled_and_pressed_again(server: TelegramServer, ada: Person, documents: Path) -> None:
    ada.sends_document(ada.chat, "ferry.md", FERRY)
    preview = ada.chat.next_message()
    (add, _) = (str(button.value) for button in preview.buttons)
    ada.presses(preview, "Cancel")
    assert preview.next_edit().text == adding.not_added("ferry.md")
    assert ada.sends_callback(preview, add).text == wording.over()
    server.world.settled()
    assert names(documents) == ["bridge.txt"]


@pytest.mark.usefixtures("bot")
def test_two_presses_add_once(server: TelegramServer, ada: Person, tmp_path: Path) -> None:
    ada.sends_document(ada.chat, "bridge.txt", BRIDGE.encode())
    preview = ada.chat.next_message()
    (again, _) = (str(button.value) for button in preview.buttons)
    ada.asks_callback(preview, again)
    assert ada.sends_callback(preview, again).text == wording.over()
    last_edit(preview, "bridge.txt is live")
    server.world.settled()
    assert len(list((tmp_path / "data" / "removed").iterdir())) == 1


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
def test_owners_have_a_menu(server: TelegramServer, ada: Person) -> None:
    def is_set() -> bool:
        return any(
            str(ada.id) in scope
            and not language
            and {"add", "remove", "reindex"} <= {it["command"] for it in listed}
            for (scope, language), listed in tuple(server.world.bot.commands.items())
        )

    ada.writes(ada.chat, "/help")
    assert "/reindex" in ada.chat.next_message().text
    server.world.wait_for(is_set, "an owner's menu")


@pytest.mark.usefixtures("bot")
def test_the_command_and_captions(server: TelegramServer, ada: Person) -> None:
    ada.writes(ada.chat, "/add")
    assert ada.chat.next_message().text == adding.how_to_add(FORMATS)
    sent = ada.sends_document(ada.chat, "ferry.md", FERRY, caption="/add")
    first = ada.chat.next_message()
    assert first.reply_to is sent
    ada.writes(ada.chat, "/add", reply_to=sent)
    assert ada.chat.next_message().text == first.text
    told = ada.sends_document(ada.chat, "ferry.md", FERRY, caption="The new timetable")
    assert ada.chat.next_message().text == first.text
    ada.edits(told, "The newest timetable")
    server.world.settled()
    ada.chat.no_message(0.1)
    ada.sends_document(ada.chat, "ferry.md", FERRY, caption="/ask Until when is the bridge closed?")
    assert "end of May" in ada.chat.next_message().text


@pytest.mark.usefixtures("bot")
def test_each_document_of_an_album_is_shown(ada: Person, documents: Path) -> None:
    for number in range(3):
        ada.sends_document(ada.chat, f"part{number}.md", FERRY, album="77")
    previews = [ada.chat.next_message() for _ in range(3)]
    for number, preview in enumerate(previews):
        assert preview.text.startswith(f"I would add part{number}.md:")
    for preview in previews:
        ada.presses(preview, "Add")
    for number, preview in enumerate(previews):
        last_edit(preview, f"part{number}.md is live")
    assert len(names(documents)) == 4


def test_others_cannot(
    server: TelegramServer, start: StartBot, ada: Person, bob: Person, documents: Path
) -> None:
    with start(ACCESS="open"):
        bob.sends_document(bob.chat, "ferry.md", FERRY)
        assert bob.chat.next_message().text == media.wordless("document")
        bob.sends_document(bob.chat, "ferry.md", FERRY, caption="/add")
        assert bob.chat.next_message().text.startswith("There is no command /add")
        for command in ("/add", "/remove bridge.txt", "/reindex"):
            bob.writes(bob.chat, command)
            assert bob.chat.next_message().text.startswith("There is no command")
        ada.sends_document(ada.chat, "ferry.md", FERRY)
        preview = ada.chat.next_message()
        (add, cancel) = (str(button.value) for button in preview.buttons)
        bobs = bob.chat.from_bot[0]
        for forged in (add, cancel, "up:AAAAAAAA:a", "up:", "rm:AAAAAAAA:y0", "rm:x"):
            assert bob.sends_callback(bobs, forged).text == wording.only_owners()
            assert bob.sends_callback(preview, forged).text == wording.only_owners()
        for forged in ("up:AAAAAAAA:a", "up:" + "x" * 60, "rm:AAAAAAAA:y0", "rm:x"):
            assert ada.sends_callback(preview, forged).text == wording.over()
        group = server.world.supergroup("Reading circle", ada, bob)
        server.world.adds_bot_to(group, by=ada, admin=True)
        group.next_message()
        ada.sends_document(group, "ferry.md", FERRY)
        ada.sends_document(group, "ferry.md", FERRY, caption="/add")
        server.world.settled()
        group.no_message(0.1)
        assert names(documents) == ["bridge.txt"]
        ada.presses(preview, "Add")
        last_edit(preview, "ferry.md is live")


def test_one_owner_does_not_press_for_another(
    start: StartBot, ada: Person, bob: Person, documents: Path
) -> None:
    with start(ADMIN_IDS=f"{ada.id},{bob.id}"):
        ada.sends_document(ada.chat, "ferry.md", FERRY)
        preview = ada.chat.next_message()
        (add, _) = (str(button.value) for button in preview.buttons)
        assert bob.sends_callback(preview, add).text == wording.over()
        assert names(documents) == ["bridge.txt"]


def test_a_restart_between_preview_and_press(start: StartBot, ada: Person, documents: Path) -> None:
    with start():
        ada.sends_document(ada.chat, "ferry.md", FERRY)
        preview = ada.chat.next_message()
    with start():
        assert ada.presses(preview, "Add").text == wording.over()
    assert names(documents) == ["bridge.txt"]


@pytest.mark.usefixtures("bot")
def test_a_document_is_removed(ada: Person, documents: Path, tmp_path: Path) -> None:
    ada.sends_document(ada.chat, "ferry.md", FERRY)
    preview = ada.chat.next_message()
    ada.presses(preview, "Add")
    last_edit(preview, "ferry.md is live")
    ada.writes(ada.chat, "/remove")
    menu = ada.chat.next_message()
    assert [it.text for it in menu.buttons] == ["bridge.txt", "The ferry timetable", "Cancel"]
    ada.presses(menu, "The ferry timetable")
    asked = menu.next_edit()
    assert asked.text.startswith("Remove ferry.md?\nThe ferry timetable · Harbour Gazette")
    ada.presses(asked, "◂ Back")
    ada.presses(menu.next_edit(), "The ferry timetable")
    (remove, *_) = (str(button.value) for button in menu.next_edit().buttons)
    ada.presses(menu, "Remove")
    text = last_edit(menu, "ferry.md is removed")
    assert names(documents) == ["bridge.txt"]
    (kept,) = (tmp_path / "data" / "removed").rglob("ferry.md")
    assert str(kept) in text
    assert kept.read_bytes() == FERRY
    ada.writes(ada.chat, ASKED)
    assert "seven in the morning" not in ada.chat.next_message().text
    assert ada.sends_callback(menu, remove).text == wording.over()


@pytest.mark.usefixtures("bot")
def test_removing_by_name_and_the_last_one(ada: Person, library: Library) -> None:
    ada.writes(ada.chat, "/remove zebra")
    assert ada.chat.next_message().text == wording.not_found("zebra")
    ada.writes(ada.chat, "/remove brigde.txt")
    asked = ada.chat.next_message()
    assert asked.text.startswith("Remove bridge.txt?")
    ada.presses(asked, "Remove")
    assert asked.next_edit().text == wording.last_document()
    library.add("ferry.md", FERRY)
    library.index((), Progress())
    ada.writes(ada.chat, "/remove the FERRY timetable")
    asked = ada.chat.next_message()
    library.add("ferry.md", FERRY + b"\nAnd more.\n", replacing=hashlib.sha256(FERRY).hexdigest())
    library.index((), Progress())
    ada.presses(asked, "Remove")
    assert asked.next_edit().text == wording.changed_since("ferry.md")
    ada.writes(ada.chat, "/remove ferry")
    asked = ada.chat.next_message()
    ada.presses(asked, "Cancel")
    assert asked.next_edit().text == wording.nothing_removed()


@pytest.mark.usefixtures("bot")
def test_many_documents_are_listed_in_pages(ada: Person, documents: Path, library: Library) -> None:
    for number in range(10):
        (documents / f"note{number}.txt").write_text(f"Note {number} is here.\n", encoding="utf-8")
    library.index((), Progress())
    ada.writes(ada.chat, "/remove")
    menu = ada.chat.next_message()
    assert menu.text == wording.choose_to_remove(11)
    assert [it.text for it in menu.buttons[-2:]] == ["▸", "Cancel"]
    ada.presses(menu, "▸")
    assert [it.text for it in menu.next_edit().buttons] == [
        "note7.txt", "note8.txt", "note9.txt", "◂", "Cancel",
    ]  # fmt: skip
    ada.presses(menu, "note9.txt")
    ada.presses(menu.next_edit(), "◂ Back")
    assert "note9.txt" in [it.text for it in menu.next_edit().buttons]


def test_reindexing_tells_how_far_it_is_while_questions_are_answered(
    server: TelegramServer, start: StartBot, ada: Person, bob: Person, documents: Path,
    tmp_path: Path,
) -> None:  # fmt: skip
    padding = "So that it is no short paragraph, it goes on for a while about nothing else."
    for number in range(30):
        paragraphs = [
            f"Paragraph {it} of paper {number} is on tides and winds. {padding}" for it in range(12)
        ]
        text = "\n\n".join(paragraphs)
        if number == 29:
            text += "\n\nThe heron stands on one leg, as every child in the village knows.\n"
        (documents / f"paper{number:02}.txt").write_text(text, encoding="utf-8")
    (documents / "broken.txt").write_bytes(b"\x00\x01\x02")
    (documents / "photo.jpg").write_bytes(b"\xff")
    signal = tmp_path / "signal"
    with start(WAIT_FOR=str(signal), ADMIN_IDS=f"{ada.id},{bob.id}") as running:
        ada.writes(ada.chat, "/reindex")
        told = ada.chat.next_message()
        assert told.text == wording.looking()
        last_edit(told, "Embedding passages: 256 of ")
        for person in (ada, bob):
            person.writes(person.chat, "/reindex")
            assert person.chat.next_message().text == wording.busy()
        ada.writes(ada.chat, "Until when is the old bridge closed?")
        assert "end of May" in ada.chat.next_message().text
        server.fails("editMessageText", too_many_requests(1))
        signal.touch()
        text = last_edit(told, "The index is up to date")
        assert text.splitlines()[1:] == [
            "Files read: 30, unchanged: 1, removed: 0",
            "Skipped broken.txt: it looks like a binary file, not text; if it is text, save it as "
            "UTF-8",
            f"Not read, as I read {joined(FORMATS)}: .jpg (1)",
        ]
        ada.writes(ada.chat, "/reindex")
        again = ada.chat.next_message()
        assert last_edit(again, "Nothing has changed.")
        assert "Traceback" not in running.output
    edits = [call.time for call in server.calls_of("editMessageText") if call.status == 200]
    gaps = [after - before for before, after in itertools.pairwise(edits)]
    assert all(gap > PERIOD_SECONDS - 0.2 for gap in gaps[:-2])  # the ends come at once


def written(documents: Path, library: Library, **texts: str) -> None:
    """Put documents into the folder, and index them."""
    for name, text in texts.items():
        (documents / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    library.index((), Progress())


@pytest.mark.usefixtures("bot")
def test_both_documents_cannot_be_removed(
    ada: Person, documents: Path, library: Library, tmp_path: Path
) -> None:
    written(documents, library, market="The market hall sells apples on Saturdays.")
    with FileLock(tmp_path / "data" / "indexing.lock"):  # so that the index cannot follow
        asked = []
        for name in ("bridge", "market"):
            ada.writes(ada.chat, f"/remove {name}")
            asked.append(ada.chat.next_message())
        for message in asked:
            ada.presses(message, "Remove")
        last_edit(asked[0], wording.saved_but_busy())
        last_edit(asked[1], wording.last_document())
    assert names(documents) == ["market.txt"]


@pytest.mark.usefixtures("bot")
def test_a_link_and_what_is_gone_are_not_removed(
    ada: Person, documents: Path, library: Library
) -> None:
    (documents / "alias.txt").symlink_to(documents / "bridge.txt")
    written(documents, library, market="The market hall sells apples on Saturdays.")
    for name, told in (("alias", wording.only_a_link), ("market", wording.gone_already)):
        ada.writes(ada.chat, f"/remove {name}.txt")
        asked = ada.chat.next_message()
        (documents / "market.txt").unlink(missing_ok=True)
        ada.presses(asked, "Remove")
        assert asked.next_edit().text == told(f"{name}.txt")
    assert names(documents) == ["alias.txt", "bridge.txt"]


@pytest.mark.usefixtures("bot")
def test_a_version_that_came_after_the_preview_is_shown(
    ada: Person, documents: Path, library: Library
) -> None:
    new = b"The new bridge over the river opens in June.\n"
    ada.sends_document(ada.chat, "bridge.txt", new)
    preview = ada.chat.next_message()
    written(documents, library, bridge="Another owner put these other words here. So it is.")
    ada.presses(preview, "Replace")
    again = preview.next_edit()
    assert again.text.startswith("bridge.txt is there already")
    assert b"Another owner" in (documents / "bridge.txt").read_bytes()
    ada.presses(again, "Replace")
    last_edit(again, "bridge.txt is live")
    assert (documents / "bridge.txt").read_bytes() == new


@pytest.mark.parametrize("how", ["SIGTERM", "SIGKILL"])
def test_changes_are_taken_up_after_the_process_has_ended(
    start: StartBot, ada: Person, documents: Path, library: Library, tmp_path: Path, how: str
) -> None:
    written(documents, library, market="The market hall sells apples on Saturdays.")
    signal = tmp_path / "signal"
    running = start(WAIT_FOR=str(signal))
    running.start()
    ada.sends_document(ada.chat, "heron.txt", b"The heron stands on one leg, day and night.\n")
    adding_it = ada.chat.next_message()
    ada.presses(adding_it, "Add")
    last_edit(adding_it, "Reading: 1 of 1")
    ada.writes(ada.chat, "/remove bridge")
    removing_it = ada.chat.next_message()
    ada.presses(removing_it, "Remove")
    last_edit(removing_it, "bridge.txt is out of the documents folder.")
    (documents / "unasked.txt").write_text("Somebody is still writing this.\n", encoding="utf-8")
    running.stop() if how == "SIGTERM" else running.kill()
    assert [it.path for it in library.documents()] == ["bridge.txt", "market.txt"]
    signal.touch()
    with start(WAIT_FOR=str(signal)):
        last_edit(adding_it, "heron.txt is live")
        last_edit(removing_it, "bridge.txt is removed: I do not answer from it any more.")
        ada.writes(ada.chat, "Is the old bridge over the river closed?")
        assert "end of May" not in ada.chat.next_message().text
        ada.writes(ada.chat, "How does the heron stand?")
        assert "one leg" in ada.chat.next_message().text
    assert [it.path for it in library.documents()] == ["heron.txt", "market.txt"]
    edits = adding_it.text, removing_it.text
    with start():
        ada.writes(ada.chat, "/add")
        ada.chat.next_message()
    assert (adding_it.text, removing_it.text) == edits


def test_a_flood_limit_does_not_delay_the_index(
    server: TelegramServer, start: StartBot, ada: Person, library: Library
) -> None:
    with start():
        ada.sends_document(ada.chat, "ferry.md", FERRY)
        preview = ada.chat.next_message()
        server.fails("editMessageText", too_many_requests(5), times=1)
        ada.presses(preview, "Add")
        deadline = time.monotonic() + 4.0
        while len(library.documents()) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        last_edit(preview, "ferry.md is live")


@pytest.mark.usefixtures("bot")
def test_a_name_is_set_apart_where_it_stands_and_nowhere_else(ada: Person) -> None:
    ada.sends_document(ada.chat, "e", FERRY)
    refused = ada.chat.next_message()
    assert refused.texts_of("code") == ["e"]
    caption = "/home/me/ferry.md is the newest"
    ada.sends_document(ada.chat, "ferry.md", FERRY, caption=caption)
    assert ada.chat.next_message().text.startswith("I would add ferry.md:")


def test_another_process_is_indexing(start: StartBot, ada: Person, tmp_path: Path) -> None:
    code = (
        "import sys, filelock, pathlib\n"
        "with filelock.FileLock(sys.argv[1]):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    lock = tmp_path / "data" / "indexing.lock"
    with start(), subprocess.Popen(
        [sys.executable, "-c", code, str(lock)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ), text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        other.stdout.readline()
        ada.writes(ada.chat, "/reindex")
        told = ada.chat.next_message()
        assert told.next_edit().text == wording.busy()
        ada.sends_document(ada.chat, "ferry.md", FERRY)
        preview = ada.chat.next_message()
        ada.presses(preview, "Add")
        last_edit(preview, wording.saved_but_busy())
        other.communicate("")
        ada.writes(ada.chat, "/reindex")
        last_edit(ada.chat.next_message(), "The index is up to date. In the index: 2 documents")


def test_it_ends_in_time_while_it_is_indexing(
    start: StartBot, ada: Person, documents: Path, tmp_path: Path
) -> None:
    (documents / "heron.txt").write_text("The heron stands on one leg.\n", encoding="utf-8")
    with start(WAIT_FOR=str(tmp_path / "never")):
        ada.writes(ada.chat, "/reindex")
        told = ada.chat.next_message()
        assert told.next_edit().text == wording.reading(1, 1)
    with start():
        ada.writes(ada.chat, "/reindex")
        last_edit(ada.chat.next_message(), "The index is up to date. In the index: 2 documents")
        ada.writes(ada.chat, "How does the heron stand?")
        assert "one leg" in ada.chat.next_message().text


def test_the_samples_stay_as_they_are(fake_bot: StartBot, ada: Person) -> None:
    with fake_bot(script="fake_library_bot.py", ADMIN_IDS=str(ada.id)):
        ada.sends_document(ada.chat, "ferry.md", FERRY)
        assert ada.chat.next_message().text == wording.installed()
        for command in ("/add", "/remove"):
            ada.writes(ada.chat, command)
            assert ada.chat.next_message().text == wording.installed()


def test_the_first_document_of_all(fake_bot: StartBot, ada: Person, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    env = {"DOCUMENTS_DIR": str(empty), "ADMIN_IDS": str(ada.id)}
    with fake_bot(script="fake_library_bot.py", **env):
        ada.sends_document(ada.chat, "ferry.md", FERRY)
        assert ada.chat.next_message().text == wording.folder_missing()
        empty.mkdir()
        ada.writes(ada.chat, "/reindex")
        last_edit(ada.chat.next_message(), wording.folder_fails())
        ada.sends_document(ada.chat, "ferry.md", FERRY)
        preview = ada.chat.next_message()
        ada.presses(preview, "Add")
        last_edit(preview, "ferry.md is live")
        ada.writes(ada.chat, ASKED)
        assert "seven in the morning" in ada.chat.next_message().text
