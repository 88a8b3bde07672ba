"""What can go wrong between a bot and Telegram, for tests to ask for."""

import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from math import ceil
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error answer, the call not being carried out."""

    status: int
    description: str
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """The connection breaks without an answer, before the call is carried out or after."""

    after_doing: bool = False


@dataclass(frozen=True, slots=True)
class Silent:
    """No answer for some seconds, and then none: the client's read times out."""

    seconds: float
    after_doing: bool = False


@dataclass(frozen=True, slots=True)
class BadGateway:
    """A 502 with a page of HTML instead of JSON, the call not being carried out."""


Fault: TypeAlias = Refusal | Dropped | Silent | BadGateway


def too_many_requests(retry_after: int) -> Refusal:
    """Return a 429, as Telegram words it."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after)


class Faults:
    """The faults that wait for the next calls of a method, in order."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault, times: int) -> None:
        """Let the next calls of the method fail."""
        self._waiting[method.lower()].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """Return the fault for this call of the method, and use it up."""
        waiting = self._waiting[method.lower()]
        return waiting.popleft() if waiting else None


@dataclass
class FloodControl:
    """At most so many messages in so many seconds in one chat; off while `messages` is None."""

    messages: int | None = None
    seconds: float = 1.0
    _sent: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def wait(self, chat_id: int) -> int | None:
        """Count a message; return how many seconds to wait first when it is one too many."""
        if self.messages is None:
            return None
        now = time.monotonic()
        sent = self._sent[chat_id]
        while sent and sent[0] <= now - self.seconds:
            sent.popleft()
        if len(sent) >= self.messages:
            return max(1, ceil(sent[0] + self.seconds - now))
        sent.append(now)
        return None
