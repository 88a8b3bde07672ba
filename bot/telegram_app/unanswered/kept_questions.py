"""Questions without a good answer, in ``telegram.db``: none unless ``KEEP_QUESTIONS_DAYS`` says so.

Of who asked there stands a code, made from their id with a key that is made from the bot's token.
So /forget finds what is a person's, and the file alone tells nobody who that is: ids are few enough
to try them all, but not without the token. A new token finds nobody any more; what was kept under
the old one is therefore deleted.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.answer import QUESTION_LIMIT
from bot.settings import Settings
from bot.telegram_app.wire.client import bot_number, token_from
from bot.wording.translation import spoken
from corpus.database import Database

KEPT_QUESTIONS = """
CREATE TABLE kept_question (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    bot INTEGER NOT NULL,
    key BLOB NOT NULL,
    person BLOB NOT NULL,
    day TEXT NOT NULL,
    language TEXT NOT NULL,
    why TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT
"""
"""``key`` tells keys apart and gives none away."""

MOST_KEPT = 10_000
_CODE_BYTES = 16


class Why(StrEnum):
    """Why a question is kept: the documents hold something near, or nothing, or it got 👎."""

    CLOSEST = "closest"
    ABSTAINED = "abstained"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question that was asked in vain.

    Attributes:
        language: that the bot spoke to whoever asked.
    """

    day: date
    language: str
    why: Why
    text: str


class KeptQuestions:
    """The questions of one bot's private chats; those of others in the same file are apart.

    Args:
        database: has the table ``KEPT_QUESTIONS``.
        settings: for how long to keep questions, and the token.
        clock: seconds since 1970.

    Attributes:
        days: for how long a question is kept; 0 for not at all.

    Raises:
        SettingError: there is no token, or it cannot be one.
    """

    def __init__(
        self, database: Database, settings: Settings, clock: Callable[[], float] = time.time
    ) -> None:
        self.days = settings.keep_questions_days
        self._database = database
        self._clock = clock
        self._bot = bot_number(settings)
        token = token_from(settings).encode()
        self._key = hashlib.blake2b(token, person=b"who asked").digest()
        self._key_name = hashlib.blake2b(self._key, digest_size=_CODE_BYTES).digest()
        # An earlier process may have been killed before it was done with what it deleted.
        self._holds_traces = True

    def note(self, text: str, why: Why, person: int) -> None:
        """Keep a question, if questions are kept; the oldest go where there are too many.

        Raises:
            StoreError: it cannot be written down.
        """
        if not self.days or not text:
            return
        kept = text[:QUESTION_LIMIT].encode("utf-8", "replace").decode()
        whose = (self._bot, self._key_name, self._code(person))
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO kept_question (bot, key, person, day, language, why, text) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*whose, self._today().isoformat(), spoken(), why, kept),
            )
            connection.execute(
                "DELETE FROM kept_question WHERE bot = ? AND number <= "
                "(SELECT max(number) FROM kept_question) - ?",
                (self._bot, MOST_KEPT),
            )

    def take_back_mark(self, text: str, person: int) -> None:
        """Delete what was kept for a person's 👎 that they have taken back."""
        kept = text[:QUESTION_LIMIT].encode("utf-8", "replace").decode()
        self._delete("person = ? AND why = ? AND text = ?", self._code(person), Why.MARKED, kept)

    def forget(self, person: int) -> None:
        """Delete all that is kept of a person, without a trace; slow enough for a thread.

        Raises:
            StoreError: it cannot be deleted.
        """
        self._delete("person = ?", self._code(person))
        self._leave_no_trace()

    def trim(self) -> None:
        """Delete what is older than questions are kept, and what no person could have deleted.

        Without a trace, as ``forget`` does.

        Raises:
            StoreError: it cannot be deleted.
        """
        last = self._today() - timedelta(self.days)
        self._delete("(day <= ? OR key <> ?)", last.isoformat(), self._key_name)
        self._leave_no_trace()

    def all(self) -> tuple[KeptQuestion, ...]:
        """Every question, the latest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT day, language, why, text FROM kept_question WHERE bot = ? "
                "ORDER BY number DESC",
                (self._bot,),
            ).fetchall()
        return tuple(
            KeptQuestion(date.fromisoformat(day), language, Why(why), text)
            for day, language, why, text in rows
        )

    def _delete(self, which: str, *values: object) -> None:
        with self._database.writing() as connection:
            deleted = connection.execute(
                f"DELETE FROM kept_question WHERE bot = ? AND {which}",  # noqa: S608 - of this class
                (self._bot, *values),
            ).rowcount
        self._holds_traces = self._holds_traces or deleted > 0

    def _leave_no_trace(self) -> None:
        """Write the file anew where something was deleted.

        SQLite's own ``secure_delete`` overwrites a row where it stands, but not where it stood
        before its page was split or joined; and the write-ahead log holds it until it is emptied.
        """
        if self._holds_traces:
            with self._database.reading() as connection:
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._holds_traces = False

    def _code(self, person: int) -> bytes:
        return hashlib.blake2b(
            str(person).encode(), key=self._key, digest_size=_CODE_BYTES
        ).digest()

    def _today(self) -> date:
        return date.fromtimestamp(self._clock())
