"""Raised numbers of notes, which PDFium writes as if they were part of the word before them."""

import re

from corpus.readers.note_numbers import may_stand_behind
from corpus.readers.pdf.letters import Letters

MARK = "\ufdd0"
"""Stands for each letter of such a number: a code point that no text may hold."""

# Looked for by its first digit, which most often shows at once that it is something else.
_NUMBER = re.compile(r"[0-9](?<![\s\d(\[].)[0-9]{0,2}(?:[,–-][0-9]{1,3}){0,3}(?![\w.,]?[\w])")

_WIDEST = 5
"""Letters before a number that tell whether it may be one."""

_SMALLER = 0.85
"""How many times as high as the letters before it such a number is, at most."""

_RAISED = 0.2
"""Heights of those letters by which it stands higher, at least; what is set below stands lower."""


def mark_note_numbers(text: str, letters: Letters) -> str:
    """``text`` of a page with ``MARK`` for each letter of the numbers of notes.

    Args:
        text: with a code point a letter.
        letters: of the same page.
    """
    spans = [
        match.span()
        for match in _NUMBER.finditer(text)
        if may_stand_behind(text[max(0, match.start() - _WIDEST) : match.start()])
    ]
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
    for number, (start, end) in enumerate(spans):
        before = 3 * number
        if all(
            heights[it] < _SMALLER * heights[before]
            and boxes.bottom[it] - boxes.bottom[before] > _RAISED * heights[before]
            for it in (before + 1, before + 2)
        ):
            text = text[:start] + MARK * (end - start) + text[end:]
    return text
