"""Which documents, and which sentences of them, are known already: kept in ``telegram.db``.

What is gone from the documents stays known, so that a file that is away for a while is no news when
it comes back. All SQL of what is known stands here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.telegram_app.watching.novelty import Edition, Marks, Version, packed, unpacked
from corpus.database import Database

KNOWN = """
CREATE TABLE known_document (
    path TEXT PRIMARY KEY,
    file_sha256 TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    newest INTEGER NOT NULL,
    marks BLOB NOT NULL
) STRICT
"""
"""``newest`` is the newest edition among ``marks``."""


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document as it is known."""

    path: str
    version: Version
    marks: Marks


class Known:
    """What is known of the documents.

    Args:
        database: has the table ``KNOWN``.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def versions(self) -> dict[str, Version]:
        """Every document that is known, by path."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT path, file_sha256, text_sha256 FROM known_document"
            ).fetchall()
        return {path: Version(file, text) for path, file, text in rows}

    def newest(self) -> Edition:
        """The newest edition of all; 0 if there is none."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT max(newest) FROM known_document").fetchone()
        return Edition(found[0] or 0)

    def marks(self, path: str) -> Marks:
        """The marks of the document at ``path``; none if it is not known."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT marks FROM known_document WHERE path = ?", (path,)
            ).fetchone()
        return {} if row is None else unpacked(row[0])

    def since(self, edition: Edition) -> Iterator[KnownDocument]:
        """The documents with a sentence that is newer than ``edition``."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT path, file_sha256, text_sha256, marks FROM known_document "
                "WHERE newest > ? ORDER BY path",
                (edition,),
            ).fetchall()
        for path, file, text, marks in rows:
            yield KnownDocument(path, Version(file, text), unpacked(marks))

    def note(self, documents: Sequence[KnownDocument]) -> None:
        """Know ``documents`` from now on, in place of what was known at their paths."""
        rows = [
            (
                it.path,
                it.version.file_sha256,
                it.version.text_sha256,
                max(it.marks.values(), default=0),
                packed(it.marks),
            )
            for it in documents
        ]
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO known_document "
                "(path, file_sha256, text_sha256, newest, marks) VALUES (?, ?, ?, ?, ?)",
                rows,
            )

    def note_files(self, versions: Mapping[str, Version]) -> None:
        """Know other hashes of files, by path, where the texts are as they are known."""
        rows = [(version.file_sha256, path) for path, version in versions.items()]
        with self._database.writing() as connection:
            connection.executemany("UPDATE known_document SET file_sha256 = ? WHERE path = ?", rows)
