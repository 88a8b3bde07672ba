"""Passages on their way out of the store: few at once, or many one after the other."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from corpus import queries
from corpus.database import Database
from corpus.document import DocumentId
from corpus.passage import Passage, RowId
from corpus.rows import PASSAGE_WIDTH, PassageRow, StoredDocument, passage, stored_document

_BATCH = 500
"""Passages a query."""

_ROWS = 10_000
"""Rows a query that asks for nothing but their numbers."""


def fetch_passages(
    database: Database, rows: Sequence[RowId], generation: int | None = None
) -> list[Passage]:
    """The passages of ``rows``, in their order, where they stand in ``generation``.

    Raises:
        KeyError: if a row is not in the store.
    """
    documents: dict[int, StoredDocument] = {}
    found: dict[RowId, Passage] = {}
    for batch in _batches(rows):
        for columns in _select(database, queries.PASSAGES, batch, generation):
            row = PassageRow._make(columns[:PASSAGE_WIDTH])
            if row.document_id not in documents:
                documents[row.document_id] = stored_document(columns[PASSAGE_WIDTH + 1 :])
            document = documents[row.document_id]
            found[RowId(row.id)] = passage(row, document, columns[PASSAGE_WIDTH])
    return [found[row] for row in rows]


def iter_passages(
    database: Database, rows: Sequence[RowId], generation: int | None = None
) -> Iterator[Passage]:
    """The passages of ``rows``, in their order, one document's text at a time.

    Raises:
        KeyError: if a row is not in the store.
    """
    document, text = None, ""
    for batch in _batches(rows):
        spans = {
            RowId(row.id): row
            for row in map(PassageRow._make, _select(database, queries.SPANS, batch, generation))
        }
        for row_id in batch:
            row = spans[row_id]
            if document is None or document.id != row.document_id:
                original = fetch_original(database, DocumentId(row.document_id), generation)
                if original is None:
                    raise KeyError(row_id)
                document, text = original
            yield passage(row, document, text[row.begins : row.ends])


def iter_rows(database: Database, generation: int) -> Iterator[tuple[RowId, DocumentId]]:
    """Every passage of ``generation``, ascending, with its document; some rows at a time."""
    values = {"generation": generation, "after": 0, "limit": _ROWS}
    while True:
        with database.reading() as connection:
            found = connection.execute(queries.ROWS, values).fetchall()
        for row, document in found:
            yield RowId(row), DocumentId(document)
        if len(found) < _ROWS:
            return
        values["after"] = found[-1][0]


def fetch_original(
    database: Database, document_id: DocumentId, generation: int | None = None
) -> tuple[StoredDocument, str] | None:
    """A document and its text, whichever generation shows it; None once it is deleted.

    Its path is the one in ``generation``, or else in the current one, or else its last.
    """
    values = {"document": document_id, "generation": generation}
    with database.reading() as connection:
        columns = connection.execute(queries.DOCUMENT, values).fetchone()
    return None if columns is None else (stored_document(columns[:-1]), columns[-1])


def _select(
    database: Database, query: str, rows: Sequence[RowId], generation: int | None
) -> list[tuple[Any, ...]]:
    values = {"rows": json.dumps(list(map(int, rows))), "generation": generation}
    with database.reading() as connection:
        return connection.execute(query, values).fetchall()


def _batches(rows: Sequence[RowId]) -> Iterator[Sequence[RowId]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]
