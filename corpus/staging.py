"""How files and documents enter the tables of the store, and how they leave a generation."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus import queries
from corpus.document import DocumentId, text_sha256
from corpus.passage import Segment
from corpus.reading import READING_VERSION, Reading
from corpus.rows import metadata_row, sentences_column
from corpus.scan import FileState

_BATCH_DOCUMENTS = 200
_BATCH_CHARACTERS = 4_000_000

Column = int | str | None


@dataclass(frozen=True, slots=True)
class StagedFile:
    """What became of a file's documents.

    Attributes:
        added: documents that are new, or changed.
        kept: documents that the generation before has just so.
        removed: documents that are no longer in it.
    """

    added: int
    kept: int
    removed: int


def known_files(
    connection: sqlite3.Connection, generation: int, version: int
) -> dict[str, FileState]:
    """The files of ``generation`` and the skipped ones; see ``Store.files``.

    Args:
        connection: the store's.
        generation: its number.
        version: the ``READING_VERSION`` of those that need not be read again.
    """
    rows = [
        *connection.execute(
            "SELECT path, size, mtime_ns, file_sha256, reason, '', NULL, reading_version "
            "FROM skipped"
        ),
        # A skipped file may still be served, if the run that skipped it has died. That then
        # counts, so that the next run looks at the file again.
        *connection.execute(queries.FILES, {"generation": generation}),
    ]
    return {
        path: FileState(size, mtime_ns, sha256, reason, labels, unread)
        if read_by == version
        else FileState(-1, -1, "", reason, labels, unread)
        for path, size, mtime_ns, sha256, reason, labels, unread, read_by in rows
    }


def undo_staged(connection: sqlite3.Connection, current: int) -> None:
    """Undoes what was staged after generation ``current``."""
    for table in ("documents", "files"):
        connection.execute(f"DELETE FROM {table} WHERE added_in > ?", (current,))  # noqa: S608 - constants
        connection.execute(
            f"UPDATE {table} SET removed_in = NULL WHERE removed_in > ?",  # noqa: S608 - constants
            (current,),
        )


def remove_file(connection: sqlite3.Connection, generation: int, path: str) -> None:
    """Ends the file at ``path``, and every document in it, before ``generation``."""
    _end(connection, "files", "path = ?", (path,), generation)
    _end(connection, "documents", "file = ?", (path,), generation)


def insert_file(
    connection: sqlite3.Connection, generation: int, path: str, state: FileState
) -> None:
    """Records how a file is in ``generation``, in place of what was known of it."""
    _end(connection, "files", "path = ?", (path,), generation)
    connection.execute("DELETE FROM skipped WHERE path = ?", (path,))
    connection.execute(
        "INSERT INTO files (path, added_in, size, mtime_ns, sha256, reading_version, labels, "
        "unread) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            path,
            generation,
            state.size,
            state.mtime_ns,
            state.sha256,
            READING_VERSION,
            state.labels,
            state.unread,
        ),
    )


def update_file(connection: sqlite3.Connection, path: str, state: FileState) -> None:
    """Records how a file is whose documents are the same as before."""
    values = (state.size, state.mtime_ns, state.sha256)
    served = connection.execute(
        "UPDATE files SET size = ?, mtime_ns = ?, sha256 = ?, reading_version = ?, labels = ?, "
        "unread = ? WHERE path = ? AND removed_in IS NULL",
        (*values, READING_VERSION, state.labels, state.unread, path),
    ).rowcount
    if served:
        connection.execute("DELETE FROM skipped WHERE path = ?", (path,))
    else:
        connection.execute(
            "UPDATE skipped SET size = ?, mtime_ns = ?, file_sha256 = ? WHERE path = ?",
            (*values, path),
        )


def insert_document(
    connection: sqlite3.Connection, generation: int, path: str, file: str, reading: Reading
) -> DocumentId:
    """Adds a document of ``file`` and its passages to ``generation``, in place of an earlier one.

    Args:
        connection: inside a transaction.
        generation: its number.
        path: the document's.
        file: the path of the file that it stands in.
        reading: what it says.
    """
    _end(connection, "documents", "path = ?", (path,), generation)
    metadata = metadata_row(reading.metadata)
    columns: dict[str, Column] = {
        "path": path,
        "added_in": generation,
        "content_sha256": content_sha256(reading),
        "file": file,
        **metadata._asdict(),
        "passages": len(reading.segments),
        "characters": len(reading.text),
        "text_sha256": text_sha256(reading.text),
        "text": reading.text,
    }
    (number,) = connection.execute(
        f"INSERT INTO documents ({', '.join(columns)}) "  # noqa: S608 - constants
        f"VALUES ({', '.join('?' * len(columns))}) RETURNING id",
        tuple(columns.values()),
    ).fetchone()
    document = DocumentId(number)
    connection.executemany(
        "INSERT INTO passages (document_id, ordinal, begins, ends, paragraph, paragraph_end, "
        "page, heading, sentences) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (document, ordinal, *_passage_columns(segment))
            for ordinal, segment in enumerate(reading.segments, 1)
        ),
    )
    return document


def content_sha256(reading: Reading) -> str:
    """Hexadecimal SHA-256 of everything that the store keeps of ``reading``."""
    passages = [_passage_columns(segment) for segment in reading.segments]
    kept = json.dumps([reading.text, metadata_row(reading.metadata), passages])
    return hashlib.sha256(kept.encode()).hexdigest()


def begin_contents(connection: sqlite3.Connection) -> None:
    """Makes ready to take in the documents of one file, batch by batch."""
    # What was seen of a file lies in a temporary table: a file may hold more than memory should.
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS seen (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM temp.seen")


def take_in(
    connection: sqlite3.Connection, generation: int, path: str, file: str, reading: Reading
) -> bool:
    """Adds a document of ``file`` unless it is there just so; whether it was added.

    Args:
        connection: inside a transaction.
        generation: its number.
        path: the document's.
        file: the path of the file that it stands in.
        reading: what it says.
    """
    same = connection.execute(
        # With the sign SQLite does not look for it among all documents of the file.
        "SELECT id FROM documents WHERE path = ? AND +file = ? AND content_sha256 = ? "
        "AND removed_in IS NULL",
        (path, file, content_sha256(reading)),
    ).fetchone()
    found = same[0] if same else insert_document(connection, generation, path, file, reading)
    connection.execute("INSERT OR IGNORE INTO temp.seen VALUES (?)", (found,))
    return same is None


def end_contents(connection: sqlite3.Connection, generation: int, file: str) -> int:
    """Ends the documents of ``file`` that were not taken in; how many of them were published."""
    return _end(connection, "documents", "file = ? AND id NOT IN temp.seen", (file,), generation)


def batches(readings: Iterable[tuple[str, Reading]]) -> Iterator[list[tuple[str, Reading]]]:
    """``readings`` in lists that are worth a transaction, and small enough for memory."""
    batch: list[tuple[str, Reading]] = []
    characters = 0
    for path, reading in readings:
        batch.append((path, reading))
        characters += len(reading.text)
        if len(batch) == _BATCH_DOCUMENTS or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _end(
    connection: sqlite3.Connection,
    table: str,
    which: str,
    values: tuple[Column, ...],
    generation: int,
) -> int:
    """Lets rows of ``table`` end before ``generation``; how many of them were published."""
    # What was staged for this same generation was never seen, and no index knows its rows.
    connection.execute(
        # With the sign SQLite does not look for it by generation, among all that was staged.
        f"DELETE FROM {table} WHERE {which} AND +added_in = ?",  # noqa: S608 - constants
        (*values, generation),
    )
    return connection.execute(
        f"UPDATE {table} SET removed_in = ? WHERE {which} AND removed_in IS NULL",  # noqa: S608 - constants
        (generation, *values),
    ).rowcount


def _passage_columns(segment: Segment) -> tuple[Column, ...]:
    return (
        segment.span.start,
        segment.span.end,
        segment.paragraph,
        segment.paragraph_end,
        segment.page,
        segment.heading,
        sentences_column(segment.sentences),
    )
