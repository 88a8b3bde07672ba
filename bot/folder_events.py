"""What the system tells of changes in the documents folder, and which paths must be looked at.

The system tells of single changes, as they happen; a person saves a file, copies a folder, unpacks
an archive. So changes are taken together until it has been quiet for a moment, but not for ever:
whatever is still being written then is told of again. What the system does not tell of (its queue
overflows, a network file system keeps silent) is for a check of the whole folder to find.
"""

import errno
import stat
import time
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from watchfiles import Change, watch

from corpus.formats import is_readable
from corpus.hidden import is_hidden
from corpus.scan import SOURCES

QUIET_MS = 100
"""A burst is over when nothing has been told for so long. With the steps below, a change is handed
on a quarter of a second after it was made."""

LONGEST_SECONDS = 1.0
"""A burst is over after so long in any case."""

STEP_MS = 50
"""How often it is looked whether anything was told."""

POLL_MS = 1_000
"""How often the folder is read where the system cannot tell; WATCHFILES_POLL_DELAY_MS decides."""

MANY = 200
"""Paths of a burst from which on the whole folder is looked at: it costs no more."""


@dataclass(frozen=True, slots=True)
class Burst:
    """Changes that came together.

    Attributes:
        begun: when the first was told, by the monotonic clock.
        changes: what happened to each path, in no order; empty where nothing did.
    """

    begun: float
    changes: Mapping[str, frozenset[Change]]


class UnwatchableError(Exception):
    """The system does not tell of changes in the folder, or no longer does.

    Attributes:
        is_limit: whether it has no watches left, which its settings decide.
    """

    def __init__(self, reason: str, *, is_limit: bool = False) -> None:
        super().__init__(reason)
        self.is_limit = is_limit


class UndecodableError(Exception):
    """A name that is not UTF-8 ended the watch; what was told with it is lost."""


def bursts(root: Path, *, polling: bool) -> Generator[Burst]:
    """Changes under ``root`` from the first call on, burst by burst; endless.

    Where nothing happens an empty burst comes every tenth of a second, so that whoever waits can
    look at other things.

    Args:
        root: the folder, resolved.
        polling: read the folder again and again instead of being told.

    Raises:
        UnwatchableError: if changes cannot be followed, or no longer.
        UndecodableError: if a file's name is not UTF-8: begin anew, and look at the whole folder.
        KeyboardInterrupt: when a signal's handler raises.
    """
    try:
        yield from _bursts(root, polling=polling, past_closed_folders=False)
    except PermissionError:
        # Only then: it makes the library silent on every fault, not on this one alone.
        try:
            yield from _bursts(root, polling=polling, past_closed_folders=True)
        except PermissionError as error:
            raise UnwatchableError(str(error)) from error


def _bursts(root: Path, *, polling: bool, past_closed_folders: bool) -> Generator[Burst]:
    told = watch(
        root,
        watch_filter=None,
        debounce=4 * STEP_MS,
        step=STEP_MS,
        rust_timeout=QUIET_MS,
        yield_on_timeout=True,
        # Where polling is not needed, WATCHFILES_FORCE_POLLING may still ask for it.
        force_polling=True if polling else None,
        poll_delay_ms=POLL_MS,
        ignore_permission_denied=past_closed_folders,
    )
    while True:
        changes = _next(told)
        begun = time.monotonic()
        happened: dict[str, frozenset[Change]] = {}
        while changes:
            for change, path in changes:
                happened[path] = happened.get(path, frozenset()) | {change}
            if time.monotonic() - begun >= LONGEST_SECONDS:
                break
            changes = _next(told)
        yield Burst(begun, happened)


def _next(told: Iterator[set[tuple[Change, str]]]) -> set[tuple[Change, str]]:
    try:
        return next(told)
    except PermissionError:
        raise
    except (OSError, RuntimeError, StopIteration) as error:
        reason = str(error) or "it has stopped"
        if "decode path" in reason:
            raise UndecodableError(reason) from error
        is_limit = "limit reached" in reason or (
            isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EMFILE}
        )
        raise UnwatchableError(reason, is_limit=is_limit) from error


def to_look_at(root: Path, burst: Burst, *, apart: Path) -> frozenset[Path]:
    """The paths that the indexer must look at after ``burst``; ``root`` itself for all.

    A path that is gone takes the whole folder: what stood there may stand elsewhere now, and both
    belong into one generation. So does a link, which makes two paths of one file.

    Args:
        root: the documents folder, resolved.
        burst: what was told.
        apart: the data folder, resolved, which may lie within.
    """
    wanted: set[Path] = set()
    for name, changes in burst.changes.items():
        path = Path(name)
        if _concerns_us(root, path, apart):
            wanted |= _to_look_at(root, path, changes)
    return frozenset({root}) if root in wanted or len(wanted) > MANY else frozenset(wanted)


def _concerns_us(root: Path, path: Path, apart: Path) -> bool:
    """Whether the scan would come by: not by what is hidden, nor by our own data."""
    if not path.is_relative_to(root) or path.is_relative_to(apart):
        return False
    return not any(is_hidden(part) for part in path.relative_to(root).parts)


def _to_look_at(root: Path, path: Path, changes: frozenset[Change]) -> set[Path]:
    """``path``, ``root`` for everything, or nothing where it cannot matter."""
    readable = is_readable(PurePosixPath(path.name))
    try:
        state = path.lstat()
        is_at_its_place = path.parent.resolve() == path.parent
    except OSError:
        # What came and went is a program's own file, unless it has the name of a document.
        return set() if Change.added in changes and not readable else {root}
    if path == root / SOURCES or stat.S_ISLNK(state.st_mode) or not is_at_its_place:
        return {root}
    if readable or stat.S_ISDIR(state.st_mode):
        return {path}
    # Where a folder went, there may be a file of its name now.
    return {root} if Change.deleted in changes else set()
