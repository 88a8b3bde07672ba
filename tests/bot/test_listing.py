"""A file of many documents is one line in a list, and each of them is one where it counts."""

from pathlib import Path

import pytest

from bot.answer import hits_of
from bot.browsing import list_sources, show_document
from bot.receipts import Filed, Stored
from bot.repl.completion import source_names
from bot.status import tell
from bot.telegram_app.messages.rendering import render_sources
from bot.verifying import verify_passages
from bot.wording.commands import summary
from container_files import BRIDGE, COST, FERRY, archive, jsonl
from library import Library

ROWS = [{"_id": f"n{number}", "text": f"Note {number}. {FERRY}"} for number in range(50)]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    library.write("plain.txt", BRIDGE)
    (library.documents / "news.jsonl").write_bytes(jsonl(*ROWS, {"_id": "cost", "text": COST}))
    packed = archive({"inner/a.txt": COST.encode(), "b.csv": f"text\n{FERRY}\n".encode()})
    (library.documents / "all.zip").write_bytes(packed)
    library.index()
    # The commands below open the library anew, with a model that they never ask.
    return library


def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_file_is_one_line(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    list_sources(library.settings)
    assert printed(capsys) == [
        "Answers come from 54 documents:",
        "all.zip · 2 documents",
        "news.jsonl · 51 documents",
        "plain.txt · plain.txt",
    ]
    (message,) = render_sources(library.answerer.documents())
    assert message.text.splitlines()[1:] == [
        "• all.zip · 2 documents", "• news.jsonl · 51 documents", "• plain.txt"
    ]  # fmt: skip
    assert source_names(library.answerer.documents()) == ["all.zip", "news.jsonl", "plain.txt"]
    tell(library.footnote)
    assert printed(capsys)[0].startswith("54 documents in 3 files (")


def test_the_summary_tells_files_and_documents(library: Library) -> None:
    (library.documents / "news.jsonl").write_bytes(jsonl(*ROWS, {"_id": "cost", "text": ""}))
    told = summary(library.index())
    assert told[0].startswith(
        "53 documents in 3 files, 53 passages. This time: 1 file read (0 documents)"
    )
    assert told[1].startswith("Skipped news.jsonl, in part: 1 of its 51 documents cannot be read")


def test_a_document_is_shown_by_its_name(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in ("news.jsonl/cost", "news.jsonl/cost#1", "all.zip/inner/a.txt#1"):
        show_document(library.settings, place)
        assert COST in printed(capsys)
    show_document(library.settings, "all.zip/b.csv/row-2")
    assert FERRY in printed(capsys)


def test_every_document_is_verified(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_passages(library.settings)
    assert printed(capsys) == [
        "54 passages of 54 documents compared: all stand in their files, character for character."
    ]
    changed = [*ROWS[:-1], {"_id": "cost", "text": COST.replace("nine", "ten")}, {"text": 7}]
    (library.documents / "news.jsonl").write_bytes(jsonl(*changed))
    (library.documents / "all.zip").write_bytes(b"PK")
    assert not verify_passages(library.settings)
    told = printed(capsys)
    assert told[0] == "all.zip: it is damaged, or no zip archive"
    assert told[1].startswith("news.jsonl/cost ¶1: the file no longer holds this passage")
    assert told[2] == "news.jsonl/n49: it is no longer in its file. Run: footnote index"
    assert len(told) == 4


def test_a_receipt_reads_that_one_document_again(library: Library) -> None:
    answer = library.ask("What will repairing the stonework cost?")
    passage = next(
        hit.passage for hit in hits_of(answer) if hit.passage.citation.document.startswith("news")
    )
    receipts = library.answerer.receipts
    assert passage.citation.document == "news.jsonl/cost"
    assert receipts.receipt(passage).filed is Filed.SAME
    (library.documents / "news.jsonl").write_bytes(jsonl(*ROWS))
    gone = receipts.receipt(passage)
    assert (gone.stored, gone.filed) == (Stored.HELD, Filed.UNREADABLE)
    assert gone.problem == "it is no longer in its file"
