"""Footnotes of Markdown: each note is a paragraph of its own, and its mark is no word of the text.

CommonMark knows none: to it ``[^1]`` is text, and ``[^1]: a note`` a paragraph that begins so, or
the address of a link if the note is one word, or one word and a quoted title. Here it is an
address if it is a web address and nothing else, which is not shown; any other note is a paragraph.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from corpus.metadata import parse_url

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    BlockRule = Callable[[StateBlock, int, int, bool], bool]

_LABEL = r"\[\^([^\]\[\s]{1,100})\]"
_NOTE = re.compile(rf"^{_LABEL}:[ \t]*\n?", re.MULTILINE)
_MARK = re.compile(rf"[ \t]?{_LABEL}(?!:)")
_DEFINITION = re.compile(r"\[[^\]\[]{1,999}\]:")


def notes_first(reference: "BlockRule") -> "BlockRule":
    """``reference``, the parser's rule for addresses of links, for all but notes with words.

    The rule that is returned, asked whether a paragraph ends, says so of a note's before the next
    note or address.
    """

    def rule(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
        if silent:
            is_note = _NOTE.match(_line(state, state.line)) is not None
            return is_note and _DEFINITION.match(_line(state, start)) is not None
        has_words = _NOTE.match(_line(state, start)) and not _is_address(state, start, end)
        return not has_words and reference(state, start, end, silent)

    return rule


def _line(state: "StateBlock", number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _is_address(state: "StateBlock", start: int, end: int) -> bool:
    """Whether the note that begins in line ``start`` is a web address and nothing else."""
    lines = [_line(state, start)]
    # The address may stand in the second line; a third one is more than that.
    for number in range(start + 1, min(start + 3, end)):
        line = _line(state, number)
        is_outside = state.sCount[number] < state.blkIndent
        if not line or is_outside or _DEFINITION.match(line):
            break
        lines.append(line)
    note = _NOTE.sub("", "\n".join(lines), count=1).strip()
    return parse_url(note.removeprefix("<").removesuffix(">")) is not None


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
