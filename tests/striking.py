"""Strikes a run at one of the calls by which it changes something on the disk.

Counted among all calls, nearly all of which compute, a sweep would hit the same few steps again
and again.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

_CHANGES = frozenset(
    {
        *("open", "write", "tofile", "sendfile", "close", "flock", "fsync"),
        *("mkdir", "link", "unlink", "rmdir", "rename", "replace"),
        *("execute", "executemany"),
        *("writer", "add_document", "commit", "wait_merging_threads", "write_index"),
    }
)
"""Names of functions in C: of the system, SQLite's, NumPy's, Tantivy's and FAISS's."""

_Result = TypeVar("_Result")


class Striking:
    """Counts the calls of a run that change something, and strikes at one of them.

    Args:
        strike: what happens just before that call.
        at: which one, from 1; 0 for none.
    """

    def __init__(self, strike: Callable[[], object], at: int) -> None:
        self.seen = 0
        self._strike = strike
        self._at = at

    def run(self, work: Callable[[], _Result]) -> _Result:
        """The result of ``work``."""
        sys.setprofile(self._look)
        try:
            return work()
        finally:
            sys.setprofile(None)

    def _look(self, frame: FrameType, event: str, argument: object) -> None:
        del frame
        if event != "c_call" or getattr(argument, "__name__", None) not in _CHANGES:
            return
        # A string is replaced more often than a file.
        if not isinstance(getattr(argument, "__self__", None), str):
            self.seen += 1
            if self.seen == self._at:
                self._strike()
