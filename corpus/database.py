"""The SQLite file under the store: opened, created, guarded, and its errors put into words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from corpus.errors import StoreError

SCHEMA_VERSION = 1
"""Raised with every change of the tables. Older and newer files are refused, never converted."""

_BUSY_SECONDS = 10.0
_DELETE = "Delete the folder that DATA_DIR names, then run: footnote index"

# The text stands last in its table: SQLite then finds every other column without reading it.
_SCHEMA = """
CREATE TABLE state (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL,
    added_in INTEGER NOT NULL,
    removed_in INTEGER,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    file_sha256 TEXT NOT NULL,
    reading_version INTEGER NOT NULL,
    title TEXT,
    publisher TEXT,
    author TEXT,
    published TEXT,
    url TEXT,
    language TEXT,
    tags TEXT NOT NULL,
    reports TEXT NOT NULL,
    passages INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    text_sha256 TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX documents_path ON documents (path);
CREATE INDEX documents_added_in ON documents (added_in);
CREATE INDEX documents_removed_in ON documents (removed_in) WHERE removed_in IS NOT NULL;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    paragraph_end INTEGER NOT NULL,
    page INTEGER,
    heading TEXT,
    sentences TEXT NOT NULL,
    UNIQUE (document_id, ordinal)
) STRICT;
CREATE TABLE skipped (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    file_sha256 TEXT NOT NULL,
    reading_version INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""


FileIdentity = tuple[int, int]
"""Device and inode: two files at the same path, one after the other, differ in it."""


class Database:
    """One connection to one file, for all threads of a process in turn.

    Args:
        path: created if it is missing; its folder must exist.

    Raises:
        StoreError: if the file cannot be opened or is not this version's.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = RLock()
        self._open()

    def close(self) -> None:
        """Closes the file; a second time does nothing."""
        with self._lock, self._explained():
            self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for queries.

        Raises:
            StoreError: if SQLite fails.
        """
        with self._lock, self._explained():
            yield self._connection

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """The connection, inside a transaction that is rolled back if anything is raised.

        A process that is killed loses nothing that was committed. A machine that loses power may
        lose the last transactions up to the last durable one.

        Args:
            durable: wait until this transaction, and all before it, are on the disk.

        Raises:
            StoreError: if SQLite fails.
        """
        with self._lock, self._explained():
            connection = self._connection
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def follow(self) -> FileIdentity | None:
        """Open the file anew if another one lies at its path; what lies there now.

        Whoever deletes the data folder of a running process wants it to forget what it held.

        Returns:
            Which file the connection is to; None where there is none any more.

        Raises:
            StoreError: if the new file cannot be opened.
        """
        with self._lock:
            identity = _identity(self._path)
            if identity is not None and identity != self._identity:
                self.close()
                self._open()
            return identity

    def _open(self) -> None:
        with self._explained():
            self._connection = sqlite3.connect(
                self._path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise
        self._identity = _identity(self._path)

    def _prepare(self) -> None:
        with self.reading() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA foreign_keys = ON")
            if self._version() == SCHEMA_VERSION:
                return
        with self.writing() as connection:
            # Two processes may have found the file empty; the second finds it made.
            if self._version() == 0 and self._is_empty():
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            elif self._version() != SCHEMA_VERSION:
                raise StoreError(
                    f"{self._path} was made by another version of Footnote, or by another "
                    f"program: its format is {self._version()}, this version's is "
                    f"{SCHEMA_VERSION}. {_DELETE}"
                )

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def _is_empty(self) -> bool:
        return self._connection.execute("SELECT 1 FROM sqlite_schema").fetchone() is None

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
            raise
        except sqlite3.Error as error:
            raise StoreError(self._explain(error)) from error

    def _explain(self, error: sqlite3.Error) -> str:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            return f"{self._path} is damaged, or not a Footnote database. {_DELETE}"
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            return f"{self._path} is in use by another process. Try again when that has finished."
        if code == sqlite3.SQLITE_FULL:
            return (
                f"{self._path} cannot be written: the disk is full. Free some space, or let "
                "DATA_DIR name a folder on another disk."
            )
        return (
            f"{self._path} cannot be written or read ({error}). Check that the folder that "
            "DATA_DIR names exists, that you may write there, and that its disk has space."
        )


def _identity(path: Path) -> FileIdentity | None:
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    return state.st_dev, state.st_ino
