"""Texts, tables and archives that real tools wrote, read as the indexer reads them."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from corpus.errors import ReadingError
from corpus.reading import Entry, read_file
from golden_text import GoldenText

DOCUMENTS = Path(__file__).parents[1] / "sample_documents"
NAMES = (
    "mixed.zip",
    "reports.csv",
    "reports.jsonl",
    "reports.tsv",
    "spreadsheet-windows-1252.csv",
    "yearbook.md",
    "yearbook.txt",
)


@pytest.mark.parametrize("name", NAMES)
def test_each_kind_of_file(name: str, snapshot: SnapshotAssertion) -> None:
    with read_file(DOCUMENTS, name, 1_000_000) as contents:
        read = [_shown(entry) for entry in contents.entries]

    assert "\n".join(read) == snapshot(name=name, extension_class=GoldenText)


def _shown(entry: Entry) -> str:
    """The document of ``entry``: what is known of it, its passages, and what is in none of them."""
    try:
        reading = entry.read()
    except ReadingError as error:
        return f"{entry.place}: {error}\n"
    known = reading.metadata
    lines = [f"path: {entry.path}"]
    lines += [
        f"{name}: {value} [{known.origins[name]}]"
        for name in ("title", "publisher", "author", "published", "url", "language")
        if (value := getattr(known, name)) is not None
    ]
    for segment in reading.segments:
        numbers = f"{segment.paragraph}–{segment.paragraph_end}"
        heading = f", under {segment.heading}" if segment.heading else ""
        lines += ["", f"(paragraph {numbers}{heading})", segment.span.of(reading.text)]
    for mark in reading.marks:
        lines += ["", f"(left out: {mark.reason})", mark.span.of(reading.text)]
    return "\n".join(lines) + "\n"
