"""Earlier versions of documents: what was served once, looked at, listed and forgotten.

Nothing that answers reads them: their text is packed, and has no passages.
"""

import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from corpus import generations
from corpus.database import Database
from corpus.past import lineages
from corpus.past.versions import SHOWN
from corpus.queries import visible

_DUE = "forgotten_in"
"""Key of the store's state while files may hold what was forgotten."""

_NOW = f"""
    SELECT l.path, p.published, NULL, '', {SHOWN}, d.text
    FROM places l JOIN documents d ON d.id = l.document_id
    LEFT JOIN publications p ON p.generation = l.begun_in
    WHERE l.lineage = :lineage AND {visible("l")}
"""  # noqa: S608 - constants
_EARLIER = """
    SELECT path, since, until, file_sha256, title, publisher, published, passages, text
    FROM versions WHERE lineage = :lineage ORDER BY id DESC
"""
_LINEAGE = f"""
    SELECT lineage, 1 AS here, id FROM places l WHERE l.path = :path AND {visible("l")}
    UNION ALL SELECT lineage, 0, id FROM names WHERE path = :path
    ORDER BY here DESC, id DESC LIMIT 1
"""  # noqa: S608 - constants
# Another document may stand at the path that one had last which is gone.
_ENDED = f"""
    SELECT n.lineage FROM names n WHERE n.path = :path
    AND NOT EXISTS (SELECT 1 FROM names o WHERE o.lineage = n.lineage AND o.id > n.id)
    AND NOT EXISTS (SELECT 1 FROM places l WHERE l.lineage = n.lineage AND {visible("l")})
"""  # noqa: S608 - constants
# Of the columns of no aggregate SQLite takes those of the row with the highest id.
_GONE = f"""
    SELECT v.path, v.until, count(*), max(v.id) FROM versions v WHERE NOT EXISTS (
        SELECT 1 FROM places l WHERE l.lineage = v.lineage AND {visible("l")}
    ) GROUP BY v.lineage ORDER BY v.path, max(v.id)
"""  # noqa: S608 - constants
_PATHS = f"""
    SELECT path FROM places l WHERE {visible("l")} UNION
    SELECT path FROM versions UNION SELECT path FROM names ORDER BY path
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Version:
    """A document as it was served for some time.

    Attributes:
        path: the last one that it had then.
        since: when it was published first; None where that is not known.
        until: when it was not published any more; None for what is served now.
        file_sha256: of its file's bytes; empty where that is not known.
        published: day in ISO form.
        passages: how many it had.
    """

    path: str
    since: datetime | None
    until: datetime | None
    file_sha256: str
    title: str | None
    publisher: str | None
    published: str | None
    passages: int
    text: str


class _VersionRow(NamedTuple):
    """The columns that make a ``Version``; what is served now has its text unpacked."""

    path: str
    since: str | None
    until: str | None
    file_sha256: str
    title: str | None
    publisher: str | None
    published: str | None
    passages: int
    text: str | bytes


@dataclass(frozen=True, slots=True)
class Renamed:
    """That a document got another path."""

    old: str
    new: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DocumentHistory:
    """What became of a document.

    Attributes:
        versions: newest first; the first is served now, unless the document is gone.
        renames: newest first.
    """

    versions: tuple[Version, ...]
    renames: tuple[Renamed, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """A document that is served no more, and yet kept.

    Attributes:
        path: the one that it had last.
        until: when it was not published any more.
        versions: how many are kept of it.
    """

    path: str
    until: datetime
    versions: int


class History:
    """Reads what ``record`` has kept, and deletes it.

    Every method raises ``StoreError`` if the file cannot be read or written.

    Args:
        database: the store's.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def former_paths(self) -> list[tuple[str, str]]:
        """Each path that a document of the current generation once had, and the one that it has."""
        with self._database.reading() as connection:
            values = {"generation": generations.current(connection)}
            return connection.execute(lineages.FORMER, values).fetchall()

    def paths(self) -> list[str]:
        """Every path that something is known of, those of documents that are gone among them."""
        with self._database.reading() as connection:
            values = {"generation": generations.current(connection)}
            return [path for (path,) in connection.execute(_PATHS, values)]

    def of(self, path: str) -> DocumentHistory | None:
        """What became of the document at ``path``, or that was there last; None if none ever was.

        What a forgotten document was is not known either.
        """
        with self._database.reading() as connection:
            values = _lineage(connection, path)
            if values is None:
                return None
            rows = [*connection.execute(_NOW, values), *connection.execute(_EARLIER, values)]
            names = connection.execute(
                "SELECT path, until FROM names WHERE lineage = :lineage ORDER BY id DESC", values
            ).fetchall()
        if not rows:
            return None
        versions = tuple(map(_version, rows))
        later = [versions[0].path, *(name for name, _ in names)]
        renames = (
            Renamed(old, new, datetime.fromisoformat(at))
            for new, (old, at) in zip(later, names, strict=False)
            if old != new
        )
        return DocumentHistory(versions, tuple(renames))

    def gone(self) -> list[Gone]:
        """Documents that are served no more, and of which versions are kept, by path."""
        with self._database.reading() as connection:
            values = {"generation": generations.current(connection)}
            rows = connection.execute(_GONE, values).fetchall()
        return [Gone(path, datetime.fromisoformat(until), count) for path, until, count, _ in rows]

    def forget(self, paths: Sequence[str]) -> int:
        """Deletes every earlier version of the documents at ``paths``, and the names of gone ones.

        Those that stood at one of them last, and are gone, are forgotten too.

        Returns how many those were. Their words may stay in files until ``forgotten_in`` is None.
        """
        with self._database.writing(durable=True) as connection:
            generations.set_state(connection, _DUE, str(generations.current(connection)))
            return sum(_forget(connection, path) for path in paths)

    def forgotten_in(self) -> int | None:
        """The generation in which something was forgotten that files may still hold; else None.

        Its index files may have words of it, and the store's file the text.
        """
        with self._database.reading() as connection:
            due = generations.state(connection, _DUE)
        return None if due is None else int(due)

    def words_due(self) -> bool:
        """Whether the index files of the current generation may have words of that."""
        with self._database.reading() as connection:
            current = generations.state(connection, "generation")
            return current is not None and generations.state(connection, _DUE) == current

    def compact(self) -> None:
        """Writes the file anew, without anything that was deleted from it: nothing is due then.

        Raises:
            StoreError: also while another process reads it for long.
        """
        self._database.compact()
        with self._database.writing() as connection:
            connection.execute("DELETE FROM state WHERE key = ?", (_DUE,))


def _forget(connection: sqlite3.Connection, path: str) -> int:
    values = _lineage(connection, path)
    if values is None:
        return 0
    at = {"path": path, "generation": values["generation"]}
    gone = {lineage for (lineage,) in connection.execute(_ENDED, at)}
    if connection.execute(_NOW, values).fetchone() is None:
        gone.add(values["lineage"])
    every = [(lineage,) for lineage in gone | {values["lineage"]}]
    connection.executemany("DELETE FROM names WHERE lineage = ?", [(it,) for it in gone])
    return connection.executemany("DELETE FROM versions WHERE lineage = ?", every).rowcount


def _lineage(connection: sqlite3.Connection, path: str) -> dict[str, int] | None:
    """Which document ``path`` stands for in the current generation."""
    current = generations.current(connection)
    found = connection.execute(_LINEAGE, {"path": path, "generation": current}).fetchone()
    return None if found is None else {"lineage": found[0], "generation": current}


def _version(columns: Sequence[object]) -> Version:
    row = _VersionRow._make(columns)
    return Version(
        path=row.path,
        since=None if row.since is None else datetime.fromisoformat(row.since),
        until=None if row.until is None else datetime.fromisoformat(row.until),
        file_sha256=row.file_sha256,
        title=row.title,
        publisher=row.publisher,
        published=row.published,
        passages=row.passages,
        text=row.text if isinstance(row.text, str) else zlib.decompress(row.text).decode(),
    )
