"""Updates in order within a chat, and side by side across chats."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram_app.logs import alias
from bot.wording.translation import speaking

_MOST_AT_ONCE = 8_192  # what waits for a flooded chat takes the place of nobody else
MOST_OF_ONE_CHAT = 32
_log = logging.getLogger(__name__)


class ChatOrder(BaseUpdateProcessor):
    """Processes each chat's updates one after another.

    Of one chat only so many updates wait at a time, so that it cannot take the place of all
    others; what exceeds them is left out.

    Args:
        language: what to speak to whoever an update is from, asked when its turn comes.
        done: told the number of each update that is dealt with; not of one that was cut off.
    """

    def __init__(self, done: Callable[[int], None], language: Callable[[Update], str]) -> None:
        super().__init__(max_concurrent_updates=_MOST_AT_ONCE)
        self._done = done
        self._language = language
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._at_hand: Counter[int] = Counter()
        self._under_way: set[asyncio.Task[None]] = set()

    # The library's own signature has Any.
    async def do_process_update(self, update: object, coroutine: "Awaitable[Any]") -> None:
        """Await ``coroutine`` when those before it in the same chat are done."""
        if not isinstance(update, Update):
            await coroutine
            return
        work = asyncio.create_task(self._process(update, coroutine))
        self._under_way.add(work)
        try:
            await work
        finally:
            self._under_way.discard(work)
            _leave_out(coroutine)  # where it was cut off before its turn came
        self._done(update.update_id)

    async def _process(self, update: Update, coroutine: "Awaitable[Any]") -> None:
        chat = update.effective_chat
        if chat is None:
            await self._spoken(update, coroutine)
        elif self._at_hand[chat.id] < MOST_OF_ONE_CHAT:
            await self._in_turn(chat.id, update, coroutine)
        else:
            _log.warning("chat=%s writes too fast: an update is left out", alias(chat.id))

    async def _spoken(self, update: Update, coroutine: "Awaitable[Any]") -> None:
        with speaking(self._language(update)):
            await coroutine

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Leave what is still under way unfinished: the process has no more time for it."""
        for work in self._under_way:
            work.cancel()

    async def _in_turn(self, chat_id: int, update: Update, coroutine: "Awaitable[Any]") -> None:
        self._at_hand[chat_id] += 1
        # A lock lives as long as somebody holds it or waits for it.
        lock = self._locks.setdefault(chat_id, asyncio.Lock())
        try:
            async with lock:
                await self._spoken(update, coroutine)
        finally:
            self._at_hand[chat_id] -= 1
            if not self._at_hand[chat_id]:
                del self._at_hand[chat_id]


def _leave_out(coroutine: "Awaitable[Any]") -> None:
    if isinstance(coroutine, Coroutine):
        coroutine.close()  # does nothing to one that has run
