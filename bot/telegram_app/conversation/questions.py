"""What was asked lately, by its message, so that an edited question can have its answer edited.

In memory only, for a while: after a restart an edited question is one that nobody has answered.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from telegram import Message, Update

from bot.conversation import Cited
from bot.follow_ups.follow_up import Past
from bot.telegram_app.conversation.chats import LIFETIME_SECONDS

CAPACITY = 2_000
FRESH_SECONDS = 300
"""An edit that comes later than this after its message opens no new answer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A message that was answered.

    Attributes:
        text: the question.
        past: what it could lean on.
        cited: the footnote that it replied to, if it did.
        shown_in: the message that shows the answer; None for a command, which has none to edit.
    """

    text: str = ""
    past: Past = field(default_factory=Past)
    cited: Cited | None = None
    shown_in: int | None = None


class Questions:
    """The turns of all chats; the oldest go first.

    Args:
        lifetime: seconds.
        capacity: how many are remembered.
        clock: seconds.
        wall_clock: seconds since 1970.
    """

    def __init__(
        self,
        lifetime: float = LIFETIME_SECONDS,
        capacity: int = CAPACITY,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        self._lifetime = lifetime
        self._capacity = capacity
        self._clock = clock
        self._begun = int(wall_clock())
        self._turns: OrderedDict[tuple[int, int], tuple[Turn, float]] = OrderedDict()
        self._newest: OrderedDict[tuple[int, int], int] = OrderedDict()

    def note(self, message: Message, turn: Turn) -> None:
        """Remember how ``message`` was answered."""
        now = self._clock()
        self._turns.pop(_place(message), None)
        while self._turns:
            _, until = next(iter(self._turns.values()))
            if len(self._turns) < self._capacity and until > now:
                break
            self._turns.popitem(last=False)
        self._turns[_place(message)] = (turn, now + self._lifetime)

    def find(self, message: Message) -> Turn | None:
        """How ``message`` was answered; None if it was not, or that is forgotten."""
        turn, until = self._turns.get(_place(message), (None, 0.0))
        return turn if until > self._clock() else None

    def forget_chat(self, chat_id: int) -> None:
        """Forget what was asked in a chat."""
        for turns in (self._turns, self._newest):
            for place in [place for place in turns if place[0] == chat_id]:
                del turns[place]

    def arrived(self, update: Update) -> None:
        """Take note of an update as it comes, maybe long before its turn."""
        if update.edited_message is not None:
            place = _place(update.edited_message)
            self._newest.pop(place, None)
            self._newest[place] = update.update_id
            if len(self._newest) > self._capacity:
                self._newest.popitem(last=False)

    def is_newest(self, update: Update) -> bool:
        """Whether no later edit of the same message has come since."""
        if update.edited_message is None:
            return False
        newest = self._newest.get(_place(update.edited_message), update.update_id)
        return newest == update.update_id

    def may_open(self, message: Message, *, private: bool) -> bool:
        """Whether an edited ``message`` that is not remembered may be answered as a new one.

        It must have been edited soon. In a group it must have come to this process: an earlier
        one may have answered it, and a second answer would be everybody's.
        """
        if message.edit_date is None:
            return False
        soon = (message.edit_date - message.date).total_seconds() <= FRESH_SECONDS
        return soon and (private or message.date.timestamp() >= self._begun)


def _place(message: Message) -> tuple[int, int]:
    return message.chat.id, message.message_id
