"""A database looked into, or copied, without leaving a trace: no lock, no file, not a byte.

The usual way to open a SQLite file in WAL mode makes files beside it, and what a process that died
has left there is put in order, even by a connection that only reads. Here neither happens, so that
what would be done can be told while others are at work, and where nothing may be written.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from urllib.parse import quote

from corpus.errors import StoreError

_ATTEMPTS = 3

_T = TypeVar("_T")


class _ChangedError(Exception):
    """The file was written while it was taken to be at rest."""


def look_into(path: Path, work: Callable[[sqlite3.Connection], _T]) -> _T:
    """What ``work`` finds in the database at ``path``; it is called again if another writes there.

    Raises:
        StoreError: if the file cannot be read, or a copy of it is needed and there is no room.
    """
    for _ in range(_ATTEMPTS):
        try:
            with _untouched(path) as connection:
                return work(connection)
        except _ChangedError:
            continue
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"{path} cannot be looked into ({error}). Check its permissions, and that the "
                "temporary folder, which TMPDIR names, has room for a copy of it."
            ) from error
    raise StoreError(f"{path} is being written all the time. Try again when that has ended.")


def copy_database(path: Path, target: Path) -> None:
    """Copy the database at ``path`` as it is at one moment. It takes as much room as that has.

    Raises:
        StoreError: as ``look_into``.
    """

    def copy(source: sqlite3.Connection) -> None:
        target.unlink(missing_ok=True)
        with closing(sqlite3.connect(target)) as connection:
            source.backup(connection)

    look_into(path, copy)


@contextmanager
def _untouched(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the database at ``path``, which stays as it is, and so do its neighbours."""
    wal, shared = path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")
    if not wal.exists() or wal.stat().st_size == 0:
        with _at_rest(path) as connection:
            yield connection
    elif shared.exists():
        with closing(_connected(path, "readonly_shm=1")) as connection:
            yield connection
    else:  # without the shared memory beside it SQLite reads such a pair only as its owner
        with TemporaryDirectory(prefix="footnote-") as folder:
            copy = Path(folder) / path.name
            shutil.copyfile(path, copy)
            shutil.copyfile(wal, copy.with_name(wal.name))
            with closing(sqlite3.connect(copy)) as connection:
                yield connection


@contextmanager
def _at_rest(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a file that nobody is expected to write.

    Raises:
        _ChangedError: if somebody did: what was found is worth nothing then.
    """
    before = _state(path)
    try:
        with closing(_connected(path, "immutable=1")) as connection:
            yield connection
    except sqlite3.Error:
        if _state(path) != before:
            raise _ChangedError from None
        raise
    if _state(path) != before:
        raise _ChangedError


def _connected(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&{how}", uri=True)


def _state(path: Path) -> tuple[int, int, int]:
    state = path.stat()
    return state.st_ino, state.st_size, state.st_mtime_ns
