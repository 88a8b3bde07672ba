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
VOTERS = 500
"""Most people whose marks on one answer are told apart; later ones are not counted."""

_ID_BYTES = 6


@dataclass(frozen=True, slots=True)
class Votes:
    """How many people found an answer good or bad. Nothing else of it is kept."""

    good: int = 0
    bad: int = 0


NO_VOTES = Votes()


@dataclass(frozen=True, slots=True)
class Opinion:
    """Somebody thinks otherwise of an answer than before; None stands for no mark.

    Attributes:
        owner: whom the answer was kept for.
        voter: who thinks so.
    """

    answer: Answer
    owner: int
    voter: int
    before: bool | None
    now: bool | None


def _nobody_hears(_: Opinion) -> None:
    """Marks are counted under the answer alone."""


@dataclass(slots=True)
class _Kept:
    answer: Answer
    owner: int
    until: float
    claimed: bool = False
    messages: set[int] = field(default_factory=set)
    votes: dict[int, bool] = field(default_factory=dict)


class ShownAnswers:
    """Answers that were shown, by the id that their buttons carry. Not shared between processes.

    ``owner`` is the chat that an answer was shown in: an id from another chat finds nothing.
    ``marked`` is told of each opinion that changes.
    """

    def __init__(
        self,
        lifetime: float = LIFETIME_SECONDS,
        capacity: int = CAPACITY,
        clock: Callable[[], float] = time.monotonic,
        marked: Callable[[Opinion], None] = _nobody_hears,
    ) -> None:
        self._marked = marked
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

    def note_message(self, key: str, owner: int, message: int, opened: int) -> None:
        """Take note that ``message`` now shows passage ``opened`` (from 0) opened."""
        kept = self._live(key, owner)
        if kept is not None:
            self.forget_message(owner, message)
            kept.messages.add(message)
            self._messages[owner, message] = (key, opened)

    def forget_message(self, owner: int, message: int) -> None:
        """Take note that ``message`` does not show an answer any more."""
        key, _ = self._messages.pop((owner, message), ("", 0))
        if key in self._kept:
            self._kept[key].messages.discard(message)

    def find_message(self, message: int, owner: int) -> tuple[Answer, int] | None:
        """The answer that ``message`` shows, and its opened passage; None if it is gone."""
        key, opened = self._messages.get((owner, message), ("", 0))
        answer = self.find(key, owner)
        return (answer, opened) if answer is not None else None

    def key_of_message(self, message: int, owner: int) -> str | None:
        """The id of the answer that ``message`` shows; None if it is gone."""
        key, _ = self._messages.get((owner, message), ("", 0))
        return key if self._live(key, owner) else None

    def claim(self, key: str, owner: int) -> bool:
        """Claim what an answer's buttons do only once; True for one caller.

        A button can be pressed twice before it disappears, but its message is to be sent once.
        """
        kept = self._live(key, owner)
        if kept is None or kept.claimed:
            return False
        kept.claimed = True
        return True

    def give_back(self, key: str, owner: int) -> None:
        """Undo ``claim``: nothing could be sent, so that the button shall work again."""
        kept = self._live(key, owner)
        if kept is not None:
            kept.claimed = False

    def vote(self, key: str, owner: int, voter: int, *, good: bool) -> None:
        """Count a mark; each person has one on an answer, the last one given."""
        kept = self._live(key, owner)
        if kept is not None and (voter in kept.votes or len(kept.votes) < VOTERS):
            before = kept.votes.get(voter)
            kept.votes[voter] = good
            if before is not good:
                self._marked(Opinion(kept.answer, owner, voter, before, good))

    def take_back(self, key: str, owner: int, voter: int, *, good: bool) -> None:
        """Take a person's mark back, if it is still that one."""
        kept = self._live(key, owner)
        if kept is not None and kept.votes.get(voter) is good:
            del kept.votes[voter]
            self._marked(Opinion(kept.answer, owner, voter, good, None))

    def votes(self, key: str, owner: int) -> Votes:
        """The marks on an answer; none if it is gone."""
        kept = self._live(key, owner)
        marks = list(kept.votes.values()) if kept else []
        return Votes(marks.count(True), marks.count(False))

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
