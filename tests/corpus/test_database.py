"""Everything that can be wrong with the file under the store, said in a sentence."""

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from corpus.database import Database, Tables
from corpus.errors import StoreError
from corpus.store import Store

LONG = "long " * 100_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "footnote.db"


def test_several_may_create_the_file_at_once(path: Path) -> None:
    stores: list[Store] = []
    threads = [threading.Thread(target=lambda: stores.append(Store(path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stores) == 8
    for store in stores:
        store.close()


@pytest.mark.parametrize("version", [0, 99])
def test_another_versions_file_is_refused(path: Path, version: int) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE other (x)")
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()

    with pytest.raises(StoreError, match=r"another version.*DATA_DIR.*footnote index"):
        Store(path)


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_bytes(b"not a database at all " * 100)

    with pytest.raises(StoreError, match=r"footnote\.db is damaged"):
        Store(path)


def test_a_damaged_file_is_told(path: Path) -> None:
    with Store(path) as store:
        store.set_root(LONG)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)

    with pytest.raises(StoreError, match=r"footnote\.db is damaged"), Store(path) as store:
        store.root()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nowhere/footnote\.db cannot be .*DATA_DIR"):
        Store(tmp_path / "nowhere" / "footnote.db")


def test_a_full_disk_is_told_and_undoes_the_change(path: Path) -> None:
    with Store(path) as store:
        store.set_root("/a")
        with store._database.reading() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 2}")

        with pytest.raises(StoreError, match="disk is full"):
            store.set_root(LONG)

        assert store.root() == "/a"


def test_a_busy_file_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.database._BUSY_SECONDS", 0.05)
    with Store(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use by another process"):
            store.set_root("/a")
        other.close()


def test_a_closed_store_is_a_programming_error(path: Path) -> None:
    store = Store(path)
    store.close()
    store.close()

    with pytest.raises(sqlite3.ProgrammingError):
        store.root()


def test_an_older_versions_file_gets_the_steps_that_it_lacks(path: Path) -> None:
    first = "CREATE TABLE chats (id INTEGER PRIMARY KEY) STRICT;"
    second = "ALTER TABLE chats ADD COLUMN name TEXT; CREATE TABLE watches (id INTEGER) STRICT;"
    old = Database(path, Tables((first,), "Move it away."))
    with old.writing() as connection:
        connection.execute("INSERT INTO chats VALUES (7)")
    old.close()

    for _ in range(2):  # the second time nothing is left to do
        new = Database(path, Tables((first, second), "Move it away."))
        with new.reading() as connection:
            assert connection.execute("SELECT id, name FROM chats").fetchall() == [(7, None)]
            assert connection.execute("SELECT * FROM watches").fetchall() == []
        new.close()

    with pytest.raises(StoreError, match=r"another version.* Move it away\."):
        Database(path, Tables((first,), "Move it away."))


def test_a_step_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    good = Tables(("CREATE TABLE chats (id INTEGER) STRICT;",), "Move it away.")
    Database(path, good).close()

    with pytest.raises(StoreError):
        Database(path, Tables((*good.steps, "CREATE TABLE more (id INT) STRICT; nonsense"), ""))

    kept = Database(path, good)
    with kept.reading() as connection:
        assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("chats",)]
    kept.close()


def remembered(database: Database) -> list[str]:
    with database.reading() as connection:
        return [text for (text,) in connection.execute("SELECT text FROM notes ORDER BY text")]


def remember(database: Database, text: str) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO notes VALUES (?)", (text,))


NOTES = Tables(("CREATE TABLE notes (text TEXT NOT NULL) STRICT",), "Delete it.")


def test_what_lies_at_its_place_is_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "data" / "notes.db"
    path.parent.mkdir(parents=True)
    database = Database(path, NOTES)
    remember(database, "first")
    assert not database.renew()
    assert database.is_at_its_place()
    assert remembered(database) == ["first"]

    shutil.rmtree(tmp_path / "deep")
    assert not database.is_at_its_place()
    assert database.follow() is None
    assert remembered(database) == ["first"]  # it still has it open
    assert database.renew()
    assert database.is_at_its_place()
    assert remembered(database) == []

    remember(database, "second")
    path.parent.rename(tmp_path / "aside")
    path.parent.mkdir()
    other = Database(path, NOTES)
    remember(other, "other")
    assert not database.is_at_its_place()
    assert database.renew()
    assert remembered(database) == ["other"]
    remember(database, "third")
    assert remembered(other) == ["other", "third"]
    with closing(Database(tmp_path / "aside" / "notes.db", NOTES)) as old:
        assert remembered(old) == ["second"]
    other.close()
    database.close()


def test_a_place_that_cannot_be_made_anew_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with closing(Database(folder / "notes.db", NOTES)) as database:
        shutil.rmtree(folder)
        folder.write_text("no folder")
        with pytest.raises(StoreError, match="data"):
            database.renew()
        assert database.follow() is None
        folder.unlink()
        assert database.renew()


def test_a_reader_follows_to_the_file_that_has_taken_the_place(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    with closing(Database(path, NOTES)) as reader:
        before = reader.follow()
        assert reader.follow() == before is not None
        path.rename(tmp_path / "aside.db")
        for suffix in ("-wal", "-shm"):
            path.with_name(f"notes.db{suffix}").unlink()
        with closing(Database(path, NOTES)) as other:
            remember(other, "other")
            assert remembered(reader) == []
            assert reader.follow() not in {before, None}
            assert remembered(reader) == ["other"]
