"""Documents and passages on disk: the one truth, from which every index can be made again.

A generation is what readers see between two publications. A document belongs to the generations
from ``added_in`` up to, and without, ``removed_in``; its passages go with it. The rooms behind this
one: ``file_states`` and ``staging`` (what comes in), ``fetching`` (what goes out), ``generations``.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from corpus import generations, queries
from corpus.boilerplate.mark import Mark, Reason
from corpus.database import Database
from corpus.document import Document, DocumentId, Span
from corpus.errors import UnknownSourceError
from corpus.fetching import fetch_original, fetch_passages, iter_passages, iter_rows
from corpus.file_identity import FileIdentity
from corpus.file_states import (
    FileNotes,
    insert_file,
    known_files,
    remove_file,
    undo_file,
)
from corpus.passage import Passage, RowId
from corpus.past.history import History
from corpus.past.known_documents import KnownDocuments
from corpus.past.renames import Rename, stage_renames
from corpus.past.versions import record
from corpus.reading import Reading
from corpus.rows import StoredDocument, stored_document
from corpus.scan import FileState, printable
from corpus.staging import (
    StagedFile,
    content_sha256,
    insert_document,
    mark_repeated,
    stage_contents,
)
from corpus.tables import STORE

__all__ = ["Store", "StoredDocument"]


class Store:
    """The database of one data folder. Safe to share between threads.

    Every method raises ``StoreError`` if the file cannot be read or written.

    Args:
        path: of the database file, created if it is missing; its folder must exist.

    Attributes:
        history: earlier versions.
        file_notes: what is recorded of files at once, and not with a generation.

    Raises:
        StoreError: if the file cannot be opened, or was made by another version.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path, STORE)
        self._known = KnownDocuments()
        self.history = History(self._database)
        self.file_notes = FileNotes(self._database)

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def root(self) -> str | None:
        """The documents folder that the index was made from, if it was made."""
        with self._database.reading() as connection:
            return generations.state(connection, "root")

    def set_root(self, root: str) -> None:
        """Records the documents folder."""
        with self._database.writing() as connection:
            generations.set_state(connection, "root", root)

    def current_generation(self) -> int:
        """The generation that was published last; 0 if none was."""
        with self._database.reading() as connection:
            return generations.current(connection)

    def current_state(self) -> tuple[FileIdentity | None, int]:
        """Which file the store is, and its current generation: what a reader must follow.

        A file that has taken the place of the one that was opened is opened instead; where the
        file is gone, nothing is published.
        """
        identity = self._database.follow()
        return identity, 0 if identity is None else self.current_generation()

    def renew(self) -> bool:
        """Goes on with the file that is at the path now, an empty one if none is.

        Returns whether that is another file than before.
        """
        return self._database.renew()

    def is_at_its_place(self) -> bool:
        """Whether what is open here is the file that others open."""
        return self._database.is_at_its_place()

    def begin(self) -> int:
        """Undoes what a run that died has staged, and gives the number of the next generation."""
        with self._database.writing() as connection:
            generations.undo_staged(connection)
            return generations.current(connection) + 1

    def files(self) -> dict[str, FileState]:
        """Path → state of each file of the current generation, and of each skipped one.

        What an older version read or skipped has the size -1: it must be read again.
        """
        with self._database.reading() as connection:
            return known_files(connection, generations.current(connection))

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
            content = content_sha256(reading)
            return insert_document(connection, generation, path, path, reading, content)

    def stage_contents(
        self, generation: int, file: str, readings: Iterable[tuple[str, Reading]]
    ) -> StagedFile:
        """Adds the documents of a file to ``generation``; those that are the same stay.

        ``stage_state`` must follow if anything changed, ``FileNotes.note_touched`` if nothing did.

        Args:
            generation: its number.
            file: the path of the file.
            readings: each document's path, no two the same, and what it says; read as it comes,
                and outside of any transaction.
        """
        return stage_contents(self._database, generation, file, readings)

    def stage_state(self, generation: int, path: str, state: FileState) -> None:
        """Records how a file is in ``generation``."""
        with self._database.writing() as connection:
            insert_file(connection, generation, path, state)

    def stage_renames(self, generation: int) -> list[Rename]:
        """Gives renamed files their documents back, once all files of ``generation`` are staged."""
        with self._database.writing() as connection:
            return stage_renames(connection, generation)

    def stage_marks(self, generation: int) -> int:
        """Marks what is repeated in ``generation``, once all of its documents are staged.

        Returns how many documents were cut anew for it.
        """
        with self._database.writing() as connection:
            return mark_repeated(connection, generation)

    def stage_removal(self, generation: int, path: str) -> None:
        """Leaves a file and its documents out of ``generation``."""
        with self._database.writing() as connection:
            remove_file(connection, generation, path)

    def unstage(self, generation: int, path: str) -> None:
        """Leaves a file and its documents in ``generation`` as the one before has them."""
        with self._database.writing() as connection:
            undo_file(connection, generation, path)

    def model(self) -> str | None:
        """The model that the current generation was made with, if it was said."""
        with self._database.reading() as connection:
            return generations.state(connection, "model")

    def publish(
        self, generation: int, *, root: str | None = None, model: str | None = None
    ) -> None:
        """Makes ``generation`` the current one, in one step that survives a power cut.

        ``root`` is the documents folder that it was made from, ``model`` what it was made with.

        Raises:
            ValueError: if ``generation`` is not a new one.
        """
        with self._database.writing(durable=True) as connection:
            last = generations.current(connection)
            if generation <= last:
                raise ValueError(f"generation {generation} is not after the current one, {last}")
            record(connection, generation)
            generations.set_state(connection, "generation", str(generation))
            for key, value in (("root", root), ("model", model)):
                if value is not None:
                    generations.set_state(connection, key, value)

    def purge(self, keep: int) -> int:
        """Deletes the documents that no generation from ``keep`` on shows.

        The current generation is kept in any case. Returns how many documents were deleted.
        """
        with self._database.writing() as connection:
            return generations.purge(connection, min(keep, generations.current(connection)))

    def origins(self, document: DocumentId) -> dict[str, str]:
        """Where each field of a document's metadata was found; see ``Metadata.origins``."""
        with self._database.reading() as connection:
            found = connection.execute(queries.ORIGINS, (document,)).fetchone()
        origins: dict[str, str] = json.loads(found[0]) if found else {}
        return origins

    def rows(self, generation: int) -> Iterator[tuple[RowId, DocumentId]]:
        """Every passage of ``generation``, ascending, with its document; read as they are taken."""
        return iter_rows(self._database, generation)

    def passages(self, rows: Sequence[RowId]) -> list[Passage]:
        """The passages of ``rows``, in their order.

        Raises:
            KeyError: if a row is not in the store.
        """
        return fetch_passages(self._database, rows)

    def iter_passages(
        self, rows: Sequence[RowId], generation: int | None = None
    ) -> Iterator[Passage]:
        """The passages of ``rows``, in their order, for walking through many of them.

        One document's text is held at a time, and read once where its rows stand together. Paths
        are those of ``generation``, the current one by default.

        Raises:
            KeyError: if a row is not in the store.
        """
        return iter_passages(self._database, rows, generation)

    def documents(self, generation: int) -> list[StoredDocument]:
        """Every document of ``generation``, by path."""
        with self._database.reading() as connection:
            found = connection.execute(queries.DOCUMENTS, {"generation": generation}).fetchall()
        return self._known.of(found)

    def unserved(self, generation: int) -> list[StoredDocument]:
        """Documents of ``generation`` that have no passages, all being marked, by path."""
        with self._database.reading() as connection:
            found = connection.execute(queries.UNSERVED, {"generation": generation}).fetchall()
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

    def marks(self, document_id: DocumentId) -> list[Mark]:
        """What is in no passage of a document, in reading order."""
        with self._database.reading() as connection:
            found = connection.execute(queries.MARKS, (document_id,)).fetchall()
        return [Mark(Span(start, end), number, Reason(why)) for start, end, number, why in found]

    def opening(self, document_id: DocumentId) -> Passage | None:
        """A document's first passage; None if it has none, or is not in the store."""
        first = self._row_ids(queries.ROWS_OF_DOCUMENT, document_id)[:1]
        return next(self.iter_passages(first), None)

    def original(self, document_id: DocumentId) -> tuple[StoredDocument, str] | None:
        """A document and its text, whichever generation shows it; None once it is deleted."""
        return fetch_original(self._database, document_id)

    def _row_ids(self, query: str, number: int) -> list[RowId]:
        with self._database.reading() as connection:
            return [RowId(row) for (row,) in connection.execute(query, (number,))]
