"""Which documents, and which sentences of any of them, are known already: kept in ``telegram.db``.

What is gone from the documents stays known, so that a file that is away for a while is no news when
it comes back. A sentence takes about 15 bytes on the disk, and none in memory: it is looked up. All
SQL of what is known stands here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from sqlite3 import Connection

from bot.telegram_app.watching.novelty import OLD, Edition, Print, Version
from corpus.database import Database

KNOWN = """
CREATE TABLE known_document (
    path TEXT PRIMARY KEY,
    file_sha256 TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    newest INTEGER NOT NULL
) STRICT;
CREATE TABLE known_sentence (
    print INTEGER PRIMARY KEY,
    edition INTEGER NOT NULL
) STRICT
"""
"""``newest`` is the newest edition among the sentences that a document holds or has held: it never
falls, as no number of an edition may be given twice."""

_AT_ONCE = 500
"""Sentences that one query looks up."""


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document as it is to be known.

    Attributes:
        sentences: all that it holds now.
        edition: of those among them that are not known.
    """

    path: str
    version: Version
    sentences: Sequence[Print]
    edition: Edition


class Known:
    """What is known of the documents.

    Args:
        database: has the tables ``KNOWN``.
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

    def editions(self, sentences: Iterable[Print]) -> dict[Print, Edition]:
        """Which edition brought each of ``sentences``; those that are not known are left out."""
        with self._database.reading() as connection:
            return _editions(connection, sentences)

    def since(self, edition: Edition) -> Iterator[str]:
        """The paths of the documents with a sentence that is newer than ``edition``."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT path FROM known_document WHERE newest > ? ORDER BY path", (edition,)
            ).fetchall()
        return (path for (path,) in rows)

    def note(self, documents: Sequence[KnownDocument]) -> None:
        """Know ``documents`` from now on, in place of what was known at their paths."""
        with self._database.writing() as connection:
            for it in documents:
                connection.executemany(
                    "INSERT OR IGNORE INTO known_sentence (print, edition) VALUES (?, ?)",
                    [(sentence, it.edition) for sentence in it.sentences],
                )
                newest = max(_editions(connection, it.sentences).values(), default=OLD)
                connection.execute(
                    "INSERT INTO known_document (path, file_sha256, text_sha256, newest) "
                    "VALUES (?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET "
                    "file_sha256 = excluded.file_sha256, text_sha256 = excluded.text_sha256, "
                    "newest = max(newest, excluded.newest)",
                    (it.path, it.version.file_sha256, it.version.text_sha256, newest),
                )

    def note_files(self, versions: Mapping[str, Version]) -> None:
        """Know other hashes of files, by path, where the texts are as they are known."""
        rows = [(version.file_sha256, path) for path, version in versions.items()]
        with self._database.writing() as connection:
            connection.executemany("UPDATE known_document SET file_sha256 = ? WHERE path = ?", rows)


def _editions(connection: Connection, sentences: Iterable[Print]) -> dict[Print, Edition]:
    found: dict[Print, Edition] = {}
    left = iter(sentences)
    while some := tuple(islice(left, _AT_ONCE)):
        marks = ", ".join("?" * len(some))
        rows = connection.execute(
            f"SELECT print, edition FROM known_sentence WHERE print IN ({marks})",  # noqa: S608 - "?"
            some,
        )
        found.update((Print(sentence), Edition(edition)) for sentence, edition in rows)
    return found
