"""What a client asks the bot and waits for one answer to: pressed buttons, inline mode, guests."""

import time
from dataclasses import dataclass, field

from telegram_server.chats import Account, Message
from telegram_server.values import JsonObject


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What a person sees after pressing a button."""

    text: str | None
    show_alert: bool
    url: str | None


@dataclass(slots=True)
class CallbackQuery:
    """A pressed button."""

    id: str
    sender: Account
    message: Message
    data: str
    asked_at: float = field(default_factory=time.monotonic)
    answer: CallbackAnswer | None = None


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What inline mode offers; `query` is the text it answers."""

    query: str
    results: list[JsonObject]
    button: JsonObject | None
    cache_time: int
    is_personal: bool
    next_offset: str

    @property
    def titles(self) -> list[str]:
        """The titles of the results, in order."""
        return [str(result.get("title", "")) for result in self.results]


@dataclass(slots=True)
class InlineQuery:
    """A question in inline mode."""

    id: str
    sender: Account
    query: str
    asked_at: float = field(default_factory=time.monotonic)
    answer: InlineAnswer | None = None


@dataclass(slots=True)
class GuestQuery:
    """A message that summons the bot into a chat where it is no member."""

    id: str
    sender: Account
    message: Message
    asked_at: float = field(default_factory=time.monotonic)
    answer: Message | None = None
