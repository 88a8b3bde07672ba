"""Writes the texts and tables of this folder, each with a tool that people have.

pandoc writes the texts, SQLite's shell and jq the tables, LibreOffice a table as spreadsheets in
Western Europe write it, and Info-ZIP packs some of them. Run from the folder ``tests``:
python -m sample_documents.make_texts
"""

import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from sample_documents.make_books import YEARBOOK
from sample_documents.stories import (
    BRIDGE,
    BRIDGE_AUTHOR,
    BRIDGE_PUBLISHER,
    BRIDGE_TITLE,
    FERRY,
    FERRY_TITLE,
    HARVEST,
    HARVEST_TITLE,
)

HERE = Path(__file__).parent

REPORTS = (
    (BRIDGE_TITLE, "\n\n".join(BRIDGE), BRIDGE_PUBLISHER, BRIDGE_AUTHOR, "2025-11-18", "bridge"),
    (FERRY_TITLE, "\n\n".join(FERRY), "Вестник Амбры", None, "2025-11-26", "parom"),
    (HARVEST_TITLE, HARVEST[0], BRIDGE_PUBLISHER, None, None, "harvest"),
    ("An empty report", "", None, None, None, None),
)


def texts() -> None:
    """A Markdown file with front matter, and plain text whose lines are broken at 72 columns."""
    for kind, name in (("markdown", "yearbook.md"), ("plain", "yearbook.txt")):
        command = [_tool("pandoc"), "--from", "markdown", "--to", kind, "--standalone"]
        subprocess.run([*command, "-o", str(HERE / name)], input=YEARBOOK.encode(), check=True)


def tables() -> None:
    """The reports of a small newsroom, out of its database in three ways."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "newsroom.db"
        _fill(database)
        everything = "SELECT * FROM reports"
        # Without lines of its own: the shell's tabs mode quotes nothing.
        in_one_line = (
            "SELECT headline, replace(body, char(10), ' ') AS body, source, author, published, url "
            "FROM reports"
        )
        _write("reports.csv", "sqlite3", "-csv", "-header", str(database), everything)
        _write("reports.tsv", "sqlite3", "-tabs", "-header", str(database), in_one_line)
        rows = Path(folder) / "reports.json"
        rows.write_bytes(_output("sqlite3", "-json", str(database), everything))
        _write("reports.jsonl", "jq", "--compact-output", ".[]", str(rows))
        _as_a_spreadsheet(Path(folder))


def _fill(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE reports (headline, body, source, author, published, url)")
        connection.executemany(
            "INSERT INTO reports VALUES (?, ?, ?, ?, ?, 'https://www.harrow.example/' || ?)",
            REPORTS,
        )


def _as_a_spreadsheet(folder: Path) -> None:
    """Semicolons between cells, in Windows-1252; the Russian row is left out for that."""
    rows = folder / "western.csv"
    western = "SELECT * FROM reports WHERE headline NOT LIKE 'Паром%'"
    rows.write_bytes(_output("sqlite3", "-csv", "-header", str(folder / "newsroom.db"), western))
    options = "csv:Text - txt - csv (StarCalc):59,34,ANSI,1,,0,false,true,false,false,false,-1"
    subprocess.run(
        [_tool("libreoffice"), "--headless", "--infilter=CSV:44,34,76", "--convert-to", options,
         "--outdir", str(folder / "out"), str(rows)],
        check=True,
    )  # fmt: skip
    (written,) = (folder / "out").iterdir()
    (HERE / "spreadsheet-windows-1252.csv").write_bytes(written.read_bytes())


def packed() -> None:
    """A Markdown file, a page in a folder, and a table of two documents."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "pages").mkdir()
        for name, target in (
            ("yearbook.md", "yearbook.md"), ("news.html", "pages/news.html"),
            ("reports.jsonl", "reports.jsonl"), ("make_texts.py", "make_texts.py"),
        ):  # fmt: skip
            (root / target).write_bytes((HERE / name).read_bytes())
        archive = HERE / "mixed.zip"
        archive.unlink(missing_ok=True)
        subprocess.run([_tool("zip"), "-r", "-X", str(archive), "."], cwd=root, check=True)


def _write(name: str, tool: str, *options: str) -> None:
    (HERE / name).write_bytes(_output(tool, *options))


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is not installed")
    return found


def _output(tool: str, *options: str) -> bytes:
    return subprocess.run([_tool(tool), *options], check=True, stdout=subprocess.PIPE).stdout


if __name__ == "__main__":
    texts()
    tables()
    packed()
