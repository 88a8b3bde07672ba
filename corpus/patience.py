"""How long one document may take to be cleaned and cut, in the process that indexes.

What libraries parse has a process of its own, which can be ended (``corpus.readers.worker``). Our
own code cannot: so it looks between two paragraphs at how long it has computed. Time that a busy
machine gives to others does not count: a document is not refused for it.
"""

import time
from collections.abc import Callable

from corpus.errors import ReadingError

SECONDS = 300
"""Ten times what 50 MB of ordinary text take; nothing known takes more than its size explains."""


class Patience:
    """Ends when a document has taken too long.

    Args:
        seconds: that it may take from now on.
        clock: seconds of computing by this thread, since some moment.
    """

    def __init__(
        self, seconds: float = SECONDS, clock: Callable[[], float] = time.thread_time
    ) -> None:
        self._seconds = seconds
        self._clock = clock
        self._end = clock() + seconds

    def check(self) -> None:
        """Goes on, or not.

        Raises:
            ReadingError: if the time is over.
        """
        if self._clock() > self._end:
            raise ReadingError(f"reading it took longer than {self._seconds:g} s")
