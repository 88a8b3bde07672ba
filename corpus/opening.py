"""Files of the documents folder are opened here, and surely none outside it."""

import math
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import NamedTuple, TypeVar

from corpus.errors import AccessError, ChangingError

_READ_AGAIN = 2
"""Times that a file is read again at once because somebody wrote to it."""

_Result = TypeVar("_Result")


def bytes_of(root: Path, path: str, max_bytes: int) -> bytes:
    """The bytes of the file at ``path``, relative to ``root`` and with ``/``.

    Raises:
        AccessError: if it cannot be opened, is too large, or lies outside ``root``.
        ChangingError: if it was written to meanwhile.
    """
    with opened(root, path, max_bytes) as file, explained():
        before = state_of(file)
        data = file.read(max_bytes + 1)
        # It may have grown since its size was taken.
        _require_size(os.fstat(file.fileno()), max_bytes)
        require_same(file, before)
        return data


class OpenedState(NamedTuple):
    """What tells whether an opened file was written to. One that was replaced stays as it is."""

    size: int
    mtime_ns: int


def state_of(file: BufferedReader | BytesIO) -> OpenedState | None:
    """How ``file`` is now; None where it is in memory, and nobody else writes to it."""
    if isinstance(file, BytesIO):
        return None
    state = os.fstat(file.fileno())
    return OpenedState(state.st_size, state.st_mtime_ns)


def require_same(file: BufferedReader | BytesIO, opened_as: OpenedState | None) -> None:
    """Make sure that nobody has written to ``file``.

    Raises:
        ChangingError: if it is not as it was when it was opened.
    """
    if state_of(file) != opened_as:
        raise ChangingError


def settled(work: Callable[[], _Result]) -> _Result:
    """The result of ``work``, which reads a file: anew, at once, where it changed meanwhile.

    Raises:
        ChangingError: if it changed each time.
    """
    for _ in range(_READ_AGAIN):
        with suppress(ChangingError):
            return work()
    return work()


@contextmanager
def opened(root: Path, path: str, max_bytes: int) -> Iterator[BufferedReader]:
    """Opens the file at ``path``, relative to ``root`` and with ``/``.

    Raises:
        AccessError: if it cannot be opened, is too large, or lies outside ``root``.
    """
    with ExitStack() as stack:
        with explained():
            descriptor = stack.enter_context(_descriptor(root, path))
            _require_size(os.fstat(descriptor), max_bytes)
            file = stack.enter_context(os.fdopen(os.dup(descriptor), "rb"))
        yield file


@contextmanager
def explained() -> Iterator[None]:
    """Says in plain words why a file could not be opened."""
    try:
        yield
    except FileNotFoundError:
        raise AccessError("it is no longer there") from None
    except PermissionError:
        raise AccessError("there is no permission to read it") from None
    except OSError as error:
        raise AccessError(f"it cannot be read: {error.strerror or error}") from None


def _require_size(state: os.stat_result, max_bytes: int) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise AccessError("it is not a regular file")
    if state.st_size > max_bytes:
        # Rounded up: a file just above the limit must not seem to be within it.
        megabytes = math.ceil(state.st_size / 100_000) / 10
        raise AccessError(
            f"it has {megabytes:,} MB, more than MAX_FILE_MB allows; raise that setting or split "
            "the file"
        )


@contextmanager
def _descriptor(root: Path, path: str) -> Iterator[int]:
    """A descriptor of the file, which surely lies inside ``root``.

    Links are resolved once; then every step of the resolved path is taken without following
    another link, so that nothing can be swapped in between.
    """
    try:
        home = root.resolve(strict=True)
        target = (home / path).resolve(strict=True)
    except (RuntimeError, ValueError):
        raise AccessError("its name or a link on the way to it makes no sense") from None
    if not target.is_relative_to(home) or target == home:
        raise AccessError("it is a link to a place outside the documents folder")
    *folders, name = target.relative_to(home).parts
    step = os.open(home, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for folder in folders:
            flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
            inner = os.open(folder, flags, dir_fd=step)
            os.close(step)
            step = inner
        # A pipe without a writer would block, were it not for O_NONBLOCK.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(name, flags, dir_fd=step)
    finally:
        os.close(step)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
