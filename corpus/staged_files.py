"""Which files a run of the indexer has staged, and what became of each: read from the store."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from corpus.past.renames import Rename

_FILES = """
    SELECT path, max(added_in = :generation), max(removed_in IS :generation) FROM files
    WHERE added_in = :generation OR removed_in = :generation GROUP BY path ORDER BY path
"""
# What was only cut anew, since other documents repeat it now, says the same as before.
_ADDED = """
    SELECT n.file, count(*)
    FROM documents d JOIN places n ON n.document_id = d.id AND n.added_in = :generation
    WHERE d.added_in = :generation AND NOT EXISTS (
        SELECT 1 FROM places o JOIN documents b ON b.id = o.document_id
        WHERE o.path = n.path AND o.removed_in = :generation
        AND b.removed_in = :generation AND b.content_sha256 = d.content_sha256
    ) GROUP BY n.file
"""
_GONE = """
    SELECT o.file, count(*)
    FROM documents d JOIN places o ON o.document_id = d.id AND o.removed_in = :generation
    WHERE d.removed_in = :generation AND NOT EXISTS (
        SELECT 1 FROM places n WHERE n.path = o.path AND n.added_in = :generation
    ) GROUP BY o.file
"""


class Became(Enum):
    """What became of a file since the generation before."""

    NEW = auto()
    CHANGED = auto()
    RENAMED = auto()
    """It stands elsewhere, with the same bytes."""
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
        was: the path that a renamed one had.
    """

    path: str
    became: Became
    documents: int
    gone: int
    was: str | None = None


def staged_files(
    connection: sqlite3.Connection, generation: int, renames: Iterable[Rename] = ()
) -> tuple[StagedFileChange, ...]:
    """The files that are staged under the number ``generation``, by path.

    Args:
        connection: to the store.
        generation: the number.
        renames: those of them that were only renamed, as ``stage_renames`` tells.
    """
    values = {"generation": generation}
    documents: dict[str, int] = dict(connection.execute(_ADDED, values).fetchall())
    gone: dict[str, int] = dict(connection.execute(_GONE, values).fetchall())
    was = {rename.new: rename.old for rename in renames}
    left = {rename.old for rename in renames if not rename.stays}
    return tuple(
        StagedFileChange(
            path,
            Became.RENAMED if path in was else _became(added, removed),
            documents.get(path, 0),
            gone.get(path, 0),
            was.get(path),
        )
        for path, added, removed in connection.execute(_FILES, values)
        if added or path not in left
    )


def _became(added: int, removed: int) -> Became:
    if not added:
        return Became.REMOVED
    return Became.CHANGED if removed else Became.NEW
