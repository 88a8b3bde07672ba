"""Documents and passages on disk: the one truth, from which every index can be made again.

A generation is what readers see between two publications. A document belongs to the generations
from ``added_in`` up to, and without, ``removed_in``; its passages go with it. All queries stand in
this module, the tables in ``corpus.tables``.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpus import queries
from corpus.database import Database, FileIdentity
from corpus.document import Document, DocumentId
from corpus.errors import UnknownSourceError
from corpus.passage import Passage, RowId
from corpus.reading import READING_VERSION, Reading
from corpus.rows import PASSAGE_WIDTH, PassageRow, StoredDocument, passage, stored_document
from corpus.scan import FileState, printable
from corpus.staging import (
    StagedFile,
    batches,
    begin_contents,
    end_contents,
    insert_document,
    insert_file,
    known_files,
    remove_file,
    take_in,
    undo_staged,
    update_file,
)
from corpus.tables import STORE

__all__ = ["Store", "StoredDocument"]

_BATCH = 500
"""Rows a query."""


class Store:
    """The database of one data folder. Safe to share between threads.

    Every method raises ``StoreError`` if the file cannot be read or written.

    Args:
        path: of the database file, created if it is missing; its folder must exist.

    Raises:
        StoreError: if the file cannot be opened, or was made by another version.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path, STORE)

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def root(self) -> str | None:
        """The documents folder that the index was made from, if it was made."""
        with self._database.reading() as connection:
            return _state(connection, "root")

    def set_root(self, root: str) -> None:
        """Records the documents folder."""
        with self._database.writing() as connection:
            _set_state(connection, "root", root)

    def current_generation(self) -> int:
        """The generation that was published last; 0 if none was."""
        with self._database.reading() as connection:
            return _current(connection)

    def current_state(self) -> tuple[FileIdentity | None, int]:
        """Which file the store is, and its current generation: what a reader must follow.

        A file that has taken the place of the one that was opened is opened instead; where the
        file is gone, nothing is published.
        """
        identity = self._database.follow()
        return identity, 0 if identity is None else self.current_generation()

    def begin(self) -> int:
        """Undoes what a run that died has staged, and gives the number of the next generation."""
        with self._database.writing() as connection:
            current = _current(connection)
            undo_staged(connection, current)
        return current + 1

    def files(self) -> dict[str, FileState]:
        """Path → state of each file of the current generation, and of each skipped one.

        What an older version read or skipped has the size -1: it must be read again.
        """
        with self._database.reading() as connection:
            return known_files(connection, _current(connection), READING_VERSION)

    def count_files(self, generation: int) -> int:
        """How many files the documents of ``generation`` stand in."""
        with self._database.reading() as connection:
            found = connection.execute(queries.COUNT_FILES, {"generation": generation}).fetchone()
        return int(found[0])

    def stage_document(
        self, generation: int, path: str, state: FileState, reading: Reading
    ) -> DocumentId:
        """Adds a file that is one document to ``generation``, in place of an earlier one."""
        with self._database.writing() as connection:
            insert_file(connection, generation, path, state)
            return insert_document(connection, generation, path, path, reading)

    def stage_contents(
        self, generation: int, file: str, readings: Iterable[tuple[str, Reading]]
    ) -> StagedFile:
        """Adds the documents of a file to ``generation``; those that are the same stay.

        ``stage_state`` must follow if anything changed, ``note_touched`` if nothing did.

        Args:
            generation: its number.
            file: the path of the file.
            readings: each document's path, no two the same, and what it says; read as it comes,
                and outside of any transaction.
        """
        added = taken = 0
        with self._database.writing() as connection:
            begin_contents(connection)
        for batch in batches(readings):
            with self._database.writing() as connection:
                added += sum(take_in(connection, generation, path, file, it) for path, it in batch)
            taken += len(batch)
        with self._database.writing() as connection:
            return StagedFile(added, taken - added, end_contents(connection, generation, file))

    def stage_state(self, generation: int, path: str, state: FileState) -> None:
        """Records how a file is in ``generation``."""
        with self._database.writing() as connection:
            insert_file(connection, generation, path, state)

    def stage_removal(self, generation: int, path: str) -> None:
        """Leaves a file and its documents out of ``generation``."""
        with self._database.writing() as connection:
            remove_file(connection, generation, path)

    def note_touched(self, path: str, state: FileState) -> None:
        """Records at once that a file has the same documents as before at another time."""
        with self._database.writing() as connection:
            update_file(connection, path, state)

    def note_skipped(self, path: str, state: FileState) -> None:
        """Records at once that a file cannot be read, and why.

        Raises:
            ValueError: if ``state`` names no reason.
        """
        if state.skipped is None:
            raise ValueError(f"no reason is given for skipping {path}")
        values = (path, state.size, state.mtime_ns, state.sha256, READING_VERSION, state.skipped)
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO skipped VALUES (?, ?, ?, ?, ?, ?)", values)

    def forget_skipped(self, path: str) -> None:
        """Forgets a skipped file that is gone."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM skipped WHERE path = ?", (path,))

    def model(self) -> str | None:
        """The model that the current generation was made with, if it was said."""
        with self._database.reading() as connection:
            return _state(connection, "model")

    def publish(
        self, generation: int, *, root: str | None = None, model: str | None = None
    ) -> None:
        """Makes ``generation`` the current one, in one step that survives a power cut.

        Args:
            generation: its number.
            root: the documents folder that it was made from.
            model: what it was made with.

        Raises:
            ValueError: if ``generation`` is not a new one.
        """
        with self._database.writing(durable=True) as connection:
            current = _current(connection)
            if generation <= current:
                raise ValueError(f"generation {generation} is not after the current one, {current}")
            _set_state(connection, "generation", str(generation))
            for key, value in (("root", root), ("model", model)):
                if value is not None:
                    _set_state(connection, key, value)

    def purge(self, keep: int) -> int:
        """Deletes the documents that no generation from ``keep`` on shows.

        The current generation is kept in any case. Returns how many documents were deleted.
        """
        with self._database.writing() as connection:
            oldest = min(keep, _current(connection))
            connection.execute("DELETE FROM files WHERE removed_in <= ?", (oldest,))
            return connection.execute(
                "DELETE FROM documents WHERE removed_in <= ?", (oldest,)
            ).rowcount

    def rows(self, generation: int) -> list[tuple[RowId, DocumentId]]:
        """Every passage of ``generation``, ascending, with its document."""
        with self._database.reading() as connection:
            found = connection.execute(queries.ROWS, {"generation": generation}).fetchall()
        return [(RowId(row), DocumentId(document)) for row, document in found]

    def added_rows(self, generation: int) -> list[RowId]:
        """The passages that ``generation`` has and the one before has not, ascending."""
        return self._row_ids(queries.ROWS_ADDED, generation)

    def removed_rows(self, generation: int) -> list[RowId]:
        """The passages that the generation before has and ``generation`` has not, ascending."""
        return self._row_ids(queries.ROWS_REMOVED, generation)

    def passages(self, rows: Sequence[RowId]) -> list[Passage]:
        """The passages of ``rows``, in their order.

        Raises:
            KeyError: if a row is not in the store.
        """
        documents: dict[int, StoredDocument] = {}
        found: dict[RowId, Passage] = {}
        for batch in _batches(rows):
            for columns in self._select(queries.PASSAGES, batch):
                row = PassageRow._make(columns[:PASSAGE_WIDTH])
                if row.document_id not in documents:
                    documents[row.document_id] = stored_document(columns[PASSAGE_WIDTH + 1 :])
                document = documents[row.document_id]
                found[RowId(row.id)] = passage(row, document, columns[PASSAGE_WIDTH])
        return [found[row] for row in rows]

    def iter_passages(self, rows: Sequence[RowId]) -> Iterator[Passage]:
        """The passages of ``rows``, in their order, for walking through many of them.

        One document's text is held at a time, and read once where its rows stand together.

        Raises:
            KeyError: if a row is not in the store.
        """
        document, text = None, ""
        for batch in _batches(rows):
            places = {
                RowId(row.id): row
                for row in map(PassageRow._make, self._select(queries.PLACES, batch))
            }
            for row_id in batch:
                row = places[row_id]
                if document is None or document.id != row.document_id:
                    original = self.original(DocumentId(row.document_id))
                    if original is None:
                        raise KeyError(row_id)
                    document, text = original
                yield passage(row, document, text[row.begins : row.ends])

    def documents(self, generation: int) -> list[StoredDocument]:
        """Every document of ``generation``, by path."""
        with self._database.reading() as connection:
            found = connection.execute(queries.DOCUMENTS, {"generation": generation}).fetchall()
        return [stored_document(columns) for columns in found]

    def document(self, generation: int, path: str) -> Document:
        """The document at ``path``, with its text.

        Raises:
            UnknownSourceError: if ``generation`` has none there.
        """
        values = {"generation": generation, "path": path}
        with self._database.reading() as connection:
            columns = connection.execute(queries.DOCUMENT_AT, values).fetchone()
        if columns is None:
            raise UnknownSourceError(f"There is no document named {printable(path)}.")
        stored = stored_document(columns[:-1])
        return Document(stored.id, stored.path, columns[-1], stored.metadata)

    def document_passages(self, document_id: DocumentId) -> list[Passage]:
        """The passages of a document, in reading order; none if it is not in the store."""
        return list(self.iter_passages(self._row_ids(queries.ROWS_OF_DOCUMENT, document_id)))

    def opening(self, document_id: DocumentId) -> Passage | None:
        """A document's first passage; None if it has none, or is not in the store."""
        first = self._row_ids(queries.ROWS_OF_DOCUMENT, document_id)[:1]
        return next(self.iter_passages(first), None)

    def original(self, document_id: DocumentId) -> tuple[StoredDocument, str] | None:
        """A document and its text, whichever generation shows it; None once it is deleted."""
        with self._database.reading() as connection:
            columns = connection.execute(queries.DOCUMENT, (document_id,)).fetchone()
        return None if columns is None else (stored_document(columns[:-1]), columns[-1])

    def _select(self, query: str, rows: Sequence[RowId]) -> list[tuple[Any, ...]]:
        with self._database.reading() as connection:
            return connection.execute(query, (json.dumps(list(map(int, rows))),)).fetchall()

    def _row_ids(self, query: str, number: int) -> list[RowId]:
        with self._database.reading() as connection:
            return [RowId(row) for (row,) in connection.execute(query, (number,))]


def _batches(rows: Sequence[RowId]) -> Iterator[Sequence[RowId]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]


def _state(connection: sqlite3.Connection, key: str) -> str | None:
    found = connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
    return None if found is None else str(found[0])


def _set_state(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, value))


def _current(connection: sqlite3.Connection) -> int:
    return int(_state(connection, "generation") or 0)
