"""Updates in order within a chat, and side by side across chats."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

_MOST_AT_ONCE = 1_024
_UPDATES_REMEMBERED = 5_000


class ChatOrder(BaseUpdateProcessor):
    """Processes each chat's updates one after another, and each update once.

    Telegram delivers an update again when it has not seen the first delivery confirmed.
    """

    def __init__(self) -> None:
        super().__init__(max_concurrent_updates=_MOST_AT_ONCE)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._seen: OrderedDict[int, None] = OrderedDict()

    # The library's own signature has Any.
    async def do_process_update(self, update: object, coroutine: "Awaitable[Any]") -> None:
        """Await ``coroutine`` when those before it in the same chat are done."""
        if not isinstance(update, Update):
            await coroutine
            return
        if self._is_repeated(update.update_id):
            asyncio.ensure_future(coroutine).cancel()
            return
        chat = update.effective_chat
        if chat is None:
            await coroutine
            return
        # A lock lives as long as somebody holds it or waits for it.
        lock = self._locks.setdefault(chat.id, asyncio.Lock())
        async with lock:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    def _is_repeated(self, update_id: int) -> bool:
        if update_id in self._seen:
            return True
        self._seen[update_id] = None
        if len(self._seen) > _UPDATES_REMEMBERED:
            self._seen.popitem(last=False)
        return False
