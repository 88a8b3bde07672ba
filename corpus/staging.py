"""How documents enter the tables of the store, and how they leave a generation."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, replace

from corpus.cutting import cut
from corpus.database import Database
from corpus.document import DocumentId, text_sha256
from corpus.generations import Column
from corpus.passage import Segment
from corpus.past.places import end_documents, insert_place
from corpus.reading import Reading
from corpus.repetitions import Layout, layout_of, stored_blocks, to_cut_anew
from corpus.rows import METADATA_COLUMNS, metadata_row, sentences_column, stored_metadata

_BATCH_DOCUMENTS = 200
_BATCH_CHARACTERS = 4_000_000


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


def content_sha256(reading: Reading) -> str:
    """Hexadecimal SHA-256 of everything that a file says of one document, as it was read.

    A document is compared by it. What is repeated elsewhere is marked later, and has no part in it:
    a document that was cut anew for that is still the same.
    """
    kept = [
        reading.text,
        metadata_row(reading.metadata),
        sorted(reading.metadata.origins.items()),
        [astuple(block) for block in reading.blocks],
        [_passage_columns(segment) for segment in reading.segments],
        [astuple(mark) for mark in reading.marks],
    ]
    return hashlib.sha256(json.dumps(kept).encode()).hexdigest()


def insert_document(
    connection: sqlite3.Connection,
    generation: int,
    path: str,
    file: str,
    reading: Reading,
    content: str,
) -> DocumentId:
    """Adds a document of ``file`` and its passages to ``generation``, in place of an earlier one.

    Args:
        connection: inside a transaction.
        generation: its number.
        path: the document's.
        file: the path of the file that it stands in.
        reading: what it says.
        content: its ``content_sha256``, as it was read.
    """
    end_documents(connection, "path = :path", {"path": path}, generation)
    columns: dict[str, Column] = {
        "added_in": generation,
        "content_sha256": content,
        **metadata_row(reading.metadata)._asdict(),
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
    connection.execute(
        "INSERT INTO origins (document_id, origins) VALUES (?, ?)",
        (document, json.dumps(dict(reading.metadata.origins), ensure_ascii=False)),
    )
    _insert_passages(connection, document, reading)
    layout = layout_of(path, reading)
    insert_place(connection, generation, document, path, file, layout.source)
    _insert_layout(connection, document, layout)
    return document


def mark_repeated(connection: sqlite3.Connection, generation: int) -> int:
    """Cuts anew the documents of ``generation`` in which other paragraphs are repeated than before.

    Returns how many they are.
    """
    changed = list(to_cut_anew(connection, generation))
    for document, repeated in changed:
        path, file, content, text, blocks, origins, *metadata = connection.execute(
            "SELECT l.path, l.file, d.content_sha256, d.text, y.blocks, o.origins, "  # noqa: S608 - constants
            f"{METADATA_COLUMNS} FROM documents d JOIN layouts y ON y.document_id = d.id "
            "JOIN origins o ON o.document_id = d.id JOIN places l ON l.document_id = d.id "
            "WHERE d.id = ? AND l.removed_in IS NULL",
            (document,),
        ).fetchone()
        known = replace(stored_metadata(metadata), origins=json.loads(origins))
        layout = stored_blocks(blocks)
        parts = cut(text, layout, known.language, repeated)
        reading = Reading(text, known, parts.segments, "", layout, parts.marks)
        insert_document(connection, generation, path, file, reading, content)
    return len(changed)


def stage_contents(
    database: Database, generation: int, file: str, readings: Iterable[tuple[str, Reading]]
) -> StagedFile:
    """Adds the documents of a file to ``generation``, batch by batch; see ``Store``."""
    added = taken = 0
    with database.writing() as connection:
        # What was seen lies in a temporary table: a file may hold more than memory should.
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS seen (id INTEGER PRIMARY KEY)")
        connection.execute("DELETE FROM temp.seen")
    for batch in _batches(readings):
        with database.writing() as connection:
            added += sum(_take_in(connection, generation, path, file, it) for path, it in batch)
        taken += len(batch)
    with database.writing() as connection:
        unseen = "file = :file AND document_id NOT IN temp.seen"
        removed = end_documents(connection, unseen, {"file": file}, generation)
    return StagedFile(added, taken - added, removed)


def _take_in(
    connection: sqlite3.Connection, generation: int, path: str, file: str, reading: Reading
) -> bool:
    """Adds a document of ``file`` unless it is there just so; whether it was added."""
    content = content_sha256(reading)
    same = connection.execute(
        # With the sign SQLite does not look for it among all documents of the file.
        "SELECT d.id FROM places l JOIN documents d ON d.id = l.document_id WHERE l.path = ? "
        "AND +l.file = ? AND l.removed_in IS NULL AND d.content_sha256 = ?",
        (path, file, content),
    ).fetchone()
    found = (
        same[0] if same else insert_document(connection, generation, path, file, reading, content)
    )
    connection.execute("INSERT OR IGNORE INTO temp.seen VALUES (?)", (found,))
    return same is None


def _batches(readings: Iterable[tuple[str, Reading]]) -> Iterator[list[tuple[str, Reading]]]:
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


def _insert_passages(
    connection: sqlite3.Connection, document: DocumentId, reading: Reading
) -> None:
    connection.executemany(
        "INSERT INTO passages (document_id, ordinal, begins, ends, paragraph, paragraph_end, "
        "page, heading, sentences) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (document, ordinal, *_passage_columns(segment))
            for ordinal, segment in enumerate(reading.segments, 1)
        ),
    )
    connection.executemany(
        "INSERT INTO marks VALUES (?, ?, ?, ?, ?)",
        (
            (document, mark.span.start, mark.span.end, mark.paragraph, mark.reason)
            for mark in reading.marks
        ),
    )


def _insert_layout(connection: sqlite3.Connection, document: DocumentId, layout: Layout) -> None:
    connection.execute(
        "INSERT INTO layouts VALUES (?, ?, ?)", (document, layout.body, layout.blocks)
    )
    connection.executemany(
        "INSERT INTO short_paragraphs VALUES (?, ?, ?)",
        ((document, it, marked) for it, marked in layout.short.items()),
    )


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
