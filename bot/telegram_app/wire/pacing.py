"""Calls on their way out, at the pace that Telegram allows: in each chat, and in all.

Every call of the bot but getUpdates passes here, whoever makes it. Telegram's figures, from its
own questions and answers for developers: about 30 messages a second in all, one a second in a chat
with short bursts, 20 a minute in a group. A leaky bucket lets through its burst and then its rate,
so each pair below adds up to no more than the figure in any window of its length.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any
from weakref import WeakSet

from aiolimiter import AsyncLimiter
from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.telegram_app.wire.lost_chats import LostChats

LONGEST_WAIT_SECONDS = 90.0
LAST_CALL_SECONDS = 2.0
"""How long the end of the process waits for the answer to a call that has been made."""

MOST_CHATS = 4_096
_WRITES = ("send", "edit", "copy", "forward", "delete", "stop", "setMessageReaction")
_TYPING = "sendChatAction"
Result = bool | dict[str, Any] | list[dict[str, Any]]
Call = Callable[..., Coroutine[Any, Any, Result]]


def _in_all() -> AsyncLimiter:
    return AsyncLimiter(5, 0.2)  # 5 at once, then 25 a second


def _in_a_chat() -> AsyncLimiter:
    return AsyncLimiter(5, 5)  # 5 at once, then one a second


def _in_a_group() -> AsyncLimiter:
    return AsyncLimiter(8, 40)  # 8 at once, then 12 a minute


@dataclass(slots=True)
class _Chat:
    """What one chat allows.

    Attributes:
        held_until: when Telegram takes messages again, in the event loop's seconds.
    """

    limiters: tuple[AsyncLimiter, ...]
    held_until: float = 0.0

    def is_idle(self, now: float) -> bool:
        """Whether nothing would be different if it were forgotten."""
        full = all(limiter.has_capacity(limiter.max_rate) for limiter in self.limiters)
        return full and self.held_until <= now


class Pacer(BaseRateLimiter[None]):
    """Lets a call through when its chat, and Telegram as a whole, take it.

    What reads, and answers to presses, inline queries and guests, which expire, pass at once. That
    the bot is typing is not shown where a message would have to wait. A flood limit (429) holds its
    own chat alone. A chat that is lost gets nothing until it is heard of again.

    Args:
        pause: waits, and says whether the process goes on: ``FootnoteBot.pause``.
        lost: the chats that want nothing from the bot.
    """

    def __init__(self, pause: Callable[[float], Awaitable[bool]], lost: LostChats) -> None:
        self._pause = pause
        self._lost = lost
        self._in_all = _in_all()
        self._chats: dict[int | str, _Chat] = {}
        self._cut_off: WeakSet[asyncio.Task[Any]] = WeakSet()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def process_request(
        self,
        callback: Call,
        args: Any,  # noqa: ANN401 - the library's own signature
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002 - the same
    ) -> Result:
        """Make the call in its turn.

        Raises:
            Forbidden: the chat is lost; the call is not made.
            RetryAfter: Telegram holds the chat for longer than anybody waits.
            TelegramError: what the call itself met.
        """
        if not endpoint.startswith(_WRITES):
            return await callback(*args, **kwargs)
        chat_id: int | str | None = data.get("chat_id")
        if chat_id is None:  # an inline message, of a chat unknown to the bot
            await self._in_all.acquire()
            return await callback(*args, **kwargs)
        self._lost.refuse(chat_id)
        chat = self._chat(chat_id)
        if endpoint == _TYPING and not self._is_free(chat):
            return True
        if endpoint != _TYPING:
            await self._turn(chat)
            self._lost.refuse(chat_id)  # it may have been lost in the meantime
        try:
            if endpoint == _TYPING:
                return await callback(*args, **kwargs)
            return await self._to_its_end(callback(*args, **kwargs))
        except RetryAfter as error:
            chat.held_until = asyncio.get_running_loop().time() + seconds_of(error)
            raise
        except TelegramError as error:
            self._lost.note(chat_id, error)
            raise

    async def _to_its_end(self, call: Coroutine[Any, Any, Result]) -> Result:
        """Make a call; whoever cuts its task off meanwhile waits for the answer.

        Telegram may have carried it out: at the end of the process its update would stay
        unfinished, and whoever it was for would get it again from the next one. The task's next
        call is not made.
        """
        task = asyncio.current_task()
        if task in self._cut_off:
            call.close()
            raise asyncio.CancelledError
        made = asyncio.ensure_future(call)
        try:
            return await asyncio.shield(made)
        except asyncio.CancelledError:
            await asyncio.wait({made}, timeout=LAST_CALL_SECONDS)
            if task is None or not made.done():
                made.cancel()
                raise
            task.uncancel()
            self._cut_off.add(task)
            return made.result()

    async def _turn(self, chat: _Chat) -> None:
        """Wait until ``chat`` takes a message, and only then for one of the places of all."""
        await self._until_released(chat)
        for limiter in chat.limiters:
            await limiter.acquire()
        await self._until_released(chat)
        await self._in_all.acquire()

    async def _until_released(self, chat: _Chat) -> None:
        while (left := chat.held_until - asyncio.get_running_loop().time()) > 0:
            if left > LONGEST_WAIT_SECONDS:
                raise RetryAfter(round(left))
            if not await self._pause(left):
                raise asyncio.CancelledError

    def _is_free(self, chat: _Chat) -> bool:
        released = chat.held_until <= asyncio.get_running_loop().time()
        return released and all(
            limiter.has_capacity() for limiter in (*chat.limiters, self._in_all)
        )

    def _chat(self, chat_id: int | str) -> _Chat:
        chat = self._chats.get(chat_id)
        if chat is None:
            if len(self._chats) >= MOST_CHATS:
                self._forget_idle()
            # Groups and channels have negative ids, or a name.
            private = isinstance(chat_id, int) and chat_id > 0
            chat = _Chat((_in_a_chat(),) if private else (_in_a_chat(), _in_a_group()))
            self._chats[chat_id] = chat
        return chat

    def _forget_idle(self) -> None:
        now = asyncio.get_running_loop().time()
        self._chats = {key: chat for key, chat in self._chats.items() if not chat.is_idle(now)}


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks the bot to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
