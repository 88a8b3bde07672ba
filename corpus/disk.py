"""Why something cannot be written, and what to do about it: every library says it in its own words.

SQLite, Tantivy, FAISS and NumPy each raise an error of another kind where the disk is full, and
some keep the reason in the text alone. Here all of them become one sentence, which names the
folder to make room in.
"""

import errno
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StoreError

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_PROTECTED = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
_SAYS_FULL = re.compile(
    # The last is NumPy's, which does not pass on what the system said.
    r"no space left|disk is full|file too large|quota exceeded|requested and \d+ written",
    re.IGNORECASE,
)
_SAYS_PROTECTED = re.compile(
    r"permission ?denied|read-?only|operation not permitted", re.IGNORECASE
)
_LITTLE = 1_000_000
"""Bytes: where fewer are free, that is why a write failed, whatever the error says."""


def cannot_write(what: str, folder: Path, error: Exception) -> StoreError:
    """That something could not be written.

    Args:
        what: that could not, with its path where it has one; begins the sentence.
        folder: where room must be made; on the same disk.
        error: what a library or the system said.
    """
    if is_full(folder, error):
        where = f"{folder}"
        if isinstance(error, sqlite3.Error) and not _is_little(folder):
            where = f"{folder} and in {tempfile.gettempdir()}"  # SQLite sorts there
        return StoreError(
            f"{what} cannot be written: the disk is full. Make room in {where}, or let DATA_DIR "
            "name a folder on another disk. What was indexed before is still there."
        )
    if _has(error, _PROTECTED, _SAYS_PROTECTED):
        return StoreError(
            f"{what} cannot be written: {_reason(error)}. Check that you may write to {folder}, or "
            "let DATA_DIR name another folder."
        )
    return StoreError(
        f"{what} cannot be written or read ({_reason(error)}). Make room in {folder} if its disk "
        "is full; otherwise check that it is there, that you may write to it and that the disk is "
        "not failing, or let DATA_DIR name another folder."
    )


def is_full(folder: Path, error: Exception) -> bool:
    """Whether ``error`` came about since there is no room on the disk of ``folder``."""
    return _has(error, _FULL, _SAYS_FULL) or (
        # SQLite calls it an error of the disk where it is its index of the log that has no room.
        isinstance(error, sqlite3.Error)
        and not _has(error, _PROTECTED, _SAYS_PROTECTED)
        and _is_little(folder)
    )


@contextmanager
def writing(what: str, folder: Path) -> Iterator[None]:
    """Says in words why ``what`` in ``folder`` could not be written.

    Raises:
        StoreError: if anything inside raises ``OSError``.
    """
    try:
        yield
    except OSError as error:
        raise cannot_write(what, folder, error) from error


def _has(error: Exception, numbers: frozenset[int], words: re.Pattern[str]) -> bool:
    number = error.errno if isinstance(error, OSError) else None
    return number in numbers or (number is None and words.search(str(error)) is not None)


def _reason(error: Exception) -> str:
    told = error.strerror if isinstance(error, OSError) else None
    return (told or str(error)).rstrip(".")


def _is_little(folder: Path) -> bool:
    try:
        disk = os.statvfs(folder)
    except OSError:
        return False
    return disk.f_bavail * disk.f_frsize < _LITTLE or (disk.f_files > 0 and disk.f_favail == 0)
