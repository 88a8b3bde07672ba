"""Which generations a row of the store belongs to, and which of them is current.

Rows of ``files``, ``documents`` and ``places`` belong to the generations from ``added_in`` up to,
and without, ``removed_in``. Nothing is changed in place: what becomes another ends, and begins
anew.
"""

import sqlite3
from typing import Literal

Column = int | str | None
Table = Literal["files", "documents", "places"]

_TABLES: tuple[Table, ...] = ("places", "documents", "files")


def state(connection: sqlite3.Connection, key: str) -> str | None:
    """What the store knows of itself under ``key``."""
    found = connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
    return None if found is None else str(found[0])


def set_state(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Records something that the store knows of itself."""
    connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, value))


def current(connection: sqlite3.Connection) -> int:
    """The generation that was published last; 0 if none was."""
    return int(state(connection, "generation") or 0)


def end(
    connection: sqlite3.Connection,
    table: Table,
    which: str,
    values: tuple[Column, ...],
    generation: int,
) -> int:
    """Lets rows of ``table`` end before ``generation``; how many of them were published.

    Args:
        connection: inside a transaction.
        table: its name.
        which: a condition of SQL, a constant of ours.
        values: its parameters.
        generation: the number of the one that is being staged.
    """
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


def undo_staged(connection: sqlite3.Connection) -> None:
    """Undoes what was staged after the current generation."""
    last = current(connection)
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table} WHERE added_in > ?", (last,))  # noqa: S608 - constants
        connection.execute(
            f"UPDATE {table} SET removed_in = NULL WHERE removed_in > ?",  # noqa: S608 - constants
            (last,),
        )


def purge(connection: sqlite3.Connection, oldest: int) -> int:
    """Deletes what no generation from ``oldest`` on shows; how many documents that were."""
    connection.execute("DELETE FROM files WHERE removed_in <= ?", (oldest,))
    connection.execute("DELETE FROM places WHERE removed_in <= ?", (oldest,))
    return connection.execute("DELETE FROM documents WHERE removed_in <= ?", (oldest,)).rowcount
