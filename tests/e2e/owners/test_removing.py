"""An owner takes documents out."""

import hashlib
from pathlib import Path

import pytest
from filelock import FileLock

from bot.library.library import Library
from bot.wording import owner as wording
from e2e.owners.ferry import ASKED, FERRY
from e2e.owners.looking import last_edit, names, written
from embeddings.indexing.progress import Progress
from telegram_server.people import Person


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
