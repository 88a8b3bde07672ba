"""Work that the next question of the same person makes needless."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar
from weakref import WeakValueDictionary

_T = TypeVar("_T")


class Newest:
    """Does each person's newest work only, and never two works of one person at once.

    Whoever types sends a query with every few letters. What waits when a newer one comes is not
    begun, and of what is under way nobody wants the result: so a person costs one search at a
    time, however fast they type.
    """

    def __init__(self) -> None:
        self._newest: dict[int, object] = {}
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def result(self, person: int, work: Callable[[], Awaitable[_T]]) -> _T | None:
        """What ``work()`` gives; None if something newer of the same person has come meanwhile."""
        mine = self._newest[person] = object()
        # A lock lives as long as somebody holds it or waits for it.
        turn = self._turns.setdefault(person, asyncio.Lock())
        try:
            async with turn:
                if self._newest.get(person) is not mine:
                    return None
                done = await work()
            return done if self._newest.get(person) is mine else None
        finally:
            if self._newest.get(person) is mine:
                del self._newest[person]
