"""What changed in the documents folder since the index was made, without opening any file."""

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from corpus.errors import DocumentsError
from corpus.formats import is_readable
from corpus.hidden import is_hidden

SOURCES = "sources.toml"
"""A file at the top of the folder that tells of the documents, and is none itself."""


@dataclass(frozen=True, slots=True)
class FileState:
    """How a file was when it was last read.

    Attributes:
        size: in bytes; -1 if the file must be read again whatever its state.
        mtime_ns: time of the last modification, in nanoseconds since 1970.
        sha256: hexadecimal digest of its bytes; empty if it was never read whole.
        skipped: why it is not in the index, or ``None`` if it is.
        labels: what ``sources.toml`` said of it, as ``Sources.fingerprint``.
        unread: what in it could not be read, and why; ``None`` if all could.
        ctime_ns: time of the last change of the file, its name among it, in nanoseconds since 1970;
            0 if that is not known. Of two files of one size and time that change places, it alone
            tells.
        broken_off: whether what read it ended before it was done, and it is to be tried again:
            whatever its state is, it must be read at the next run.
    """

    size: int
    mtime_ns: int
    sha256: str
    skipped: str | None = None
    labels: str = ""
    unread: str | None = None
    ctime_ns: int = 0
    broken_off: bool = False

    @property
    def stamp(self) -> tuple[int, int, int]:
        """What is another after anybody has written to the file, or put another in its place."""
        return self.size, self.mtime_ns, self.ctime_ns


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to read.

    Attributes:
        state: as it is now, its hash not yet known. Where the bytes turn out to hash as before,
            the file was only touched.
    """

    path: str
    state: FileState


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """Something in the folder that cannot be read, and why.

    Attributes:
        path: safe to print, but not always a path that can be opened.
        partly: whether that is said of some of its documents or pages only.
    """

    path: str
    reason: str
    partly: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """The folder compared with the index. Paths are relative to it, with ``/``, and sorted.

    Attributes:
        fresh: new files, files whose size or times differ from what is known, and those that what
            read them broke off.
        unchanged: known files, those that were skipped before included.
        removed: known files that are gone.
        skipped: what cannot even be tried. Known files in a folder that cannot be listed stay.
        unsupported: suffix in lower case → number of files that no reader takes.
    """

    fresh: tuple[Candidate, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    unsupported: Mapping[str, int]


def scan(root: Path, known: Mapping[str, FileState], *, only: Sequence[Path] = ()) -> Changes:
    """Compares the files under ``root`` with ``known``.

    Hidden files and folders are passed over, and the locks of files that are open in Office; links
    to folders are not followed.

    Args:
        root: the documents folder.
        known: path → state, from ``Store.files``.
        only: files and folders to look at; everything if empty.

    Raises:
        DocumentsError: if ``root`` is not a folder, or something in ``only`` is not in it.
    """
    if not root.is_dir():
        raise DocumentsError(
            f"The documents folder {printable(str(root))} is missing. Set DOCUMENTS_DIR to a "
            "folder with documents."
        )
    named = {_inside(root, path, known) for path in only} or {""}
    starts = [path for path in named if not _is_below(path, named - {path})]
    walk = _Walk(root.resolve())
    found = dict(file for start in starts for file in walk.files(start))
    fresh, unchanged = [], []
    for path, state in found.items():
        before = known.get(path)
        if before is not None and before.stamp == state.stamp and not before.broken_off:
            unchanged.append(path)
        else:
            fresh.append(Candidate(path, state))
    gone = [path for path in known if path not in found and _is_below(path, starts)]
    kept = [path for path in gone if _is_below(path, walk.unlisted)]
    return Changes(
        fresh=tuple(sorted(fresh, key=lambda candidate: candidate.path)),
        unchanged=tuple(sorted(unchanged + kept)),
        removed=tuple(sorted(set(gone).difference(kept))),
        skipped=tuple(sorted(walk.skipped)),
        unsupported=dict(sorted(walk.unsupported.items())),
    )


def printable(path: str) -> str:
    """``path`` as it can be shown: bytes that are not UTF-8 and control characters are escaped."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


def _inside(root: Path, path: Path, known: Iterable[str]) -> str:
    """``path`` relative to ``root``, empty for ``root`` itself."""
    # A link to a file inside the folder goes by its own name, a folder by its real one.
    absolute = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    home = root.resolve()
    shown = printable(str(path))
    if not absolute.is_relative_to(home):
        raise DocumentsError(
            f"{shown} is not under the documents folder {printable(str(root))}. Move it there, or "
            "set DOCUMENTS_DIR to the folder that holds it."
        )
    relative = "" if absolute == home else absolute.relative_to(home).as_posix()
    if any(is_hidden(part) for part in relative.split("/")):
        raise DocumentsError(f"{shown} is hidden, or a lock file of Office's; neither is indexed.")
    if not absolute.exists() and not any(_is_below(name, [relative]) for name in known):
        raise DocumentsError(f"There is no file or folder {shown}.")
    return relative


def _is_below(path: str, folders: Iterable[str]) -> bool:
    return any(not top or path == top or path.startswith(f"{top}/") for top in folders)


@dataclass(slots=True)
class _Walk:
    """One pass over the folder.

    Attributes:
        root: resolved.
        unlisted: folders and files that are there but could not be looked at.
    """

    root: Path
    skipped: set[Skipped] = field(default_factory=set)
    unsupported: Counter[str] = field(default_factory=Counter)
    unlisted: list[str] = field(default_factory=list)

    def files(self, start: str) -> Iterator[tuple[str, FileState]]:
        """Every readable file at or below ``start``."""
        folder, _, name = start.rpartition("/")
        if not (self.root / start).is_dir():
            for entry in self._entries(folder):
                if entry.name == name:
                    yield from self._file(entry, start)
            return
        pending = [start]
        while pending:
            folder = pending.pop()
            for entry in self._entries(folder):
                path = f"{folder}/{entry.name}" if folder else entry.name
                if not _is_utf8(entry.name):
                    self._skip(path, "its name is not valid UTF-8; rename it")
                elif entry.is_dir(follow_symlinks=False):
                    pending.append(path)
                else:
                    yield from self._file(entry, path)

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.root / folder) as entries:
                return [entry for entry in entries if not is_hidden(entry.name)]
        except FileNotFoundError:
            return []
        except OSError as error:
            self.unlisted.append(folder)
            self._skip(folder or ".", f"the folder cannot be listed: {error.strerror or error}")
            return []

    def _file(self, entry: os.DirEntry[str], path: str) -> Iterator[tuple[str, FileState]]:
        """The file of ``entry``, unless it is of no use; then it is noted why."""
        if path == SOURCES:
            return
        try:
            if entry.is_symlink() and not self._leads_to_file(entry, path):
                return
            if not is_readable(PurePosixPath(path)):
                self.unsupported[printable(PurePosixPath(path).suffix.lower())] += 1
                return
            state = entry.stat()
        except FileNotFoundError:
            # It went while the folder was being read.
            return
        except OSError as error:
            self.unlisted.append(path)
            self._skip(path, f"it cannot be looked at: {error.strerror or error}")
            return
        if stat.S_ISREG(state.st_mode):
            times = (state.st_mtime_ns, state.st_ctime_ns)
            yield path, FileState(state.st_size, times[0], "", ctime_ns=times[1])
        else:
            self._skip(path, "it is not a regular file")

    def _leads_to_file(self, link: os.DirEntry[str], path: str) -> bool:
        try:
            target = Path(link.path).resolve(strict=True)
        except (OSError, RuntimeError):
            self._skip(path, "it is a link that leads nowhere")
            return False
        if not target.is_relative_to(self.root):
            self._skip(path, "it is a link to a place outside the documents folder")
            return False
        # What is in a linked folder inside this one is found at its own place.
        return not target.is_dir()

    def _skip(self, path: str, reason: str) -> None:
        self.skipped.add(Skipped(printable(path), reason))


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
