"""Lines with their places, taken off the pages of a PDF file by PDFium.

PDFium gives a page's text in the order in which it was written. The places of the first and the
last letter of a line cost little beside that; those of all letters would cost more than the text.
"""

import re
from array import array
from codecs import utf_16_le_decode
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import compress, count, repeat
from operator import gt, or_, sub
from statistics import median

from corpus.lines import is_list_mark
from corpus.readers.pdf.calls import calls
from corpus.readers.pdf.letters import Boxes, Letters
from corpus.readers.pdf.lines import Line
from corpus.readers.pdf.notes import MARK, mark_note_numbers

# PDFium joins a divided word to what it takes for its other half, which may be a page number.
_LINE = re.compile("[^\\s\ufffe](?:[^\r\n\ufffe]*[^\\s\ufffe])?(?:[^\\S\r\n]*\ufffe)?")
_WORD = re.compile(r"\S+")
_BULLET = re.compile("[\uf0b7\uf0a7\uf0d8●▪■○□➢➤✓](?=\\s)")
_WIDE = 1.3
"""Heights of a line. A wider gap lies between columns or cells, not between words."""

_NOTE_MARKS = frozenset(f"0123456789*†‡§¹²³⁴⁵⁶⁷⁸⁹{MARK}")
_RAISED = 0.85
"""How many times as high as its line's letters the raised number of a note is, at most."""

_LEVEL = 0.15
"""Heights of a line by which parts of one line differ in where they stand, at most."""

_SPREAD = 1.15
_SAMPLED = 3
_SHORT = 50
"""Letters of a line whose words cost little to look at."""


def page_lines(document: object, number: int) -> list[Line] | None:
    """The lines of a page, in the order in which they were written.

    Args:
        document: PDFium's, open.
        number: of the page, from 0.

    Returns:
        ``None`` if the page is damaged.
    """
    functions = calls()
    page = functions.load_page(document, number)
    if not page:
        return None
    try:
        found = _read(page, number + 1)
        if isinstance(found, int):
            # PDFium's order, too, depends on how a page is shown.
            functions.turn(page, ((functions.rotation(page) or 0) + found) % 4)
            found = _read(page, number + 1, turned=True)
        return None if isinstance(found, int) else found
    finally:
        functions.close_page(page)


def _read(page: int, number: int, *, turned: bool = False) -> list[Line] | int | None:
    """The lines of page ``number``.

    Args:
        page: its address.
        number: from 1.
        turned: whether it has been turned already.

    Returns:
        Or by how many quarters it must be turned to the right first; ``None`` if it is damaged.
    """
    functions = calls()
    text = functions.load_text(page)
    if not text:
        return None
    try:
        count = functions.letters(text) or 0
        whole, in_halves = _whole_text(text, count)
        found = _lines(whole, Letters(page, text, len(whole), count), number, turned=turned)
        return _paired(found) if in_halves and not isinstance(found, int) else found
    finally:
        functions.close_text(text)


def _whole_text(text: int, count: int) -> tuple[str, bool]:
    """The text of a page, a code point a letter as PDFium counts them.

    Args:
        text: its address.
        count: of its letters.

    Returns:
        And whether some of its letters are in halves, in pairs of surrogates.
    """
    if count <= 0:
        return "", False
    buffer = array("H", bytes(2 * (count + 1)))
    written = calls().get_text(text, 0, count, buffer.buffer_info()[0]) or 0
    length = max(written - 1, 0)
    whole, _ = utf_16_le_decode(memoryview(buffer)[:length], "replace", True)
    if len(whole) == length:
        return whole, False
    return "".join(map(chr, buffer[:length])), True


def _paired(lines: Sequence[Line]) -> list[Line]:
    """``lines`` with the halves of letters put together."""
    return [
        replace(
            line, text=line.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        )
        for line in lines
    ]


def _lines(text: str, letters: Letters, number: int, *, turned: bool) -> list[Line] | int:
    """The lines of page ``number``, each with its place; or as ``_read``."""
    text = mark_note_numbers(text, letters)
    starts, shown = _written(text)
    if not starts:
        return []
    ends = [start + len(words) - 1 for start, words in zip(starts, shown, strict=True)]
    fonts = letters.fonts(starts)
    boxes = letters.boxes(starts + ends, even=letters.are_uneven(fonts))
    first, last = boxes.parted(len(starts))
    if not turned and (quarters := _quarters(first, last, starts, letters)):
        return quarters
    heights = list(map(sub, last.top, last.bottom))
    # The last letter may be the raised number of a note.
    sizes = list(map(max, map(sub, first.top, first.bottom), heights))
    bases, raised = list(last.bottom), set()
    for row, words in enumerate(shown):
        if not words[0].isalnum():
            # The first one may be a bullet.
            shown[row], sizes[row] = _BULLET.sub("•", words), heights[row]
        if words[-1] in _NOTE_MARKS and heights[row] < _RAISED * sizes[row]:
            # The line stands where its other letters stand.
            bases[row] = min(first.bottom[row], bases[row])
            raised.add(row)
    bold = _are_bold(letters, fonts, ends)
    places = (first.left, last.right, bases)
    rows = list(map(Line, shown, repeat(number), count(), *places, sizes, bold))
    rows = _joined(_divided(rows, starts, letters), raised)
    if MARK not in text:
        return rows
    return [
        row.part(row.text.replace(MARK, ""), row.left, row.right) if MARK in row.text else row
        for row in rows
    ]


def _written(text: str) -> tuple[list[int], list[str]]:
    """Where the lines of ``text`` begin, and what each of them says."""
    if "\ufffe" in text or not text.count("\r") == text.count("\n") == text.count("\r\n"):
        found = list(_LINE.finditer(text))
        return [match.start() for match in found], [match[0] for match in found]
    # The same, in half the time.
    starts, shown = list[int](), list[str]()
    place = 0
    for line in text.split("\r\n"):
        if words := line.strip():
            starts.append(place + line.index(words))
            shown.append(words)
        place += len(line) + 2
    return starts, shown


def _joined(rows: list[Line], raised: Collection[int]) -> list[Line]:
    """``rows`` with those made whole that PDFium ended behind the raised number of a note.

    Args:
        rows: of a page.
        raised: numbers of the rows that end in such a number.
    """
    if not raised:
        return rows
    whole = rows[:1]
    for row in rows[1:]:
        last = whole[-1]
        if row.row - 1 in raised and _continues(row, last):
            text = f"{last.text} {row.text}"
            whole[-1] = replace(last, text=text, row=row.row, right=row.right)
        else:
            whole.append(row)
    return whole


def _continues(row: Line, last: Line) -> bool:
    """Whether ``row`` stands right behind ``last``, on the same line."""
    return (
        last.row == row.row - 1
        and 0 <= row.left - last.right < _WIDE * row.size
        and abs(row.base - last.base) < _LEVEL * row.size
    )


def _quarters(first: Boxes, last: Boxes, starts: Sequence[int], letters: Letters) -> int:
    """How often the page must be turned so that most of its lines go from left to right.

    Args:
        first: the first letter of each line.
        last: the last one.
        starts: where the first ones stand in the text.
        letters: of the page.
    """
    up = list(map(sub, last.bottom, first.bottom))
    along = list(map(sub, last.right, first.left))
    if 2 * sum(map(gt, map(abs, up), map(abs, along))) > len(up):
        return 1 if up[0] > 0 else 3
    # Scripts may go from right to left, too.
    return 2 if min(along) < 0 and not letters.are_upright(starts) else 0


def _are_bold(letters: Letters, fonts: Sequence[int | None], ends: Sequence[int]) -> list[bool]:
    """Whether each line begins and ends in bold letters; ``fonts`` are those that they begin in."""
    bold = letters.are_bold(fonts)
    begun = [number for number, it in enumerate(bold) if it]
    if not begun:
        return bold
    ended = letters.are_bold(letters.fonts([ends[it] for it in begun]))
    for number, it in zip(begun, ended, strict=True):
        bold[number] = it
    return bold


def _divided(rows: list[Line], starts: Sequence[int], letters: Letters) -> list[Line]:
    """``rows`` with those in parts that have a wide gap."""
    spreads = [
        (row.right - row.left) / (len(row.text) * row.size) if row.size > 0 else 0.0 for row in rows
    ]
    # Beside a gap, letters seem to stand further apart than elsewhere on the page.
    wide = _SPREAD * median(spreads)
    lengths = [len(row.text) for row in rows]
    # Columns that were written line by line show in most of the lines, a table in the short ones.
    sampled = [
        number
        for number in range(1, len(rows), _SAMPLED)
        if lengths[number] < _SHORT or number % 4 == 0
    ]
    pieced = letters.are_pieced([starts[it] for it in sampled], [lengths[it] for it in sampled])
    sampled = list(compress(sampled, pieced))
    parts = dict(zip(sampled, _parts(rows, sampled, starts, letters), strict=True))
    in_columns = any(len(it) > 1 for it in parts.values())
    chosen = [spread > wide for spread in spreads]
    if in_columns:
        chosen = list(map(or_, chosen, letters.are_pieced(starts, lengths)))
    tried = [number for number, it in enumerate(chosen) if it and number not in parts]
    parts.update(zip(tried, _parts(rows, tried, starts, letters), strict=True))
    if not parts:
        return rows
    return [part for row in rows for part in parts.get(row.row, (row,))]


def _parts(
    rows: Sequence[Line], tried: Sequence[int], starts: Sequence[int], letters: Letters
) -> list[list[Line]]:
    """The parts between wide gaps of each of the lines ``tried``."""
    if not tried:
        return []
    words = [[match.span() for match in _WORD.finditer(rows[number].text)] for number in tried]
    begins = [starts[row] + it for row, spans in zip(tried, words, strict=True) for it, _ in spans]
    ends = [
        starts[row] + it - 1 for row, spans in zip(tried, words, strict=True) for _, it in spans
    ]
    boxes = letters.boxes(begins + ends)
    lefts, rights = boxes.left[: len(begins)], boxes.right[len(begins) :]
    found = []
    place = 0
    for number, spans in zip(tried, words, strict=True):
        row, end = rows[number], place + len(spans)
        gaps = map(sub, lefts[place + 1 : end], rights[place:end])
        if max(gaps, default=0.0) > _WIDE * row.size:
            found.append(list(_cut(row, spans, lefts[place:end], rights[place:end])))
        else:
            found.append([row])
        place = end
    return found


def _cut(
    row: Line, words: Sequence[tuple[int, int]], lefts: Sequence[float], rights: Sequence[float]
) -> Iterator[Line]:
    """The parts of a line; a bullet belongs to what stands behind it."""
    begin, left = 0, row.left
    for before, ((start, _), first) in enumerate(zip(words[1:], lefts[1:], strict=True)):
        if first - rights[before] > _WIDE * row.size:
            if is_list_mark(row.text[begin:start].strip()):
                left = first
            else:
                text = row.text[begin:start].rstrip()
                yield row.part(text, left, rights[before])
                begin, left = start, first
    yield row.part(row.text[begin:], left, row.right)
