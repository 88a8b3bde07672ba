"""What the store keeps of each file: how it was when it was read, or why it is skipped."""

import sqlite3

from corpus import queries
from corpus.database import Database
from corpus.generations import end
from corpus.past.places import end_documents, undo_documents
from corpus.reading import READING_VERSION
from corpus.scan import FileState


def known_files(connection: sqlite3.Connection, generation: int) -> dict[str, FileState]:
    """The files of ``generation`` and the skipped ones; see ``Store.files``."""
    rows = [
        *connection.execute(
            "SELECT path, size, mtime_ns, file_sha256, reason, labels, NULL, reading_version, "
            "ctime_ns, broken_off FROM skipped"
        ),
        # A skipped file may still be served, if the run that skipped it has died. That then
        # counts, so that the next run looks at the file again.
        *connection.execute(queries.FILES, {"generation": generation}),
    ]
    return {
        path: FileState(size, mtime_ns, sha256, reason, labels, unread, ctime_ns, bool(broken))
        if read_by == READING_VERSION
        else FileState(-1, -1, "", reason, labels, unread)
        for path, size, mtime_ns, sha256, reason, labels, unread, read_by, ctime_ns, broken in rows
    }


def insert_file(
    connection: sqlite3.Connection, generation: int, path: str, state: FileState
) -> None:
    """Records how a file is in ``generation``, in place of what was known of it."""
    end(connection, "files", "path = ?", (path,), generation)
    connection.execute("DELETE FROM skipped WHERE path = ?", (path,))
    connection.execute(
        "INSERT INTO files (path, added_in, size, mtime_ns, sha256, reading_version, labels, "
        "unread, ctime_ns, broken_off) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            path,
            generation,
            state.size,
            state.mtime_ns,
            state.sha256,
            READING_VERSION,
            state.labels,
            state.unread,
            state.ctime_ns,
            state.broken_off,
        ),
    )


def remove_file(connection: sqlite3.Connection, generation: int, path: str) -> None:
    """Ends the file at ``path``, and every document in it, before ``generation``."""
    end(connection, "files", "path = ?", (path,), generation)
    end_documents(connection, "file = :file", {"file": path}, generation)


def undo_file(connection: sqlite3.Connection, generation: int, path: str) -> None:
    """Undoes what was staged in ``generation`` of the file at ``path``, and of its documents."""
    values = (path, generation)
    connection.execute("DELETE FROM files WHERE path = ? AND +added_in = ?", values)
    connection.execute(
        "UPDATE files SET removed_in = NULL WHERE path = ? AND +removed_in = ?", values
    )
    undo_documents(connection, path, generation)


class FileNotes:
    """What is recorded of files at once, whether or not the run that finds it is ever published.

    Every method raises ``StoreError`` if the file cannot be written.

    Args:
        database: the store's.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def note_touched(self, path: str, state: FileState) -> None:
        """Records that a file has the same documents as before at another time."""
        values = (state.size, state.mtime_ns, state.ctime_ns, state.sha256)
        with self._database.writing() as connection:
            served = connection.execute(
                "UPDATE files SET size = ?, mtime_ns = ?, ctime_ns = ?, sha256 = ?, "
                "reading_version = ?, labels = ?, unread = ?, broken_off = ? "
                "WHERE path = ? AND removed_in IS NULL",
                (*values, READING_VERSION, state.labels, state.unread, state.broken_off, path),
            ).rowcount
            if served:
                connection.execute("DELETE FROM skipped WHERE path = ?", (path,))
            else:
                connection.execute(
                    "UPDATE skipped SET size = ?, mtime_ns = ?, ctime_ns = ?, file_sha256 = ?, "
                    "labels = ?, broken_off = ? WHERE path = ?",
                    (*values, state.labels, state.broken_off, path),
                )

    def note_skipped(self, path: str, state: FileState) -> None:
        """Records that a file cannot be read, and why.

        Raises:
            ValueError: if ``state`` names no reason.
        """
        if state.skipped is None:
            raise ValueError(f"no reason is given for skipping {path}")
        values = (path, state.size, state.mtime_ns, state.sha256, READING_VERSION, state.skipped)
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO skipped (path, size, mtime_ns, file_sha256, "
                "reading_version, reason, labels, ctime_ns, broken_off) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*values, state.labels, state.ctime_ns, state.broken_off),
            )

    def forget_skipped(self, path: str) -> None:
        """Forgets a skipped file that is gone."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM skipped WHERE path = ?", (path,))
