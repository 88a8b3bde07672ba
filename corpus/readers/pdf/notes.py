"""Raised numbers of notes, which PDFium writes as if they were part of the word before them."""

import re
from collections.abc import Sequence

from corpus.readers.note_numbers import are_counted, may_be_power, may_stand_behind
from corpus.readers.pdf.letters import Letters
from corpus.readers.powers import LONGEST

MARK = "\ufdd0"
"""Stands for each letter of such a number: a code point that no text may hold."""

# Looked for by its first digit, which most often shows at once that it is something else.
_NUMBER = re.compile(r"[0-9](?<![\s\d(\[].)[0-9]{0,2}(?:[,–-][0-9]{1,3}){0,3}(?![\w.,]?[\w])")

_SMALLER = 0.85
"""How many times as high as the letters before it such a number is, at most."""

_RAISED = 0.2
"""Heights of those letters by which it stands higher, at least; what is set below stands lower."""

# A page that has only one or two notes shows them by their texts at its foot.
_BELOW = {number: re.compile(rf"[\r\n]{number}[.)]?\s?[^\W\d_]") for number in "23"}


def mark_note_numbers(text: str, letters: Letters) -> str:
    """``text`` of a page with ``MARK`` for each letter of the numbers of notes.

    Args:
        text: with a code point a letter.
        letters: of the same page.
    """
    spans = [
        match.span()
        for match in _NUMBER.finditer(text)
        if may_stand_behind(text[max(0, match.start() - LONGEST) : match.start()])
    ]
    if not spans:
        return text
    # Most of them stand no higher than the letter before them.
    bottoms = letters.boxes([it for start, _ in spans for it in (start - 1, start)]).bottom
    spans = [
        it for it, low, own in zip(spans, bottoms[::2], bottoms[1::2], strict=True) if own > low
    ]
    if not spans:
        return text
    places = [place for start, end in spans for place in (start - 1, start, end - 1)]
    even = letters.are_uneven(letters.fonts(places))
    boxes = letters.boxes(places, even=even)
    heights = [top - bottom for top, bottom in zip(boxes.top, boxes.bottom, strict=True)]
    raised = [
        span
        for before, span in zip(range(0, len(places), 3), spans, strict=True)
        if all(
            heights[it] < _SMALLER * heights[before]
            and boxes.bottom[it] - boxes.bottom[before] > _RAISED * heights[before]
            for it in (before + 1, before + 2)
        )
    ]
    return _marked(text, _notes(text, raised))


def _notes(text: str, raised: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the ``raised`` numbers in the ``text`` of a page that are no powers."""
    if are_counted(text[start:end] for start, end in raised):
        return list(raised)
    return [
        (start, end)
        for start, end in raised
        if not may_be_power(text[start:end], text[start - 1])
        or _BELOW[text[start:end]].search(text, end)
    ]


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """``text`` with ``MARK`` for each letter of ``spans``, which are in order."""
    pieces, last = list[str](), 0
    for start, end in spans:
        pieces += text[last:start], MARK * (end - start)
        last = end
    return "".join(pieces) + text[last:]
