"""CSV: a row a document, whose columns are known by the names in the first row."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import IO

from corpus.containers.fields import (
    TEXT,
    Columns,
    has_text_field,
    row_extraction,
    row_id,
    shown_columns,
    shown_names,
)
from corpus.containers.member import Keys, Member, Note, require_few
from corpus.containers.text_stream import text_of
from corpus.errors import ReadingError
from corpus.readers.extraction import Extraction
from corpus.usual_names import field_name

_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_FIELD = 2**31 - 1
"""Characters; the file's size is limited already. The library's own limit is 131,072."""

_MOST_CELLS = 1 << 21
"""Cells that are held at once. Marks in texts are counted too: no text has so many."""

_MOST_COLUMNS = 16_384
"""As many as spreadsheets have."""

_HEADER_LINES = 50


def read_csv(file: IO[bytes], columns: Columns, note: Note) -> Iterator[Member]:
    """The documents of a ``.csv`` or ``.tsv`` file, row by row.

    The delimiter is the one that makes a header with a column of texts of the first row: a guess
    by the frequency of signs goes wrong where texts are long.

    Raises:
        ReadingError: if it is no text, its first row names no column of texts or not the one that
            ``columns`` says it is, or it has more rows or cells in a row than can be read.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    with text_of(file, newline="") as head:
        delimiter, header = _header(list(islice(head, _HEADER_LINES)), columns)
    _note_missing(header, columns, note)
    with text_of(file, newline="") as text:
        rows = islice(_rows(text, delimiter), 1, None)
        require_few(row for row in rows if isinstance(row, csv.Error) or any(row))
    with text_of(file, newline="") as text:
        yield from _members(_rows(text, delimiter), columns)


def _members(rows: Iterator[list[str] | csv.Error], columns: Columns) -> Iterator[Member]:
    first = next(rows, [])
    header = [] if isinstance(first, csv.Error) else first
    keys = Keys()
    for number, cells in enumerate(rows, 2):
        place = f"row {number}"
        if isinstance(cells, csv.Error):
            yield Member(keys.key(None, place), place, partial(_refuse, str(cells)))
        elif any(cells):
            row = _row(header, cells)
            extract = partial(_extract, row, columns, len(cells), len(header))
            yield Member(keys.key(row_id(row, columns), place), place, extract)


@dataclass(slots=True)
class _Lines:
    """Lines on their way into the parser, which holds a whole row whatever it is.

    Attributes:
        cells: at most how many it holds of the row that it is at.
    """

    lines: Iterator[str]
    delimiter: str
    cells: int = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.cells += line.count(self.delimiter)
        if self.cells > _MOST_CELLS:
            raise ReadingError(f"a row of it has more than {_MOST_CELLS:,} cells")
        return line


def _rows(text: Iterable[str], delimiter: str) -> Iterator[list[str] | csv.Error]:
    """The rows of ``text``; in place of one that cannot be parsed, why."""
    lines = _Lines(iter(text), delimiter)
    table = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.cells = 0
        try:
            yield next(table)
        except StopIteration:
            return
        except csv.Error as error:
            yield error


def _header(lines: Sequence[str], columns: Columns) -> tuple[str, list[str]]:
    """The delimiter of a table that begins with ``lines``, and the names in its first row."""
    if not lines:
        raise ReadingError("it is empty")
    headers = {sign: _first_row(lines, sign) for sign in _DELIMITERS}
    serving = [sign for sign in _DELIMITERS if has_text_field(headers[sign], columns)]
    if serving:
        delimiter = max(serving, key=lambda sign: len(headers[sign]))
        return delimiter, headers[delimiter]
    found = max(headers.values(), key=len)
    if "text" in columns:
        raise ReadingError(
            "its first row does not name a column that sources.toml says it has "
            f"({shown_columns(columns, ['text'])}); it names: {shown_names(found)}"
        )
    raise ReadingError(
        f"its first row names no column of texts, such as {', '.join(TEXT[:4])}, and sources.toml "
        f"says of none that it is one; it names: {shown_names(found)}"
    )


def _first_row(lines: Sequence[str], delimiter: str) -> list[str]:
    # Not as strictly as the rest: with another delimiter it may be no table at all.
    table = csv.reader(_Lines(iter(lines), delimiter), delimiter=delimiter)
    try:
        row = next(table, [])
    except csv.Error:
        return []
    if len(row) > _MOST_COLUMNS:
        raise ReadingError(f"its first row names more than {_MOST_COLUMNS:,} columns")
    return row


def _note_missing(header: Sequence[str], columns: Columns, note: Note) -> None:
    """Tell which columns are not there that are said to tell something beside the text."""
    names = {field_name(name) for name in header}
    missing = [what for what, name in columns.items() if field_name(name) not in names]
    if missing:
        note(
            "its first row does not name a column that sources.toml says it has "
            f"({shown_columns(columns, missing)}), so its rows are read without that; it names: "
            f"{shown_names(header)}"
        )


def _row(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Cells by column; of two columns with one name the first counts."""
    row: dict[str, str] = {}
    # Spreadsheets leave out empty cells at the end of a row.
    for name, cell in zip(header, cells, strict=False):
        row.setdefault(name, cell)
    return row


def _extract(row: dict[str, str], columns: Columns, cells: int, width: int) -> Extraction:
    if cells > width:
        raise ReadingError(f"it has {cells} cells, but the first row {width}")
    return row_extraction(row, columns)


def _refuse(problem: str) -> Extraction:
    told = "a quotation mark in it is not closed" if "unexpected end" in problem else problem
    told = told.replace("'\t'", "a tab")
    raise ReadingError(f"it cannot be parsed ({told})")
