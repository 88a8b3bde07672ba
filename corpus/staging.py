"""How a document enters the tables of the store, and how it leaves a generation."""

import json
import sqlite3
from collections.abc import Sequence

from corpus.document import DocumentId, text_sha256
from corpus.passage import Segment
from corpus.reading import READING_VERSION, Reading, cut
from corpus.repetitions import Layout, layout_of, stored_blocks, to_cut_anew
from corpus.rows import METADATA_COLUMNS, metadata_row, sentences_column, stored_metadata
from corpus.scan import FileState


def remove_document(connection: sqlite3.Connection, generation: int, path: str) -> None:
    """Ends the document at ``path`` before ``generation``."""
    # What was staged for this same generation was never seen, and no index knows its rows.
    connection.execute("DELETE FROM documents WHERE path = ? AND added_in = ?", (path, generation))
    connection.execute(
        "UPDATE documents SET removed_in = ? WHERE path = ? AND removed_in IS NULL",
        (generation, path),
    )


def insert_document(
    connection: sqlite3.Connection,
    generation: int,
    path: str,
    state: FileState,
    reading: Reading,
) -> DocumentId:
    """Adds a document and its passages to ``generation``."""
    (number,) = connection.execute(
        "INSERT INTO documents (path, added_in, size, mtime_ns, file_sha256, reading_version, "
        "title, publisher, author, published, url, language, tags, reports, "
        "passages, characters, text_sha256, text) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            path,
            generation,
            state.size,
            state.mtime_ns,
            state.sha256,
            READING_VERSION,
            *metadata_row(reading.metadata),
            len(reading.segments),
            len(reading.text),
            text_sha256(reading.text),
            reading.text,
        ),
    ).fetchone()
    document = DocumentId(number)
    connection.execute(
        "INSERT INTO origins (document_id, origins) VALUES (?, ?)",
        (document, json.dumps(dict(reading.metadata.origins), ensure_ascii=False)),
    )
    _insert_passages(connection, document, reading.segments)
    _insert_layout(connection, document, layout_of(path, reading))
    connection.executemany(
        "INSERT INTO marks VALUES (?, ?, ?, ?, ?)",
        (
            (document, mark.span.start, mark.span.end, mark.paragraph, mark.reason)
            for mark in reading.marks
        ),
    )
    return document


def mark_repeated(connection: sqlite3.Connection, generation: int) -> int:
    """Cuts anew the documents of ``generation`` in which other paragraphs are repeated than before.

    Returns how many they are.
    """
    changed = list(to_cut_anew(connection, generation))
    for document, repeated in changed:
        size, mtime_ns, path, text, file_sha256, blocks, *metadata = connection.execute(
            "SELECT d.size, d.mtime_ns, d.path, d.text, d.file_sha256, l.blocks, "  # noqa: S608 - constants
            f"{METADATA_COLUMNS} FROM documents d JOIN layouts l ON l.document_id = d.id "
            "WHERE d.id = ?",
            (document,),
        ).fetchone()
        reading = Reading(
            text, stored_metadata(metadata), (), file_sha256, blocks=stored_blocks(blocks)
        )
        remove_document(connection, generation, path)
        state = FileState(size, mtime_ns, file_sha256)
        insert_document(connection, generation, path, state, cut(reading, repeated))
    return len(changed)


def _insert_layout(connection: sqlite3.Connection, document: DocumentId, layout: Layout) -> None:
    connection.execute(
        "INSERT INTO layouts VALUES (?, ?, ?, ?)",
        (document, layout.source, layout.body, layout.blocks),
    )
    connection.executemany(
        "INSERT INTO short_paragraphs VALUES (?, ?, ?)",
        ((document, it, marked) for it, marked in layout.short.items()),
    )


def _insert_passages(
    connection: sqlite3.Connection, document: DocumentId, segments: Sequence[Segment]
) -> None:
    connection.executemany(
        "INSERT INTO passages (document_id, ordinal, begins, ends, paragraph, paragraph_end, "
        "page, heading, sentences) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                document,
                ordinal,
                segment.span.start,
                segment.span.end,
                segment.paragraph,
                segment.paragraph_end,
                segment.page,
                segment.heading,
                sentences_column(segment.sentences),
            )
            for ordinal, segment in enumerate(segments, 1)
        ),
    )
