"""It does not matter how many rows are written, carried over and read in one go."""

from itertools import islice
from pathlib import Path

import pytest

from edited_copies import EVENTS, reports
from library import Library

LIMITS = (
    "embeddings.indexing.row_files._AT_ONCE",
    "embeddings.indexing.row_files._READ",
    "embeddings.indexing.building.BATCH",
    "embeddings.stories._AT_ONCE",
    "corpus.fetching._ROWS",
    "corpus.stories.alike._BLOCK",
    "corpus.stories.grouping._AT_ONCE",
)


def grown(folder: Path) -> list[dict[str, bytes]]:
    """The arrays and vectors of each generation of a library in which much comes and goes."""
    library = Library(folder)
    for number, report in enumerate(islice(reports(1), 14)):
        library.write(f"{number}.txt", report.text, EVENTS[number % len(EVENTS)])
    generations = [files_of(library)]
    for number in (0, 1, 5, 11):
        (library.documents / f"{number}.txt").unlink()
    library.write("more.txt", *EVENTS, "All of it is new, and short.")
    generations.append(files_of(library))
    (library.documents / "more.txt").rename(library.documents / "moved.txt")
    library.write("7.txt", "Nothing is left of it.")
    generations.append(files_of(library))
    return generations


def files_of(library: Library) -> dict[str, bytes]:
    number = library.index().generation
    folder = library.footnote.generations.path(number)
    names = [*folder.glob("*.npy"), folder / "paragraphs.faiss", folder / "words.tsv"]
    return {path.name: path.read_bytes() for path in names}


def test_portions_make_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = grown(tmp_path / "at once")
    for limit in LIMITS:
        monkeypatch.setattr(limit, 7)
    by_portions = grown(tmp_path / "by portions")
    assert [sorted(files) for files in by_portions] == [sorted(files) for files in at_once]
    for one, other in zip(by_portions, at_once, strict=True):
        assert [name for name, content in one.items() if content != other[name]] == []
    assert len({files["rows.npy"] for files in at_once}) == 3
