"""Which paths the indexer must look at after what was told."""

import shutil
from pathlib import Path

import pytest
from watchfiles import Change

from bot.folder_events import MANY, Burst, to_look_at
from corpus.file_identity import identity

ADDED, MODIFIED, DELETED = Change.added, Change.modified, Change.deleted


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of documents, with the data folder in it."""
    root = tmp_path.resolve() / ".home" / "documents"
    (root / "folder").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "folder" / "deep.md").write_text("deep")
    (root / "folder" / "sources.toml").write_text("")
    (root / "a.txt").write_text("a")
    (root / "photo.jpg").write_bytes(b"\xff")
    (root / "data" / "words.txt").write_text("ours")
    return root


def looked_at(root: Path, told: dict[str, set[Change]]) -> set[str]:
    """What must be looked at, relative to ``root``."""
    burst = Burst(0.0, {str(root / path): frozenset(changes) for path, changes in told.items()})
    found = to_look_at(root, burst, apart=root / "data")
    return {path.relative_to(root).as_posix() for path in found}


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({}, set()),
        ({"a.txt": {MODIFIED}}, {"a.txt"}),
        ({"a.txt": {DELETED, ADDED}}, {"a.txt"}),  # as editors save
        ({"a.txt": {ADDED}, "folder/deep.md": {MODIFIED}}, {"a.txt", "folder/deep.md"}),
        ({"folder": {ADDED}}, {"folder"}),
        ({"gone.txt": {DELETED}}, {"."}),
        ({"gone.txt": {ADDED, DELETED}}, {"."}),
        ({"gone": {DELETED}}, {"."}),
        ({"gone~": {ADDED, DELETED}}, set()),
        ({"photo.jpg": {ADDED}}, set()),
        ({"photo.jpg": {DELETED, ADDED}}, {"."}),  # a folder may have had its name
        ({".a.txt.swp": {ADDED}, ".git/a.txt": {MODIFIED}}, set()),
        ({"~$word.docx": {ADDED}, "folder/~$word.docx": {DELETED}}, set()),
        ({"data/words.txt": {MODIFIED}, "data/more.txt": {DELETED}}, set()),
        ({"sources.toml": {MODIFIED}}, {"."}),
        ({"sources.toml": {DELETED}}, {"."}),
        ({"folder/sources.toml": {MODIFIED}}, set()),
        ({"": {MODIFIED}}, {"."}),
        ({"../elsewhere.txt": {MODIFIED}}, set()),
    ],
)
def test_what_is_told_and_what_is_looked_at(
    root: Path, told: dict[str, set[Change]], wanted: set[str]
) -> None:
    assert looked_at(root, told) == wanted


def test_a_link_and_what_is_behind_one_take_the_whole_folder(root: Path) -> None:
    (root / "link.txt").symlink_to(root / "a.txt")
    (root / "beside").symlink_to(root / "folder")
    assert looked_at(root, {"link.txt": {ADDED}}) == {"."}
    assert looked_at(root, {"beside/deep.md": {MODIFIED}}) == {"."}


def test_many_changes_take_the_whole_folder(root: Path) -> None:
    for number in range(MANY + 1):
        (root / f"{number}.txt").write_text("a")
    told = {f"{number}.txt": {ADDED} for number in range(MANY)}
    assert len(looked_at(root, told)) == MANY
    assert looked_at(root, told | {f"{MANY}.txt": {ADDED}}) == {"."}


def test_another_folder_of_the_same_name_is_another(root: Path) -> None:
    before = identity(root / "folder")
    assert identity(root / "nothing") is None
    (root / "folder").rename(root / "old")
    (root / "folder").mkdir()
    assert before == identity(root / "old") != identity(root / "folder")
    shutil.rmtree(root / "folder")
    assert identity(root / "folder") is None
