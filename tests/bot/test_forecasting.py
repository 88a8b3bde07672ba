"""``footnote index --dry-run``: what a person reads."""

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot import wiring
from bot.wording.forecast import forecast
from command_line import BRIDGE, Said
from corpus.scan import Skipped
from corpus.staged_files import Became, StagedFileChange
from embeddings.indexing.costs import Cost
from embeddings.indexing.forecast import Forecast
from embeddings.indexing.summary import Summary

CLOSING = "Nothing has been changed; to do it, leave out --dry-run.\n"


def test_a_first_run_changes_and_an_unchanged_folder(
    footnote: Callable[..., Said], documents: Path, tmp_path: Path
) -> None:
    (documents / "rows.jsonl").write_text(
        "".join(json.dumps({"text": f"Row {it} tells what bread costs."}) + "\n" for it in range(3))
    )
    (documents / "broken.txt").write_bytes(b"\x00\x01")
    (documents / "photo.jpg").write_bytes(b"\xff")
    first = footnote("index", "--dry-run")
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines()[:4] == [
        "New (3 files):",
        "  rows.jsonl: 3 documents",
        "  sky/comet.txt",
        "  town.md",
    ]
    assert (
        "6 passages would be embedded, about 1 second here (measured on all of them)." in first.out
    )
    assert "Skipped broken.txt: it looks like a binary file" in first.out
    assert "1 .jpg." in first.out
    assert first.out.endswith(
        f"The index would then hold 5 documents in 3 files, 6 passages. {CLOSING}"
    )
    assert not (tmp_path / "data").exists()

    footnote("index")
    (documents / "sky" / "comet.txt").unlink()
    (documents / "town.md").write_text("The bridge is open again, and the ferry does not run.\n")
    narrowed = footnote("index", "--dry-run", "sky")
    assert narrowed.out.splitlines()[:2] == [
        "Gone, or no longer to be read (1):",
        "  sky/comet.txt",
    ]
    assert "Changed" not in narrowed.out
    assert "0 passages would be embedded: the vectors of all are known." in narrowed.out
    assert "Changed (1):\n  town.md\n" in footnote("index", "--dry-run").out

    footnote("index")
    unchanged = footnote("index", "--dry-run").out.splitlines()
    assert unchanged[0] == "Nothing would change: 4 documents in 2 files, 4 passages."
    assert unchanged[1].startswith("Skipped broken.txt")


def test_another_model_is_told(
    footnote: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "download", lambda *_: None)
    footnote("index")
    monkeypatch.setenv("EMBEDDING_MODEL", "two")
    said = footnote("index", "--dry-run")
    assert said.out.startswith(
        "The index was made with all-MiniLM-L6-v2. EMBEDDING_MODEL is two: all 3 passages must be "
        "embedded again, about 1 second here (measured on all of them).\n"
    )


def test_long_lists_are_cut() -> None:
    files = [StagedFileChange(f"{it:03}.zip", Became.CHANGED, it, 2) for it in range(1_050)]
    skipped = tuple(Skipped(f"{it:02}.txt", "it is empty") for it in range(22))
    summary = Summary(
        generation=2, published=True, indexed=1_050, unchanged=0, removed=0, skipped=skipped,
        unsupported={}, documents=9, passages=9, embedded=7, staged=9, files=9,
    )  # fmt: skip
    lines = forecast(Forecast(summary, tuple(files), Cost(7, 42.0, 7), None))
    assert lines[0] == "Changed (1,050 files):"
    assert lines[1] == "  000.zip: 2 gone"
    assert lines[2] == "  001.zip: 1 document new or changed, 2 gone"
    assert lines[21] == "  … and 1,030 more"
    assert (
        lines[22]
        == "7 passages would be embedded, about 40 seconds here (measured on all of them)."
    )
    assert lines[-2] == "  … and 2 more"
    assert len(lines) == 45


def test_a_name_cannot_write_to_the_terminal(
    footnote: Callable[..., Said], documents: Path
) -> None:
    (documents / "red\x1b[31m\nNew (9).txt").write_text("The market hall sells apples.\n")
    assert "  red\\x1b[31m\\nNew (9).txt\n" in footnote("index", "--dry-run").out


def test_what_matches_no_file_is_told(footnote: Callable[..., Said], documents: Path) -> None:
    with ZipFile(documents / "all.zip", "w") as archive:
        archive.writestr("inner/a.txt", f"{BRIDGE}\n")
    globs = ["towm.md", "town.md", "sky/**", "all.zip/inner/a.txt", "inner", "*.csv", "a\\nb"]
    tables = "".join(f'["{glob}"]\nnote = "x"\n' for glob in globs)
    (documents / "sources.toml").write_text(tables)
    remarks = [
        f'In sources.toml the table ["{glob}"] matches no file that is read.'
        for glob in ("towm.md", "*.csv", "a b")
    ]
    would = footnote("index", "--dry-run").out.splitlines()
    assert [line for line in would if "toml" in line] == remarks
    first, *told = footnote("index").out.splitlines()
    assert (told, first[:12]) == (remarks, "3 documents,")
    assert footnote("index").out.splitlines()[1:] == remarks
    assert footnote("index", "--dry-run").out.splitlines()[1:] == remarks
    assert len(footnote("index", str(documents / "town.md")).out.splitlines()) == 1
