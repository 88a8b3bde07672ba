"""A file that is renamed keeps its documents, whatever else happened to the names in between."""

import itertools
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from container_files import jsonl
from corpus.passage import RowId
from corpus.past.renames import note_renamed
from corpus.reading import read_file
from corpus.scan import scan
from corpus.sources import read_sources
from corpus.store import Store
from embeddings.indexing.contents import stage_contents
from embeddings.indexing.staging import Staging

LINE = "Our correspondents at the front report every day at noon and at nine."
ROWS = (
    {"_id": "one", "text": "Row one tells that the mill by the stream grinds flour on Fridays."},
    {"_id": "two", "text": "Row two tells that its wheel was made of oak a century ago."},
)


class Corpus:
    """A folder and a store of it, without any index beside it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "documents"
        self.root.mkdir()
        self.store = Store(folder / "store.db")
        self.staging = Staging(self.root, 0, {}, read_sources(self.root))
        self._ticks = itertools.count(1)

    def write(self, name: str, content: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        # Two writes within one tick of the clock are otherwise one to whoever looks at the time.
        os.utime(path, ns=(next(self._ticks), next(self._ticks)))

    def rename(self, old: str, new: str) -> None:
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(self.root / new)

    def swap(self, one: str, other: str) -> None:
        self.rename(one, "between")
        self.rename(other, one)
        self.rename("between", other)

    def stage(self) -> int:
        generation = self.store.begin()
        sources = read_sources(self.root)
        known = sources.due(self.store.files())
        changes = scan(self.root, known)
        self.staging = Staging(self.root, generation, known, sources)
        for path in changes.removed:
            self.store.stage_removal(generation, path)
            self.staging.removed += 1
        for file in changes.fresh:
            with read_file(self.root, file.path, 1_000_000, sources.label) as contents:
                stage_contents(self.store, file, contents, self.staging)
        self.staging.rename(self.store.stage_renames(generation))
        self.store.stage_marks(generation)
        return generation

    def index(self) -> Staging:
        generation = self.stage()
        self.store.publish(generation, root="/documents")
        self.store.purge(generation)
        return self.staging

    def ids(self) -> dict[str, tuple[RowId, ...]]:
        """The rows of each document of the current generation."""
        found: dict[str, tuple[RowId, ...]] = {}
        for document in self.store.documents(self.store.current_generation()):
            passages = self.store.document_passages(document.id)
            assert {it.citation.document for it in passages} <= {document.path}
            found[document.path] = tuple(it.id for it in passages)
        return found

    def former_paths(self) -> list[tuple[str, str]]:
        return self.store.history.former_paths()

    def everything(self) -> list[object]:
        """What the current generation says, without any id."""
        generation = self.store.current_generation()
        rows = [row for row, _ in self.store.rows(generation)]
        served = [
            (it.citation, it.ordinal, it.span, it.text, it.sentences, it.heading)
            for it in self.store.iter_passages(rows)
        ]
        documents = [
            (it.path, it.file, it.metadata, it.sha256, self.store.marks(it.id))
            for it in self.store.documents(generation)
        ]
        files = {path: replace(it, ctime_ns=0) for path, it in self.store.files().items()}
        return [sorted(served, key=str), documents, files]


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    made = Corpus(tmp_path)
    made.write("a.txt", "The observatory is open to visitors on the first Sunday of every month.")
    made.write("b.txt", "The village school has eleven pupils, and one teacher for all of them.")
    made.write("rows.jsonl", jsonl(*ROWS))
    made.index()
    yield made
    made.store.close()


def counts(staging: Staging) -> tuple[int, int, int, int]:
    return staging.indexed, staging.documents, staging.removed, len(staging.renames)


def test_a_renamed_file_keeps_its_rows(corpus: Corpus) -> None:
    before = corpus.ids()
    corpus.rename("a.txt", "news/2025/a.txt")
    assert counts(corpus.index()) == (0, 0, 0, 1)
    assert corpus.ids() == {
        "news/2025/a.txt": before["a.txt"],
        **{path: rows for path, rows in before.items() if path != "a.txt"},
    }


def test_the_documents_of_a_renamed_container_keep_theirs(corpus: Corpus) -> None:
    before = corpus.ids()
    corpus.rename("rows.jsonl", "archive/all.jsonl")
    assert counts(corpus.index()) == (0, 0, 0, 1)
    after = corpus.ids()
    assert after["archive/all.jsonl/one"] == before["rows.jsonl/one"]
    assert after["archive/all.jsonl/two"] == before["rows.jsonl/two"]
    (within,) = {it.within for it in corpus.store.documents(2) if it.path.endswith("one")}
    assert within == "archive/all.jsonl"


def there_and_back(corpus: Corpus) -> dict[str, str]:
    corpus.rename("a.txt", "c.txt")
    corpus.index()
    corpus.rename("c.txt", "a.txt")
    return {"a.txt": "a.txt", "b.txt": "b.txt"}


def swapped(corpus: Corpus) -> dict[str, str]:
    corpus.swap("a.txt", "b.txt")
    return {"a.txt": "b.txt", "b.txt": "a.txt"}


def onto_another(corpus: Corpus) -> dict[str, str]:
    corpus.rename("a.txt", "b.txt")
    return {"b.txt": "a.txt"}


def in_other_letters(corpus: Corpus) -> dict[str, str]:
    corpus.rename("a.txt", "A.TXT")
    return {"A.TXT": "a.txt", "b.txt": "b.txt"}


def with_another_in_its_place(corpus: Corpus) -> dict[str, str]:
    corpus.rename("a.txt", "c.txt")
    corpus.write("a.txt", "The ferry across the strait sails at six from tomorrow on.")
    return {"c.txt": "a.txt", "b.txt": "b.txt"}


def in_a_ring(corpus: Corpus) -> dict[str, str]:
    corpus.rename("a.txt", "c.txt")
    corpus.rename("b.txt", "a.txt")
    return {"c.txt": "a.txt", "a.txt": "b.txt"}


def another_kind(corpus: Corpus) -> dict[str, str]:
    corpus.rename("a.txt", "a.text.txt")
    corpus.rename("b.txt", "b.md")  # as Markdown it may read otherwise, but this one does not
    return {"a.text.txt": "a.txt"}


@pytest.mark.parametrize(
    ("act", "renamed"),
    [
        (there_and_back, 1),
        (swapped, 2),
        (onto_another, 1),
        (in_other_letters, 1),
        (with_another_in_its_place, 1),
        (in_a_ring, 2),
        (another_kind, 1),
    ],
)
def test_names_change_hands(
    corpus: Corpus, act: Callable[[Corpus], dict[str, str]], renamed: int
) -> None:
    before = corpus.ids()
    expected = act(corpus)
    staging = corpus.index()
    after = corpus.ids()
    assert {new: before[old] for new, old in expected.items()}.items() <= after.items()
    assert len(staging.renames) >= renamed
    fresh = Corpus(Path(tempfile.mkdtemp(dir=corpus.root.parent)))
    shutil.rmtree(fresh.root)
    shutil.copytree(corpus.root, fresh.root)
    fresh.index()
    assert corpus.everything() == fresh.everything()


def test_what_is_told_of_each(corpus: Corpus) -> None:
    swapped(corpus)
    assert counts(corpus.index()) == (0, 0, 0, 2)
    onto_another(corpus)
    assert counts(corpus.index()) == (0, 0, 1, 1)  # what stood there is gone
    corpus.rename("b.txt", "c.txt")
    corpus.write("b.txt", "The ferry across the strait sails at six from tomorrow on.")
    assert counts(corpus.index()) == (1, 1, 0, 1)


def test_a_copy_is_no_rename_and_neither_is_its_removal(corpus: Corpus) -> None:
    before = corpus.ids()
    shutil.copy(corpus.root / "a.txt", corpus.root / "copy.txt")
    assert counts(corpus.index()) == (1, 1, 0, 0)
    with_copy = corpus.ids()
    assert with_copy["a.txt"] == before["a.txt"]
    (corpus.root / "a.txt").unlink()
    assert counts(corpus.index()) == (0, 0, 1, 0)
    assert corpus.ids()["copy.txt"] == with_copy["copy.txt"]


def test_a_renamed_file_that_was_edited_too_is_another(corpus: Corpus) -> None:
    before = corpus.ids()
    corpus.rename("a.txt", "c.txt")
    corpus.write("c.txt", (corpus.root / "c.txt").read_text() + "\n\nAnd it is closed in winter.")
    assert counts(corpus.index()) == (1, 1, 1, 0)
    assert set(corpus.ids()["c.txt"]).isdisjoint(before["a.txt"])


def test_what_is_labelled_otherwise_is_another(corpus: Corpus) -> None:
    corpus.write("sources.toml", '["agency/**"]\npublisher = "Agency"\n')
    before = corpus.ids()
    corpus.rename("a.txt", "agency/a.txt")
    corpus.rename("b.txt", "other/b.txt")
    assert counts(corpus.index()) == (1, 1, 1, 1)
    after = corpus.ids()
    assert set(after["agency/a.txt"]).isdisjoint(before["a.txt"])
    assert after["other/b.txt"] == before["b.txt"]


def test_what_is_only_labelled_otherwise_has_not_moved_to_its_copy(corpus: Corpus) -> None:
    corpus.write("town/a.txt", "The mayor says that the new hall is going to be opened in June.")
    corpus.index()
    before = corpus.ids()
    corpus.write("sources.toml", '["town/**"]\npublisher = "Agency"\n')
    corpus.write("copy/a.txt", (corpus.root / "town/a.txt").read_text())
    assert counts(corpus.index()) == (2, 2, 0, 0)
    assert before["town/a.txt"] not in corpus.ids().values()


def test_the_copies_of_a_renamed_folder_keep_their_own(corpus: Corpus) -> None:
    for name in ("one", "two", "three"):
        corpus.write(f"old/{name}.txt", "The same text stands in three files of this folder.")
    corpus.index()
    before = corpus.ids()
    corpus.rename("old", "new")
    (corpus.root / "new/one.txt").unlink()
    assert counts(corpus.index()) == (0, 0, 1, 2)
    after = corpus.ids()
    assert after["new/two.txt"] == before["old/two.txt"]
    assert after["new/three.txt"] == before["old/three.txt"]


def test_a_run_that_died_has_renamed_nothing(corpus: Corpus) -> None:
    before, said = corpus.ids(), corpus.everything()
    corpus.swap("a.txt", "b.txt")
    corpus.rename("rows.jsonl", "all.jsonl")
    corpus.stage()
    assert (corpus.ids(), corpus.everything()) == (before, said)
    corpus.store.begin()
    assert (corpus.ids(), corpus.everything()) == (before, said)
    corpus.index()
    assert corpus.ids()["all.jsonl/one"] == before["rows.jsonl/one"]


def test_the_former_names_are_known(corpus: Corpus) -> None:
    corpus.rename("a.txt", "c.txt")
    corpus.rename("rows.jsonl", "all.jsonl")
    corpus.index()
    assert sorted(corpus.former_paths()) == [
        ("a.txt", "c.txt"),
        ("rows.jsonl/one", "all.jsonl/one"),
        ("rows.jsonl/two", "all.jsonl/two"),
    ]
    corpus.rename("c.txt", "d.txt")
    corpus.write("d.txt", "Another text stands there now, and it is the same document.")
    corpus.index()
    assert ("a.txt", "d.txt") not in corpus.former_paths()  # renamed and edited at once
    corpus.swap("b.txt", "d.txt")
    corpus.index()
    assert sorted(corpus.former_paths()[:2]) == [("b.txt", "d.txt"), ("d.txt", "b.txt")]


def test_a_reader_of_the_generation_before_goes_on_reading(corpus: Corpus) -> None:
    rows = [row for row, _ in corpus.store.rows(1)]
    corpus.rename("a.txt", "c.txt")
    generation = corpus.stage()
    corpus.store.publish(generation)
    assert "a.txt" in {it.path for it in corpus.store.documents(1)}
    assert corpus.store.document(1, "a.txt").id == corpus.store.document(2, "c.txt").id
    paths = {it.citation.document for it in corpus.store.passages(rows)}
    assert paths == {"b.txt", "c.txt", "rows.jsonl/one", "rows.jsonl/two"}
    once = {it.citation.document for it in corpus.store.iter_passages(rows, 1)}
    assert once == {"a.txt", "b.txt", "rows.jsonl/one", "rows.jsonl/two"}


def test_what_is_repeated_is_told_by_the_new_place(corpus: Corpus) -> None:
    """Paragraphs are compared within a folder; those of a file go with it to another."""
    for number in range(6):
        corpus.write(
            f"front/{number}.txt", f"{LINE}\n\nIn week {number} the crossing was shelled again."
        )
    corpus.index()
    before = corpus.ids()
    for number in range(5):
        corpus.rename(f"front/{number}.txt", f"apart/{number}/{number}.txt")
    corpus.index()
    assert LINE in str(corpus.everything())
    corpus.rename("front", "away")
    for number in range(5):
        corpus.rename(f"apart/{number}/{number}.txt", f"away/{number}.txt")
    corpus.index()
    assert len(corpus.ids()) == len(before)


def test_a_folder_of_thousands_is_renamed_at_once(tmp_path: Path) -> None:
    files = 3_000
    store = Store(tmp_path / "store.db")
    with store._database.writing() as connection:
        for generation, folder in ((1, "old"), (2, "new")):
            connection.executemany(
                "INSERT INTO files (path, added_in, size, mtime_ns, sha256, reading_version, "
                "labels) VALUES (?, ?, 1, 1, 'the same', 1, '')",
                ((f"{folder}/{number}.txt", generation) for number in range(files)),
            )
        connection.execute("UPDATE files SET removed_in = 2 WHERE added_in = 1")
        steps = 0

        def count() -> int:
            nonlocal steps
            steps += 1
            return 0

        connection.set_progress_handler(count, 100)
        pairs = note_renamed(connection, 2)
        connection.set_progress_handler(None, 0)
    assert all(old.removeprefix("old") == new.removeprefix("new") for old, new in pairs)
    assert len(pairs) == files
    assert steps < files * 3
    store.close()


NAMES = ("a.txt", "b.txt", "deep/a.txt", "deep/b.txt", "rows.jsonl", "deep/rows.jsonl")
TEXTS = tuple(f"Text {number} tells of the mill, the ferry and the school." for number in range(3))
CONTENTS = (*TEXTS, jsonl(*ROWS).decode(), jsonl(ROWS[1]).decode())
ACTS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(CONTENTS)),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("swap"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just("")),
)


def _act(corpus: Corpus, kind: str, one: str, other: str) -> None:
    path = corpus.root / one
    if kind == "write":
        fits = other.startswith("{") == one.endswith("jsonl")
        corpus.write(one, other if fits else CONTENTS[3 if one.endswith("jsonl") else 0])
    elif not path.exists() or one.endswith("jsonl") != (other or one).endswith("jsonl"):
        return
    elif kind == "remove":
        path.unlink()
    elif kind == "swap" and (corpus.root / other).exists() and one != other:
        corpus.swap(one, other)
    elif kind == "rename":
        corpus.rename(one, other)


def _files(corpus: Corpus) -> dict[str, str]:
    return {name: (corpus.root / name).read_text() for name in corpus.store.files()}


def _kept(before: Mapping[str, str], after: Mapping[str, str]) -> Counter[str]:
    """How many files of the same bytes there were before and are now."""
    return Counter(before.values()) & Counter(after.values())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(runs=st.lists(st.lists(ACTS, min_size=1, max_size=5), min_size=1, max_size=4))
def test_any_series_of_acts_ends_as_if_begun_anew(runs: list[list[tuple[str, str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(Path(folder))
        before: dict[str, str] = {}
        ids: dict[str, tuple[RowId, ...]] = {}
        for acts in runs:
            for kind, one, other in acts:
                _act(corpus, kind, one, other)
            corpus.index()
            after, now = _files(corpus), corpus.ids()
            # What is where it was, in the same bytes, keeps its rows,
            for path, rows in ids.items():
                file = path.partition(".jsonl/")[0] + (".jsonl" if ".jsonl/" in path else "")
                if file in after and before[file] == after[file]:
                    assert now[path] == rows
            # and of what was renamed, each file that can keep them does.
            known = set(ids.values())
            held = Counter(
                after[path] for path, rows in now.items() if rows in known and path in after
            )
            texts = {text: count for text, count in _kept(before, after).items() if text in TEXTS}
            assert all(held[text] == count for text, count in texts.items())
            before, ids = after, now
        with tempfile.TemporaryDirectory() as elsewhere:
            fresh = Corpus(Path(elsewhere))
            shutil.rmtree(fresh.root)
            shutil.copytree(corpus.root, fresh.root)
            fresh.index()
            assert corpus.everything() == fresh.everything()
            fresh.store.close()
        corpus.store.close()
