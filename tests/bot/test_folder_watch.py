"""The folder is watched by a process of its own; the index is looked at with a reader's eyes."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Self

import pytest
from filelock import FileLock
from watchfiles import Change

from bot import folder_watch
from bot.wiring import Footnote
from embeddings.indexing.progress import Progress
from fake_embedder import FakeEmbedder
from library import Library
from running_process import PATIENCE_SECONDS, RunningProcess
from watching_process import watching

BRIDGE = "The old bridge over the river was closed to traffic on Monday morning, the mayor said."
FERRY = "A ferry will carry passengers across the water until the repairs have been finished."
COMET = "A comet was seen above the observatory shortly before midnight by eleven schoolchildren."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    library.write("bridge.txt", BRIDGE)
    return library


@pytest.fixture
def watch(library: Library) -> Iterator[RunningProcess]:
    """A watch that is ready."""
    with watching(library) as running:
        running.tells("Watching ")
        yield running


def held(library: Library, wanted: Callable[[set[str]], bool]) -> None:
    """Wait until the texts that a running reader finds are as ``wanted`` says."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not wanted(texts := set(library.everything())):
        assert time.monotonic() < deadline, texts
        time.sleep(0.02)


def test_what_is_written_changed_renamed_and_deleted_is_live(
    library: Library, watch: RunningProcess
) -> None:
    assert watch.told[-2].startswith("1 document, 1 passage. This time: 1 read")
    library.write("ferry.txt", FERRY)
    assert "1 read, 0 removed, live after" in watch.tells("live")
    assert set(library.everything()) == {BRIDGE, FERRY}
    library.write("ferry.txt", COMET)
    assert "1 read, 0 removed" in watch.tells("live")
    assert library.found("comet observatory")[0] == COMET
    (library.documents / "ferry.txt").rename(library.documents / "comet.txt")
    assert "0 read, 1 renamed, 0 removed" in watch.tells("live")
    assert {it.path for it in library.answerer.documents()} == {"bridge.txt", "comet.txt"}
    (library.documents / "comet.txt").unlink()
    assert "0 read, 1 removed" in watch.tells("live")
    assert library.everything() == [BRIDGE]


def test_what_concerns_nobody_is_not_told(library: Library, watch: RunningProcess) -> None:
    before = len(watch.told)
    (library.documents / ".hidden.txt").write_text(FERRY)
    (library.documents / "photo.jpg").write_bytes(b"\xff")
    (library.documents / "bridge.txt~").write_text(FERRY)
    (library.documents / "bridge.txt~").unlink()
    os.utime(library.documents / "bridge.txt")
    library.write("late.txt", COMET)
    watch.tells("live")
    assert len(watch.told) == before + 1
    assert set(library.everything()) == {BRIDGE, COMET}


@pytest.mark.usefixtures("watch")
def test_folders_come_move_and_go(library: Library) -> None:
    for number in range(50):
        library.write(f"new/deep/{number}.txt", f"Report {number} tells of {number} herons here.")
    held(library, lambda texts: len(texts) == 51)
    library.write("new/deep/late.txt", FERRY)
    held(library, lambda texts: FERRY in texts)
    (library.documents / "new").rename(library.documents / "moved")
    held(library, lambda _: "moved/deep/7.txt" in {d.path for d in library.answerer.documents()})
    assert len(library.everything()) == 52
    library.write("moved/deep/late.txt", COMET)
    held(library, lambda texts: COMET in texts and FERRY not in texts)
    shutil.rmtree(library.documents / "moved")
    held(library, lambda texts: texts == {BRIDGE})


def test_labels_and_what_cannot_be_read(library: Library, watch: RunningProcess) -> None:
    (library.documents / "sources.toml").write_text('["*"]\npublisher = "Echo"\n')
    watch.tells("live")
    assert [it.metadata.publisher for it in library.answerer.documents()] == ["Echo"]
    (library.documents / "sources.toml").write_text("[[source]")
    assert "The watch goes on" in watch.tells("sources.toml")
    library.write("ferry.txt", FERRY)
    (library.documents / "sources.toml").unlink()
    watch.tells("2 read")
    (library.documents / "broken.txt").write_bytes(b"\x00\x01\x02")
    assert "it looks like a binary file" in watch.tells("Skipped broken.txt")
    (library.documents / "link.txt").symlink_to(library.documents / "ferry.txt")
    watch.tells("live")
    library.write("ferry.txt", COMET)
    watch.tells("2 read")
    assert set(library.everything()) == {BRIDGE, COMET}
    assert sum("broken" in line for line in watch.told) == 1


def test_a_folder_that_is_gone_for_a_while(library: Library, watch: RunningProcess) -> None:
    away = library.folder / "away"
    library.documents.rename(away)
    watch.tells("is missing. The index stays as it is")
    assert library.everything() == [BRIDGE]
    (away / "ferry.txt").write_text(FERRY)
    away.rename(library.documents)
    watch.tells("is back")
    watch.tells("1 read")
    library.write("comet.txt", COMET)
    watch.tells("live")
    assert set(library.everything()) == {BRIDGE, FERRY, COMET}


def test_the_command_itself(library: Library) -> None:
    with watching(library, program=("-m", "bot.cli", "index", "--watch", "a.txt")) as watch:
        watch.tells("it takes no path")
        assert watch.ends() == 2
    with watching(library, program=("-m", "bot.cli", "index", "--watch")) as watch:
        watch.tells("Watching ")
        library.write("ferry.txt", FERRY)
        assert "1 read, 0 removed" in watch.tells("live")
        documents = library.footnote.store.documents(2)
        assert [it.path for it in documents] == ["bridge.txt", "ferry.txt"]
        assert watch.ends(signal.SIGTERM) == 0


def test_an_empty_folder_is_told_and_waited_for(tmp_path: Path) -> None:
    library = Library(tmp_path)
    with watching(library) as watch:
        watch.tells("There are no documents")
        library.write("bridge.txt", BRIDGE)
        watch.tells("Watching ")
        assert library.everything() == [BRIDGE]


def test_an_index_that_is_busy_for_long_is_told_of_and_waited_for(
    library: Library, watch: RunningProcess
) -> None:
    lock = FileLock(library.folder / "data" / "indexing.lock")
    with lock:
        library.write("ferry.txt", FERRY)
        assert "Another footnote is indexing" in watch.tells("The watch goes on")
    watch.tells("live")
    assert set(library.everything()) == {BRIDGE, FERRY}


def test_others_index_beside_the_watch(library: Library, watch: RunningProcess) -> None:
    for number in range(10):
        library.write(f"{number}.txt", f"Report {number} tells of {number} herons on the pier.")
        library.footnote.library().index((), Progress())
    held(library, lambda texts: len(texts) == 11)
    library.write("last.txt", COMET)
    held(library, lambda texts: COMET in texts)
    failed = [line for line in watch.output.splitlines() if "goes on" in line]
    assert all("Another footnote is indexing" in line for line in failed)


def test_a_second_watch_says_so_and_ends(library: Library, watch: RunningProcess) -> None:
    with watching(library) as second:
        second.tells("Another footnote index --watch keeps the data folder")
        assert second.ends() == 1
    assert watch.ends(signal.SIGTERM) == 0
    with watching(library) as third:
        third.tells("Watching ")
        assert third.ends(signal.SIGINT) == 0


def test_a_signal_in_the_middle_of_a_run(library: Library, watch: RunningProcess) -> None:
    for number in range(400):
        library.write(f"{number}.txt", f"Report {number} tells of {number} herons on the pier.")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not any((library.folder / "data" / "generations").glob("000002.*.unfinished/*")):
        assert time.monotonic() < deadline
    assert watch.ends(signal.SIGTERM) == 0
    library.index()
    assert len(library.everything()) == 401


@pytest.mark.parametrize("polling", ["by the environment", "for want of watches"])
def test_where_the_system_does_not_tell(library: Library, polling: str) -> None:
    (library.documents / "one").mkdir()
    (library.documents / "two").mkdir()
    if polling == "by the environment":
        opened = watching(library, WATCHFILES_FORCE_POLLING="true")
    else:
        limit = "echo 2 > /proc/sys/user/max_inotify_watches"
        inside = ["unshare", "--user", "--map-root-user"]
        if subprocess.run([*inside, "sh", "-c", limit], check=False).returncode:
            pytest.skip("left out: no user namespaces here, whose limits can be set")
        opened = watching(library, *inside, "sh", "-c", f'{limit}; exec "$@"', "sh")
    with opened as watch:
        if polling != "by the environment":
            watch.tells("OS file watch limit reached")
        watch.tells("Watching ")
        library.write("two/ferry.txt", FERRY)
        watch.tells("live")
        assert set(library.everything()) == {BRIDGE, FERRY}
        assert watch.ends(signal.SIGTERM) == 0


def test_a_change_that_nobody_told_of_is_found(library: Library) -> None:
    away = library.folder / "away"
    away.mkdir()
    shadow = away / "shadow.txt"
    shadow.write_text(FERRY)
    os.link(shadow, library.documents / "linked.txt")
    with watching(library) as watch:
        watch.tells("Watching ")
        shadow.write_text(COMET + " Nobody watches the other name of this file.")
        watch.tells("live")
        assert FERRY not in library.everything()


def _holds(text: str, texts: set[str]) -> bool:
    return text in texts


def test_names_that_are_not_utf_8_do_not_end_the_watching(
    library: Library, watch: RunningProcess
) -> None:
    for number in range(3):
        bad = Path(os.fsdecode(os.fsencode(library.documents) + b"/bad\xff.txt"))
        bad.write_text(FERRY)
        report = f"Report {number} tells of {number} herons on the pier."
        library.write(f"{number}.txt", report)
        held(library, partial(_holds, report))
        bad.unlink()
    library.write("comet.txt", COMET)
    held(library, lambda texts: COMET in texts)
    assert "does not tell" not in watch.output
    assert "sysctl" not in watch.output


@pytest.mark.parametrize("by_another", [False, True])
def test_a_data_folder_that_is_deleted_is_made_anew(
    library: Library, watch: RunningProcess, by_another: bool
) -> None:
    library.write("ferry.txt", FERRY)
    watch.tells("live")
    data = library.folder / "data"
    shutil.rmtree(data)
    if by_another:
        other = Footnote(library.settings, FakeEmbedder())
        other.indexer.run(other.root, (), Progress())
        other.close()
    library.write("comet.txt", COMET)
    if not by_another:
        watch.tells("live")
    held(library, lambda texts: texts == {BRIDGE, FERRY, COMET})
    number = library.footnote.store.current_generation()
    assert (data / "generations" / f"{number:06d}").is_dir()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (data / "watching.lock").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    with watching(library) as second:
        second.tells("Another footnote index --watch keeps the data folder")
        assert second.ends() == 1


def test_a_data_folder_that_is_moved_away_and_back_is_told_of(
    library: Library, watch: RunningProcess
) -> None:
    data, away = library.folder / "data", library.folder / "away"
    data.rename(away)
    told = watch.tells("The data folder")
    assert f"{data} has vanished, or was emptied: the index is made anew there." in told
    assert "embedded again" in told
    assert "histories of documents are lost" in told
    watch.tells("1 read, 0 removed, live")
    data.rename(library.folder / "new")
    away.rename(data)
    assert f"{data} was replaced" in watch.tells("The data folder")
    library.write("ferry.txt", FERRY)
    watch.tells("1 read, 0 removed, live")
    assert set(library.everything()) == {BRIDGE, FERRY}
    for _ in range(2):
        shutil.rmtree(data)
        watch.tells("has vanished")
        watch.tells("2 read, 0 removed, live")
    assert sum("The data folder" in line for line in watch.told) == 4


def test_a_data_folder_that_cannot_be_made_anew_is_told_of_once(
    library: Library, watch: RunningProcess
) -> None:
    data, away = library.folder / "data", library.folder / "away"
    data.rename(away)
    data.write_text("no folder")
    watch.tells("has vanished")
    watch.tells("The watch goes on")
    library.write("ferry.txt", FERRY)
    data.unlink()
    away.rename(data)
    held(library, lambda texts: texts == {BRIDGE, FERRY})
    assert sum("has vanished" in line for line in watch.told) == 1


def test_the_index_of_another_model_is_not_made_anew(
    library: Library, watch: RunningProcess
) -> None:
    other = Footnote(library.settings, FakeEmbedder("other"))
    other.indexer.run(other.root, (), Progress())
    current = other.store.current_generation()
    library.write("ferry.txt", FERRY)
    assert "the model other" in watch.tells("EMBEDDING_MODEL is fake")
    assert other.store.current_generation() == current
    other.close()


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RuntimeError("Input/output error (os error 5)"), "(Input/output error (os error 5))"),
        (PermissionError(13, "Permission denied"), "([Errno 13] Permission denied)"),
        (StopIteration(), "(it has stopped)"),
    ],
    ids=["a fault", "closed", "the end"],
)
def test_where_even_polling_fails_the_folder_is_looked_at_all_the_same(
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    reason: str,
) -> None:
    asked: list[bool | None] = []

    class Failing:
        def __iter__(self) -> Self:
            return self

        def __next__(self) -> set[tuple[Change, str]]:
            raise error

    def watch(*_: Path, force_polling: bool | None, **__: object) -> Failing:
        asked.append(force_polling)
        if len(asked) == 9:
            library.write("ferry.txt", FERRY)
        if len(asked) > 18:
            raise KeyboardInterrupt
        return Failing()

    monkeypatch.setattr("bot.folder_events.watch", watch)
    monkeypatch.setattr("bot.folder_watch._LOOK_SECONDS", 0.0)
    monkeypatch.setattr(Footnote, "load_model", lambda _: None)
    folder_watch.watch_documents(library.footnote)
    assert set(library.everything()) == {BRIDGE, FERRY}
    assert {None, True} == set(asked[:4])
    assert None in asked[4:]  # the system is asked anew
    out = capsys.readouterr().out
    assert out.count("The system does not tell of changes") == 1
    assert f"The system does not tell of changes {reason}: the folder is read again" in out
    assert out.count("live after") == 1
