"""JSON Lines: an object a line, each a document. The corpus file of a BEIR benchmark is one."""

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import IO

from corpus.containers.fields import row_extraction, row_id
from corpus.containers.member import Keys, Member
from corpus.containers.text_stream import text_of
from corpus.errors import ReadingError
from corpus.readers.extraction import Extraction


def read_jsonl(file: IO[bytes]) -> Iterator[Member]:
    """The documents of a ``.jsonl`` file, line by line.

    Raises:
        ReadingError: if it is no text.
    """
    with text_of(file, newline="\n") as text:
        yield from _members(text)


def _members(lines: Iterable[str]) -> Iterator[Member]:
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
            yield Member(keys.key(row_id(row), place), place, partial(row_extraction, row))


def _object(line: str) -> dict[str, object]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise ReadingError("it is not JSON") from None
    if not isinstance(row, dict):
        raise ReadingError('it is not an object such as {"text": "…"}')
    return row


def _refuse(error: ReadingError) -> Extraction:
    raise error
