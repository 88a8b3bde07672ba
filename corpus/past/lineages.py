"""Which document goes on as which: by its path, by the bytes of a renamed file, or by its text.

A lineage is what people mean by a document: it stays the same when its text changes, when its file
is renamed, and when it is removed and later put back. Each place belongs to one, from the
publication of its generation on; ``names`` keeps the paths that a lineage has had.
"""

import sqlite3

from corpus.past.edited_renames import settle_edited
from corpus.past.renames import note_renamed

_RENAMED = """
    UPDATE places SET lineage = (
        SELECT o.lineage FROM temp.renamed r
        JOIN places o ON o.path = r.old || substr(places.path, length(r.new) + 1)
        WHERE r.new = places.file AND o.removed_in = :generation
    )
    WHERE added_in = :generation AND file IN (SELECT new FROM temp.renamed)
"""
_CLAIMED = """
    INSERT INTO temp.claimed SELECT lineage FROM places
    WHERE added_in = :generation AND lineage IS NOT NULL
"""
_AT_ITS_PATH = """
    UPDATE places SET lineage = (
        SELECT o.lineage FROM places o WHERE o.path = places.path AND o.removed_in = :generation
        AND o.lineage NOT IN temp.claimed
    )
    WHERE added_in = :generation AND lineage IS NULL
"""
# A lineage that has ended goes on at the path that it had last.
_PUT_BACK = """
    UPDATE places SET lineage = (
        SELECT n.lineage FROM names n WHERE n.path = places.path
        AND NOT EXISTS (SELECT 1 FROM names o WHERE o.lineage = n.lineage AND o.id > n.id)
        AND NOT EXISTS (
            SELECT 1 FROM places o WHERE o.lineage = n.lineage AND o.removed_in IS NULL
        )
        ORDER BY n.id DESC LIMIT 1
    )
    WHERE added_in = :generation AND lineage IS NULL
"""
_BEGUN = "UPDATE places SET lineage = id WHERE added_in = :generation AND lineage IS NULL"
_NAMES = """
    INSERT INTO names (path, lineage, until) SELECT o.path, o.lineage, :now FROM places o
    WHERE o.removed_in = :generation AND NOT EXISTS (
        SELECT 1 FROM places n WHERE n.path = o.path AND n.lineage = o.lineage
        AND n.removed_in IS NULL
    )
"""
# A document that another one's file has replaced by its name goes on as that one.
_REPLACED = """
    SELECT n.lineage, o.lineage FROM places o JOIN places n ON n.path = o.path
    WHERE o.removed_in = ? AND n.removed_in IS NULL AND n.lineage <> o.lineage
    AND NOT EXISTS (SELECT 1 FROM places g WHERE g.lineage = o.lineage AND g.removed_in IS NULL)
"""
FORMER = """
    SELECT n.path, l.path FROM names n JOIN places l ON l.lineage = n.lineage
    WHERE l.added_in <= :generation AND (l.removed_in IS NULL OR l.removed_in > :generation)
    AND l.path <> n.path GROUP BY n.path, l.path ORDER BY max(n.id) DESC
"""


def settle(connection: sqlite3.Connection, generation: int, now: str) -> None:
    """Tells the lineage of each place that begins with ``generation``, and keeps their old names.

    Args:
        connection: inside a transaction, the one that publishes ``generation``.
        generation: its number.
        now: the time, in ISO form.
    """
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS claimed (lineage INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM temp.claimed")
    values = {"generation": generation, "now": now}
    if note_renamed(connection, generation):
        connection.execute(_RENAMED, values)
        connection.execute(_CLAIMED, values)
    for step in (_AT_ITS_PATH, _PUT_BACK):
        connection.execute(step, values)
    settle_edited(connection, generation)
    for step in (_BEGUN, _NAMES):
        connection.execute(step, values)


def replace_ended(connection: sqlite3.Connection, generation: int) -> None:
    """Lets what ended under a renamed file belong to the lineage that took its path."""
    replaced = connection.execute(_REPLACED, (generation,)).fetchall()
    for table in ("versions", "names"):
        connection.executemany(f"UPDATE {table} SET lineage = ? WHERE lineage = ?", replaced)  # noqa: S608 - constants
