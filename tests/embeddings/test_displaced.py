"""A data folder that is deleted, or replaced by another, between two runs and in the midst of one.

Whoever replaces it has a reason: what lies at its path now is the truth. So a run begins in that,
and one that finds itself displaced says so, and has touched nothing of what took its place.
"""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from changing_library import ADDED, KEPT, NEW, OLD, Told, change, copy, make, told
from corpus.errors import ModelError, StoreError
from corpus.store import Store
from library import Library
from striking import Striking

POINTS = 9
OTHER = "The lighthouse keeper counts the ships that pass by the cape at night in winter."
WAS_DISPLACED = "was deleted or replaced while footnote was writing to it"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make(folder)
    return folder


@pytest.fixture
def library(made: Path, tmp_path: Path) -> Library:
    """One of a single generation, whose documents have changed since."""
    library = Library(copy(made, tmp_path / "library"))
    change(library.documents)
    return library


@pytest.fixture
def other(made: Path, library: Library, tmp_path: Path) -> Path:
    """Another data folder of the same documents, of three generations and other vectors."""
    another = Library(copy(made, tmp_path / "another"))
    shutil.rmtree(another.documents)
    another.write("lighthouse.txt", OTHER)
    for number in range(2, 4):
        another.write("ships.txt", f"{number} ships were counted by the keeper of the lighthouse.")
        another.index()
    another.footnote.store.set_root(str(library.documents.resolve()))
    another.footnote.close()
    return another.folder / "data"


def files(folder: Path) -> dict[str, str]:
    """What every file under ``folder`` holds; locks have no content, and one may come."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in {".lock", ".readers"}
    }


def replace(library: Library, other: Path) -> None:
    """Put ``other`` in the place of the data folder, which is kept beside it."""
    data = library.folder / "data"
    data.rename(data.with_name("before"))
    other.rename(data)


def delete(library: Library) -> None:
    # At once: a thread of Tantivy's may be writing, and a folder that fills again is not deleted.
    gone = (library.folder / "data").rename(library.folder / "gone")
    shutil.rmtree(gone, ignore_errors=True)


def fresh(library: Library, tmp_path: Path) -> Told:
    """What somebody learns of the documents as they are now."""
    anew = Library(tmp_path / "fresh")
    shutil.copytree(library.documents, anew.documents, dirs_exist_ok=True)
    anew.index()
    return told(anew)


def test_a_deleted_data_folder_is_made_anew_by_the_next_run(
    library: Library, tmp_path: Path
) -> None:
    library.index()
    encoded = library.encoder.encoded
    delete(library)
    # The change alone is named: of the rest nothing is known any more, so all is looked at.
    summary = library.index(library.documents / "added.txt")
    assert (summary.published, summary.indexed) == (True, 4)
    assert library.encoder.encoded > encoded  # the vectors went too
    assert told(library) == told(Library(library.folder)) == fresh(library, tmp_path)
    assert (library.folder / "data" / "generations" / "000001").is_dir()
    assert library.footnote.builder.cost(np.empty(0, np.int64)).passages == 0
    with closing(sqlite3.connect(library.folder / "data" / "vectors.db")) as cache:
        assert cache.execute("SELECT count(*) FROM vectors").fetchone()[0] > 0


def test_nothing_is_looked_at_again_where_the_data_folder_stays(library: Library) -> None:
    library.index()
    library.write("school.txt", OTHER)
    library.write("added.txt", OTHER)
    assert library.index(library.documents / "added.txt").indexed == 1
    assert KEPT in library.everything()


def test_a_replaced_data_folder_is_gone_on_from(
    library: Library, other: Path, tmp_path: Path
) -> None:
    library.index()
    replace(library, other)
    summary = library.index(library.documents / "added.txt")
    assert (summary.published, summary.removed) == (True, 2)
    assert library.footnote.store.current_generation() == 4
    assert told(library) == told(Library(library.folder)) == fresh(library, tmp_path)
    assert files(library.folder / "before")["footnote.db"]  # of the one before nothing was deleted


def test_readers_follow_to_what_has_taken_the_place(library: Library, other: Path) -> None:
    assert OLD in library.everything()
    replace(library, other)
    assert OTHER in library.everything()
    delete(library)
    with pytest.raises(Exception, match="Nothing has been indexed yet"):
        library.everything()


def test_nothing_is_answered_from_before_where_another_model_made_what_is_there(
    library: Library, tmp_path: Path
) -> None:
    assert OLD in library.everything()
    another = Library(tmp_path / "another", model="other")
    another.write("lighthouse.txt", OTHER)
    another.index()
    another.footnote.close()
    replace(library, another.folder / "data")
    with pytest.raises(ModelError, match="the model other"):
        library.everything()


@pytest.mark.parametrize("by_another", [True, False])
def test_a_file_where_the_data_folder_was_is_told(library: Library, by_another: bool) -> None:
    delete(library)
    if by_another:
        (library.folder / "data").write_text("no folder")
        with pytest.raises(StoreError, match="data"):
            library.index()
    with pytest.raises(Exception, match="Nothing has been indexed yet"):
        library.everything()


def test_what_another_has_written_behind_us_is_not_thrown_away(
    library: Library, other: Path
) -> None:
    # SQLite deletes the log beside a file as it closes it, by its name: it must be another's then.
    library.index()
    replace(library, other)
    theirs = Library(library.folder)
    theirs.index()
    log = library.folder / "data" / "footnote.db-wal"
    assert log.stat().st_size > 0
    expected = told(theirs)
    assert told(library) == expected  # it has let go of its own file, and opened theirs
    assert log.stat().st_size > 0
    library.footnote.close()
    theirs.footnote.store.set_root("/elsewhere")
    assert Library(library.folder).footnote.store.root() == "/elsewhere"


def _calls(made: Path, folder: Path) -> int:
    library = Library(copy(made, folder))
    change(library.documents)
    striking = Striking(lambda: None, 0)
    striking.run(library.index)
    return striking.seen


@pytest.fixture(scope="module")
def calls(made: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How often a run changes something on the disk."""
    return _calls(made, tmp_path_factory.mktemp("counted") / "copy")


def displaced(library: Library, act: Callable[[], None], at: int) -> str:
    """What a run tells that is displaced by ``act`` before its change ``at`` of the disk."""
    with pytest.raises(StoreError) as told_of:
        Striking(act, at).run(library.index)
    return str(told_of.value)


@pytest.mark.parametrize("point", range(POINTS))
def test_a_run_that_is_displaced_says_so_and_touches_nothing(
    library: Library, other: Path, calls: int, point: int, tmp_path: Path
) -> None:
    theirs = files(other)
    at = 15 + point * (calls - 40) // (POINTS - 1)
    sentence = displaced(library, partial(replace, library, other), at)
    data = library.folder / "data"
    assert f"{data} {WAS_DISPLACED}" in sentence
    assert files(data) == theirs
    assert OTHER in library.everything()  # readers are with what lies there now
    assert library.index().published
    assert told(library) == told(Library(library.folder)) == fresh(library, tmp_path)


@pytest.mark.parametrize("point", range(POINTS))
def test_a_run_whose_data_folder_is_deleted_says_so(
    library: Library, calls: int, point: int, tmp_path: Path
) -> None:
    at = 15 + point * (calls - 40) // (POINTS - 1)
    sentence = displaced(library, partial(delete, library), at)
    assert f"{library.folder / 'data'} {WAS_DISPLACED}" in sentence
    assert not files(library.folder / "data")
    assert library.index().published
    assert told(library) == told(Library(library.folder)) == fresh(library, tmp_path)


def test_the_folder_that_was_put_aside_is_as_good_as_before(
    library: Library, other: Path, calls: int
) -> None:
    before = told(library)
    displaced(library, partial(replace, library, other), calls // 2)
    data = library.folder / "data"
    shutil.rmtree(data)
    data.with_name("before").rename(data)
    assert told(Library(library.folder)) == before
    library.index()
    assert NEW in library.everything()
    assert ADDED in library.everything()


def test_nothing_of_anothers_is_tidied_away(
    library: Library, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Store.publish

    def publish(
        store: Store, generation: int, *, root: str | None = None, model: str | None = None
    ) -> None:
        whole(store, generation, root=root, model=model)
        replace(library, other)

    theirs = files(other)
    monkeypatch.setattr(Store, "publish", publish)
    with pytest.raises(StoreError, match=WAS_DISPLACED):
        library.index()
    assert files(library.folder / "data") == theirs
