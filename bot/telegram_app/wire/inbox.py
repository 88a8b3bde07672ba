"""Updates on their way in: each is written down before Telegram is told that it has arrived.

Telegram delivers an update again until it knows that it has arrived, and never afterwards. So what
is received is kept on the disk until it has been dealt with: a process that is killed in between
deals with it at its next start, and one that was killed after it answers nobody twice.

Numbers stand in ``telegram.db``. What an update holds stands in a file of its own, which is removed
as soon as the update is dealt with: a database would go on holding its words, in the write-ahead
log and wherever a row has once stood.
"""

import asyncio
import json
import logging
import os
import time
from collections.abc import Callable
from pathlib import Path

from telegram import Update

from bot.telegram_app.wire.client import FootnoteBot
from corpus.database import Database
from corpus.errors import StoreError

RECEIVED = """
CREATE TABLE received_update (
    place INTEGER PRIMARY KEY,
    bot INTEGER NOT NULL,
    number INTEGER NOT NULL,
    content TEXT,
    starts INTEGER NOT NULL DEFAULT 1,
    received_at INTEGER NOT NULL,
    UNIQUE (bot, number)
) STRICT
"""
"""``content`` is NULL once the update is dealt with: from then on only its number is known. Before
that it is empty, and the content in a file; an earlier version's rows hold it themselves."""

FOLDER_NAME = "received"
"""Of the folder of those files, within the data folder."""

MOST_REMEMBERED = 10_000
_TRIM_EVERY = 500
_LIFETIME_SECONDS = 24 * 3600  # Telegram keeps an update no longer either
_MOST_STARTS = 3
_log = logging.getLogger(__name__)


class Inbox:
    """The updates of one bot: known by number, and by content until they are dealt with.

    A disk that fails does not silence the bot: it is reported, and goes on from memory; then an
    update may be answered twice after a restart, or not at all.

    Args:
        database: has the table ``RECEIVED``.
        folder: where the contents are written; made if it is missing.
        bot: the bot's own id; several bots may share a data folder, and each counts its own
            updates.
        clock: seconds since 1970.

    Raises:
        StoreError: the folder cannot be made.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        bot: int,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._folder = folder
        self._bot = bot
        self._clock = clock
        self._noted = 0
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"{folder} cannot be made: {error.strerror or error}. Check that DATA_DIR names "
                "a folder that you may write to."
            ) from None

    def note(self, update: Update) -> bool:
        """Write ``update`` down; False if it was received before."""
        content = json.dumps(update.to_dict(), separators=(",", ":"))  # ASCII, whatever it holds
        row = (self._bot, update.update_id, int(self._clock()))
        try:
            with self._database.writing() as connection:
                added = connection.execute(
                    "INSERT INTO received_update (bot, number, content, received_at) "
                    "VALUES (?, ?, '', ?) ON CONFLICT DO NOTHING",
                    row,
                ).rowcount
                if added:  # the row counts only when the file is whole
                    _write(self._file(update.update_id), content)
                if self._noted % _TRIM_EVERY == 0:
                    self._trim()
                self._noted += added
        except (StoreError, OSError) as error:
            _log.error("an update could not be noted, and goes on from memory: %s", error)
            return True
        return bool(added)

    def done(self, number: int) -> None:
        """The update has been dealt with: its content is forgotten, its number is not."""
        try:
            self._file(number).unlink(missing_ok=True)
            with self._database.writing() as connection:
                connection.execute(
                    "UPDATE received_update SET content = NULL WHERE bot = ? AND number = ?",
                    (self._bot, number),
                )
        except (StoreError, OSError) as error:
            _log.error("an update may be dealt with again after a restart: %s", error)

    def unfinished(self, bot: FootnoteBot) -> list[Update]:
        """The updates that an earlier process was cut off from, in their order.

        One that several processes in a row did not survive is given up: it may be what ended them.
        """
        with self._database.writing() as connection:
            self._trim()
            connection.execute(
                "UPDATE received_update SET starts = starts + 1 "
                "WHERE bot = ? AND content IS NOT NULL",
                (self._bot,),
            )
            given_up = connection.execute(
                "UPDATE received_update SET content = NULL "
                "WHERE bot = ? AND content IS NOT NULL AND starts > ?",
                (self._bot, _MOST_STARTS),
            ).rowcount
            rows = connection.execute(
                "SELECT number, content FROM received_update "
                "WHERE bot = ? AND content IS NOT NULL ORDER BY place",
                (self._bot,),
            ).fetchall()
        if given_up:
            _log.error("%d updates were begun %d times and are given up", given_up, _MOST_STARTS)
        self._sweep({number for number, _ in rows})
        read = (self._read(bot, number, content) for number, content in rows)
        taken_up = [update for update in read if update is not None]
        if taken_up:
            _log.info("%d updates were cut off by the last end and are taken up", len(taken_up))
        return taken_up

    def _read(self, bot: FootnoteBot, number: int, content: str) -> Update | None:
        """A noted update; None where it was dealt with, or its file did not survive."""
        try:
            return bot.read_update(json.loads(content or self._file(number).read_text("ascii")))
        except FileNotFoundError:  # the file goes first: the process ended between the two
            self.done(number)
        except (OSError, ValueError) as error:  # a file without its end: the power failed
            _log.error("an update that was noted cannot be read: %s", type(error).__name__)
            self.done(number)
        return None

    def _sweep(self, awaited: set[int]) -> None:
        """Remove files that no row speaks of: of an update that Telegram delivers again.

        Those of other bots that share the folder go when they are as old as none can be.
        """
        kept, oldest = {self._file(number) for number in awaited}, self._clock() - _LIFETIME_SECONDS
        try:
            for path in self._folder.iterdir():
                is_own = path.name.startswith(f"{self._bot}.")
                if path not in kept and (is_own or path.stat().st_mtime < oldest):
                    path.unlink(missing_ok=True)
        except OSError as error:
            _log.error("what is left of earlier updates cannot be removed: %s", error)

    def _file(self, number: int) -> Path:
        return self._folder / f"{self._bot}.{number}.json"

    def _trim(self) -> None:
        """Forget what Telegram does not deliver again; what is under way is never too many."""
        with self._database.reading() as connection:
            connection.execute(
                "DELETE FROM received_update WHERE received_at < ? OR (content IS NULL AND "
                "place <= (SELECT max(place) FROM received_update) - ?)",
                (int(self._clock()) - _LIFETIME_SECONDS, MOST_REMEMBERED),
            )


def _write(path: Path, content: str) -> None:
    """Write a file that its owner alone may read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(content)


class Incoming(asyncio.Queue[object]):
    """The queue between Telegram and the handlers: every update passes it once.

    Args:
        inbox: notes what passes.
        arrived: told of each new update, in its order.
    """

    def __init__(self, inbox: Inbox, arrived: Callable[[Update], None]) -> None:
        super().__init__()
        self._inbox = inbox
        self._arrived = arrived

    async def put(self, item: object) -> None:
        """Let ``item`` in, unless it is an update that was received before."""
        if isinstance(item, Update):
            if not self._inbox.note(item):
                return
            self._arrived(item)
        await super().put(item)
