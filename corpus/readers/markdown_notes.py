"""Footnotes of Markdown: each note is a paragraph of its own, and its mark is no word of the text.

CommonMark knows none, so that ``[^1]`` stands in the text and ``[^1]: a note`` is a paragraph that
begins so, or a link where the note is but an address.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_LABEL = r"\[\^([^\]\[\s]{1,100})\]"
_NOTE = re.compile(rf"^{_LABEL}:[ \t]*\n?", re.MULTILINE)
_MARK = re.compile(rf"[ \t]?{_LABEL}(?!:)")


def note_labels(tokens: Iterable["Token"], references: Mapping[str, object]) -> frozenset[str]:
    """The labels of the notes that a page has.

    Args:
        tokens: its blocks.
        references: its addresses by their labels, as the parser has put them down.
    """
    notes = (
        it for token in tokens if token.type == "inline" for it in _NOTE.findall(token.content)
    )
    links = (label.removeprefix("^") for label in references if label.startswith("^"))
    return frozenset(label.casefold() for label in (*notes, *links))


def notes_apart(tokens: Iterable["Token"]) -> Iterator["Token"]:
    """``tokens``, with each note in one of its own, without its label."""
    for token in tokens:
        if token.type != "inline" or not _NOTE.search(token.content):
            yield token
            continue
        start = 0
        for note in _NOTE.finditer(token.content):
            yield token.copy(content=token.content[start : note.start()])
            start = note.end()
        yield token.copy(content=token.content[start:])


def without_marks(text: str, labels: frozenset[str]) -> str:
    """``text`` without the marks of the notes that have ``labels``."""

    def kept(match: re.Match[str]) -> str:
        return "" if match[1].casefold() in labels else match[0]

    return _MARK.sub(kept, text) if labels else text


def is_mark(text: str, labels: frozenset[str]) -> bool:
    """Whether ``text`` is what a link to a note shows that is but an address."""
    return text.startswith("^") and text[1:].casefold() in labels
