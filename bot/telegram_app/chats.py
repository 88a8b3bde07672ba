"""The conversations of all chats, for a while, and apart from each other.

In private a conversation is the chat's. In a group each person has their own, so that nobody's
``/more`` continues another's question; and nothing of a private chat is ever seen in a group.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.answering import Answerer
from bot.conversation import Conversation

LIFETIME_SECONDS = 6 * 3600
CAPACITY = 2_000

ChatKey = tuple[int, int]
"""Chat id and user id; in private the two are the same."""


@dataclass(slots=True, weakref_slot=True)
class Memory:
    """What the bot remembers of one conversation.

    Attributes:
        key: the last answer's id in ``ShownAnswers``, if it has passages.
        near_hidden: whether the last answer's near misses wait behind a button.
    """

    conversation: Conversation
    used: float
    key: str | None = None
    near_hidden: bool = False


class Conversations:
    """Conversations by chat and person; the ones unused for longest go first."""

    def __init__(
        self,
        answerer: Answerer,
        lifetime: float = LIFETIME_SECONDS,
        capacity: int = CAPACITY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._answerer = answerer
        self._lifetime = lifetime
        self._capacity = capacity
        self._clock = clock
        self._memories: OrderedDict[ChatKey, Memory] = OrderedDict()

    def __len__(self) -> int:
        return len(self._memories)

    def of(self, key: ChatKey) -> Memory:
        """The memory for ``key``, a new one where there is none or it has grown too old."""
        now = self._clock()
        while self._memories and self._memories[oldest := next(iter(self._memories))].used < (
            now - self._lifetime
        ):
            del self._memories[oldest]
        memory = self._memories.pop(key, None) or Memory(Conversation(self._answerer), now)
        memory.used = now
        self._memories[key] = memory
        if len(self._memories) > self._capacity:
            self._memories.popitem(last=False)
        return memory

    def forget_chat(self, chat_id: int) -> None:
        """Forget every conversation of a chat."""
        for key in [key for key in self._memories if key[0] == chat_id]:
            del self._memories[key]
