"""A disk that is full or failing, at any step: a sentence, and nothing lost.

From some point on no write succeeds any more, of the hundreds that a run makes. Then what was
published before must go on serving, in the process that failed and in others; and once there is
room, the next run must end as if nothing had ever failed, and leave nothing more on the disk.
"""

import errno
import multiprocessing
import resource
import sqlite3
from pathlib import Path

import pytest

from changing_library import change, copy, left, make, told
from corpus.disk import cannot_write
from corpus.errors import StoreError
from corpus.language import detect_language
from indexing_children import forking
from library import Library
from striking import Striking

POINTS = 7


def _failing_from(folder: Path, at: int, outcome: "multiprocessing.Queue[object]") -> None:
    """Index, and from a given change of the disk on write nothing; with ``at`` 0, count them."""
    # The model is unpacked into a temporary file, which is no part of the data folder.
    detect_language("The wheel of the mill was made of oak a century ago, as the miller tells.")
    library = Library(folder)
    before = told(library)
    change(library.documents)
    full = (0, resource.RLIM_INFINITY)
    striking = Striking(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, full), at)
    failure: BaseException | None = None
    try:
        striking.run(library.index)
    except BaseException as error:
        failure = error
    outcome.put((striking.seen, type(failure), str(failure), told(library) == before))


def _run(folder: Path, at: int) -> tuple[int, type[BaseException], str, bool]:
    outcome: multiprocessing.Queue[tuple[int, type[BaseException], str, bool]] = forking().Queue()
    process = forking().Process(target=_failing_from, args=(folder, at, outcome))
    process.start()
    process.join(100)
    assert process.exitcode == 0
    return outcome.get(timeout=10)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make(folder)
    return folder


@pytest.fixture(scope="module")
def whole(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A library whose run never failed, and how often that changed something on the disk."""
    folder = copy(made, tmp_path_factory.mktemp("whole") / "copy")
    seen, _, told_of, _ = _run(folder, 0)
    assert (told_of, seen > 300) == ("None", True)
    return folder, seen


@pytest.mark.parametrize("point", range(POINTS))
def test_whichever_write_fails_nothing_is_lost(
    made: Path, whole: tuple[Path, int], tmp_path: Path, point: int
) -> None:
    reference, calls = whole
    folder = copy(made, tmp_path / "copy")
    before = told(Library(made))

    _, kind, sentence, serves = _run(folder, 1 + point * (calls * 9 // 10) // POINTS)

    assert kind is StoreError
    assert str(folder / "data") in sentence
    assert "Make room in" in sentence
    assert serves
    library = Library(folder)
    assert told(library) == before
    library.index()
    assert told(library) == told(Library(reference))
    assert left(folder) == left(reference)


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        OSError("1000 requested and 96 written"),  # NumPy
        RuntimeError("write error in fwrite: 0 != 4096 (No space left on device)"),  # FAISS
        ValueError('Os { code: 28, kind: StorageFull, message: "No space left on device" }'),
        sqlite3.OperationalError("database or disk is full"),
    ],
    ids=repr,
)
def test_every_librarys_full_disk_is_one_sentence(error: Exception, tmp_path: Path) -> None:
    told_of = str(cannot_write("The index", tmp_path, error))
    assert told_of.startswith(
        f"The index cannot be written: the disk is full. Make room in {tmp_path}"
    )


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.EROFS, "Read-only file system"), "Read-only file system"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "readonly"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (sqlite3.OperationalError("disk I/O error"), "disk I/O error"),
    ],
    ids=repr,
)
def test_another_failure_is_not_called_a_full_disk(
    error: Exception, reason: str, tmp_path: Path
) -> None:
    told_of = str(cannot_write("The index", tmp_path, error))
    assert reason in told_of
    assert str(tmp_path) in told_of
    assert "the disk is full" not in told_of
