"""Killed at any point, the next start finds the old state or the new one, nothing between.

A process that indexes is killed by SIGKILL at some of the hundreds of calls by which it changes
something on the disk, spread from the first to the last. What it leaves is then looked at with the
eyes of a reader, and of the next indexer.
"""

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from changing_library import ADDED, KEPT, NEW, OLD, ROWS_AFTER, change, copy, make
from indexing_children import forking
from library import Library
from striking import Striking

POINTS = 9


def _index_until(folder: Path, at: int, count: Any) -> None:  # noqa: ANN401 - a shared value
    """Index ``folder`` and die at a given change of the disk; with ``at`` 0, count and live."""
    library = Library(folder)
    change(library.documents)
    striking = Striking(lambda: os.kill(os.getpid(), signal.SIGKILL), at)
    striking.run(library.index)
    count.value = striking.seen


def _run(folder: Path, at: int) -> tuple[int, int]:
    count = forking().Value("q", 0)
    process = forking().Process(target=_index_until, args=(folder, at, count))
    process.start()
    process.join(100)
    assert process.exitcode is not None
    return process.exitcode, int(count.value)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A first generation."""
    folder = tmp_path_factory.mktemp("indexed")
    make(folder)
    return folder


@pytest.fixture(scope="module")
def calls(indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How often a run that nobody kills changes something on the disk."""
    code, count = _run(copy(indexed, tmp_path_factory.mktemp("counted") / "copy"), 0)
    assert code == 0
    assert count > 300
    return count


@pytest.mark.parametrize("point", range(POINTS))
def test_a_kill_leaves_the_old_state_or_the_new(
    indexed: Path, calls: int, tmp_path: Path, point: int
) -> None:
    before = sorted(Library(indexed).everything())
    folder = copy(indexed, tmp_path / "copy")
    after_texts = {NEW, KEPT, ADDED}
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
