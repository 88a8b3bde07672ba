"""Plain text: paragraphs by blank lines, and by single line feeds where lines are paragraphs."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from corpus.document import Metadata, Span
from corpus.errors import ReadingError
from corpus.lines import SENTENCE_LENGTH, are_hard_wrapped, ends_sentence, is_list_item
from corpus.metadata import date_line, is_title, parse_url
from corpus.normalise import is_blank
from corpus.readers.decoding import decode
from corpus.readers.extraction import Block, Extraction
from corpus.readers.first_lines import as_title, breaks_off, is_no_name
from corpus.readers.heads import MOST_LINES, Head, head_of, is_of_a_head
from corpus.readers.statements import found_in

_LINE = re.compile(r"[^\n]+")
_HEADER_LINES = 5
_MOST_ABOVE = 3
"""Lines above a title that tell nothing of the text."""

_LONGEST_HEADING = 60
_MOST_HEADINGS = 2
_MOST_LINES = 500_000


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that shows something.

    Attributes:
        span: without white space at either end.
        stretch: the same number for lines with no blank line between them.
    """

    span: Span
    stretch: int


def read_text(data: bytes) -> Extraction:
    """Reads a ``.txt`` file.

    Raises:
        ReadingError: if it cannot be decoded, or has more lines than any text has.
    """
    text = decode(data)
    if text.count("\n") > _MOST_LINES:
        raise ReadingError(f"it has more than {_MOST_LINES:,} lines; split the file")
    lines = _lines(text)
    head = _head(text, lines)
    if head is not None:
        # Whatever stands around them, each of its lines is one by itself.
        lines = [
            replace(line, stretch=-place) if place <= head.last else line
            for place, line in enumerate(lines)
        ]
    wrapped = are_hard_wrapped(
        [line.span.of(text) for line in stretch] for stretch in _stretches(lines)
    )
    metadata, body = _split(text, lines, wrapped, head)
    said = frozenset(lines[place].span for place in head.said) if head else frozenset()
    return Extraction(text, tuple(_blocks(text, _stretches(body), wrapped, said)), metadata)


def body_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text that is all body: its title and its date stand elsewhere.

    Raises:
        ReadingError: if it has more lines than any text has.
    """
    if text.count("\n") > _MOST_LINES:
        raise ReadingError(f"it has more than {_MOST_LINES:,} lines; split it")
    stretches = _stretches(_lines(text))
    wrapped = are_hard_wrapped([line.span.of(text) for line in stretch] for stretch in stretches)
    return tuple(_blocks(text, stretches, wrapped))


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    stretch, previous_end = 0, -1
    for match in _LINE.finditer(text):
        line = match[0]
        if is_blank(line):
            continue
        if match.start() != previous_end + 1:
            stretch += 1
        start = match.start() + len(line) - len(line.lstrip())
        lines.append(_Line(Span(start, match.start() + len(line.rstrip())), stretch))
        previous_end = match.end()
    return lines


def _stretches(lines: Sequence[_Line]) -> list[list[_Line]]:
    return [list(stretch) for _, stretch in groupby(lines, key=lambda line: line.stretch)]


def _head(text: str, lines: Sequence[_Line]) -> Head | None:
    """The head of the article that ``text`` is, if it has one above its first paragraph."""
    words = [line.span.of(text) for line in lines[: MOST_LINES + 1]]
    for place in range(1, len(words)):
        if not is_of_a_head(words[place - 1]) or is_of_a_head(words[place]):
            continue
        following = [line for line in lines[place:] if line.stretch == lines[place].stretch]
        if _is_paragraph(text, following):
            apart = [one.stretch != line.stretch for one, line in pairwise(lines[:place])]
            below = (line.span.of(text) for line in lines[place:])
            head = head_of(words[:place], [True, *apart], below)
            if head is not None:
                return head
    return None


def _split(
    text: str, lines: list[_Line], wrapped: bool, head: Head | None
) -> tuple[Metadata, list[_Line]]:
    """What the first and last lines tell about the document, and the lines of its body.

    A file of nothing but such lines keeps them: they are all that there is to read.
    """
    body = list(lines)
    published = None
    for line in lines[:_HEADER_LINES]:
        published = date_line(line.span.of(text))
        if published is not None:
            body.remove(line)
            break
    url = parse_url(body[-1].span.of(text)) if body else None
    if url is not None:
        body.pop()
    title = None
    titled = lines[head.title] if head else _title_line(text, body, wrapped)
    if titled is not None:
        title = as_title(titled.span.of(text))
        if titled is body[0]:
            # From further down it would leave a hole in what is shown.
            body.remove(titled)
    # An address is looked for at the end alone; the other two at the beginning.
    author = head.author if head else None
    published = published or (head.published if head else None)
    found = Metadata(title=title, author=author, published=published)
    metadata = found_in("first lines", found)
    if url is not None:
        origins = {**metadata.origins, "url": "last line"}
        metadata = replace(metadata, url=url, origins=origins)
    return metadata, body or lines


def _title_line(text: str, body: Sequence[_Line], wrapped: bool) -> _Line | None:
    """The first line that tells anything, if it reads like a title and a paragraph follows it.

    One below others has blank lines around it: else they may be parts of one sentence, or of a
    list.
    """
    above = None
    for line, behind in pairwise(body[: _MOST_ABOVE + 2]):
        words = line.span.of(text)
        has_blank_below = behind.stretch != line.stretch
        if is_no_name(words):
            if breaks_off(words) and not has_blank_below:
                return None
            above = line
            continue
        if above is None:
            stands_alone = has_blank_below or not wrapped
        else:
            stands_alone = has_blank_below and above.stretch != line.stretch
        if not stands_alone or not is_title(as_title(words) or ""):
            return None
        following = [other for other in body if other.stretch == behind.stretch]
        after = following[following.index(behind) :]
        return line if _is_paragraph(text, after) else None
    return None


def _is_paragraph(text: str, stretch: Sequence[_Line]) -> bool:
    length = stretch[-1].span.end - stretch[0].span.start
    return length >= SENTENCE_LENGTH and ends_sentence(stretch[-1].span.of(text))


def _blocks(
    text: str,
    stretches: Sequence[Sequence[_Line]],
    wrapped: bool,
    said: Set[Span] = frozenset(),
) -> list[Block]:
    headings = _headings(text, stretches)
    blocks: list[Block] = []
    for number, stretch in enumerate(stretches):
        if stretch[0].span in said:
            blocks.append(Block(stretch[0].span, "byline"))
            continue
        if number in headings:
            blocks.append(Block(stretch[0].span, "heading", level=2))
            continue
        for line in stretch:
            is_item = is_list_item(line.span.of(text))
            if wrapped and line is not stretch[0] and not is_item:
                before = blocks.pop()
                blocks.append(Block(Span(before.span.start, line.span.end), before.kind))
            else:
                blocks.append(Block(line.span, "item" if is_item else "paragraph"))
    return blocks


def _headings(text: str, stretches: Sequence[Sequence[_Line]]) -> set[int]:
    """Numbers of the stretches that are headings: at most two in a row before a paragraph."""
    headings: set[int] = set()
    run = 0
    for number in range(len(stretches) - 2, -1, -1):
        leads = number + 1 in headings or _is_paragraph(text, stretches[number + 1])
        if leads and run < _MOST_HEADINGS and _reads_like_heading(text, stretches[number]):
            headings.add(number)
            run += 1
        else:
            run = 0
    return headings


def _reads_like_heading(text: str, stretch: Sequence[_Line]) -> bool:
    line = stretch[0].span.of(text)
    return (
        len(stretch) == 1
        and len(line) <= _LONGEST_HEADING
        and is_title(line)
        and line[-1] not in ",?!"
        and any(letter.isalpha() for letter in line)
    )
