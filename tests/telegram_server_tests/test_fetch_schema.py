"""The set-up script that fetches the schema; its download itself is part of the set-up."""

import io
import json
import tarfile
from pathlib import Path

import pytest

from fetch_telegram_schema import ARCHIVE, MEMBER, SchemaUnavailableError, fetch, main, read_schema

SCHEMA = json.dumps({"api": {"version": "1.0"}, "items": []}).encode()


def archive(folder: Path, name: str, content: bytes) -> Path:
    path = folder / ARCHIVE
    with tarfile.open(path, "w:gz") as tar:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))
    return path


def test_the_schema_is_taken_by_its_name(tmp_path: Path) -> None:
    assert read_schema(archive(tmp_path, MEMBER, SCHEMA)) == SCHEMA


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (f"../{MEMBER}", SCHEMA, "holds no"),
        (MEMBER, b'{"items": []}', "is not a Bot API schema"),
    ],
)
def test_another_archive_is_refused(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    with pytest.raises(SchemaUnavailableError, match=reason):
        read_schema(archive(tmp_path, name, content))


def test_a_target_that_exists_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "schema.json"
    target.write_text("here already", encoding="utf-8")
    fetch(target)
    assert target.read_text(encoding="utf-8") == "here already"


def test_without_an_index_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "share" / "schema.json"
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setattr("sys.argv", ["fetch_telegram_schema.py", str(target)])
    assert main() == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert error.startswith("pip could not download aiogram==3.31.0, which holds the Bot API")
    assert not target.exists()
