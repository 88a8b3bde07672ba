import errno
import hashlib
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot
from bot.library.closed import Closed
from bot.library.library import Library, NameTakenError, NotRemovedError, Unremovable
from bot.library.names import safe_name
from bot.library.preview import ManyPreview, Preview, Refusal, Refused, Standing
from bot.settings import Settings, sample_articles
from bot.telegram_app.owner.views import unchanged_message
from bot.wiring import Footnote
from bot.wording import owner as wording
from container_files import BRIDGE, COST, archive, jsonl
from corpus.document import DocumentId, Metadata
from corpus.errors import DocumentsError
from corpus.store import StoredDocument
from embeddings.indexing.progress import Progress
from embeddings.indexing.summary import Summary
from fake_embedder import FakeEmbedder
from library import Library as Indexed

TEXT = b"The ferry to the island leaves at seven in the morning.\n"


def stored(path: str, title: str | None = None) -> StoredDocument:
    return StoredDocument(DocumentId(1), path, Metadata(title=title), "0" * 64, 1, 10)


def library(root: Path, *documents: StoredDocument, indexed: str | None = None) -> Library:
    """A library that knows of an index, and makes none."""

    def index(*_: object) -> Summary:
        raise AssertionError("nothing is indexed here")

    return Library(root, root.parent / "data", 1_000, lambda: (indexed, documents), index)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


def why_it_stays(owned: Library, path: str) -> Unremovable | None:
    try:
        owned.remove(path)
    except NotRemovedError as error:
        return error.why
    return None


@given(name=st.text(max_size=300), data=st.sampled_from([TEXT, b"", b"\x00", b"x" * 1_001]))
def test_any_file_is_refused_or_lands_in_the_folder(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes
) -> None:
    top = tmp_path_factory.mktemp("any")
    root = top / "documents"
    root.mkdir()
    owned = library(root)
    for given_name in (name, name + ".md", "../" + name + ".txt"):
        match owned.preview(given_name, data):
            case Preview(name=safe, standing=None):
                assert owned.add(given_name, data) == safe
                assert (root / safe).read_bytes() == data
                with pytest.raises(NameTakenError):
                    owned.add(given_name, b"other")
            case Preview():
                with pytest.raises(NameTakenError):
                    owned.add(given_name, data)
            case Refused():
                pass
    assert [path.name for path in top.iterdir()] == ["documents"]
    assert all(path.is_file() and not path.is_symlink() for path in root.iterdir())


def test_why_a_file_is_refused(root: Path) -> None:
    owned = library(root)
    (root / "folder.md").mkdir()
    assert owned.preview("", TEXT) == Refused(Refusal.NAMELESS, "")
    for unseen in ("\u202e.txt", ".MD", "txt"):
        assert owned.refuse(unseen, 1) == Refused(Refusal.NAMELESS, safe_name(unseen))
    assert owned.preview("a.exe", TEXT) == Refused(Refusal.FORMAT, "a.exe")
    assert owned.preview("a.md", b"x" * 1_001) == Refused(Refusal.TOO_LARGE, "a.md")
    assert owned.preview("Folder.MD", TEXT) == Refused(Refusal.BLOCKED, "Folder.MD")
    why = Refused(Refusal.UNREADABLE, "a.md", "there is no text in it")
    assert owned.preview("a.md", b" ") == why
    for name in ("a.exe", ""):
        with pytest.raises(DocumentsError):
            owned.add(name, TEXT)


def test_two_at_once_do_not_write_over_each_other(root: Path) -> None:
    owned, taken = library(root), []

    def add(number: int) -> None:
        try:
            owned.add("a.md", b"%d" % number)
        except NameTakenError:
            taken.append(number)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 7
    assert int((root / "a.md").read_bytes()) not in taken


@pytest.mark.parametrize(
    "root",
    [
        sample_articles().resolve(),
        Path(bot.__path__[0]).resolve() / "somewhere",
        Path("/venv/lib/python3.11/site-packages/corpus/articles"),
        Path("/usr/lib/python3/dist-packages/other"),
    ],
)
def test_no_installed_package_is_changed(root: Path) -> None:
    owned = library(root, stored("a.md"), stored("b.md"))
    assert owned.closed() is Closed.INSTALLED
    with pytest.raises(DocumentsError):
        owned.add("a.md", TEXT)
    with pytest.raises(DocumentsError):
        owned.remove("a.md")


def test_a_folder_that_is_missing_or_another(root: Path) -> None:
    assert library(root).closed() is None
    assert library(root, indexed=str(root)).closed() is None
    assert library(root, indexed="/elsewhere").closed() is Closed.OTHER_ROOT
    assert library(root / "gone").closed() is Closed.MISSING


def test_what_a_name_may_mean(root: Path) -> None:
    ferry, bridge = stored("harbour/ferry.md", "The ferry timetable"), stored("bridge.txt")
    report = stored("reports/bridge-2.txt", "On bridges")
    owned = library(root, ferry, bridge, report)

    def meant(name: str) -> set[StoredDocument | None]:
        return {file.alone for file in owned.find(name)}

    assert meant("bridge.txt") == {bridge}
    assert meant("BRIDGE") == {bridge}
    assert meant("reports/bridge-2.txt") == {report}
    assert meant("the  Ferry timetable") == {ferry}
    assert meant("ferr") == {ferry}
    assert meant("bri") == {bridge, report}
    assert meant("ferry timetabel") == {ferry}
    assert owned.find("zebra") == ()
    assert owned.find("") == ()
    assert owned.find("../../etc/passwd") == ()


def test_a_file_of_many_documents_is_one_thing_to_owners(tmp_path: Path) -> None:
    indexed = Indexed(tmp_path)
    indexed.write("plain.txt", "The first paper is on tides.")
    owned = indexed.footnote.library()
    owned.index((), Progress())
    rows = jsonl({"id": 1, "title": "Bridge", "text": BRIDGE}, {"id": 2, "text": COST}, {"id": 3})

    preview = owned.preview("news.jsonl", rows)

    assert preview == ManyPreview(
        name="news.jsonl",
        documents=2,
        passages=2,
        first=("Bridge", COST),
        unread=1,
        reasons=(("line 3", "there is no text in it"),),
        passed_over={},
        standing=None,
    )
    assert owned.add("news.jsonl", rows) == "news.jsonl"
    done = owned.index(("news.jsonl",), Progress())
    assert (done.documents, done.files) == (3, 2)
    (listed,) = owned.find("news")
    assert (listed.path, len(listed.documents), listed.alone) == ("news.jsonl", 2, None)
    assert owned.find("Bridge") == ()  # a row's title does not mean the whole table
    again = owned.preview("NEWS.jsonl", rows)
    assert isinstance(again, ManyPreview)
    assert again.standing == Standing("news.jsonl", listed, hashlib.sha256(rows).hexdigest())
    owned.remove("news.jsonl")
    assert owned.index(("news.jsonl",), Progress()).documents == 1
    with pytest.raises(DocumentsError, match="only document"):
        owned.remove("plain.txt")


def test_a_file_of_no_documents_is_refused(root: Path) -> None:
    refused = library(root).preview("news.jsonl", jsonl({"id": 1}, "x"))
    assert refused == Refused(
        Refusal.UNREADABLE,
        "news.jsonl",
        "none of its documents can be read (line 1: there is no text in it; line 2: it is not an "
        'object such as {"text": "…"})',
    )
    assert isinstance(library(root).preview("all.zip", b"PK nothing"), Refused)
    assert isinstance(library(root).preview("all.zip", archive({"a.txt": TEXT})), ManyPreview)
    assert library(root).preview("all.zip", archive({"a.py": TEXT, "b.py": TEXT})) == Refused(
        Refusal.UNREADABLE,
        "all.zip",
        "2 files in it are of kinds that Footnote does not read (2 .py)",
    )


def test_what_no_reader_takes_of_an_archive_is_told_in_its_preview(root: Path) -> None:
    packed = archive({"a.txt": TEXT, "b.py": TEXT, "c.exe": TEXT, "d.py": TEXT})
    preview = library(root).preview("all.zip", packed)
    assert isinstance(preview, ManyPreview)
    assert preview.passed_over == {".exe": 1, ".py": 2}


def test_what_is_removed_lies_where_it_is_not_indexed_again(tmp_path: Path) -> None:
    indexed = Indexed(tmp_path)
    for number in range(2):
        indexed.write(f"talks/{number}.txt", f"Talk number {number} was held in the harbour.")
    data = indexed.documents / "data"
    settings = Settings(documents_dir=indexed.documents, data_dir=data)
    footnote = Footnote(settings, FakeEmbedder())
    owned = footnote.library()
    assert owned.index(("talks/0.txt",), Progress()).documents == 2  # the first is of all
    kept = owned.remove("talks/0.txt")
    assert kept.is_relative_to(indexed.documents.resolve() / "data" / ".removed")
    assert owned.index(("talks/0.txt",), Progress()).removed == 1
    assert owned.index((), Progress()).documents == 1
    with pytest.raises(DocumentsError, match="only document"):
        owned.remove("talks/1.txt")
    with pytest.raises(DocumentsError, match="out of the folder already"):
        owned.remove("talks/0.txt")
    footnote.close()


def test_a_full_disk_is_told_and_leaves_the_folder_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for name in ("a.md", "b.md"):
        (root / name).write_bytes(TEXT)
    owned = library(root, stored("a.md"), stored("b.md"))
    shown = owned.preview("a.md", TEXT)
    assert isinstance(shown, Preview)
    assert shown.standing is not None
    replacing = shown.standing.sha256
    monkeypatch.setattr(os, "fsync", full)
    told = f"the disk is full; make room in {root} and in {root.parent / 'data'}"
    changes: tuple[Callable[[], object], ...] = (
        lambda: owned.add("c.md", TEXT),
        lambda: owned.add("a.md", b"Newer.", replacing=replacing),
        lambda: owned.remove("a.md"),
    )
    for change in changes:
        with pytest.raises(DocumentsError, match=re.escape(told)) as raised:
            change()
        assert unchanged_message(raised.value, owned).text == wording.disk_full()
    assert {it.name: it.read_bytes() for it in root.iterdir()} == {"a.md": TEXT, "b.md": TEXT}
    assert list((root.parent / "data/removed").iterdir()) == []


def test_the_last_file_stays_though_the_index_has_not_followed(root: Path) -> None:
    owned = library(root, *map(stored, ("a.md", "b.md", "c.md")))
    for name in ("a.md", "b.md", "c.md"):
        (root / name).write_bytes(TEXT)
    owned.remove("a.md")
    (root / "c.md").unlink()
    (root / "c.md").symlink_to(root / "b.md")
    assert why_it_stays(owned, "b.md") is Unremovable.LAST
    assert why_it_stays(owned, "c.md") is Unremovable.LINK
    assert why_it_stays(owned, "a.md") is Unremovable.GONE
    (root / "d.md").write_bytes(TEXT)
    assert why_it_stays(owned, "d.md") is Unremovable.CHANGED
    assert sorted(it.name for it in root.iterdir()) == ["b.md", "c.md", "d.md"]


def test_two_removals_at_once_leave_one(root: Path) -> None:
    owned = library(root, stored("a.md"), stored("b.md"))
    for name in ("a.md", "b.md"):
        (root / name).write_bytes(TEXT)
    told: list[Unremovable | None] = []

    def remove(name: str) -> None:
        told.append(why_it_stays(owned, name))

    threads = [threading.Thread(target=remove, args=(name,)) for name in ("a.md", "b.md")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(told) == {None, Unremovable.LAST}
    assert len(list(root.iterdir())) == 1


def test_only_the_version_that_was_shown_is_replaced(root: Path) -> None:
    owned = library(root)
    (root / "a.md").write_bytes(b"Old words.")
    shown = owned.preview("a.md", TEXT)
    assert isinstance(shown, Preview)
    assert shown.standing is not None
    (root / "a.md").write_bytes(b"Newer words.")
    told: list[str] = []
    with pytest.raises(NameTakenError):
        owned.add("a.md", TEXT, replacing=shown.standing.sha256, before=told.append)
    assert (root / "a.md").read_bytes() == b"Newer words."
    shown = owned.preview("a.md", TEXT)
    assert isinstance(shown, Preview)
    assert shown.standing is not None
    assert told == []
    owned.add("A.MD", TEXT, replacing=shown.standing.sha256, before=told.append)
    assert (root / "a.md").read_bytes() == TEXT
    assert told == ["a.md"]


def test_only_what_was_changed_is_indexed(tmp_path: Path) -> None:
    indexed = Indexed(tmp_path)
    indexed.write("a.txt", "The first paper is on tides.")
    owned = indexed.footnote.library()
    owned.index((), Progress())
    indexed.write("unfinished.txt", "Somebody is still writing this.")
    owned.add("b.txt", TEXT)
    assert owned.index(("b.txt",), Progress()).documents == 2
    assert owned.index((), Progress()).documents == 3
