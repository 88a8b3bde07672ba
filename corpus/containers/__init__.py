"""Files that hold many documents: one module a format, and where each of them is known.

Documents are found one after the other and read when they are asked for, so that a file may be
larger than memory. A new format of rows is a module with a function from a file to ``Member``, and
a line in ``row_formats``.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO

from corpus.containers.member import Member
from corpus.containers.row_formats import ROW_READERS, row_reader_for
from corpus.containers.zip_archive import ARCHIVE, read_zip

CONTAINERS = frozenset({*ROW_READERS, ARCHIVE})
"""Suffixes in lower case, with their dots, of files that hold many documents."""


def is_container(path: PurePath) -> bool:
    """Whether a file of this name may hold many documents."""
    return path.suffix.lower() in CONTAINERS


def members(
    path: PurePath, file: IO[bytes], max_bytes: int, passed_over: Counter[str] | None = None
) -> Iterator[Member]:
    """The documents of the container ``file``, one after the other.

    Args:
        path: its name, which tells its format.
        file: can be sought, and stays open meanwhile.
        max_bytes: what one of its members may have.
        passed_over: counts, by suffix, the files in it that no reader takes; as they are met.

    Raises:
        ReadingError: while it is read, if it is not what its suffix promises.
    """
    reader = row_reader_for(path)
    return read_zip(file, max_bytes, passed_over) if reader is None else reader(file)
