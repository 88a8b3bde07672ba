"""Earlier versions of documents, as they are written: kept to be looked at and never searched.

That happens when a generation is published, in the same step, so that a run that dies leaves none
behind. ``history`` reads them.
"""

import sqlite3
import zlib
from datetime import UTC, datetime

from corpus.past import lineages
from corpus.rows import MetadataRow

MOST_VERSIONS = 10
"""Earlier versions that are kept of a document; the oldest go first."""

SHOWN = "d.title, d.publisher, d.published, d.passages"
"""Columns of a document that a version keeps."""

_SAME_METADATA = " AND ".join(f"m.{column} IS d.{column}" for column in MetadataRow._fields)
# What only a newer version of Footnote reads otherwise has not changed while its text has not.
_CONTINUED = f"""
    INSERT INTO temp.continued
    SELECT o.id, n.id, o.begun_in FROM places o
    JOIN places n ON n.lineage = o.lineage AND n.removed_in IS NULL
    JOIN documents d ON d.id = o.document_id
    JOIN documents m ON m.id = n.document_id AND m.text_sha256 = d.text_sha256
    WHERE o.removed_in = :generation AND (({_SAME_METADATA}) OR EXISTS (
        SELECT 1 FROM files p, files q
        WHERE p.path = o.file AND p.removed_in = :generation
        AND q.path = n.file AND q.removed_in IS NULL
        AND p.sha256 = q.sha256 AND p.reading_version <> q.reading_version
    ))
"""  # noqa: S608 - constants
_BEGIN = "UPDATE places SET begun_in = :generation WHERE added_in = :generation"
_GO_ON = """
    UPDATE places SET begun_in = c.begun_in FROM temp.continued c WHERE places.id = c.new
"""
_KEEP = f"""
    INSERT INTO versions
        (lineage, path, since, until, file_sha256, title, publisher, published, passages, text)
    SELECT o.lineage, o.path, (SELECT published FROM publications WHERE generation = o.begun_in),
        :now, coalesce((
            SELECT f.sha256 FROM files f WHERE f.path = o.file AND f.added_in < :generation
            AND (f.removed_in IS NULL OR f.removed_in = :generation)
        ), ''), {SHOWN}, packed(d.text)
    FROM places o JOIN documents d ON d.id = o.document_id
    WHERE o.removed_in = :generation AND o.id NOT IN (SELECT old FROM temp.continued)
    ORDER BY o.id
"""  # noqa: S608 - constants
_TRIM = """
    DELETE FROM versions WHERE id IN (
        SELECT id FROM (
            SELECT id, row_number() OVER (PARTITION BY lineage ORDER BY id DESC) AS place
            FROM versions WHERE lineage IN (SELECT lineage FROM places WHERE removed_in = ?)
        ) WHERE place > ?
    )
"""
_PRUNE = """
    DELETE FROM publications
    WHERE generation < ? AND generation NOT IN (SELECT begun_in FROM places)
"""


def record(connection: sqlite3.Connection, generation: int) -> None:
    """Keeps what ``generation`` shows no more, and when that was.

    Args:
        connection: inside the transaction that publishes ``generation``.
        generation: its number.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    values = {"generation": generation, "now": now}
    connection.execute("INSERT OR REPLACE INTO publications VALUES (?, ?)", (generation, now))
    lineages.settle(connection, generation, now)
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS continued (old INTEGER PRIMARY KEY, new INTEGER, "
        "begun_in INTEGER)"
    )
    connection.execute("DELETE FROM temp.continued")
    connection.create_function("packed", 1, _packed, deterministic=True)
    for step in (_BEGIN, _CONTINUED, _GO_ON, _KEEP):
        connection.execute(step, values)
    lineages.replace_ended(connection, generation)
    connection.execute(_TRIM, (generation, MOST_VERSIONS))
    connection.execute(_PRUNE, (generation,))


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode())
