"""What an owner has been asked and has not answered yet: behind the ids that the buttons carry.

In memory only: after a restart the buttons of an old question lead nowhere, and say so.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

LIFETIME_SECONDS = 3600.0
CAPACITY = 200
_ID_BYTES = 6
_T = TypeVar("_T")


class Pending(Generic[_T]):
    """Things under random ids, each for one person, for a while; the oldest go first."""

    def __init__(
        self,
        lifetime: float = LIFETIME_SECONDS,
        capacity: int = CAPACITY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lifetime = lifetime
        self._capacity = capacity
        self._clock = clock
        self._kept: OrderedDict[str, tuple[int, float, _T]] = OrderedDict()

    def keep(self, owner: int, thing: _T) -> str:
        """Keep ``thing`` for ``owner``; its id, of eight characters.

        What nobody can ask for any more is let go of, with the files that it holds open.
        """
        now = self._clock()
        key = secrets.token_urlsafe(_ID_BYTES)
        self._kept[key] = owner, now + self._lifetime, thing
        # All live as long as one another, so the first that was kept is over first.
        while len(self._kept) > self._capacity or next(iter(self._kept.values()))[1] <= now:
            self._kept.popitem(last=False)
        return key

    def find(self, key: str, owner: int) -> _T | None:
        """What is kept under ``key``; None for another's, and for what is gone."""
        kept_for, until, thing = self._kept.get(key, (None, 0.0, None))
        return thing if kept_for == owner and until > self._clock() else None

    def take(self, key: str, owner: int) -> _T | None:
        """As ``find``, for one caller: a button can be pressed twice."""
        thing = self.find(key, owner)
        if thing is not None:
            del self._kept[key]
        return thing
