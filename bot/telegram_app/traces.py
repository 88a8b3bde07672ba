"""What was deleted from ``telegram.db`` is gone from its files too, within a minute.

SQLite's own ``secure_delete`` overwrites a row where it stands, but not where it stood before its
page was split or joined; and the write-ahead log holds it until that is emptied. So after words
were deleted the file is written anew. Whoever keeps words of people there tells this room when
some of them go.
"""

from corpus.database import Database


class Traces:
    """Knows whether traces of what was deleted may be left, and removes them.

    Args:
        database: of which one process has one of these.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        # An earlier process may have been killed before it was done with what it deleted.
        self._may_be_left = True

    def left(self) -> None:
        """Take note that words have been deleted."""
        self._may_be_left = True

    def remove(self) -> None:
        """Write the file anew if words were deleted; slow enough for a thread.

        Another process that reads just then keeps the old log in use: then it is tried again the
        next time.

        Raises:
            StoreError: the file cannot be written.
        """
        if not self._may_be_left:
            return
        with self._database.reading() as connection:
            connection.execute("VACUUM")
            (is_held, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._may_be_left = bool(is_held)
