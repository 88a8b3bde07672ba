"""Two processes at one data folder: one indexes, the other says so and ends, readers go on."""

import os
import signal
from pathlib import Path

import pytest

from changing_library import NEW, change, copy, left, make, told
from corpus.errors import BusyError
from indexing_children import forking
from library import Library
from striking import Striking


def _stop_halfway(folder: Path) -> None:
    library = Library(folder)
    change(library.documents)
    # In the middle of staging: far behind the lock, and before anything is published.
    Striking(lambda: os.kill(os.getpid(), signal.SIGSTOP), 60).run(library.index)


@pytest.mark.parametrize("killed", [False, True])
def test_the_second_touches_nothing_and_readers_go_on(tmp_path: Path, killed: bool) -> None:
    make(tmp_path / "made")
    folder = copy(tmp_path / "made", tmp_path / "copy")
    before = told(Library(folder))
    process = forking().Process(target=_stop_halfway, args=(folder,))
    process.start()
    assert process.pid is not None
    try:
        # A child of the fork server is nobody's whom we could wait for: its state is looked up.
        stat = Path(f"/proc/{process.pid}/stat")
        if not stat.exists():
            pytest.skip("left out: needs /proc")
        while stat.read_text().rpartition(")")[2].split()[0] != "T":
            assert process.is_alive()
        second = Library(folder)
        lying = left(folder)
        with pytest.raises(BusyError, match="Another footnote is indexing"):
            second.index()
        assert left(folder) == lying
        assert told(second) == before
        assert NEW not in second.everything()
    finally:
        os.kill(process.pid, signal.SIGKILL if killed else signal.SIGCONT)
        process.join(100)

    assert process.exitcode == (-signal.SIGKILL if killed else 0)
    assert second.index().published == killed
    assert NEW in second.everything()
