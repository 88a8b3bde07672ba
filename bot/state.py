"""What a button or a reply refers to: answers under short ids, for a while.

Telegram gives a button 64 bytes, so the answer itself stays here. An id is random, so that a
forged one finds nothing; it expires, and the oldest go first when there are too many.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.answer import Answer

LIFETIME_SECONDS = 6 * 3600
CAPACITY = 2_000
_ID_BYTES = 6


@dataclass(slots=True)
class _Kept:
    answer: Answer
    owner: int
    until: float
    taken: set[int] = field(default_factory=set)
    messages: set[int] = field(default_factory=set)


class ShownAnswers:
    """Answers that were shown, by the id that their buttons carry. Not shared between processes.

    ``owner`` is the chat that an answer was shown in: an id from another chat finds nothing.
    """

    def __init__(
        self,
        lifetime: float = LIFETIME_SECONDS,
        capacity: int = CAPACITY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lifetime = lifetime
        self._capacity = capacity
        self._clock = clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._messages: dict[tuple[int, int], tuple[str, int]] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def keep(self, answer: Answer, owner: int) -> str:
        """Remember ``answer`` for ``owner``; the id is URL-safe and 8 characters long."""
        now = self._clock()
        while self._kept:
            oldest = next(iter(self._kept))
            if len(self._kept) < self._capacity and self._kept[oldest].until > now:
                break
            self._drop(oldest)
        key = secrets.token_urlsafe(_ID_BYTES)
        self._kept[key] = _Kept(answer, owner, now + self._lifetime)
        return key

    def find(self, key: str, owner: int) -> Answer | None:
        """The answer that was kept under ``key`` for ``owner``, or None if it is gone."""
        kept = self._live(key, owner)
        return kept.answer if kept else None

    def note_message(self, key: str, owner: int, message: int, first: int) -> None:
        """Take note that ``message`` shows the page that begins with passage ``first``."""
        kept = self._live(key, owner)
        if kept is not None:
            kept.messages.add(message)
            self._messages[owner, message] = (key, first)

    def find_message(self, message: int, owner: int) -> tuple[Answer, int] | None:
        """The answer that ``message`` shows, and its page's first passage; None if it is gone."""
        key, first = self._messages.get((owner, message), ("", 0))
        answer = self.find(key, owner)
        return (answer, first) if answer is not None else None

    def take(self, key: str, owner: int, first: int) -> bool:
        """Claim the page that begins with passage ``first``; True for one caller only.

        A button can be pressed twice before it disappears, but its page is to be sent once.
        """
        kept = self._live(key, owner)
        if kept is None or first in kept.taken:
            return False
        kept.taken.add(first)
        return True

    def give_back(self, key: str, owner: int, first: int) -> None:
        """Undo ``take``: the page could not be sent, so that the button shall work again."""
        kept = self._live(key, owner)
        if kept is not None:
            kept.taken.discard(first)

    def forget(self, owner: int) -> None:
        """Forget every answer that was kept for ``owner``."""
        for key in [key for key, kept in self._kept.items() if kept.owner == owner]:
            self._drop(key)

    def move(self, owner: int, new: int) -> None:
        """Let ``owner``'s ids find their answers under the name ``new``.

        Its messages are not found any more: their numbers are the old chat's.
        """
        for kept in self._kept.values():
            if kept.owner == owner:
                self._forget_messages(kept)
                kept.owner = new

    def _live(self, key: str, owner: int) -> _Kept | None:
        kept = self._kept.get(key)
        if kept is None or kept.owner != owner:
            return None
        if kept.until <= self._clock():
            self._drop(key)
            return None
        return kept

    def _drop(self, key: str) -> None:
        self._forget_messages(self._kept.pop(key))

    def _forget_messages(self, kept: _Kept) -> None:
        for message in kept.messages:
            self._messages.pop((kept.owner, message), None)
        kept.messages.clear()
