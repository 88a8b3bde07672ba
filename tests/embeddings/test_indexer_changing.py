"""Files that change while they are read, or without a sign, and a machine that fails meanwhile."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

import corpus.opening
import corpus.reading
from container_files import archive, jsonl
from corpus.containers import members as found_members
from corpus.readers import worker
from library import Library

ROWS = 240
"""Enough that a file is read in several goes."""

CHANGING = "it is changing while it is read; it will be read at the next run"


def rows(word: str, count: int = ROWS) -> bytes:
    told = (f"The {word} ferry number {number} crosses the bay." for number in range(count))
    return jsonl(*({"_id": f"n{number}", "text": text} for number, text in enumerate(told)))


class Writer:
    """Another thread that writes each time when the reader stands in the middle of a file."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, change: Callable[[int], object]) -> None:
        self.reads = 0
        self._change = change

        def paused(*arguments: object) -> object:
            self.reads += 1
            for number, member in enumerate(found_members(*arguments)):  # type: ignore[arg-type]  # passed on
                if number == 2:
                    self._write()
                yield member

        monkeypatch.setattr(corpus.reading, "members", paused)

    def _write(self) -> None:
        written = Event()

        def change() -> None:
            self._change(self.reads)
            written.set()

        Thread(target=change).start()
        assert written.wait(10)


def append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    library.write("school.txt", "The village school has eleven pupils and one teacher.")
    return library


def served(library: Library, path: str) -> str:
    store = library.footnote.store
    return store.document(store.current_generation(), path).text.strip()


def words(library: Library) -> set[str]:
    return {text.split()[1] for text in library.everything() if "ferry" in text}


def test_a_file_that_comes_to_rest_is_read_again_at_once(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library.documents / "log.jsonl"
    path.write_bytes(rows("old"))
    library.index()
    path.write_bytes(rows("torn"))

    def change(read: int) -> None:
        if read < 3:
            path.write_bytes(rows("new"))

    writer = Writer(monkeypatch, change)
    summary = library.index()

    assert (writer.reads, summary.skipped) == (3, ())
    assert words(library) == {"new"}
    assert len(library.everything()) == ROWS + 1


@pytest.mark.parametrize("name", ["log.jsonl", "log.zip"])
@pytest.mark.parametrize("how", ["grows", "shrinks", "is written anew"])
def test_a_file_that_goes_on_changing_stays_as_it_was(
    library: Library, monkeypatch: pytest.MonkeyPatch, name: str, how: str
) -> None:
    path = library.documents / name

    def packed(word: str, count: int = ROWS) -> bytes:
        plain = rows(word, count)
        return archive({"in.jsonl": plain}) if name.endswith(".zip") else plain

    path.write_bytes(packed("old"))
    library.index()
    before = sorted(library.everything())
    path.write_bytes(packed("torn"))
    library.write("new.txt", "A new document has come in the meantime, and is read all the same.")
    changes: dict[str, Callable[[int], object]] = {
        "grows": lambda _: append(path, rows("grown", 1)),
        "shrinks": lambda read: path.write_bytes(packed("torn", ROWS - 40 * read)),
        "is written anew": lambda read: path.write_bytes(packed(f"version{read}")),
    }
    with monkeypatch.context() as patch:
        writer = Writer(patch, changes[how])
        summary = library.index()

    assert writer.reads == 3
    assert [(it.path, it.reason) for it in summary.skipped] == [(name, CHANGING)]
    assert summary.indexed == 1
    assert sorted(text for text in library.everything() if "meantime" not in text) == before

    path.write_bytes(packed("last"))
    summary = library.index()
    assert summary.skipped == ()
    assert words(library) == {"last"}
    assert len(library.everything()) == ROWS + 2


def test_a_new_file_that_goes_on_changing_is_not_in_the_index_yet(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library.documents / "log.jsonl"
    path.write_bytes(rows("torn"))
    with monkeypatch.context() as patch:
        Writer(patch, lambda _: append(path, rows("grown", 1)))
        summary = library.index()
    assert [it.reason for it in summary.skipped] == [CHANGING]
    assert words(library) == set()
    assert library.index().skipped == ()
    assert words(library) == {"torn", "grown"}


def test_a_file_that_is_replaced_is_read_as_it_was_opened(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library.documents / "log.jsonl"
    path.write_bytes(rows("old"))
    other = library.documents / ".next"
    other.write_bytes(rows("new"))
    with monkeypatch.context() as patch:
        writer = Writer(patch, lambda _: other.replace(path))
        summary = library.index()
    assert (writer.reads, summary.skipped, words(library)) == (1, (), {"old"})
    assert library.index().indexed == 1
    assert words(library) == {"new"}


def test_a_plain_file_is_one_state_as_well(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library.write("report.txt", "The old report says that the bridge is closed to traffic.")
    library.index()
    path.write_text("The new report says that the bridge is open to traffic once again.\n")
    states = corpus.opening.state_of

    def written_meanwhile(file: object) -> object:
        state = states(file)  # type: ignore[arg-type]  # passed on
        append(path, b"And it goes on.\n")
        return state

    with monkeypatch.context() as patch:
        patch.setattr("corpus.opening.state_of", written_meanwhile)
        summary = library.index()
    assert [(it.path, it.reason) for it in summary.skipped] == [("report.txt", CHANGING)]
    assert any("old report" in text for text in library.everything())
    assert library.index().indexed == 1
    assert not any("old report" in text for text in library.everything())


def test_files_of_one_size_and_time_that_change_places_are_cited_right(library: Library) -> None:
    texts = {"a.txt": "The old ferry crosses the bay.", "b.txt": "The new ferry crosses the bay."}
    for name, text in texts.items():
        library.write(name, text)
        os.utime(library.documents / name, ns=(5, 5))
    library.index()
    first, second = (library.documents / name for name in texts)
    first.rename(library.documents / "c.txt")
    second.rename(first)
    (library.documents / "c.txt").rename(second)

    library.index()

    assert served(library, "a.txt") == texts["b.txt"]
    assert served(library, "b.txt") == texts["a.txt"]


PAGE = "<html><body><p>The {} ferry crosses the bay at noon on every day.</p></body></html>"

PLAIN = "A plain text member needs no process of its own to be read."


@contextmanager
def ended_by_the_machine(code: str = "import os; os.kill(os.getpid(), 9)") -> Iterator[None]:
    """Whatever reads a file apart is ended, whichever file it is."""
    with pytest.MonkeyPatch.context() as killing:
        killing.setattr(worker, "_CODE", code)
        worker.WORKER.close()
        yield
    worker.WORKER.close()


def pages(library: Library, word: str, *plain: str) -> None:
    """An archive of two pages, and of members that need no process to be read."""
    files = {f"{name}.html": PAGE.format(f"{word} {name}").encode() for name in ("one", "two")}
    files |= {f"{name}.txt": PLAIN.encode() for name in plain}
    (library.documents / "pages.zip").write_bytes(archive(files))


def test_what_the_machine_did_to_a_file_is_tried_again(library: Library) -> None:
    library.write("page.html", PAGE.format("old"))
    library.index()
    library.write("page.html", PAGE.format("newest"))
    with ended_by_the_machine():
        told = library.index()
    assert [it.path for it in told.skipped] == ["page.html"]
    assert "it crashed what reads such files" in told.skipped[0].reason
    assert not [text for text in library.everything() if "noon" in text]

    again = library.index()

    assert not again.skipped
    assert "newest" in served(library, "page.html")


@pytest.mark.parametrize("is_new", [True, False])
def test_what_the_machine_did_to_members_is_tried_again(library: Library, is_new: bool) -> None:
    if not is_new:
        pages(library, "old", "three")
        library.index()
    pages(library, "newest", "three")
    with ended_by_the_machine():
        (told,) = library.index().skipped
    assert told.partly
    assert "2 of its 3 documents cannot be read (one.html: it crashed what reads" in told.reason
    assert PLAIN in library.everything()
    assert not [text for text in library.everything() if "noon" in text]

    again = library.index()

    assert not again.skipped
    assert sum("newest" in text for text in library.everything()) == 2
    assert library.index().unchanged == 2


def test_an_archive_of_which_the_machine_left_nothing_is_tried_again(library: Library) -> None:
    pages(library, "newest")
    with ended_by_the_machine():
        (told,) = library.index().skipped
    assert "none of its documents can be read" in told.reason

    assert not library.index().skipped
    assert sum("newest" in text for text in library.everything()) == 2


CRASHING = """
import os, sys
with open({tries!r}, "a") as file:
    file.write("x")
os.abort()
"""


@pytest.mark.parametrize(
    ("name", "plain"), [("page.html", ()), ("pages.zip", ()), ("pages.zip", ("three",))]
)
def test_what_always_crashes_what_reads_it_is_tried_in_two_runs_and_no_more(
    library: Library, tmp_path: Path, name: str, plain: tuple[str, ...]
) -> None:
    def write(word: str) -> None:
        if name == "pages.zip":
            pages(library, word, *plain)
        else:
            library.write(name, PAGE.format(word))

    def tries() -> int:
        tried.write_text("")
        (told,) = library.index().skipped
        assert "it crashed what reads such files" in told.reason
        return len(tried.read_text())

    tried = tmp_path / "tries"
    usual = 4 if name == "pages.zip" else 2
    write("old")
    with ended_by_the_machine(CRASHING.format(tries=str(tried))):
        assert tries() == usual
        write("newer")
        assert [tries() for _ in range(4)] == [usual, usual, 0, 0]
        write("newest")
        assert tries() == usual
    write("good")
    assert not library.index().skipped
    assert [text for text in library.everything() if "good" in text]
