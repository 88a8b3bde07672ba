"""One process a bot and data folder: a second one would deal with what the first has under way."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import BusyError, StoreError

_PATIENCE_SECONDS = 10.0
"""A predecessor that is just ending gets this long: it ends within its own grace."""


@contextmanager
def only_process(data_dir: Path, bot: int, patience: float = _PATIENCE_SECONDS) -> Iterator[None]:
    """Be the only process of one bot over a data folder.

    Args:
        data_dir: the data folder, which is there.
        bot: the bot's own id; several bots may share a data folder.
        patience: seconds to wait for another process to end.

    Raises:
        BusyError: another process runs this bot over the same folder, and goes on for long.
        StoreError: the data folder cannot be locked.
    """
    lock = FileLock(data_dir / f"telegram.{bot}.lock", timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(
            f"This bot runs already over the data folder {data_dir}. Stop the other process, or "
            "give this one a DATA_DIR of its own."
        ) from None
    except OSError as error:
        raise StoreError(
            f"The data folder cannot be locked ({lock.lock_file}: {error.strerror or error}). "
            "Check DATA_DIR and its permissions."
        ) from error
    try:
        yield
    finally:
        lock.release()
