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
from bot.telegram_app.traces import Traces
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
    until TEXT NOT NULL,
    language TEXT NOT NULL,
    why TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT
"""
"""``key`` tells keys apart and gives none away. ``until``: the day on which it goes, whoever runs
then: a bot that shared the folder may never be started again."""

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
        traces: told of what is deleted.
        settings: for how long to keep questions, and the token.
        clock: seconds since 1970.

    Attributes:
        days: for how long a question is kept; 0 for not at all.

    Raises:
        SettingError: there is no token, or it cannot be one.
    """

    def __init__(
        self,
        database: Database,
        traces: Traces,
        settings: Settings,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.days = settings.keep_questions_days
        self._database = database
        self._traces = traces
        self._clock = clock
        self._bot = bot_number(settings)
        token = token_from(settings).encode()
        self._key = hashlib.blake2b(token, person=b"who asked").digest()
        self._key_name = hashlib.blake2b(self._key, digest_size=_CODE_BYTES).digest()

    def note(self, text: str, why: Why, person: int) -> None:
        """Keep a question, if questions are kept; the oldest go where there are too many.

        Raises:
            StoreError: it cannot be written down.
        """
        if not self.days or not text:
            return
        whose = (self._bot, self._key_name, self._code(person))
        day = self._today()
        when = (day.isoformat(), (day + timedelta(self.days)).isoformat())
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO kept_question (bot, key, person, day, until, language, why, text) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*whose, *when, spoken(), why, _held(text)),
            )
        self._delete(
            "bot = ? AND number <= (SELECT max(number) FROM kept_question) - ?",
            self._bot,
            MOST_KEPT,
        )

    def take_back_mark(self, text: str, person: int) -> None:
        """Delete what was kept for a person's 👎 that they have taken back: the latest one's."""
        self._delete(
            "number = (SELECT max(number) FROM kept_question "
            "WHERE bot = ? AND person = ? AND why = ? AND text = ?)",
            self._bot,
            self._code(person),
            Why.MARKED,
            _held(text),
        )

    def forget(self, person: int) -> None:
        """Delete all that is kept of a person.

        Raises:
            StoreError: it cannot be deleted.
        """
        self._delete("bot = ? AND person = ?", self._bot, self._code(person))

    def trim(self) -> None:
        """Delete what was kept for its time, and what no person could have deleted.

        Of whichever bot; of this one also what is older than questions are kept now.

        Raises:
            StoreError: it cannot be deleted.
        """
        today = self._today()
        self._delete(
            "until <= ? OR (bot = ? AND (day <= ? OR key <> ?))",
            today.isoformat(),
            self._bot,
            (today - timedelta(self.days)).isoformat(),
            self._key_name,
        )

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
                f"DELETE FROM kept_question WHERE {which}",  # noqa: S608 - of this class
                values,
            ).rowcount
        if deleted:
            self._traces.left()

    def _code(self, person: int) -> bytes:
        return hashlib.blake2b(
            str(person).encode(), key=self._key, digest_size=_CODE_BYTES
        ).digest()

    def _today(self) -> date:
        return date.fromtimestamp(self._clock())


def _held(text: str) -> str:
    """What is kept of a question's text."""
    return text[:QUESTION_LIMIT].encode("utf-8", "replace").decode()
