import sqlite3
from contextlib import closing
from pathlib import Path

from bot.telegram_app.tables import FILE_NAME, TELEGRAM, open_database
from corpus.database import Database, Tables


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}


def test_a_file_of_an_earlier_version_gets_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    for version in range(1, len(TELEGRAM.steps)):
        path.unlink(missing_ok=True)
        earlier = Database(path, Tables(TELEGRAM.steps[:version], ""))
        with earlier.writing() as connection:
            connection.execute("INSERT INTO chosen_language VALUES (5, 'uk')")
        earlier.close()
        before = tables(path)
        opened = open_database(tmp_path)
        with opened.reading() as connection:
            kept = connection.execute("SELECT * FROM chosen_language").fetchall()
            assert kept == [(5, "uk")]
            (reached,) = connection.execute("PRAGMA user_version").fetchone()
            assert reached == len(TELEGRAM.steps)
        opened.close()
        new = tmp_path / "new"
        open_database(new).close()
        assert before < tables(path) == tables(new / FILE_NAME)
