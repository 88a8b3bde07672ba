"""JSON Lines: an object a line, each a document. The corpus file of a BEIR benchmark is one."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import IO

from corpus.containers.fields import Columns, row_extraction, row_id, shown_columns, shown_names
from corpus.containers.json_stream import TOO_MANY_VALUES, has_too_many_values
from corpus.containers.member import Keys, Member, Note, require_few
from corpus.containers.text_stream import text_of
from corpus.errors import ReadingError
from corpus.readers.extraction import Extraction
from corpus.usual_names import field_name


def read_jsonl(file: IO[bytes], columns: Columns, note: Note) -> Iterator[Member]:
    """The documents of a ``.jsonl`` file, line by line.

    Raises:
        ReadingError: if it is no text, or has more lines than can be read.
    """
    with text_of(file, newline="\n") as text:
        require_few(line for line in text if not line.isspace())
    with text_of(file, newline="\n") as text:
        yield from _members(text, columns, note)


def _members(lines: Iterable[str], columns: Columns, note: Note) -> Iterator[Member]:
    keys, unmet = Keys(), _Unmet(columns, dict(columns))
    for number, line in enumerate(lines, 1):
        if line.isspace():
            continue
        place = f"line {number}"
        try:
            row = _object(line)
        except ReadingError as error:
            yield Member(keys.key(None, place), place, partial(_refuse, error))
        else:
            unmet.look_into(row)
            extract = partial(row_extraction, row, columns)
            yield Member(keys.key(row_id(row, columns), place), place, extract)
    if unmet.left and unmet.names:
        note(
            "none of its lines has a field that sources.toml says it has "
            f"({shown_columns(columns, unmet.left)}); the first has: {shown_names(unmet.names)}"
        )


@dataclass(slots=True)
class _Unmet:
    """The fields that an owner names, and that no line had so far.

    Attributes:
        columns: what the owner says.
        left: those of it that were not met.
        names: of the first line's fields.
    """

    columns: Columns
    left: dict[str, str]
    names: list[str] = field(default_factory=list)

    def look_into(self, row: Mapping[str, object]) -> None:
        """Strike out what ``row`` has."""
        if self.left:
            self.names = self.names or list(row)
            held = {field_name(name) for name in row}
            self.left = {it: name for it, name in self.left.items() if field_name(name) not in held}


def _object(line: str) -> dict[str, object]:
    if has_too_many_values(line):
        raise ReadingError(TOO_MANY_VALUES)
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise ReadingError("it is not JSON") from None
    if not isinstance(row, dict):
        raise ReadingError('it is not an object such as {"text": "…"}')
    return row


def _refuse(error: ReadingError) -> Extraction:
    raise error
