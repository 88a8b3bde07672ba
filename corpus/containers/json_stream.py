"""A JSON text that is read value by value, so that a long list in it is never held as a whole."""

import json
from collections.abc import Iterator
from typing import TextIO

from corpus.errors import ReadingError

_CHUNK = 1 << 20
_LONGEST_VALUE = 1 << 25
"""Characters of one value that is decoded as a whole."""

_FEW = 1 << 22
_MOST_VALUES = 1 << 22
"""Values that are held at once: the smallest take 64 bytes each."""

TOO_MANY_VALUES = f"a value in its JSON holds more than {_MOST_VALUES:,} others"

_BLANKS = " \t\n\r"


def has_too_many_values(text: str, start: int = 0) -> bool:
    """Whether decoding ``text`` from ``start`` on might fill the memory.

    Before every value but the first stands a comma or a bracket. Those in strings are counted too:
    no text has so many.
    """
    if len(text) - start < _FEW:
        return False
    return sum(text.count(sign, start) for sign in ",[{") > _MOST_VALUES


class JsonStream:
    """Walks through one JSON text. Every value must be consumed before what follows it.

    Every method raises ``ReadingError`` where the text is not JSON.

    Args:
        file: the text.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._passed = 0
        self._ended = False
        self._decoder = json.JSONDecoder()

    def peek(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANKS:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                return ""
            self._read(_CHUNK)

    def value(self) -> object:
        """The next value, decoded."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except (ValueError, RecursionError):
                if self._ended:
                    raise self._broken() from None
            else:
                # A number that ends with what was read may go on behind it.
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            waiting = len(self._text) - self._at
            if waiting > _LONGEST_VALUE:
                raise ReadingError("a value in its JSON is too long, or the JSON is broken")
            self._read(max(_CHUNK, waiting))
            if has_too_many_values(self._text, self._at):
                raise ReadingError(TOO_MANY_VALUES)

    def keys(self) -> Iterator[str]:
        """The keys of the object that comes next, each with its value next in line."""
        for _ in self._parts("{", "}"):
            key = self.value()
            if not isinstance(key, str) or self.peek() != ":":
                raise self._broken()
            self._at += 1
            yield key

    def items(self) -> Iterator[None]:
        """Stops before each item of the list that comes next."""
        return self._parts("[", "]")

    def _parts(self, opening: str, closing: str) -> Iterator[None]:
        if self.peek() != opening:
            raise self._broken()
        self._at += 1
        if self.peek() != closing:
            yield
            while self.peek() == ",":
                self._at += 1
                yield
        if self.peek() != closing:
            raise self._broken()
        self._at += 1

    def _read(self, size: int) -> None:
        read = self._file.read(size)
        self._passed += self._at
        self._text = self._text[self._at :] + read
        self._at = 0
        self._ended = not read

    def _broken(self) -> ReadingError:
        return ReadingError(f"its JSON is broken at character {self._passed + self._at + 1:,}")
