"""Changes of the documents folder that the index has not followed yet: kept in ``telegram.db``.

A change is written down before it is made, and crossed out when its owner has been told how it
ended. So a process that is stopped or killed in between leaves no document that is answered from
though it is removed, and none that waits unseen. All SQL of these changes stands here.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.settings import Settings
from bot.telegram_app.wire.client import bot_number
from bot.wording.translation import spoken
from corpus.database import Database

UNFINISHED_CHANGES = """
CREATE TABLE unfinished_change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    bot INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    message INTEGER NOT NULL,
    language TEXT NOT NULL,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    starts INTEGER NOT NULL
) STRICT
"""

MOST_STARTS = 3
"""An index run that a process does not survive is not begun at each start for ever."""


class Kind(StrEnum):
    """What was done with a file."""

    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """A file that was put into the folder, or taken out of it.

    Attributes:
        chat_id: the owner's.
        message_id: of the message that tells of it.
        path: relative to the folder.
    """

    chat_id: int
    message_id: int
    kind: Kind
    path: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A change that another process has left.

    Attributes:
        language: that was spoken to its owner.
        starts: how many processes have taken it up, this one included.
    """

    number: int
    change: Change
    language: str
    starts: int


class UnfinishedChanges:
    """The changes of one bot's owners; those of others in the same file are apart.

    Args:
        database: has the table ``UNFINISHED_CHANGES``.
        settings: the token says which bot it is.

    Raises:
        SettingError: there is no token, or it cannot be one.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._bot = bot_number(settings)

    def note(self, change: Change) -> int:
        """Write down what is about to be done; its number.

        Raises:
            StoreError: it cannot be written down, and must not be done.
        """
        values = (change.chat_id, change.message_id, spoken(), change.kind, change.path)
        with self._database.writing(durable=True) as connection:
            number = connection.execute(
                "INSERT INTO unfinished_change "
                "(bot, chat, message, language, kind, path, starts) VALUES (?, ?, ?, ?, ?, ?, 0)",
                (self._bot, *values),
            ).lastrowid
        return number or 0

    def cross_out(self, number: int) -> None:
        """Forget a change: it was not made, or its owner knows what became of it."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM unfinished_change WHERE number = ?", (number,))

    def take_up(self) -> list[Unfinished]:
        """What an earlier process has left, the oldest first.

        Raises:
            StoreError: it cannot be read or written.
        """
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "UPDATE unfinished_change SET starts = starts + 1 WHERE bot = ?", (self._bot,)
            )
            rows = connection.execute(
                "SELECT number, chat, message, kind, path, language, starts "
                "FROM unfinished_change WHERE bot = ? ORDER BY number",
                (self._bot,),
            ).fetchall()
        return [
            Unfinished(number, Change(chat, message, Kind(kind), path), language, starts)
            for number, chat, message, kind, path, language, starts in rows
        ]
