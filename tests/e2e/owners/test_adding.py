"""An owner sends a document: it is shown, added at a press, and answered from."""

from pathlib import Path

import pytest

from bot.library.library import Library
from bot.wording import adding
from bot.wording import owner as wording
from corpus.formats import FORMATS
from e2e.fake_process import StartBot
from e2e.owners.ferry import ASKED, BRIDGE, FERRIES, FERRY
from e2e.owners.looking import last_edit, names, written
from telegram_server import TelegramServer
from telegram_server.people import Person


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
        "news.csv is live: I answer from it now. In the index: 3 documents (files: 2), 3 passages.",
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


def test_a_restart_between_preview_and_press(start: StartBot, ada: Person, documents: Path) -> None:
    with start():
        ada.sends_document(ada.chat, "ferry.md", FERRY)
        preview = ada.chat.next_message()
    with start():
        assert ada.presses(preview, "Add").text == wording.over()
    assert names(documents) == ["bridge.txt"]


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
