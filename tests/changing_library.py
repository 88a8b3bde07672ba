"""A library with one generation, a change that waits to be indexed, and what is told of both."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from container_files import jsonl
from library import Library

OLD = "The observatory is open to visitors on the first Sunday of every month of the year."
NEW = "The observatory has been closed to visitors since the storm took off half of its roof."
KEPT = "The village school has eleven pupils and one teacher, who also drives the small bus."
ADDED = "A new path leads from the station to the top of the hill, past the old observatory."
ROWS_BEFORE = (
    {"_id": "kept", "text": "Row one tells that the mill by the stream grinds flour on Fridays."},
    {"_id": "changed", "text": "Row two tells that its wheel was made of oak a century ago."},
    {"_id": "gone", "text": "Row three tells that the miller's cat sleeps upon the sacks."},
)
ROWS_AFTER = (
    {"_id": "added", "text": "Row four tells that visitors may buy the flour in paper bags."},
    ROWS_BEFORE[0],
    {"_id": "changed", "text": "Row two tells that its wheel was replaced by one of steel."},
)
QUESTIONS = ("When is the observatory open?", "Who drives the bus?", "What is the wheel made of?")


def make(folder: Path) -> None:
    """A first generation."""
    library = Library(folder)
    library.write("observatory.txt", OLD)
    library.write("school.txt", KEPT)
    (library.documents / "rows.jsonl").write_bytes(jsonl(*ROWS_BEFORE))
    library.write("removed.txt", "The shop by the church will close at the end of the month.")
    library.index()
    library.footnote.close()


def change(documents: Path) -> None:
    """Something is new, something edited, something gone."""
    (documents / "observatory.txt").write_text(f"{NEW}\n")
    (documents / "added.txt").write_text(f"{ADDED}\n")
    (documents / "removed.txt").unlink(missing_ok=True)
    (documents / "rows.jsonl").write_bytes(jsonl(*ROWS_AFTER))


def copy(made: Path, folder: Path) -> Path:
    """The same library at another place."""
    shutil.copytree(made, folder)
    library = Library(folder)
    library.footnote.store.set_root(str((folder / "documents").resolve()))
    library.footnote.close()
    return folder


@dataclass(frozen=True)
class Told:
    """What somebody learns who asks."""

    passages: tuple[str, ...]
    found: tuple[tuple[str, ...], ...]


def told(library: Library) -> Told:
    """What ``library`` answers now."""
    found = tuple(tuple(library.found(question)) for question in QUESTIONS)
    return Told(tuple(sorted(library.everything())), found)


def left(folder: Path) -> set[str]:
    """What lies in the data folder; segments of Tantivy have names of their own each time."""
    data = folder / "data"
    names = {path.relative_to(data).as_posix() for path in data.rglob("*")}
    return {
        name for name in names if "/lexical/" not in name and not name.endswith(("-wal", "-shm"))
    }
