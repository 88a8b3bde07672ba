"""The conversations of all chats, for a while, and apart from each other.

In private a conversation is the chat's. In a group each person has their own, and in each topic
another, so that nobody's ``/more`` continues another's question; and nothing of a private chat is
ever seen in a group.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from telegram import Message

from bot.answering import Answerer
from bot.conversation import Conversation

LIFETIME_SECONDS = 6 * 3600
CAPACITY = 2_000


class ChatKey(NamedTuple):
    """Whose conversation it is, and where.

    Attributes:
        user_id: in private the same as the chat; of anonymous administrators, who cannot be told
            apart, too.
        thread_id: the topic; None outside topics.
    """

    chat_id: int
    user_id: int
    thread_id: int | None = None


def key_of(message: Message) -> ChatKey:
    """The conversation that ``message`` belongs to."""
    chat_id = message.chat.id
    anonymous = message.from_user is None or message.sender_chat is not None
    return ChatKey(
        chat_id,
        chat_id if anonymous or message.from_user is None else message.from_user.id,
        message.message_thread_id if message.is_topic_message else None,
    )


@dataclass(slots=True, weakref_slot=True)
class Memory:
    """What the bot remembers of one conversation.

    Attributes:
        key: the last answer's id in ``ShownAnswers``, if it has passages.
        near_hidden: whether the last answer's near misses wait behind a button.
        turn: the message that moved the conversation last: questions before it are history.
    """

    conversation: Conversation
    used: float
    key: str | None = None
    near_hidden: bool = False
    turn: int = 0


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
        memory = self._memories.pop(key, None) or self.apart()
        memory.used = now
        self._memories[key] = memory
        if len(self._memories) > self._capacity:
            self._memories.popitem(last=False)
        return memory

    def apart(self) -> Memory:
        """A memory that is nobody's: what is asked in it touches no conversation."""
        return Memory(Conversation(self._answerer), self._clock())

    def forget(self, key: ChatKey) -> None:
        """Forget one conversation."""
        self._memories.pop(key, None)

    def forget_chat(self, chat_id: int) -> None:
        """Forget every conversation of a chat."""
        for key in [key for key in self._memories if key.chat_id == chat_id]:
            del self._memories[key]

    def move(self, old: int, new: int) -> None:
        """Let the conversations of a chat go on under its new id."""
        for key in [key for key in self._memories if key.chat_id == old]:
            memory = self._memories.pop(key)
            user_id = new if key.user_id == old else key.user_id
            self._memories.setdefault(ChatKey(new, user_id, key.thread_id), memory)
