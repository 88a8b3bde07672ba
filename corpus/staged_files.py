"""Which files a run of the indexer has staged, and what became of each: read from the store."""

import sqlite3
from dataclasses import dataclass
from enum import Enum, auto

_FILES = """
    SELECT path, max(added_in = :generation), max(removed_in IS :generation) FROM files
    WHERE added_in = :generation OR removed_in = :generation GROUP BY path ORDER BY path
"""
# What was only cut anew, since other documents repeat it now, says the same as before.
_ADDED = """
    SELECT d.file, count(*) FROM documents d WHERE d.added_in = :generation AND NOT EXISTS (
        SELECT 1 FROM documents b WHERE b.path = d.path AND b.removed_in = :generation
        AND b.content_sha256 = d.content_sha256
    ) GROUP BY d.file
"""
_GONE = """
    SELECT d.file, count(*) FROM documents d WHERE d.removed_in = :generation AND NOT EXISTS (
        SELECT 1 FROM documents b WHERE b.path = d.path AND b.added_in = :generation
    ) GROUP BY d.file
"""


class Became(Enum):
    """What became of a file since the generation before."""

    NEW = auto()
    CHANGED = auto()
    REMOVED = auto()
    """It is gone, or cannot be read any more."""


@dataclass(frozen=True, slots=True)
class StagedFileChange:
    """A file that the next generation has otherwise than the one before.

    Attributes:
        path: relative to the documents folder.
        became: what became of it.
        documents: those of it that are new or changed.
        gone: those of it that the generation before has, and the next one has not.
    """

    path: str
    became: Became
    documents: int
    gone: int


def staged_files(connection: sqlite3.Connection, generation: int) -> tuple[StagedFileChange, ...]:
    """The files that are staged under the number ``generation``, by path."""
    values = {"generation": generation}
    documents: dict[str, int] = dict(connection.execute(_ADDED, values).fetchall())
    gone: dict[str, int] = dict(connection.execute(_GONE, values).fetchall())
    return tuple(
        StagedFileChange(path, _became(added, removed), documents.get(path, 0), gone.get(path, 0))
        for path, added, removed in connection.execute(_FILES, values)
    )


def _became(added: int, removed: int) -> Became:
    if not added:
        return Became.REMOVED
    return Became.CHANGED if removed else Became.NEW
