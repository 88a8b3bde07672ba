"""JSON Lines: an object a line, each a document. The corpus file of a BEIR benchmark is one."""

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import IO

from corpus.containers.fields import Columns, row_extraction, row_id
from corpus.containers.json_stream import TOO_MANY_VALUES, has_too_many_values
from corpus.containers.member import Keys, Member, require_few
from corpus.containers.text_stream import text_of
from corpus.errors import ReadingError
from corpus.readers.extraction import Extraction


def read_jsonl(file: IO[bytes], columns: Columns) -> Iterator[Member]:
    """The documents of a ``.jsonl`` file, line by line.

    Raises:
        ReadingError: if it is no text, or has more lines than can be read.
    """
    with text_of(file, newline="\n") as text:
        require_few(line for line in text if not line.isspace())
    with text_of(file, newline="\n") as text:
        yield from _members(text, columns)


def _members(lines: Iterable[str], columns: Columns) -> Iterator[Member]:
    keys = Keys()
    for number, line in enumerate(lines, 1):
        if line.isspace():
            continue
        place = f"line {number}"
        try:
            row = _object(line)
        except ReadingError as error:
            yield Member(keys.key(None, place), place, partial(_refuse, error))
        else:
            extract = partial(row_extraction, row, columns)
            yield Member(keys.key(row_id(row, columns), place), place, extract)


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
