"""Killed at any point, the next start finds the old state or the new one, nothing between.

A process that indexes is killed by SIGKILL at some of its thousands of function calls, spread from
its first to its last. What it leaves is then looked at with the eyes of a reader, and of the next
indexer.
"""

import multiprocessing
import os
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from container_files import jsonl
from library import Library

OLD = "The observatory is open to visitors on the first Sunday of every month of the year."
NEW = "The observatory has been closed to visitors since the storm took off half of its roof."
KEPT = "The village school has eleven pupils and one teacher, who also drives the small bus."
ROWS_BEFORE = (
    {"_id": "kept", "text": "Row one tells that the mill by the stream grinds flour on Fridays."},
    {"_id": "changed", "text": "Row two tells that its wheel was made of oak a century ago."},
    {"_id": "gone", "text": "Row three tells that the miller's cat sleeps upon the sacks."},
)
ROWS_AFTER = (
    {"_id": "added", "text": "Row four tells that visitors may buy the flour in paper bags."},
    ROWS_BEFORE[0],
    {"_id": "changed", "text": "Row two tells that its wheel was replaced by one of steel."},
)
POINTS = 24

SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(["library"])


def _changed(folder: Path) -> Library:
    library = Library(folder)
    library.write("observatory.txt", NEW)
    library.write("added.txt", "A new path leads from the station to the top of the hill.")
    (library.documents / "removed.txt").unlink(missing_ok=True)
    (library.documents / "rows.jsonl").write_bytes(jsonl(*ROWS_AFTER))
    return library


def _index_until(folder: Path, calls: int, count: Any) -> None:  # noqa: ANN401 - a shared value
    """Index ``folder`` and die at the given call; with ``calls`` 0, count them and live."""
    library = _changed(folder)
    seen = 0

    def at_call(frame: FrameType, event: str, argument: object) -> None:
        nonlocal seen
        del frame, argument
        if event in {"call", "c_call"}:
            seen += 1
            if seen == calls:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(at_call)
    library.index()
    sys.setprofile(None)
    count.value = seen


def _run(folder: Path, calls: int) -> tuple[int, int]:
    count = SPAWN.Value("q", 0)
    process = SPAWN.Process(target=_index_until, args=(folder, calls, count))
    process.start()
    process.join(60)
    assert process.exitcode is not None
    return process.exitcode, int(count.value)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A first generation."""
    folder = tmp_path_factory.mktemp("indexed")
    library = Library(folder)
    library.write("observatory.txt", OLD)
    library.write("school.txt", KEPT)
    (library.documents / "rows.jsonl").write_bytes(jsonl(*ROWS_BEFORE))
    library.write("removed.txt", "The shop by the church will close at the end of the month.")
    library.index()
    library.footnote.close()
    return folder


def _copy(indexed: Path, folder: Path) -> Path:
    shutil.copytree(indexed, folder)
    store = Library(folder).footnote.store
    store.set_root(str((folder / "documents").resolve()))
    store.close()
    return folder


@pytest.fixture(scope="module")
def calls(indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many calls a run makes that nobody kills."""
    code, count = _run(_copy(indexed, tmp_path_factory.mktemp("counted") / "copy"), 0)
    assert code == 0
    assert count > 1000
    return count


@pytest.mark.parametrize("point", range(POINTS))
def test_a_kill_leaves_the_old_state_or_the_new(
    indexed: Path, calls: int, tmp_path: Path, point: int
) -> None:
    before = sorted(Library(indexed).everything())
    folder = _copy(indexed, tmp_path / "copy")
    after_texts = {NEW, KEPT, "A new path leads from the station to the top of the hill."}
    after_texts |= {row["text"] for row in ROWS_AFTER}

    code, _ = _run(folder, max(1, calls * (point + 1) // POINTS - calls // (3 * POINTS)))
    assert code == -signal.SIGKILL

    reader = Library(folder)
    served = sorted(reader.everything())
    assert served in (before, sorted(after_texts))
    assert reader.found("When is the observatory open?")[0] in {OLD, NEW}
    summary = reader.index()
    assert set(reader.everything()) == after_texts
    assert set(reader.found("observatory")) <= after_texts
    assert (summary.documents, summary.files) == (6, 4)
