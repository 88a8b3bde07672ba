"""``footnote history``, over real indexes: what it tells, prints and forgets."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.wording import history as wording
from command_line import BRIDGE, COMET, FERRY
from container_files import jsonl
from corpus.past.history import DocumentHistory, Renamed, Version
from kept_history import (
    SECRET,
    Footnote,
    holds_secret,
    lines,
    notes,
    opened,
    write,
)


def test_a_line_for_each_version(footnote: Footnote, documents: Path) -> None:
    footnote("index")
    write(documents, "sky/comet.txt", COMET, BRIDGE, FERRY)
    footnote("index")
    write(documents, "sky/comet.txt", COMET.replace("eleven", "twelve"), FERRY)
    footnote("index")
    (documents / "sky/comet.txt").rename(documents / "sky/tail.txt")
    footnote("index")
    told = [
        "TIME · renamed from sky/comet.txt to sky/tail.txt",
        "3 · served since TIME · 2 paragraphs · 1 removed, 1 changed",
        "2 · TIME to TIME · 3 paragraphs · 2 added",
        "1 · TIME to TIME · 1 paragraph",
    ]
    for name in ("sky/tail.txt", "sky/comet.txt"):
        assert sorted(lines(footnote("history", name))) == sorted(told)
    assert footnote("history", "sky/tail.txt", "1").out == f"{COMET}\n"
    assert footnote("history", "sky/tail.txt", "2").out == f"{COMET}\n\n{BRIDGE}\n\n{FERRY}\n"


def test_a_rename_stands_above_the_version_of_the_same_second() -> None:
    now = datetime(2026, 5, 16, 12, tzinfo=UTC)
    version = Version("new.txt", now, None, "", None, None, None, 1, FERRY)
    known = DocumentHistory((version,), (Renamed("old.txt", "new.txt", now),))
    told = wording.history(known)
    assert ["renamed from" in line for line in told] == [True, False]


def test_titles_are_told_where_they_change(footnote: Footnote, documents: Path) -> None:
    footnote("index")
    town = documents / "town.md"
    town.write_text(town.read_text().replace("The bridge is closed", "The bridge is open"))
    footnote("index")
    now, before = lines(footnote("history", "town.md"))
    assert now == "2 · served since TIME · The bridge is open · 2 paragraphs · the same text"
    assert before == "1 · TIME to TIME · The bridge is closed · 2 paragraphs"


def test_a_document_that_is_gone(footnote: Footnote, documents: Path) -> None:
    footnote("index")
    (documents / "sky/comet.txt").unlink()
    footnote("index")
    assert lines(footnote("history", "sky/comet.txt")) == ["1 · TIME to TIME · 1 paragraph"]
    assert footnote("history", "sky/comet.txt", "1").out == f"{COMET}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sky/comte.txt"], "There is and was no document named sky/comte.txt. Did you mean "),
        (["\x1b[2J"], "There is and was no document named ␛[2J.\n"),
        (["town.md", "2"], "town.md has no version 2; its versions are 1 to 1."),
        (["town.md", "0"], "town.md has no version 0; its versions are 1 to 1."),
        (["comte.txt", "--forget"], "There is and was no document named comte.txt."),
    ],
)
def test_what_is_not_there(footnote: Footnote, arguments: list[str], told: str) -> None:
    footnote("index")
    said = footnote("history", *arguments)
    assert (said.code, said.out) == (1, "")
    assert told in said.err


def test_the_command_itself(footnote: Footnote, documents: Path) -> None:
    footnote("index")
    (documents / "sky/comet.txt").rename(documents / "comet.txt")
    footnote("index")
    write(documents, "comet.txt", FERRY)
    footnote("index")
    command = [sys.executable, "-m", "bot.cli", "history"]
    root = Path(__file__).parents[3]

    def said(*arguments: str) -> str:
        done = subprocess.run(
            [*command, *arguments], cwd=root, capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr

    assert said("comet.txt", "1") == f"{COMET}\n"
    assert len(said("sky/comet.txt").splitlines()) == 3
    assert "Did you mean sky/comet.txt" in said("sky/comit.txt")


def test_before_anything_is_indexed(footnote: Footnote) -> None:
    assert "footnote index" in footnote("history", "town.md").err


def test_a_terminal_is_not_told_to_do_anything(footnote: Footnote, documents: Path) -> None:
    write(documents, "sly.txt", f"The town \x1b[31mcrier says that all is well tonight. {COMET}")
    footnote("index")
    (documents / "sly.txt").rename(documents / "sl\x1b[31my.txt")
    footnote("index")
    assert "\x1b" not in footnote("history", "sly.txt").out
    assert "␛[31mcrier" in footnote("history", "sly.txt", "1").out


@pytest.mark.parametrize("gone", [True, False])
def test_earlier_versions_answer_nothing(footnote: Footnote, documents: Path, gone: bool) -> None:
    write(documents, "secret.txt", SECRET)
    footnote("index")
    question = "Who rehearse quadrillions of pentameters?"
    assert SECRET in footnote("ask", "--full", question).out
    if gone:
        (documents / "secret.txt").unlink()
    else:
        write(documents, "secret.txt", "There was something here of which nobody speaks now.")
    footnote("index")
    assert SECRET in footnote("history", "secret.txt", "1").out
    for arguments in (
        ("ask", "--full", question),
        ("ask", "--json", question),
        ("ask", '"Xylophonists rehearse"'),
        ("show", "secret.txt"),
        ("sources",),
        ("verify",),
        ("status",),
    ):
        assert "zeppelin" not in footnote(*arguments).out


def test_a_name_that_is_no_text(footnote: Footnote) -> None:
    footnote("index")
    for more in ((), ("--forget",)):
        said = footnote("history", "bad\udcff\udcfe.md", *more)
        assert said.code == 1
        assert "There is and was no document named bad\\xff\\xfe.md." in said.err


def test_a_file_of_many_documents(footnote: Footnote, documents: Path, data: Path) -> None:
    notes(documents)
    rows = [{"_id": f"{row}", "text": f"{SECRET} Row {row} of them."} for row in range(4)]
    (documents / "rows.jsonl").write_bytes(jsonl(*rows))
    footnote("index")
    plain = [{"_id": f"{row}", "text": f"Row {row} tells what bread costs."} for row in range(4)]
    (documents / "rows.jsonl").write_bytes(jsonl(*plain))
    footnote("index")
    told = footnote("history", "rows.jsonl")
    assert told.code == 1
    listed = "rows.jsonl/0, rows.jsonl/1, rows.jsonl/2, …"
    assert f"a file with 4 documents, each with a history of its own: {listed}" in told.err
    before = opened(data).store.current_generation()
    said = footnote("history", "rows.jsonl", "--forget")
    assert said.out == ("4 earlier versions deleted for good. Those that are served now stay.\n")
    assert opened(data).store.current_generation() == before + 1
    assert not holds_secret(data)
    (documents / "rows.jsonl").unlink()
    footnote("index")
    said = footnote("history", "rows.jsonl", "--forget")
    assert said.out == ("4 earlier versions deleted for good. Nothing of the documents is kept.\n")
    assert footnote("history", "rows.jsonl/1").code == 1


def test_what_is_gone_is_listed_until_it_is_forgotten(footnote: Footnote, documents: Path) -> None:
    nothing = ["Nothing is kept of documents that are gone."]
    footnote("index")
    assert lines(footnote("history")) == nothing
    write(documents, "sky/comet.txt", COMET, FERRY)
    (documents / "rows.jsonl").write_bytes(jsonl({"text": COMET}, {"text": FERRY}))
    footnote("index")
    assert lines(footnote("history")) == nothing  # it has an earlier version, and is not gone
    (documents / "sky/comet.txt").rename(documents / "tail.txt")
    footnote("index")
    assert lines(footnote("history")) == nothing
    (documents / "tail.txt").unlink()
    (documents / "rows.jsonl").unlink()
    footnote("index")
    *told, how = lines(footnote("history"))
    assert told == [
        "rows.jsonl · until TIME · 2 documents · 2 versions",
        "tail.txt · until TIME · 2 versions",
    ]
    assert how.endswith("footnote history DOCUMENT --forget")
    for name in ("rows.jsonl", "tail.txt"):
        assert "for good. Nothing of the document" in footnote("history", name, "--forget").out
    assert lines(footnote("history")) == nothing
