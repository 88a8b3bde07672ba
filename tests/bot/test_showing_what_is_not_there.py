"""``footnote show`` of a name that is no document's: it tells which one is meant."""

from collections.abc import Callable
from pathlib import Path

import pytest

from command_line import BRIDGE, COMET, FERRY, Said
from container_files import jsonl

Footnote = Callable[..., Said]


def refused(said: Said) -> str:
    assert (said.code, said.out) == (1, "")
    return said.err


def table(documents: Path, name: str, *texts: str) -> None:
    path = documents / name
    path.parent.mkdir(exist_ok=True)
    rows = ({"id": f"row{number}", "text": text} for number, text in enumerate(texts, 1))
    path.write_bytes(jsonl(*rows))


@pytest.mark.parametrize("place", ["exports/a.jsonl", "exports/a.jsonl/", "exports/a.jsonl#1"])
def test_a_file_of_many_documents_names_some(
    footnote: Footnote, documents: Path, place: str
) -> None:
    table(documents, "exports/a.jsonl", BRIDGE, FERRY, COMET, BRIDGE + " Twice.")
    footnote("index")
    assert (
        "exports/a.jsonl is a file with 4 documents: exports/a.jsonl/row1, exports/a.jsonl/row2, "
        "exports/a.jsonl/row3, …. To read one: footnote show exports/a.jsonl/row1\n"
    ) in refused(footnote("show", place))
    assert BRIDGE in footnote("show", "exports/a.jsonl/row1").out


def test_a_file_of_one_document(footnote: Footnote, documents: Path) -> None:
    table(documents, "my other.jsonl", FERRY)
    footnote("index")
    assert (
        "my other.jsonl is a file with 1 document: my other.jsonl/row1. "
        "To read it: footnote show 'my other.jsonl/row1'\n"
    ) in refused(footnote("show", "my other.jsonl"))


def test_a_folder_names_some(footnote: Footnote) -> None:
    footnote("index")
    assert (
        "sky is a folder with 1 document: sky/comet.txt. To read it: footnote show sky/comet.txt\n"
    ) in refused(footnote("show", "sky"))


@pytest.mark.parametrize("arguments", [["div.txt"], ["div.txt#1"], ["--meta", "div.txt"]])
def test_a_document_that_was_renamed(
    footnote: Footnote, documents: Path, arguments: list[str]
) -> None:
    (documents / "div.txt").write_text(FERRY)
    footnote("index")
    (documents / "div.txt").rename(documents / "divided.txt")
    footnote("index")
    assert "div.txt is now divided.txt. To read it: footnote show divided.txt\n" in refused(
        footnote("show", *arguments)
    )
    (documents / "div.txt").write_text(COMET + " Another one.")
    footnote("index")
    assert COMET in footnote("show", "div.txt").out


def test_a_file_of_many_documents_that_was_renamed(footnote: Footnote, documents: Path) -> None:
    table(documents, "a.jsonl", BRIDGE + " Here.", FERRY)
    footnote("index")
    (documents / "a.jsonl").rename(documents / "b.jsonl")
    footnote("index")
    assert (
        "a.jsonl is now b.jsonl, a file with 2 documents: b.jsonl/row1, b.jsonl/row2. "
        "To read one: footnote show b.jsonl/row1\n"
    ) in refused(footnote("show", "a.jsonl"))
    assert "a.jsonl/row2 is now b.jsonl/row2." in refused(footnote("show", "a.jsonl/row2"))


def test_a_document_that_is_gone(footnote: Footnote, documents: Path) -> None:
    footnote("index")
    (documents / "sky/comet.txt").unlink()
    footnote("index")
    assert (
        "sky/comet.txt is served no more. What it was: footnote history sky/comet.txt\n"
    ) in refused(footnote("show", "sky/comet.txt"))


def test_names_like_it_are_told(footnote: Footnote) -> None:
    footnote("index")
    told = refused(footnote("show", "sky/comte.txt"))
    assert "There is no document named sky/comte.txt. Did you mean sky/comet.txt?\n" in told


@pytest.mark.parametrize(
    ("name", "shown"), [("\x1b[2J", "␛[2J"), ("bad\udcff.md", "bad\\xff.md"), ("", "")]
)
def test_a_hostile_name_is_harmless(footnote: Footnote, name: str, shown: str) -> None:
    footnote("index")
    assert f"There is no document named {shown}." in refused(footnote("show", name))


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("SKY/COMET.TXT", "sky/comet.txt"),
        ("Comet.TXT", "sky/comet.txt"),
        ("comet", "sky/comet.txt"),
        ("sky/comet", "sky/comet.txt"),
        ("TOWN", "town.md"),
        ("the bridge is closed", "town.md"),
        ("The bridge is closd", "town.md"),
    ],
)
def test_a_name_that_is_only_written_otherwise_is_told(
    footnote: Footnote, name: str, meant: str
) -> None:
    footnote("index")
    told = refused(footnote("show", name))
    assert f"There is no document named {name}. Did you mean {meant}?\n" in told


def test_what_is_meant_can_be_typed(footnote: Footnote, documents: Path) -> None:
    (documents / "new\nline's.txt").write_text(BRIDGE)
    (documents / "two words.txt").write_text(FERRY)
    table(documents, "a\tb.jsonl", COMET)
    footnote("index")
    newline = refused(footnote("show", "NEW\nLINE'S.TXT"))
    assert r"Did you mean $'new\nline\'s.txt'?" in newline
    assert "Did you mean 'two words.txt'?" in refused(footnote("show", "two word.txt"))
    held = refused(footnote("show", "a\tb.jsonl"))
    assert r"document: $'a\tb.jsonl/row1'. To read it: footnote show $'a\tb.jsonl/row1'" in held
    (documents / "new\nline's.txt").unlink()
    footnote("index")
    assert r"footnote history $'new\nline\'s.txt'" in refused(footnote("show", "new\nline's.txt"))


@pytest.mark.parametrize("place", ["", "#1"])
def test_a_path_that_leads_into_the_folder_names_the_document(
    footnote: Footnote, documents: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    footnote("index")
    linked = documents.parent / "linked"
    linked.symlink_to(documents)
    for folder, name in (
        (documents.parent, str(documents / "sky/comet.txt")),
        (documents.parent, str(linked / "sky/comet.txt")),
        (documents.parent, "documents/sky/comet.txt"),
        (documents.parent, "documents/../linked/sky/comet.txt"),
        (documents, "./sky/comet.txt"),
        (documents / "sky", "comet.txt"),
    ):
        monkeypatch.chdir(folder)
        said = footnote("show", name + place)
        assert (said.code, said.err) == (0, "")
        assert COMET in said.out


def test_a_path_that_leads_to_no_document(
    footnote: Footnote, documents: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    table(documents, "a.jsonl", BRIDGE, FERRY)
    footnote("index")
    monkeypatch.chdir(tmp_path)
    held = refused(footnote("show", "documents/a.jsonl"))
    assert "a.jsonl is a file with 2 documents: a.jsonl/row1, a.jsonl/row2." in held
    assert BRIDGE in footnote("show", "documents/a.jsonl/row1").out
    absolute = str(documents / "sky/comte.txt")
    assert f"named {absolute}. Did you mean sky/comet.txt?" in refused(footnote("show", absolute))
    assert "There is no document named /etc/passwd.\n" in refused(footnote("show", "/etc/passwd"))
    (documents / "bad.csv").write_text("id,text\n1,\n")
    said = footnote("show", "--unread", "documents/bad.csv")
    assert said.code == 0, said.err


def test_a_working_folder_that_is_gone_is_harmless(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    footnote("index")
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert "There is no document named nothing." in refused(footnote("show", "nothing"))
