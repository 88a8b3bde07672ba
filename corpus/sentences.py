"""Where sentences begin and end, by sentencex.

Its answers are used as places to cut and as nothing more, so that sentences are slices of the text
whatever it returns.
"""

import re
from collections.abc import Iterator

from corpus.document import Span
from corpus.lines import goes_on, is_list_mark

_WINDOW = 20_000
"""Code points given to sentencex at a time, so that no text is too long for it."""

_ABBREVIATION = re.compile(r"(?:^|[\s(])\w{1,4}\.$")
"""At the end of a sentence that a small letter follows; sentencex knows few outside English."""

_TAIL = 12
"""Code points that are enough for a list mark or an abbreviation, and the spaces around it."""


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """``start`` and ``end`` without the white space that lies inside them."""
    stretch = text[start:end]
    begin = start + len(stretch) - len(stretch.lstrip())
    return begin, max(begin, start + len(stretch.rstrip()))


def sentence_bounds(text: str, span: Span, language: str | None) -> list[tuple[int, int]]:
    """``(start, end)`` of each sentence in ``span`` of ``text``, in order and disjoint.

    Sentences are not empty, are without white space at their ends and cover everything else. A
    line break ends a sentence, unless it only keeps lines narrow.

    Args:
        text: the document's.
        span: a paragraph of it.
        language: ISO 639-1 code; decides which abbreviations are known.
    """
    bounds = []
    for start, end in _stretches(text, span):
        before = start
        for cut in [*_cuts(text, start, end, language), end]:
            if cut < end and _is_unfinished(text, before, cut):
                continue
            bound = trimmed(text, before, cut)
            if bound[0] < bound[1]:
                bounds.append(bound)
            before = cut
    return bounds


def _is_unfinished(text: str, start: int, cut: int) -> bool:
    """Whether what ends at ``cut`` is the mark of a list item, or stops at an abbreviation."""
    tail = text[max(start, cut - _TAIL) : cut].strip()
    if cut - start <= _TAIL and is_list_mark(tail):
        return True
    return text[cut].islower() and _ABBREVIATION.search(tail) is not None


def _stretches(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Runs of lines in ``span`` that may hold a sentence together."""
    start = position = span.start
    while (line_end := text.find("\n", position, span.end)) >= 0:
        following_end = text.find("\n", line_end + 1, span.end)
        following = text[line_end + 1 : span.end if following_end < 0 else following_end]
        if not goes_on(text[position:line_end].strip(), following.strip()):
            yield start, line_end
            start = line_end + 1
        position = line_end + 1
    yield start, span.end


def _cuts(text: str, start: int, end: int, language: str | None) -> Iterator[int]:
    """Places between ``start`` and ``end`` where a sentence begins, in order."""
    from sentencex import get_sentence_boundaries

    while start < end:
        # sentencex finds no sentence at all in a text that begins with a bullet.
        window = text[start : min(start + _WINDOW, end)].replace("•", "-")
        boundaries = get_sentence_boundaries(language or "en", window)
        found = {int(boundary["start_index"]) for boundary in boundaries}
        cuts = sorted(cut for cut in found if 0 < cut < len(window))
        yield from (start + cut for cut in cuts)
        if start + len(window) >= end:
            return
        # The last sentence may go on beyond the window, so the next window begins with it, unless
        # it fills most of this one.
        start += cuts[-1] if cuts and cuts[-1] > _WINDOW // 2 else len(window)
