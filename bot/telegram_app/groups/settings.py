"""What a group's administrators have set, and which groups have moved: kept in ``telegram.db``.

All SQL of the groups stands here. A further setting is a column (a step in ``tables``), a field
of ``GroupSettings`` and a row of buttons in ``settings_menu``.
"""

import json
import secrets
from dataclasses import dataclass
from sqlite3 import Connection

from corpus.database import Database
from corpus.filters import Filters

GROUPS = """
CREATE TABLE group_settings (
    chat_id INTEGER PRIMARY KEY,
    menu TEXT NOT NULL,
    sources TEXT NOT NULL,
    short INTEGER NOT NULL,
    admins_only INTEGER NOT NULL,
    language TEXT
) STRICT;
CREATE TABLE moved_groups (
    old_id INTEGER PRIMARY KEY,
    new_id INTEGER NOT NULL
) STRICT
"""

_MENU_BYTES = 6


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """How the bot answers in one group.

    Attributes:
        sources: publishers and folders that answers come from; empty for all documents.
        short: whether answers are short.
        admins_only: whether only administrators may ask.
        language: what the bot speaks there; None for each person's own.
    """

    sources: tuple[str, ...] = ()
    short: bool = True
    admins_only: bool = False
    language: str | None = None

    @property
    def filters(self) -> Filters:
        """The limits on every question of the group."""
        return Filters(sources=self.sources)


_AS_IT_COMES = GroupSettings()


class Groups:
    """The settings of all groups, by chat id. What was never set is as it comes.

    Each group with settings has a random word that its menu's buttons carry, so that a forged
    button, or another group's, finds nothing.

    Args:
        database: has the tables ``GROUPS``.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def settings(self, chat_id: int) -> GroupSettings:
        """What is set for a group."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT sources, short, admins_only, language FROM group_settings "
                "WHERE chat_id = ?",
                (chat_id,),
            ).fetchone()
        if row is None:
            return _AS_IT_COMES
        return GroupSettings(tuple(json.loads(row[0])), bool(row[1]), bool(row[2]), row[3])

    def is_short(self, chat_id: int) -> bool:
        """Whether answers in a chat are short: never in private, where ids are above 0."""
        return chat_id < 0 and self.settings(chat_id).short

    def change(self, chat_id: int, settings: GroupSettings) -> None:
        """Set a group's settings."""
        chosen = (json.dumps(settings.sources), settings.short, settings.admins_only)
        with self._database.writing() as connection:
            _ensure(connection, chat_id)
            connection.execute(
                "UPDATE group_settings SET sources = ?, short = ?, admins_only = ?, language = ? "
                "WHERE chat_id = ?",
                (*chosen, settings.language, chat_id),
            )

    def menu(self, chat_id: int) -> str:
        """The word that the buttons of a group's menu carry: 8 characters, URL-safe."""
        with self._database.writing() as connection:
            _ensure(connection, chat_id)
        known = self._menu(chat_id)
        if known is None:
            raise AssertionError("a row that was just made is there")
        return known

    def is_menu(self, chat_id: int, menu: str) -> bool:
        """Whether ``menu`` is the word of this group's menu."""
        known = self._menu(chat_id)
        return known is not None and secrets.compare_digest(known.encode(), menu.encode())

    def move(self, old: int, new: int) -> None:
        """Take note that Telegram has given a group another id; its settings go with it.

        Said twice, or by two updates, it changes nothing more.
        """
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "INSERT INTO moved_groups (old_id, new_id) VALUES (?, ?) "
                "ON CONFLICT (old_id) DO UPDATE SET new_id = excluded.new_id",
                (old, new),
            )
            connection.execute(
                "UPDATE OR IGNORE group_settings SET chat_id = ? WHERE chat_id = ?", (new, old)
            )

    def moves(self) -> tuple[tuple[int, int], ...]:
        """The groups that have moved: old and new id."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT old_id, new_id FROM moved_groups").fetchall()
        return tuple((old, new) for old, new in rows)

    def _menu(self, chat_id: int) -> str | None:
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT menu FROM group_settings WHERE chat_id = ?", (chat_id,)
            ).fetchone()
        return None if row is None else str(row[0])


def _ensure(connection: Connection, chat_id: int) -> None:
    """Let a group have a row."""
    settings = _AS_IT_COMES
    connection.execute(
        "INSERT OR IGNORE INTO group_settings (chat_id, menu, sources, short, admins_only) "
        "VALUES (?, ?, ?, ?, ?)",
        (
            chat_id,
            secrets.token_urlsafe(_MENU_BYTES),
            json.dumps(settings.sources),
            settings.short,
            settings.admins_only,
        ),
    )
