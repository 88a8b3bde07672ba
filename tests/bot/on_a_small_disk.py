"""Everything that writes into the data folder, on a disk that has no room: a real one, and small.

These are run by ``test_small_disk.py``, in a process of their own whose temporary folder is a file
system of a few megabytes: each ``tmp_path`` lies there, and so do documents and data.
"""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from bot import wiring
from bot.settings import load_settings
from command_line import Said
from corpus.errors import FootnoteError
from library import Library
from watching_process import watching
from web_site import Site, html

Footnote = Callable[..., Said]

LEFT = (0, 286_720, 4_194_304)
"""Bytes that are left on the disk: none, some, and more than enough."""

NOTES = 12

OLD = "The observatory is open to visitors on the first Sunday of every month of the year."
SECRET = "Xylophonists rehearse quadrillions of pentameters beneath the zeppelin hangar tonight."
STORY = (
    "The lighthouse keeper of Fell counted eleven ships on the night of the storm. He wrote their "
    "names into the log that the museum shows today."
)
QUESTION = "When is the observatory open to visitors?"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("DATA_DIR", str(folder))
    return folder


@pytest.fixture
def filled(documents: Path) -> Path:
    """A documents folder with enough in it that an index takes some room."""
    (documents / "observatory.txt").write_text(OLD + "\n")
    for number in range(NOTES):
        write(documents, number, "first")
    return documents


def write(documents: Path, number: int, which: str) -> None:
    paragraphs = (
        f"Paragraph {place} of note {number} tells of the {which} mill {place * number} by the "
        f"stream, which ground {place + number} sacks of flour in the year {1000 + number}."
        for place in range(12)
    )
    (documents / f"{number}.txt").write_text("\n\n".join(paragraphs) + "\n")


@contextmanager
def full(folder: Path, left: int) -> Iterator[None]:
    """The disk of ``folder`` with ``left`` bytes of room."""
    disk = os.statvfs(folder)
    ballast = folder / "ballast"
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, disk.f_bavail * disk.f_frsize - left)
    try:
        assert os.statvfs(folder).f_bavail * disk.f_frsize <= left
        yield
    finally:
        ballast.unlink()


def says_where(sentence: str, data: Path) -> bool:
    return "the disk is full" in sentence and f"Make room in {data}" in sentence


def answers(library: Library) -> tuple[list[str], list[str]]:
    return library.found(QUESTION), sorted(library.everything())


@pytest.fixture
def library(tmp_path: Path, filled: Path) -> Library:
    """An open reader, as a chat or a bot is one."""
    assert filled == tmp_path / "documents"
    library = Library(tmp_path, model=load_settings().embedding_model)
    library.index()
    return library


def test_index(footnote: Footnote, library: Library, data: Path, tmp_path: Path) -> None:
    failed = []
    for left in LEFT:
        before = answers(library)
        for number in range(NOTES):
            write(library.documents, number, f"word{left}")
        with full(tmp_path, left):
            said = footnote("index")
            if said.code:
                failed.append(left)
                assert says_where(said.err, data), said.err
                assert answers(library) == before
                assert OLD in footnote("ask", QUESTION).out
        assert footnote("index").code == 0
        assert f"word{left} mill" in "".join(answers(library)[1])
    assert footnote("verify").code == 0
    assert 0 in failed
    assert LEFT[-1] not in failed


def test_a_first_index(footnote: Footnote, filled: Path, data: Path, tmp_path: Path) -> None:
    assert filled.is_dir()
    for left in LEFT[:2]:
        with full(tmp_path, left):
            said = footnote("index")
            assert says_where(said.err, data) or says_where(said.err, data.parent), said.err
            asked = footnote("ask", QUESTION)
            assert says_where(asked.err, data) or "Run: footnote index" in asked.err, asked.err
    assert footnote("index").code == 0
    assert OLD in footnote("ask", QUESTION).out


def test_forgetting(footnote: Footnote, library: Library, data: Path, tmp_path: Path) -> None:
    told = []
    for left in LEFT:
        secret = f"{SECRET} {left}"
        library.write("secret.txt", secret)
        library.index()
        library.write("secret.txt", "Nothing of that is in here.")
        library.index()
        before = answers(library)
        with full(tmp_path, left):
            said = footnote("history", "secret.txt", "--forget")
            if said.code:
                assert says_where(said.err, data), said.err
            told.append(said.code)
            assert answers(library) == before
        gc.collect()  # a failure's frames, which hold what its process read, end with that else
        # What is left goes with a later run, once nobody reads an index that may have it.
        assert footnote("history", "secret.txt", "--forget").code == 0
        assert answers(library) == before
        assert footnote("index").code == 0
        assert library.footnote.store.history.forgotten_in() is None
        held = b"".join(it.read_bytes() for it in data.rglob("*") if it.is_file())
        assert secret.encode() not in held
        assert b"zeppelin" not in held
    assert (told[0], told[-1]) == (1, 0)


def told_by(work: Callable[[], object]) -> str:
    """What fails of ``work``; empty where nothing does."""
    try:
        work()
    except FootnoteError as error:
        return str(error)
    return ""


def test_an_upload(library: Library, tmp_path: Path) -> None:
    owned = library.footnote.library()
    text = "\n\n".join(f"Ship {number} was counted in {number} logs." for number in range(2_000))
    room = f"make room in {library.documents} and in {library.folder / 'data'}"
    refused = 0
    for left in LEFT:
        served = set(answers(library)[1])
        file = library.documents / f"upload{left}.txt"
        add = partial(owned.add, file.name, text.encode())
        with full(tmp_path, left):
            told = told_by(add)
            if told:
                refused += 1
                assert f"the disk is full; {room}" in told
                assert not file.exists()
            else:
                told = told_by(library.index)
                assert not told or says_where(told, library.folder / "data"), told
            assert served <= set(answers(library)[1])
        if not file.exists():  # whoever sends it again, after room was made, has it answered
            add()
        library.index()
        assert "Ship 1999 was counted in 1999 logs." in "".join(answers(library)[1])
        file.unlink()
        library.index()
    assert 0 < refused < len(LEFT)


def test_add(
    footnote: Footnote, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLOW_PRIVATE_ADDRESSES", "true")
    monkeypatch.setattr(wiring, "PAUSE_SECONDS", 0)
    with Site() as site:
        site.pages["/a"] = html(f"<html lang='en'><body><p>{STORY}</p></body></html>")
        url = site.url("/a", "127.0.0.1")
        for left in LEFT[:1]:
            before = answers(library)
            with full(tmp_path, left):
                said = footnote("add", url)
                assert said.code
                told = said.out + said.err
                assert "the disk is full" in told, told
                assert "ake room in" in told
                assert answers(library) == before
        assert footnote("add", url).code == 0
        assert footnote("index").code == 0
        assert STORY in answers(library)[1]


def test_watch(filled: Path, data: Path, tmp_path: Path) -> None:
    library = Library(tmp_path)
    assert library.documents == filled
    with watching(library) as watch:
        watch.tells("Watching ")
        for left in LEFT[:1]:
            before = answers(library)
            for number in range(NOTES):
                write(library.documents, number, f"word{left}")
            with full(tmp_path, left):
                for number in range(NOTES):
                    (library.documents / f"{number}.txt").touch()
                assert says_where(watch.tells("The watch goes on"), data)
                assert answers(library) == before
            watch.tells("live after")
            assert f"word{left} mill" in "".join(answers(library)[1])
