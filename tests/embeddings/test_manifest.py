"""The manifest tells a whole generation from a damaged one."""

from pathlib import Path

import pytest

from embeddings.abstention import Thresholds
from embeddings.calibration import Calibration, Expected
from embeddings.manifest import (
    FORMAT,
    MANIFEST,
    Manifest,
    damaged_files,
    describe_files,
    read_manifest,
    write_manifest,
)
from embeddings.ports import EmbedderSpec

CALIBRATION = Calibration(Thresholds(0.1, 0.2, 0.5), 40, Expected(0.01, 0.08, 0.2))
SPEC = EmbedderSpec("model", "revision", 4, "query: ")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lexical").mkdir()
    (tmp_path / "rows.npy").write_bytes(b"rows")
    (tmp_path / "lexical" / "meta.json").write_bytes(b"{}")
    return tmp_path


def written(folder: Path) -> Manifest:
    manifest = Manifest(3, SPEC, CALIBRATION, describe_files(folder))
    write_manifest(folder, manifest)
    return manifest


def test_what_is_written_is_read_back(folder: Path) -> None:
    manifest = written(folder)
    assert set(manifest.files) == {"rows.npy", "lexical/meta.json"}
    assert read_manifest(folder) == manifest
    assert damaged_files(folder, manifest, checksums=True) == []


def test_a_missing_or_resized_file_is_noticed_without_checksums(folder: Path) -> None:
    manifest = written(folder)
    (folder / "rows.npy").write_bytes(b"longer than before")
    (folder / "lexical" / "meta.json").unlink()
    assert damaged_files(folder, manifest) == ["lexical/meta.json", "rows.npy"]


def test_a_changed_byte_is_noticed_with_checksums(folder: Path) -> None:
    manifest = written(folder)
    (folder / "rows.npy").write_bytes(b"Rows")
    assert damaged_files(folder, manifest) == []
    assert damaged_files(folder, manifest, checksums=True) == ["rows.npy"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        f'{{"format": {FORMAT - 1}}}',
        f'{{"format": {FORMAT}}}',
        f'{{"format": {FORMAT}, "spec": 7}}',
    ],
)
def test_a_damaged_or_outdated_manifest_is_none(folder: Path, content: str) -> None:
    (folder / MANIFEST).write_text(content)
    assert read_manifest(folder) is None
