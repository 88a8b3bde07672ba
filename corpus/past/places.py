"""Where documents stand: a path for as long as it holds, and the lineage that goes on there.

A document outlives the name of its file, so the two are kept apart: a row of ``places`` belongs to
generations, as its document does, and a document that moves gets another one.
"""

import sqlite3

from corpus.document import DocumentId
from corpus.generations import Column


def insert_place(
    connection: sqlite3.Connection,
    generation: int,
    document: DocumentId,
    path: str,
    file: str,
    source: str,
) -> None:
    """Lets ``document`` stand at ``path``, in ``file``, from ``generation`` on.

    Args:
        connection: inside a transaction.
        generation: its number.
        document: which must have no place in it yet.
        path: its own.
        file: the path of the file that it stands in.
        source: see ``boilerplate.repetition.source_of``.
    """
    connection.execute(
        "INSERT INTO places (document_id, path, file, source, added_in) VALUES (?, ?, ?, ?, ?)",
        (document, path, file, source, generation),
    )


def end_documents(
    connection: sqlite3.Connection, which: str, values: dict[str, Column], generation: int
) -> int:
    """Lets documents end before ``generation``; how many of them were published.

    Args:
        connection: inside a transaction.
        which: a condition of SQL on their places, a constant of ours.
        values: its parameters, by name.
        generation: the number of the one that is being staged.
    """
    named = {**values, "generation": generation}
    now = f"SELECT document_id FROM places WHERE {which} AND removed_in IS NULL"  # noqa: S608 - constants
    # What was staged for this same generation was never seen, and no index knows its rows.
    connection.execute(
        f"DELETE FROM documents WHERE id IN ({now}) AND +added_in = :generation",  # noqa: S608 - constants
        named,
    )
    ended = connection.execute(
        f"UPDATE documents SET removed_in = :generation WHERE id IN ({now})",  # noqa: S608 - constants
        named,
    ).rowcount
    connection.execute(f"DELETE FROM places WHERE {which} AND +added_in = :generation", named)  # noqa: S608 - constants
    connection.execute(
        f"UPDATE places SET removed_in = :generation WHERE {which} AND removed_in IS NULL",  # noqa: S608 - constants
        named,
    )
    return ended


def undo_documents(connection: sqlite3.Connection, file: str, generation: int) -> None:
    """Undoes what was staged in ``generation`` of the documents in ``file``."""
    named = {"file": file, "generation": generation}
    connection.execute(
        "DELETE FROM documents WHERE +added_in = :generation AND id IN "
        "(SELECT document_id FROM places WHERE file = :file AND +added_in = :generation)",
        named,
    )
    connection.execute(
        "UPDATE documents SET removed_in = NULL WHERE +removed_in = :generation AND id IN "
        "(SELECT document_id FROM places WHERE file = :file AND +removed_in = :generation)",
        named,
    )
    connection.execute(
        "UPDATE places SET removed_in = NULL WHERE file = :file AND +removed_in = :generation",
        named,
    )
