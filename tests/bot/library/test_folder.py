import errno
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.library.folder import DocumentsFolder

DATA = b"word for word\n" * 1_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "documents" / "talks").mkdir(parents=True)
    return tmp_path / "documents"


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> DocumentsFolder:
    return DocumentsFolder(root, tmp_path / "removed")


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file can have more than ``size`` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def listed(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def test_a_new_file_is_whole_and_alone(folder: DocumentsFolder, root: Path) -> None:
    folder.write("a.md", DATA)
    assert (root / "a.md").read_bytes() == DATA
    assert listed(root) == ["a.md", "talks"]
    assert (root / "a.md").stat().st_nlink == 1


def test_nothing_is_written_over(folder: DocumentsFolder, root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (root / "link.md").symlink_to(outside)
    (root / "a.md").write_bytes(b"mine")
    for name in ("a.md", "link.md", "talks"):
        with pytest.raises(FileExistsError):
            folder.write(name, DATA)
    assert (root / "a.md").read_bytes() == b"mine"
    assert not outside.exists()
    assert listed(root) == ["a.md", "link.md", "talks"]


def test_without_hard_links(
    folder: DocumentsFolder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    folder.write("a.md", DATA)
    assert (root / "a.md").read_bytes() == DATA
    with pytest.raises(FileExistsError):
        folder.write("a.md", b"other")
    assert (root / "a.md").read_bytes() == DATA
    assert listed(root) == ["a.md", "talks"]


def test_a_full_disk_leaves_nothing(
    folder: DocumentsFolder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (root / "b.md").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        folder.write("a.md", DATA)
    with pytest.raises(OSError, match="No space left"):
        folder.replace("b.md", DATA)
    assert listed(root) == ["b.md", "talks"]
    assert (root / "b.md").read_bytes() == b"old"


@pytest.mark.parametrize("change", ["replace", "take_out"])
def test_a_copy_that_does_not_fit_is_not_kept_in_part(
    folder: DocumentsFolder, root: Path, tmp_path: Path, change: str
) -> None:
    (root / "b.md").write_bytes(DATA)
    with room_for(len(DATA) // 2), pytest.raises(OSError, match="too large") as raised:
        folder.replace("b.md", b"short") if change == "replace" else folder.take_out("b.md")
    told = folder.why_not(raised.value)
    assert told == f"the disk is full; make room in {root} and in {tmp_path}"
    assert listed(root) == ["b.md", "talks"]
    assert (root / "b.md").read_bytes() == DATA
    assert listed(tmp_path / "removed") == []


def test_without_hard_links_a_name_is_not_held_in_vain(
    folder: DocumentsFolder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        folder.write("a.md", DATA)
    assert listed(root) == ["talks"]


def test_what_is_replaced_or_taken_out_is_kept(folder: DocumentsFolder, root: Path) -> None:
    (root / "talks" / "a.md").write_bytes(b"old")
    (root / "b.md").write_bytes(b"before")
    kept = folder.take_out("talks/a.md")
    assert (kept.name, kept.read_bytes()) == ("a.md", b"old")
    replaced = folder.replace("b.md", DATA)
    assert (replaced.name, replaced.read_bytes()) == ("b.md", b"before")
    assert (root / "b.md").read_bytes() == DATA
    assert listed(root) == ["b.md", "talks"]


def test_no_step_follows_a_link(folder: DocumentsFolder, root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_bytes(b"not ours")
    (root / "there").symlink_to(outside)
    (root / "link.md").symlink_to(outside / "a.md")
    for path in ("there/a.md", "link.md"):
        with pytest.raises(OSError, match=r"links|directory"):
            folder.take_out(path)
    for path in ("../outside/a.md", "talks/../../outside/a.md", str(outside / "a.md"), ""):
        with pytest.raises(ValueError, match="not in the documents folder"):
            folder.take_out(path)
    with pytest.raises(OSError, match="link"):
        folder.replace("link.md", DATA)
    assert (outside / "a.md").read_bytes() == b"not ours"


def test_a_pipe_is_not_waited_for(folder: DocumentsFolder, root: Path) -> None:
    os.mkfifo(root / "pipe.md")
    with pytest.raises(OSError, match="regular file"):
        folder.take_out("pipe.md")
    assert not folder.is_file("pipe.md")


def test_a_name_is_taken_in_any_case_or_composition(folder: DocumentsFolder, root: Path) -> None:
    (root / "Re\u0301sume\u0301.md").write_bytes(b"x")
    assert folder.taken("RÉSUMÉ.MD") == "Re\u0301sume\u0301.md"
    assert folder.taken("resume.md") is None


def test_what_a_killed_process_left_goes_in_time(folder: DocumentsFolder, root: Path) -> None:
    old, new, others = (
        root / name for name in (".footnote-" + "0" * 16, ".footnote-" + "1" * 16, ".footnote-mine")
    )
    for path in (old, new, others):
        path.write_bytes(b"half")
    os.utime(old, (1, 1))
    os.utime(others, (1, 1))
    folder.write("a.md", DATA)
    assert listed(root) == [new.name, others.name, "a.md", "talks"]
