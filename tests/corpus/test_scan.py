import os
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import DocumentsError
from corpus.scan import Changes, FileState, printable, scan


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)


def fresh(changes: Changes) -> list[str]:
    return [candidate.path for candidate in changes.fresh]


def known(changes: Changes) -> dict[str, FileState]:
    return {candidate.path: candidate.state for candidate in changes.fresh}


def reasons(changes: Changes) -> dict[str, str]:
    return {skipped.path: skipped.reason for skipped in changes.skipped}


def test_new_changed_unchanged_and_removed_files(tmp_path: Path) -> None:
    write(tmp_path, "same.txt", "deep/er/touched.md", "grown.txt", "gone.txt", "deep/gone.txt")
    first = scan(tmp_path, {})
    assert fresh(first) == [
        "deep/er/touched.md", "deep/gone.txt", "gone.txt", "grown.txt", "same.txt"
    ]  # fmt: skip
    before = known(first)

    (tmp_path / "gone.txt").unlink()
    (tmp_path / "deep/gone.txt").unlink()
    (tmp_path / "grown.txt").write_text("more than before")
    os.utime(tmp_path / "deep/er/touched.md", ns=(1, 1))
    write(tmp_path, "new.txt")
    second = scan(tmp_path, before)

    assert fresh(second) == ["deep/er/touched.md", "grown.txt", "new.txt"]
    assert second.unchanged == ("same.txt",)
    assert second.removed == ("deep/gone.txt", "gone.txt")


def test_a_change_that_keeps_size_and_another_time_is_seen(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    before = known(scan(tmp_path, {}))
    state = before["a.txt"]
    (tmp_path / "a.txt").write_text("A.txt")
    os.utime(tmp_path / "a.txt", ns=(state.mtime_ns, state.mtime_ns + 1))

    assert fresh(scan(tmp_path, before)) == ["a.txt"]


def test_files_of_one_size_and_time_that_change_places_are_seen(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt", "c.txt")
    for path in tmp_path.iterdir():
        os.utime(path, ns=(5, 5))
    before = known(scan(tmp_path, {}))
    (tmp_path / "a.txt").rename(tmp_path / "moved.txt")
    (tmp_path / "b.txt").rename(tmp_path / "a.txt")
    (tmp_path / "moved.txt").rename(tmp_path / "b.txt")

    changes = scan(tmp_path, before)

    assert fresh(changes) == ["a.txt", "b.txt"]
    assert changes.unchanged == ("c.txt",)


def test_skipped_files_are_unchanged_until_they_change(tmp_path: Path) -> None:
    write(tmp_path, "bad.txt")
    state = known(scan(tmp_path, {}))["bad.txt"]
    skipped = replace(state, skipped="it is broken")

    assert scan(tmp_path, {"bad.txt": skipped}).unchanged == ("bad.txt",)


def test_states_of_an_older_version_are_never_met(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")

    assert fresh(scan(tmp_path, {"a.txt": FileState(-1, -1, "")})) == ["a.txt"]


def test_hidden_and_unsupported_files(tmp_path: Path) -> None:
    write(tmp_path, ".hidden.txt", ".git/a.txt", "a.DOC", "b.doc", "Makefile", "c.TXT", "x/.y/z.md")
    write(tmp_path, "~$word.docx", "x/~$sheet.csv")

    changes = scan(tmp_path, {})

    assert fresh(changes) == ["c.TXT"]
    assert changes.unsupported == {"": 1, ".doc": 2}
    assert changes.skipped == ()


def test_only_narrows_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/one.txt", "a/two.txt", "a/b/three.txt", "ab/four.txt", "five.txt", "a/x.doc")
    before = known(scan(tmp_path, {}))
    for path in ("a/two.txt", "ab/four.txt", "a/one.txt"):
        (tmp_path / path).unlink()
    write(tmp_path, "a/new.txt", "new.txt")

    changes = scan(tmp_path, before, only=[tmp_path / "a", tmp_path / "a" / "b"])
    assert (fresh(changes), changes.removed) == (["a/new.txt"], ("a/one.txt", "a/two.txt"))
    assert changes.unchanged == ("a/b/three.txt",)
    assert changes.unsupported == {".doc": 1}

    changes = scan(tmp_path, before, only=[tmp_path / "a/one.txt", tmp_path / "five.txt"])
    assert (fresh(changes), changes.removed) == ([], ("a/one.txt",))
    assert changes.unchanged == ("five.txt",)

    monkeypatch.chdir(tmp_path / "a")
    assert scan(tmp_path, before, only=[Path()]).removed == ("a/one.txt", "a/two.txt")
    assert scan(tmp_path, before, only=[Path("..")]) == scan(tmp_path, before)


def test_only_must_be_in_the_folder_and_there(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(root, "a.txt", ".hidden/b.txt")
    with pytest.raises(DocumentsError, match="is not under the documents folder"):
        scan(root, {}, only=[tmp_path])
    with pytest.raises(DocumentsError, match="is not under the documents folder"):
        scan(root, {}, only=[root / ".." / "root2"])
    with pytest.raises(DocumentsError, match=r"no file or folder .*missing\.txt"):
        scan(root, {}, only=[root / "missing.txt"])
    with pytest.raises(DocumentsError, match="hidden"):
        scan(root, {}, only=[root / ".hidden"])
    write(root, "~$word.docx")
    with pytest.raises(DocumentsError, match="a lock file of Office's"):
        scan(root, {}, only=[root / "~$word.docx"])


def test_the_folder_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DocumentsError, match=r"root is missing\. Set DOCUMENTS_DIR"):
        scan(tmp_path / "root", {"a.txt": FileState(1, 1, "")})
    (tmp_path / "root").write_text("x")
    with pytest.raises(DocumentsError, match="root is missing"):
        scan(tmp_path / "root", {})


def test_links(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(root, "real/a.txt", ".data/b.txt")
    write(tmp_path, "outside/secret.txt")
    (root / "real" / "loop").symlink_to(root)
    (root / "again").symlink_to("real")
    (root / "b.txt").symlink_to(".data/b.txt")
    (root / "out.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (root / "outer").symlink_to(tmp_path / "outside")
    (root / "dangling.txt").symlink_to("nowhere")
    (root / "self.txt").symlink_to("self.txt")

    changes = scan(root, {})

    assert fresh(changes) == ["b.txt", "real/a.txt"]
    assert reasons(changes) == {
        "dangling.txt": "it is a link that leads nowhere",
        "out.txt": "it is a link to a place outside the documents folder",
        "outer": "it is a link to a place outside the documents folder",
        "self.txt": "it is a link that leads nowhere",
    }


def test_what_is_not_a_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    assert reasons(scan(tmp_path, {})) == {"pipe.txt": "it is not a regular file"}


def test_odd_names(tmp_path: Path) -> None:
    write(tmp_path, "a\nb.txt", "\x1b[31m.txt", "имя.txt", "\u202etxt.a.md", "x." + "y" * 200)
    Path(os.fsdecode(bytes(tmp_path) + b"/\xff.txt")).write_text("x")
    Path(os.fsdecode(bytes(tmp_path) + b"/\xfe")).mkdir()
    Path(os.fsdecode(bytes(tmp_path) + b"/\xfe/a.txt")).write_text("x")

    changes = scan(tmp_path, {})

    assert set(fresh(changes)) == {"a\nb.txt", "\x1b[31m.txt", "имя.txt", "\u202etxt.a.md"}
    assert set(reasons(changes)) == {"\\xff.txt", "\\xfe"}
    assert scan(tmp_path, known(changes)).fresh == ()


def test_paths_are_made_printable() -> None:
    assert printable("a/имя.txt") == "a/имя.txt"
    assert printable("\x1b[31m\n\udcff\u202e") == "\\x1b[31m\\n\\xff\\u202e"


class Unlistable:
    """What ``os.scandir`` does where a folder may not be read; root may read everything."""

    def __init__(self, folder: Path, error: OSError) -> None:
        self._folder, self._error, self._scandir = folder, error, os.scandir

    def __call__(self, path: Path) -> object:
        if path == self._folder:
            raise self._error
        return self._scandir(path)


def test_a_folder_that_cannot_be_listed_keeps_its_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt", "closed/b.txt", "closed/er/c.txt", "closed2.txt")
    before = known(scan(tmp_path, {}))
    (tmp_path / "closed2.txt").unlink()
    error = PermissionError(13, "Permission denied")
    monkeypatch.setattr(os, "scandir", Unlistable(tmp_path / "closed", error))

    changes = scan(tmp_path, before)

    assert changes.unchanged == ("a.txt", "closed/b.txt", "closed/er/c.txt")
    assert changes.removed == ("closed2.txt",)
    assert reasons(changes) == {"closed": "the folder cannot be listed: Permission denied"}


def test_unchanged_files_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", "b/c.md")
    before = known(scan(tmp_path, {}))

    def refuse(*_: object) -> None:
        raise AssertionError("a file was opened")

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr("io.open", refuse)

    assert scan(tmp_path, before).unchanged == ("a.txt", "b/c.md")
