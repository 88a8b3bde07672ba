"""What keeps a second watch out of a data folder, though the folder may be replaced meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from bot.wording import folder_watch as wording
from corpus.errors import BusyError, StoreError
from corpus.file_identity import OpenedFile


class WatchLock:
    """The lock of the only watch over the data folder ``data``."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._lock = FileLock(data / "watching.lock", timeout=0)
        self._held: OpenedFile | None = None

    @contextmanager
    def holding(self) -> Iterator[Self]:
        """Hold the lock.

        Raises:
            BusyError: if another watch holds it.
            StoreError: if there can be no lock.
        """
        self.take()
        try:
            yield self
        finally:
            self._lock.release()

    def is_at_its_place(self) -> bool:
        """Whether the lock that is held is the one that others find."""
        return self._held is not None and self._held.is_at_its_place()

    def take(self) -> None:
        """Hold the lock that is at its path now, another one if the data folder was replaced.

        Raises:
            BusyError: if another watch holds it.
            StoreError: if there can be no lock.
        """
        path = Path(self._lock.lock_file)
        if self.is_at_its_place():
            return
        self._lock.release()
        try:
            self._lock.acquire()
        except Timeout:
            raise BusyError(wording.already_watched(self._data)) from None
        except OSError as error:
            raise StoreError(
                f"The data folder cannot be locked ({path}: {error.strerror or error}). "
                "Check DATA_DIR and its permissions."
            ) from error
        self._held = OpenedFile.at(path)
