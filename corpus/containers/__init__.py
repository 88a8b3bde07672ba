"""Files that hold many documents: one module a format, and where each of them is known.

Documents are found one after the other and read when they are asked for, so that a file may be
larger than memory. A new format of rows is a module with a function from a file to ``Member``, and
a line in ``row_formats``.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import IO

from corpus.containers.fields import Columns
from corpus.containers.member import Member
from corpus.containers.row_formats import ROW_READERS, row_reader_for
from corpus.containers.zip_archive import ARCHIVE, read_zip

CONTAINERS = frozenset({*ROW_READERS, ARCHIVE})
"""Suffixes in lower case, with their dots, of files that hold many documents."""


ColumnsOf = Callable[[str], Columns]
"""What is said of the fields of the table at a path; one in an archive stands behind its path."""


def usual_columns(path: str) -> Columns:  # noqa: ARG001 - a ColumnsOf
    """Nothing: fields are known by their usual names."""
    return {}


def is_container(path: PurePath) -> bool:
    """Whether a file of this name may hold many documents."""
    return path.suffix.lower() in CONTAINERS


def members(
    path: PurePath,
    file: IO[bytes],
    max_bytes: int,
    passed_over: Counter[str] | None = None,
    columns: ColumnsOf = usual_columns,
    notes: list[str] | None = None,
) -> Iterator[Member]:
    """The documents of the container ``file``, one after the other.

    Args:
        path: its name, which tells its format.
        file: can be sought, and stays open meanwhile.
        max_bytes: what one of its members may have.
        passed_over: counts, by suffix, the files in it that no reader takes; as they are met.
        columns: what is said of the fields of tables.
        notes: takes what is to be told of the file as a whole; complete with its last document.

    Raises:
        ReadingError: while it is read, if it is not what its suffix promises.
    """
    told: list[str] = [] if notes is None else notes
    reader = row_reader_for(path)
    if reader is not None:
        return reader(file, columns(path.as_posix()), told.append)

    def inner(name: str) -> Columns:
        return columns(f"{path.as_posix()}/{name}")

    return read_zip(file, max_bytes, passed_over, inner, told.append)
