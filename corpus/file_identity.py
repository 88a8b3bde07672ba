"""Which file or folder lies at a path, whatever becomes of its name.

People delete the data folder of a running process, or put another in its place. What was opened
before goes on as if nothing had happened, and is found by nobody any more: so whoever holds
something open for long asks whether it is still what lies there.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

FileIdentity = tuple[int, int]
"""Device and inode: two files at the same path, one after the other, differ in it."""


def identity(path: Path) -> FileIdentity | None:
    """Which file or folder lies at ``path``; None where there is none, or none can be seen."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that is held open. As long as it is, no other one gets its identity.

    Attributes:
        path: where it lay when it was opened.
        identity: which one it is; None if it was gone by then.
    """

    path: Path
    identity: FileIdentity | None

    @classmethod
    def at(cls, path: Path) -> Self:
        """The one at ``path``, which has just been opened."""
        return cls(path, identity(path))

    def is_at_its_place(self) -> bool:
        """Whether it is the one that others find at its path."""
        return self.identity is not None and identity(self.path) == self.identity
