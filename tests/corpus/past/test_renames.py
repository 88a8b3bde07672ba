"""A file that is renamed keeps its documents, whatever else happened to the names in between."""

import shutil
from pathlib import Path

from corpus.past.renames import note_renamed
from corpus.store import Store
from staged_corpus import Corpus, counts

LINE = "Our correspondents at the front report every day at noon and at nine."


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
