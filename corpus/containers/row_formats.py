"""The table that says which file of rows is read by what."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import IO, Protocol

from corpus.containers.csv_table import read_csv
from corpus.containers.fields import Columns
from corpus.containers.jsonl import read_jsonl
from corpus.containers.member import Member, Note
from corpus.containers.telegram_export import read_telegram_export


class RowReader(Protocol):
    """Finds the documents of a file, one after the other."""

    def __call__(self, file: IO[bytes], columns: Columns, note: Note, /) -> Iterator[Member]:
        """Reads from the beginning of ``file``, which can be sought and stays open meanwhile.

        Where its fields have other names than the usual ones, ``columns`` has them; ``note`` is
        told of those that are not there.

        Raises:
            ReadingError: while it is read, if ``file`` is not what its suffix promises.
        """
        ...


ROW_READERS: dict[str, RowReader] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".json": read_telegram_export,
}
"""Suffix in lower case, with its dot → reader."""


def row_reader_for(path: PurePath) -> RowReader | None:
    """The reader for a file of rows of this name, or ``None`` if its format is not one."""
    return ROW_READERS.get(path.suffix.lower())
