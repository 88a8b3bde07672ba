"""Who watches what, and how far each watch has come: kept in ``telegram.db``.

A question is kept until its person stops watching it. What a watch has seen is an edition
(``novelty``), so that nothing is told twice. All SQL of watches stands here.
"""

import secrets
from dataclasses import dataclass
from sqlite3 import Connection

from bot.telegram_app.traces import Traces
from bot.telegram_app.watching.novelty import Edition
from corpus.database import Database

WATCHES = """
CREATE TABLE watch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    word TEXT NOT NULL UNIQUE,
    person INTEGER NOT NULL,
    question TEXT NOT NULL,
    language TEXT NOT NULL,
    seen INTEGER NOT NULL
) STRICT;
CREATE INDEX watch_person ON watch (person)
"""

MOST_OF_ONE_PERSON = 20
_WORD_BYTES = 6
_COLUMNS = "id, word, person, question, language, seen"


@dataclass(frozen=True, slots=True)
class Watch:
    """A standing question.

    Attributes:
        word: what its buttons carry: 8 characters, URL-safe, random, so that nobody can guess it.
        person: whose it is: in private the chat has the same id.
        language: what was spoken when it was made, one of ``LANGUAGES``.
        seen: the newest edition that it has been held against.
    """

    id: int
    word: str
    person: int
    question: str
    language: str
    seen: Edition


class Watches:
    """The standing questions of everybody.

    Args:
        database: has the table ``WATCHES``.
        traces: told of what is deleted.
    """

    def __init__(self, database: Database, traces: Traces) -> None:
        self._database = database
        self._traces = traces

    def add(self, person: int, question: str, language: str, seen: Edition) -> Watch | None:
        """Watch ``question``; None where the person watches as many as they may."""
        word = secrets.token_urlsafe(_WORD_BYTES)
        with self._database.writing(durable=True) as connection:
            row = connection.execute(
                "INSERT INTO watch (word, person, question, language, seen) "
                "SELECT ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM watch WHERE person = ?) < ? "
                "RETURNING id",
                (word, person, question, language, seen, person, MOST_OF_ONE_PERSON),
            ).fetchone()
        return None if row is None else Watch(row[0], word, person, question, language, seen)

    def of(self, person: int) -> list[Watch]:
        """A person's, oldest first."""
        return self._select("person = ?", (person,))

    def behind(self, edition: Edition) -> list[Watch]:
        """Those that have not been held against ``edition`` yet, oldest first."""
        return self._select("seen < ?", (edition,))

    def any(self) -> bool:
        """Whether anybody watches anything."""
        with self._database.reading() as connection:
            return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM watch)").fetchone()[0])

    def stop(self, person: int, word: str) -> Watch | None:
        """Stop what ``word`` names, if it is this person's; what it was, or None."""
        for watch in self.of(person):
            if secrets.compare_digest(watch.word.encode(), word.encode()):
                self._delete("id = ?", watch.id)
                return watch
        return None

    def forget(self, person: int) -> None:
        """Stop all that a person watches."""
        self._delete("person = ?", person)

    def pass_over(self, watch: Watch, edition: Edition) -> None:
        """Take note that there is nothing to tell up to ``edition``."""
        with self._database.writing() as connection:
            _see(connection, watch, edition)

    def note_told(self, watch: Watch, edition: Edition) -> bool:
        """Take note that all up to ``edition`` is told now; False where nobody watches any more."""
        with self._database.writing(durable=True) as connection:
            return _see(connection, watch, edition)

    def take_back(self, watch: Watch) -> None:
        """Undo ``note_told``: it was surely not told. ``watch`` is as it was before."""
        with self._database.writing(durable=True) as connection:
            _see(connection, watch, watch.seen)

    def _delete(self, where: str, value: int) -> None:
        with self._database.writing(durable=True) as connection:
            deleted = connection.execute(
                f"DELETE FROM watch WHERE {where}",  # noqa: S608 - constants
                (value,),
            ).rowcount
        if deleted:
            self._traces.left()

    def _select(self, where: str, values: tuple[int, ...]) -> list[Watch]:
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM watch WHERE {where} ORDER BY id",  # noqa: S608 - constants
                values,
            ).fetchall()
        return [Watch(*row) for row in rows]


def _see(connection: Connection, watch: Watch, edition: Edition) -> bool:
    """Let ``watch`` have seen ``edition``; False where it is gone."""
    sql = "UPDATE watch SET seen = ? WHERE id = ?"
    return bool(connection.execute(sql, (edition, watch.id)).rowcount)
