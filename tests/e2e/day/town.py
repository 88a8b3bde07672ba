"""Who lives the day: people and rooms, made beforehand, since the bot's list must name them."""

import threading
from collections import deque
from pathlib import Path

from telegram_server import TelegramServer
from telegram_server.chats import Chat
from telegram_server.people import Person

_PEOPLE = 150
_ROOMS = 12


class Town:
    """People and rooms that nobody has met yet; each is given out once.

    Rooms have an owner and two more members. All but the strangers are on the bot's list.

    Args:
        server: where they live.
        folder: for the signals that slow questions wait for.

    Attributes:
        owner: of the bot.
        listed: everybody's and every room's id, as the bot's settings take them.
    """

    def __init__(self, server: TelegramServer, folder: Path) -> None:
        world = server.world
        self._world = world
        self._lock = threading.Lock()
        self._folder = folder
        self._signals: list[Path] = []
        self.owner = world.user("Olga", language_code="en")
        self._people = deque(
            world.user(f"Person {number}", language_code="en") for number in range(_PEOPLE)
        )
        ids = [person.id for person in self._people]
        self._groups = deque(self._room("Group", "group", number) for number in range(_ROOMS))
        self._supergroups = deque(
            self._room("Circle", "supergroup", number) for number in range(_ROOMS)
        )
        self._forums = deque(self._room("Forum", "forum", number) for number in range(_ROOMS))
        rooms = [room for room, _ in (*self._groups, *self._supergroups, *self._forums)]
        self.listed = ",".join(map(str, [*ids, *(room.id for room in rooms)]))

    def person(self) -> Person:
        """Somebody whom the bot's owner has listed."""
        with self._lock:
            return self._people.popleft()

    def stranger(self) -> Person:
        """Somebody whom the bot's owner has not listed."""
        return self._world.user("Stranger", language_code="en")

    def group(self) -> tuple[Chat, tuple[Person, ...]]:
        """A basic group without the bot, and its members, the owner first."""
        with self._lock:
            return self._groups.popleft()

    def supergroup(self) -> tuple[Chat, tuple[Person, ...]]:
        """A supergroup without the bot, and its members, the owner first."""
        with self._lock:
            return self._supergroups.popleft()

    def forum(self) -> tuple[Chat, tuple[Person, ...]]:
        """A supergroup with topics, without the bot, and its members, the owner first."""
        with self._lock:
            return self._forums.popleft()

    def signal(self, name: str) -> Path:
        """A file that is not there yet; the answer to a slow question waits for it."""
        path = self._folder / name
        self._signals.append(path)
        return path

    def let_slow_questions_go(self) -> None:
        """Let nothing wait any longer."""
        for signal in self._signals:
            signal.touch()

    def _room(self, name: str, kind: str, number: int) -> tuple[Chat, tuple[Person, ...]]:
        members = tuple(self._world.user(f"{name} {number} {it}") for it in range(3))
        if kind == "group":
            return self._world.group(f"{name} {number}", *members), members
        forum = kind == "forum"
        return self._world.supergroup(f"{name} {number}", *members, forum=forum), members
