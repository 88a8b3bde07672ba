"""Invitations, each for one person, and who has come by one: kept in ``telegram.db``.

An invitation is a random token that only its link holds: of it the file has the SHA-256, which
opens nothing. Whoever follows the link first is a guest from then on, until that is taken back.
"""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.conversation.deep_links import INVITATION_BYTES
from corpus.database import Database

INVITATIONS = """
CREATE TABLE invitation (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB NOT NULL UNIQUE,
    owner INTEGER NOT NULL,
    language TEXT NOT NULL,
    until INTEGER NOT NULL
) STRICT;
CREATE TABLE guest (
    person INTEGER PRIMARY KEY,
    since INTEGER NOT NULL
) STRICT
"""
"""``owner`` and ``language``: who is told, in which, that the invitation was accepted."""

LIFETIME_DAYS = 7
_DAY_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Invitation:
    """A new invitation.

    Attributes:
        token: what its link carries; it is not known again afterwards.
        last_day: the day before which it is certainly good.
    """

    number: int
    token: str
    last_day: date


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """One that nobody has used; ``last_day`` as above."""

    number: int
    last_day: date


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who has come by an invitation."""

    person: int
    since: date


@dataclass(frozen=True, slots=True)
class Accepted:
    """An invitation that was good.

    Attributes:
        owner: who made it.
        language: that the owner spoke then.
    """

    owner: int
    language: str


class Invitations:
    """Makes invitations and lets in who comes by one.

    Args:
        database: has the tables ``INVITATIONS``.
        doorkeeper: asks who is a guest, where access is by invitation.
        clock: seconds since 1970.
    """

    def __init__(
        self,
        database: Database,
        doorkeeper: Doorkeeper,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._doorkeeper = doorkeeper
        self._clock = clock
        if doorkeeper.invites:
            doorkeeper.let_in(self.is_guest)

    def make(self, owner: int, language: str) -> Invitation:
        """A new invitation, good for ``LIFETIME_DAYS``."""
        token = secrets.token_urlsafe(INVITATION_BYTES)
        now = int(self._clock())
        until = now + LIFETIME_DAYS * _DAY_SECONDS
        with self._database.writing(durable=True) as connection:
            connection.execute("DELETE FROM invitation WHERE until <= ?", (now,))
            number = connection.execute(
                "INSERT INTO invitation (digest, owner, language, until) VALUES (?, ?, ?, ?)",
                (_digest(token), owner, language, until),
            ).lastrowid
        return Invitation(number or 0, token, date.fromtimestamp(until))

    def is_open(self, token: str) -> bool:
        """Whether somebody could still come by that invitation."""
        if not self._doorkeeper.invites:
            return False
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT owner FROM invitation WHERE digest = ? AND until > ?",
                (_digest(token), int(self._clock())),
            ).fetchone()
        return row is not None and row[0] in self._doorkeeper.owners

    def accept(self, token: str, person: int) -> Accepted | None:
        """Let ``person`` in by an invitation, which is used up by that; None if it is not good.

        One by somebody who is no owner any more is not.
        """
        now = int(self._clock())
        if not self.is_open(token):
            return None
        with self._database.writing(durable=True) as connection:
            rows = connection.execute(
                "DELETE FROM invitation WHERE digest = ? RETURNING owner, language",
                (_digest(token),),
            ).fetchall()
            if not rows:  # another process of the bot was faster
                return None
            connection.execute(
                "INSERT OR IGNORE INTO guest (person, since) VALUES (?, ?)", (person, now)
            )
        return Accepted(*rows[0])

    def cancel(self, number: int) -> None:
        """Let an invitation bring nobody in any more; one that has is not undone by that."""
        with self._database.writing(durable=True) as connection:
            connection.execute("DELETE FROM invitation WHERE number = ?", (number,))

    def open(self) -> tuple[OpenInvitation, ...]:
        """Every invitation by which somebody could still come, the latest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT number, owner, until FROM invitation WHERE until > ? ORDER BY number DESC",
                (int(self._clock()),),
            ).fetchall()
        owners = self._doorkeeper.owners
        return tuple(
            OpenInvitation(number, date.fromtimestamp(until))
            for number, owner, until in rows
            if owner in owners
        )

    def is_guest(self, person: int) -> bool:
        """Whether somebody has come by an invitation."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT 1 FROM guest WHERE person = ?", (person,))
            return found.fetchone() is not None

    def guests(self) -> tuple[Guest, ...]:
        """Everybody who has come by an invitation, the latest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT person, since FROM guest ORDER BY since DESC, person"
            ).fetchall()
        return tuple(Guest(person, date.fromtimestamp(since)) for person, since in rows)

    def keep_guests(self) -> bool:
        """Whether guests are remembered, or may come to be."""
        return self._doorkeeper.invites or bool(self.guests())

    def take_back(self, person: int) -> None:
        """Let a guest in no longer; who was none, or is on the owner's list, loses nothing."""
        with self._database.writing(durable=True) as connection:
            connection.execute("DELETE FROM guest WHERE person = ?", (person,))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
