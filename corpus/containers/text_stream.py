"""A long text that is decoded as it is read, in the encoding that ``decode`` would have found."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import IO

from corpus.errors import ReadingError
from corpus.readers.decoding import BINARY, encoding_of, marked_encoding

_CHUNK = 1 << 20


@contextmanager
def text_of(file: IO[bytes], newline: str) -> Iterator[TextIOWrapper]:
    """The text of ``file``, from its beginning; ``file`` stays open behind it.

    Args:
        file: can be sought.
        newline: what ends a line; empty for any of the usual ends, which are kept.

    Raises:
        ReadingError: if it is binary, or in no encoding that can be told.
    """
    encoding = _encoding(file)
    file.seek(0)
    text = TextIOWrapper(file, encoding=encoding, errors="replace", newline=newline)
    try:
        yield text
    finally:
        # Whoever stops halfway may have closed the file by the time that this is told.
        if not file.closed:
            text.detach()


def _encoding(file: IO[bytes]) -> str:
    file.seek(0)
    chunk = file.read(_CHUNK)
    marked = marked_encoding(chunk)
    if marked is not None:
        return marked
    decoder = codecs.getincrementaldecoder("utf-8")()
    while chunk:
        if b"\0" in chunk:
            raise ReadingError(BINARY)
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            # Lines of plain ASCII say nothing of the encoding.
            telling = [line for line in chunk.splitlines() if not line.isascii()]
            return encoding_of(b"\n".join(telling))
        chunk = file.read(_CHUNK)
    return "utf-8"
