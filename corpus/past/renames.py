"""Which files were only renamed: their documents stay what they were, at another place.

Told when everything is staged, and by the bytes: whatever was done to the names in between, and in
whatever order the files were read, a file that is gone and one that has come with the same bytes
are one. A document moves only if it also reads the same there: a label may say something else of
the new folder.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter

_MOVED = """
    SELECT r.new, o.document_id, n.document_id
    FROM temp.renamed r
    JOIN places o ON o.file = r.old AND o.removed_in = :generation
    JOIN places n ON n.path = r.new || substr(o.path, length(r.old) + 1)
        AND n.file = r.new AND n.added_in = :generation
    JOIN documents p ON p.id = o.document_id
    JOIN documents q ON q.id = n.document_id AND q.content_sha256 = p.content_sha256
    WHERE p.content_sha256 <> ''
"""


@dataclass(frozen=True, slots=True)
class Rename:
    """A file that stands elsewhere now.

    Attributes:
        old: the path that it had.
        new: the path that it has.
        documents: how many of its documents have moved with it; at least one.
        stays: whether another file has come to the old path.
    """

    old: str
    new: str
    documents: int
    stays: bool


def stage_renames(connection: sqlite3.Connection, generation: int) -> list[Rename]:
    """Lets documents of renamed files go on in ``generation`` under the ids that they had.

    Args:
        connection: inside a transaction.
        generation: its number; every file of it is staged, and nothing is marked in it yet.
    """
    pairs = note_renamed(connection, generation)
    moved: dict[str, int] = defaultdict(int)
    documents = []
    for file, old, new in connection.execute(_MOVED, {"generation": generation}):
        moved[file] += 1
        documents.append((old, new))
    connection.executemany("UPDATE places SET document_id = ? WHERE document_id = ?", documents)
    connection.executemany(
        "UPDATE documents SET removed_in = NULL WHERE id = ?", ((old,) for old, _ in documents)
    )
    connection.executemany("DELETE FROM documents WHERE id = ?", ((new,) for _, new in documents))
    there = {path for path, _ in _files(connection, "added_in", generation)}
    return [Rename(old, new, moved[new], old in there) for old, new in pairs if new in moved]


def note_renamed(connection: sqlite3.Connection, generation: int) -> list[tuple[str, str]]:
    """Old and new path of each file that ``generation`` has elsewhere, by the new one.

    They are noted in ``temp.renamed`` too.
    """
    old = dict(_files(connection, "removed_in", generation))
    new = dict(_files(connection, "added_in", generation)) if old else {}
    # A file that is where it was has been read anew, and not renamed.
    still = {path for path, digest in new.items() if old.get(path) == digest}
    pairs = sorted(
        _paired(
            (it for it in old.items() if it[0] not in still),
            (it for it in new.items() if it[0] not in still),
        ),
        key=itemgetter(1),
    )
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS renamed (old TEXT, new TEXT PRIMARY KEY)")
    connection.execute("DELETE FROM temp.renamed")
    connection.executemany("INSERT INTO temp.renamed VALUES (?, ?)", pairs)
    return pairs


def _files(
    connection: sqlite3.Connection, column: str, generation: int
) -> Iterable[tuple[str, str]]:
    """Path and digest of the files that begin or end with ``generation``."""
    return connection.execute(
        f"SELECT path, sha256 FROM files WHERE {column} = ? AND sha256 <> ''",  # noqa: S608 - a column's name
        (generation,),
    )


def _paired(
    old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Each of ``old`` with one of ``new`` of the same bytes: of the same name, if there is one."""
    left_old, left_new = sorted(old), sorted(new)
    for key in (_digest_and_name, itemgetter(1)):
        paired = list(_paired_by(key, left_old, left_new))
        yield from paired
        left_old = _without(left_old, {path for path, _ in paired})
        left_new = _without(left_new, {path for _, path in paired})


def _paired_by(
    key: Callable[[tuple[str, str]], object],
    old: Iterable[tuple[str, str]],
    new: Iterable[tuple[str, str]],
) -> Iterator[tuple[str, str]]:
    """Paths of ``old`` and ``new`` of the same ``key``, in their order."""
    waiting: dict[object, list[str]] = defaultdict(list)
    for file in new:
        waiting[key(file)].append(file[0])
    following = {it: iter(paths) for it, paths in waiting.items()}
    for file in old:
        match = next(following.get(key(file), iter(())), None)
        if match is not None:
            yield file[0], match


def _digest_and_name(file: tuple[str, str]) -> tuple[str, str]:
    path, digest = file
    return digest, path.rpartition("/")[-1]


def _without(files: list[tuple[str, str]], paths: set[str]) -> list[tuple[str, str]]:
    return [file for file in files if file[0] not in paths]
