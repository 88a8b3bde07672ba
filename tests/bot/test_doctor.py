"""The doctor, over set-ups that are well and set-ups that are not."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import Exit
from bot.settings import load_settings
from bot.wiring import Footnote
from bot.wording import commands as wording
from command_line import Said
from embeddings.generation import NOT_INDEXED

Run = Callable[..., Said]


def faults(said: Said) -> list[str]:
    """What the doctor finds wrong. Its exit code must say the same."""
    found = [line[4:] for line in said.out.splitlines() if line.startswith("!!  ")]
    assert all(line[:4] in {"ok  ", "!!  "} for line in said.out.splitlines())
    assert said.code == (Exit.FAILURE if found else 0)
    return found


def test_a_sound_set_up(footnote: Run, documents: Path) -> None:
    footnote("index")
    said = footnote("doctor")
    assert faults(said) == []
    assert [line[4:] for line in said.out.splitlines()] == [
        wording.SETTINGS_READ,
        wording.documents_read(documents),
        wording.data_kept(Path(os.environ["DATA_DIR"])),
        wording.model_there("all-MiniLM-L6-v2", 384),
        wording.index_whole(1, 2),
        wording.NO_BOT_YET,
    ]


def test_nothing_is_made_where_nothing_was_indexed(footnote: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert faults(footnote("doctor")) == [NOT_INDEXED]
    assert sorted(tmp_path.rglob("*")) == before


def test_a_data_folder_with_an_empty_store(footnote: Run) -> None:
    Footnote(load_settings()).close()
    assert faults(footnote("doctor")) == [NOT_INDEXED]


def test_settings_that_make_no_sense(footnote: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAX_FILE_MB", "many")
    (fault,) = faults(footnote("doctor"))
    assert "MAX_FILE_MB" in fault


def test_a_missing_documents_folder(footnote: Run, documents: Path) -> None:
    footnote("index")
    documents.rename(documents.with_name("elsewhere"))
    assert faults(footnote("doctor")) == [wording.documents_missing(documents)]


def test_another_documents_folder(
    footnote: Run, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    footnote("index")
    other = documents / "sky"
    monkeypatch.setenv("DOCUMENTS_DIR", str(other))
    assert faults(footnote("doctor")) == [wording.other_root(str(documents), other)]


@pytest.mark.parametrize("below", ["", "inside/it"])
def test_a_data_folder_that_is_a_file(
    footnote: Run, documents: Path, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    file = documents / "town.md"
    monkeypatch.setenv("DATA_DIR", str(file / below))
    first = faults(footnote("doctor"))[0]
    assert first == wording.data_is_no_folder(file / below, file)


def test_damaged_index_files(footnote: Run) -> None:
    footnote("index")
    (rows,) = Path(os.environ["DATA_DIR"]).glob("generations/**/rows.npy")
    rows.write_bytes(b"nothing of the kind")
    assert faults(footnote("doctor")) == [wording.index_damaged(rows.parent)]


def test_another_model(footnote: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    footnote("index")
    monkeypatch.setenv("EMBEDDING_MODEL", "./no-such-model")
    missing, other = faults(footnote("doctor"))
    assert "EMBEDDING_MODEL" in missing
    assert other == wording.other_model("all-MiniLM-L6-v2", "./no-such-model")


def test_whether_nothing_but_the_samples_is_indexed(
    footnote: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def samples_only() -> bool:
        opened = Footnote(load_settings())
        try:
            return opened.samples_only
        finally:
            opened.close()

    assert not samples_only()
    footnote("index")
    assert not samples_only()
    monkeypatch.delenv("DOCUMENTS_DIR")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "samples"))
    footnote("index")
    assert samples_only()


def test_a_reranker(footnote: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    footnote("index")
    monkeypatch.setenv("RERANKER_MODEL", "./no-such-reranker")
    (missing,) = faults(footnote("doctor"))
    assert "RERANKER_MODEL is './no-such-reranker'" in missing
    monkeypatch.setenv("RERANKER_MODEL", str(tmp_path))
    assert wording.reranker_there(str(tmp_path)) in footnote("doctor").out
