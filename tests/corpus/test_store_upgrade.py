"""A store that the version before made goes on working, and forgets nothing."""

import sqlite3
from pathlib import Path

from corpus.document import Metadata, Span
from corpus.passage import RowId, Segment
from corpus.reading import Reading
from corpus.scan import FileState
from corpus.store import Store
from corpus.tables import STORE

TEXT = "The old bridge over the river was closed."


def made_before(path: Path) -> None:
    """Three documents of the first format: one served, one staged only, one ended."""
    connection = sqlite3.connect(path)
    connection.executescript(STORE.steps[0])
    connection.execute("PRAGMA user_version = 1")
    connection.execute("INSERT INTO state VALUES ('generation', '2'), ('root', '/somewhere')")
    columns = (
        "path, added_in, removed_in, size, mtime_ns, file_sha256, reading_version, title, "
        "tags, reports, passages, characters, text_sha256, text"
    )
    for name, added, removed in (("a.txt", 1, None), ("b.txt", 3, None), ("c.txt", 1, 2)):
        (document,) = connection.execute(
            f"INSERT INTO documents ({columns}) "  # noqa: S608 - constants
            "VALUES (?, ?, ?, 7, 8, 'f', 1, 'Bridge', '[\"x\"]', '[]', 1, ?, 't', ?) RETURNING id",
            (name, added, removed, len(TEXT), TEXT),
        ).fetchone()
        connection.execute(
            "INSERT INTO passages (document_id, ordinal, begins, ends, paragraph, paragraph_end, "
            "sentences) VALUES (?, 1, 4, 14, 1, 1, '[0, 10]')",
            (document,),
        )
    connection.execute("INSERT INTO skipped VALUES ('bad.txt', 1, 2, 'h', 1, 'it is broken')")
    connection.commit()
    connection.close()


def test_what_was_said_of_a_skipped_file_is_kept(tmp_path: Path) -> None:
    made_before(tmp_path / "footnote.db")

    with Store(tmp_path / "footnote.db") as store:
        state = FileState(1, 2, "", "it is broken", labels="abc")
        store.file_notes.note_skipped("bad.txt", state)
        assert store.files()["bad.txt"] == state


def reading(text: str = TEXT) -> Reading:
    segment = Segment(Span(4, 14), 1, 1, (Span(0, 10),))
    return Reading(text, Metadata(title="Bridge", tags=("x",)), (segment,), "f")


def test_what_was_indexed_is_still_there(tmp_path: Path) -> None:
    made_before(tmp_path / "footnote.db")

    with Store(tmp_path / "footnote.db") as store:
        assert (store.current_generation(), store.root()) == (2, "/somewhere")
        (document,) = store.documents(2)
        assert (document.path, document.file, document.within) == ("a.txt", "a.txt", None)
        assert document.metadata == Metadata(title="Bridge", tags=("x",))
        assert store.document(2, "a.txt").text == TEXT
        (passage,) = store.document_passages(document.id)
        assert (passage.text, passage.id) == ("old bridge", 1)
        assert store.files() == {
            "a.txt": FileState(-1, -1, ""),
            "bad.txt": FileState(-1, -1, "", "it is broken"),
        }


def test_it_is_read_again_and_goes_on(tmp_path: Path) -> None:
    made_before(tmp_path / "footnote.db")

    with Store(tmp_path / "footnote.db") as store:
        assert store.begin() == 3
        assert [row for row, _ in store.rows(3)] == [1]
        state = FileState(7, 8, "f")
        first = store.stage_contents(3, "a.txt", [("a.txt", reading())])
        store.stage_state(3, "a.txt", state)
        store.publish(3)
        assert (first.added, first.kept) == (1, 0)  # what the first format kept is not comparable
        assert store.begin() == 4
        second = store.stage_contents(4, "a.txt", [("a.txt", reading())])
        assert (second.added, second.kept, second.removed) == (0, 1, 0)
        assert store.files()["a.txt"] == state
        assert store.purge(3) == 2
        assert [passage.text for passage in store.passages([RowId(4)])] == ["old bridge"]


def test_what_the_first_format_had_is_neither_marked_nor_cut_anew(tmp_path: Path) -> None:
    made_before(tmp_path / "footnote.db")

    with Store(tmp_path / "footnote.db") as store:
        (document,) = store.documents(2)
        assert (store.marks(document.id), store.origins(document.id)) == ([], {})
        generation = store.begin()
        for number in range(5):
            path = f"{number}.txt"
            store.stage_document(generation, path, FileState(7, 8, "f"), reading())
        assert store.stage_marks(generation) == 0
        store.publish(generation)
        assert len(store.documents(generation)) == 6


def test_the_text_still_stands_last(tmp_path: Path) -> None:
    """SQLite reads every other column of a document without it."""
    with Store(tmp_path / "footnote.db"):
        connection = sqlite3.connect(tmp_path / "footnote.db")
        columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(documents)")]
        connection.close()
    assert columns[-1] == "text"


def made_by_the_second_step(path: Path) -> None:
    """The documents above, of the second format, with two that stand in one file."""
    made_before(path)
    connection = sqlite3.connect(path)
    connection.executescript(STORE.steps[1])
    connection.execute("PRAGMA user_version = 2")
    connection.execute("UPDATE documents SET content_sha256 = 'c' || id")
    connection.execute("UPDATE documents SET path = 'c.csv/1', file = 'c.csv' WHERE id = 3")
    connection.execute("INSERT INTO layouts VALUES (1, 'folder:.', 5, '[]')")
    connection.execute("INSERT INTO short_paragraphs VALUES (1, 9, 0)")
    connection.execute('INSERT INTO origins VALUES (1, \'{"title": "heading"}\')')
    connection.execute("INSERT INTO marks VALUES (1, 0, 3, 1, 'repeated')")
    connection.commit()
    connection.close()


def test_documents_of_the_second_format_get_places(tmp_path: Path) -> None:
    made_by_the_second_step(tmp_path / "footnote.db")

    with Store(tmp_path / "footnote.db") as store:
        (document,) = store.documents(2)
        assert (document.path, document.file, document.within) == ("a.txt", "a.txt", None)
        assert document.metadata == Metadata(title="Bridge", tags=("x",))
        assert store.document(2, "a.txt").text == TEXT
        assert [it.text for it in store.document_passages(document.id)] == ["old bridge"]
        assert store.origins(document.id) == {"title": "heading"}
        assert len(store.marks(document.id)) == 1
        (ended,) = store.documents(1)[1:]
        assert (ended.path, ended.file, ended.within) == ("c.csv/1", "c.csv", "c.csv")
        assert (set(store.files()), store.count_files(2)) == ({"a.txt", "bad.txt"}, 1)
        with store._database.reading() as connection:
            found = connection.execute("SELECT source, lineage FROM places ORDER BY id").fetchall()
        assert found == [("folder:.", 1), ("", 2), ("", 3)]


def test_what_the_second_format_served_is_renamed_as_anything_else(tmp_path: Path) -> None:
    with Store(tmp_path / "footnote.db") as store:
        store.begin()
        store.stage_document(1, "a.txt", FileState(7, 8, "f"), reading())
        store.publish(1)
        (content,) = store._database._connection.execute(
            "SELECT content_sha256 FROM documents"
        ).fetchone()
    (tmp_path / "footnote.db").unlink()
    made_by_the_second_step(tmp_path / "footnote.db")
    connection = sqlite3.connect(tmp_path / "footnote.db")
    connection.execute("UPDATE documents SET content_sha256 = ? WHERE id = 1", (content,))
    connection.commit()
    connection.close()

    with Store(tmp_path / "footnote.db") as store:
        assert store.begin() == 3
        store.stage_removal(3, "a.txt")
        store.stage_contents(3, "moved.txt", [("moved.txt", reading())])
        store.stage_state(3, "moved.txt", FileState(7, 9, "f"))
        (rename,) = store.stage_renames(3)
        assert (rename.old, rename.new, rename.documents, rename.stays) == (
            "a.txt",
            "moved.txt",
            1,
            False,
        )
        store.publish(3)
        assert [row for row, _ in store.rows(3)] == [1]
        assert store.history.former_paths() == [("a.txt", "moved.txt")]
