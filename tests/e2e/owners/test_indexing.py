"""The index follows, through restarts, kills, floods and beside other processes."""

import itertools
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.library.library import Library
from bot.telegram_app.owner.indexing import PERIOD_SECONDS
from bot.wording import owner as wording
from bot.wording.conventions import joined
from corpus.formats import FORMATS
from e2e.fake_process import StartBot
from e2e.owners.ferry import ASKED, FERRY
from e2e.owners.looking import last_edit, written
from telegram_server import TelegramServer
from telegram_server.faults import too_many_requests
from telegram_server.people import Person


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
