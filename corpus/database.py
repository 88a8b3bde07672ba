"""A SQLite file: opened, made, brought up to date, guarded, and its errors put into words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from corpus.disk import cannot_write, writing
from corpus.errors import StoreError
from corpus.file_identity import FileIdentity, OpenedFile, identity

_BUSY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Tables:
    """What a file holds, and what to do with one that cannot be used.

    Attributes:
        steps: SQL that makes the tables, and then each later version's changes to them. A file's
            version is the number of steps that it has seen; a newer version's file is refused.
        remedy: a sentence for the person who has a file that is damaged or refused.
    """

    steps: tuple[str, ...]
    remedy: str


class Database:
    """One connection to one file, for all threads of a process in turn.

    Args:
        path: created if it is missing; its folder must exist.
        tables: what the file holds; one of an older version gets the steps that it lacks.

    Raises:
        StoreError: if the file cannot be opened, or is a newer version's or another program's.
    """

    def __init__(self, path: Path, tables: Tables) -> None:
        self._path = path
        self._tables = tables
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

    def compact(self) -> None:
        """Write the file anew, and with it nothing that was deleted from it.

        Raises:
            StoreError: if SQLite fails, or others read the file for too long.
        """
        with self._lock, self._explained():
            self._connection.execute("VACUUM")
            (busy, _, _) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreError(
                f"{self._path} is in use by another process. Try again when that has finished."
            )

    def follow(self) -> FileIdentity | None:
        """Open the file anew if another one lies at its path; what lies there now.

        Whoever deletes the data folder of a running process wants it to forget what it held.

        Returns:
            Which file the connection is to; None where there is none any more.

        Raises:
            StoreError: if the new file cannot be opened.
        """
        with self._lock:
            there = identity(self._path)
            if there is not None and there != self._opened.identity:
                self.close()
                self._open()
            return there

    def renew(self) -> bool:
        """Open what lies at the path now, made anew if nothing does; whether that is another file.

        Raises:
            StoreError: if the file cannot be opened or made.
        """
        with self._lock:
            if self._opened.is_at_its_place():
                return False
            with writing(f"The data folder {self._path.parent}", self._path.parent.parent):
                self._path.parent.mkdir(parents=True, exist_ok=True)
            self.close()
            self._open()
            return True

    def is_at_its_place(self) -> bool:
        """Whether the file that is open is the one at its path."""
        with self._lock:
            return self._opened.is_at_its_place()

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
        self._opened = OpenedFile.at(self._path)

    def _prepare(self) -> None:
        with self.reading() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA foreign_keys = ON")
            # How SQLite was compiled must not decide whether what is deleted can still be read.
            connection.execute("PRAGMA secure_delete = ON")
            if self._version() == len(self._tables.steps):
                return
        with self.writing() as connection:
            # Two processes may have found the file empty; the second finds it made.
            version, newest = self._version(), len(self._tables.steps)
            if version > newest or (version == 0 and not self._is_empty()):
                raise StoreError(
                    f"{self._path} was made by another version of Footnote, or by another "
                    f"program: its format is {version}, this version's is {newest}. "
                    f"{self._tables.remedy}"
                )
            for step in self._tables.steps[version:]:
                for statement in step.split(";"):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {newest}")

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
            raise self._explain(error) from error

    def _explain(self, error: sqlite3.Error) -> StoreError:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            return StoreError(
                f"{self._path} is damaged, or not a Footnote database. {self._tables.remedy}"
            )
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            return StoreError(
                f"{self._path} is in use by another process. Try again when that has finished."
            )
        return cannot_write(str(self._path), self._path.parent, error)
