"""Updates in order within a chat, and side by side across chats."""

import asyncio
import logging
from collections import Counter, OrderedDict
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram_app.logs import alias

_MOST_AT_ONCE = 1_024
MOST_OF_ONE_CHAT = 64
_UPDATES_REMEMBERED = 5_000
_log = logging.getLogger(__name__)


class ChatOrder(BaseUpdateProcessor):
    """Processes each chat's updates one after another, and each update once.

    Telegram delivers an update again when it has not seen the first delivery confirmed. Of one
    chat only so many updates wait at a time, so that it cannot take the place of all others; what
    exceeds them is left out.
    """

    def __init__(self) -> None:
        super().__init__(max_concurrent_updates=_MOST_AT_ONCE)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._at_hand: Counter[int] = Counter()
        self._seen: OrderedDict[int, None] = OrderedDict()

    # The library's own signature has Any.
    async def do_process_update(self, update: object, coroutine: "Awaitable[Any]") -> None:
        """Await ``coroutine`` when those before it in the same chat are done."""
        if not isinstance(update, Update):
            await coroutine
            return
        if self._is_repeated(update.update_id):
            _leave_out(coroutine)
            return
        chat = update.effective_chat
        if chat is None:
            await coroutine
        elif self._at_hand[chat.id] < MOST_OF_ONE_CHAT:
            await self._in_turn(chat.id, coroutine)
        else:
            _log.warning("chat=%s writes too fast: an update is left out", alias(chat.id))
            _leave_out(coroutine)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def _in_turn(self, chat_id: int, coroutine: "Awaitable[Any]") -> None:
        self._at_hand[chat_id] += 1
        # A lock lives as long as somebody holds it or waits for it.
        lock = self._locks.setdefault(chat_id, asyncio.Lock())
        try:
            async with lock:
                await coroutine
        finally:
            self._at_hand[chat_id] -= 1
            if not self._at_hand[chat_id]:
                del self._at_hand[chat_id]

    def _is_repeated(self, update_id: int) -> bool:
        if update_id in self._seen:
            return True
        self._seen[update_id] = None
        if len(self._seen) > _UPDATES_REMEMBERED:
            self._seen.popitem(last=False)
        return False


def _leave_out(coroutine: "Awaitable[Any]") -> None:
    asyncio.ensure_future(coroutine).cancel()
