"""CSV: a row a document, whose columns are known by the names in the first row."""

import csv
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import IO

from corpus.containers.fields import TEXT, has_text_field, row_extraction, row_id
from corpus.containers.member import Keys, Member
from corpus.containers.text_stream import text_of
from corpus.errors import ReadingError
from corpus.readers.extraction import Extraction

_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_FIELD = 2**31 - 1
"""Characters; the file's size is limited already. The library's own limit is 131,072."""

_HEADER_LINES = 50
_SHOWN_COLUMNS = 10
_LONGEST_SHOWN = 40


def read_csv(file: IO[bytes]) -> Iterator[Member]:
    """The documents of a ``.csv`` or ``.tsv`` file, row by row.

    The delimiter is the one that makes a header with a column of texts of the first row: a guess
    by the frequency of signs goes wrong where texts are long.

    Raises:
        ReadingError: if it is no text, or its first row names no column of texts.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    with text_of(file, newline="") as head:
        delimiter = _delimiter(list(islice(head, _HEADER_LINES)))
    with text_of(file, newline="") as text:
        yield from _members(csv.reader(text, delimiter=delimiter, strict=True))


def _members(table: Iterator[list[str]]) -> Iterator[Member]:
    header = _first_row(table)
    keys = Keys()
    for number, cells in enumerate(_rows(table), 2):
        place = f"row {number}"
        if isinstance(cells, csv.Error):
            yield Member(keys.key(None, place), place, partial(_refuse, str(cells)))
        elif any(cells):
            row = _row(header, cells)
            extract = partial(_extract, row, len(cells), len(header))
            yield Member(keys.key(row_id(row), place), place, extract)


def _rows(table: Iterator[list[str]]) -> Iterator[list[str] | csv.Error]:
    """The rows of ``table``; in place of one that cannot be parsed, why."""
    while True:
        try:
            yield next(table)
        except StopIteration:
            return
        except csv.Error as error:
            yield error


def _first_row(rows: Iterator[list[str]]) -> list[str]:
    try:
        return next(rows, [])
    except csv.Error:
        return []


def _delimiter(lines: Sequence[str]) -> str:
    headers = {sign: _first_row(csv.reader(lines, delimiter=sign)) for sign in _DELIMITERS}
    serving = [sign for sign in _DELIMITERS if has_text_field(headers[sign])]
    if serving:
        return max(serving, key=lambda sign: len(headers[sign]))
    found = max(headers.values(), key=len)
    shown = ", ".join(map(_shown, found[:_SHOWN_COLUMNS]))
    raise ReadingError(
        f"its first row names no column of texts, such as {', '.join(TEXT[:4])}; it names: {shown}"
    )


def _shown(name: str) -> str:
    """The name of a column as a message can hold it."""
    clean = "".join(sign if sign.isprintable() else "\ufffd" for sign in name.strip())
    return clean if len(clean) <= _LONGEST_SHOWN else clean[: _LONGEST_SHOWN - 1] + "…"


def _row(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Cells by column; of two columns with one name the first counts."""
    row: dict[str, str] = {}
    # Spreadsheets leave out empty cells at the end of a row.
    for name, cell in zip(header, cells, strict=False):
        row.setdefault(name, cell)
    return row


def _extract(row: dict[str, str], cells: int, width: int) -> Extraction:
    if cells > width:
        raise ReadingError(f"it has {cells} cells, but the first row {width}")
    return row_extraction(row)


def _refuse(problem: str) -> Extraction:
    told = "a quotation mark in it is not closed" if "unexpected end" in problem else problem
    told = told.replace("'\t'", "a tab")
    raise ReadingError(f"it cannot be parsed ({told})")
