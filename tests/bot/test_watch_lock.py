"""The lock that keeps a second watch out, in a data folder that may be replaced meanwhile."""

import shutil
from pathlib import Path

import pytest

from bot.watch_lock import WatchLock
from corpus.errors import BusyError, StoreError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def is_watched(data: Path) -> bool:
    """Whether a second watch would be kept out of ``data``."""
    try:
        with WatchLock(data).holding():
            return False
    except BusyError as error:
        return f"keeps the data folder {data} up to date already" in str(error)


def test_it_is_held_as_long_as_that(data: Path) -> None:
    with WatchLock(data).holding() as lock:
        assert lock.is_at_its_place()
        assert is_watched(data)
        lock.take()  # it has it already
        assert is_watched(data)
    assert not is_watched(data)


def test_it_is_let_go_whatever_ends_the_watch(data: Path) -> None:
    with pytest.raises(KeyboardInterrupt), WatchLock(data).holding():
        raise KeyboardInterrupt
    assert not is_watched(data)


@pytest.mark.parametrize("replaced", [True, False])
def test_it_is_taken_where_the_others_look(data: Path, replaced: bool) -> None:
    with WatchLock(data).holding() as lock:
        old = data.rename(data.with_name("old"))
        if replaced:
            data.mkdir()
        assert not lock.is_at_its_place()
        lock.take()
        assert lock.is_at_its_place()
        assert is_watched(data)
        assert not is_watched(old)  # nobody watches that any more
    assert not is_watched(data)


def test_another_watch_may_have_taken_it(data: Path) -> None:
    with WatchLock(data).holding() as lock:
        shutil.rmtree(data)
        data.mkdir()
        with WatchLock(data).holding():
            with pytest.raises(BusyError):
                lock.take()
            assert not lock.is_at_its_place()
        lock.take()
        assert is_watched(data)


def test_a_place_for_no_lock_is_named(data: Path) -> None:
    data.rmdir()
    data.write_text("no folder")
    lock = WatchLock(data)
    with pytest.raises(StoreError, match=r"watching\.lock.*Check DATA_DIR"):
        lock.take()
    assert not lock.is_at_its_place()
