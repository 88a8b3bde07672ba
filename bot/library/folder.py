"""Files in the documents folder: written whole or not at all, never through a link, never lost.

Every step is taken from a descriptor of the folder itself, so that nothing can be swapped for a
link in between. What leaves the folder is copied first, to a place where the owner finds it.
"""

import errno
import hashlib
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import Self

from bot.library.names import same_name
from corpus.disk import is_full

_UNFINISHED = re.compile(r"\.footnote-[0-9a-f]{16}")
"""Names of files that are being written; hidden files are not indexed."""

_ABANDONED_SECONDS = 3600
_NO_LINKS = frozenset((errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK))
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class DocumentsFolder:
    """The documents folder, as owners change it. Every method may raise ``OSError``.

    Args:
        root: resolved.
        removed: where what leaves the folder is kept; made when it is needed.
    """

    def __init__(self, root: Path, removed: Path) -> None:
        self._root = root
        self._removed = removed

    @property
    def removed(self) -> Path:
        """The folder that keeps what was removed or replaced."""
        return self._removed

    def why_not(self, error: OSError) -> str:
        """Why the folder could not be changed, and where to make room if that is why."""
        if is_full(self._root, error):
            return f"the disk is full; make room in {self._root} and in {self._removed.parent}"
        return error.strerror or str(error)

    @classmethod
    def of(cls, root: Path, data: Path) -> Self:
        """The documents folder ``root``; what leaves it is kept in the data folder."""
        # Inside the documents folder only what is hidden is not indexed.
        inside = data.resolve().is_relative_to(root)
        return cls(root, data.resolve() / (".removed" if inside else "removed"))

    def taken(self, name: str) -> str | None:
        """The name of what stands where a file called ``name`` would go, if anything does.

        It may differ in case or composition: on some systems both are one file.
        """
        wanted = same_name(name)
        with os.scandir(self._root) as entries:
            return next((it.name for it in entries if same_name(it.name) == wanted), None)

    def is_file(self, name: str) -> bool:
        """Whether ``name`` is a plain file there, and no link."""
        return stat.S_ISREG((self._root / name).lstat().st_mode)

    def holds(self, path: str) -> bool:
        """Whether a plain file, and no link, stands at ``path``, relative to the folder."""
        return self.has(path) and self.is_file(path)

    def is_link(self, path: str) -> bool:
        """Whether a link stands at ``path``, relative to the folder."""
        return (self._root / path).is_symlink()

    def has(self, path: str) -> bool:
        """Whether anything stands at ``path``, relative to the folder."""
        try:
            (self._root / path).lstat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True

    def sha256(self, path: str) -> str:
        """The hexadecimal digest of a plain file's bytes."""
        *folders, name = _parts(path)
        with self._opened(folders) as folder, _opened_file(folder, name) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def write(self, path: str, data: bytes) -> None:
        """Make a new file, and the folders above it.

        Raises:
            FileExistsError: if anything has this name.
        """
        *folders, name = _parts(path)
        with self._opened(folders, make=True) as folder, _written(folder, data) as part:
            _claim(folder, part, name)

    def note(self, path: str, data: bytes) -> None:
        """Make a file of our own, or put ``data`` in its place; no copy of that is kept."""
        *folders, name = _parts(path)
        with self._opened(folders, make=True) as folder, _written(folder, data) as part:
            os.replace(part, name, src_dir_fd=folder, dst_dir_fd=folder)

    def replace(self, path: str, data: bytes) -> Path:
        """Put ``data`` in place of a file; where a copy of that is kept."""
        *folders, name = _parts(path)
        with self._opened(folders) as folder, _written(folder, data) as part:
            kept = self._copy(folder, name)
            os.replace(part, name, src_dir_fd=folder, dst_dir_fd=folder)
        return kept

    def take_out(self, path: str) -> Path:
        """Take a file out of the folder; where a copy of it is kept.

        Args:
            path: relative to the folder, with ``/``.

        Raises:
            ValueError: if that leads out of the folder.
        """
        *folders, name = _parts(path)
        with self._opened(folders) as folder:
            kept = self._copy(folder, name)
            os.unlink(name, dir_fd=folder)
            os.fsync(folder)
        return kept

    @contextmanager
    def _opened(self, folders: Sequence[str], *, make: bool = False) -> Iterator[int]:
        """A descriptor of a folder in the root, or of the root; no step follows a link."""
        step = os.open(self._root, _FOLDER)
        try:
            for name in folders:
                if make:
                    with suppress(FileExistsError):
                        os.mkdir(name, dir_fd=step)
                inner = os.open(name, _FOLDER, dir_fd=step)
                os.close(step)
                step = inner
            yield step
        finally:
            os.close(step)

    def _copy(self, folder: int, name: str) -> Path:
        """Copy a file to a place of its own among what was removed."""
        with _opened_file(folder, name) as file:
            stamp = time.strftime("%Y-%m-%d_%H-%M-%S", time.gmtime())
            place = self._removed / f"{stamp}_{secrets.token_hex(4)}"
            place.mkdir(parents=True)
            kept = place / name
            try:
                with kept.open("xb") as copy:
                    shutil.copyfileobj(file, copy)
                    copy.flush()
                    os.fsync(copy.fileno())
            except BaseException:
                # Part of a copy would pass for the whole of it.
                shutil.rmtree(place, ignore_errors=True)
                raise
        return kept


def _parts(path: str) -> tuple[str, ...]:
    """The folders and the name in ``path``, which is relative to the root, with ``/``.

    Raises:
        ValueError: if that leads out of the folder.
    """
    relative = PurePosixPath(path)
    if relative.is_absolute() or not relative.parts or ".." in relative.parts:
        raise ValueError(f"{path} is not in the documents folder")
    return relative.parts


@contextmanager
def _opened_file(folder: int, name: str) -> Iterator[BufferedReader]:
    """A plain file, to be read; a link is not followed, a pipe not waited for."""
    source = os.open(
        name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder
    )
    with os.fdopen(source, "rb") as file:
        if not stat.S_ISREG(os.fstat(source).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file", name)
        yield file


@contextmanager
def _written(folder: int, data: bytes) -> Iterator[str]:
    """A finished file under a hidden name, which is gone afterwards; then the folder is flushed."""
    _sweep(folder)
    part = f".footnote-{secrets.token_hex(8)}"
    try:
        with os.fdopen(os.open(part, _NEW, 0o644, dir_fd=folder), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        with suppress(FileNotFoundError):
            os.unlink(part, dir_fd=folder)
    os.fsync(folder)


def _claim(folder: int, part: str, name: str) -> None:
    """Give the file ``part`` the name ``name``, which nothing may have: not even in passing."""
    try:
        os.link(part, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A file system without hard links: an empty file holds the name until it is replaced.
        os.close(os.open(name, _NEW, 0o644, dir_fd=folder))
        try:
            os.replace(part, name, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError:
            os.unlink(name, dir_fd=folder)
            raise


def _sweep(folder: int) -> None:
    """Delete what a process that was killed has left unfinished."""
    abandoned = time.time() - _ABANDONED_SECONDS
    for name in os.listdir(folder):
        if _UNFINISHED.fullmatch(name):
            with suppress(FileNotFoundError):
                if os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime < abandoned:
                    os.unlink(name, dir_fd=folder)
