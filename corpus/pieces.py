"""Long paragraphs are cut here, into pieces of about equal length that end where sentences end."""

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence

from corpus.sentences import trimmed

LONGEST_PASSAGE = 1200
"""Code points, without the headings before a passage."""

_SHORTEST_PIECE = 80
_LONGEST_CLUSTER = 64
_JOINER = "\u200d"

Bounds = tuple[int, int]


def pieces(text: str, sentences: Sequence[Bounds]) -> list[list[Bounds]]:
    """A paragraph's sentences, gathered into pieces of at most ``LONGEST_PASSAGE`` code points.

    A sentence that is longer is cut at white space, or anywhere if it has none; its parts then
    stand in for it.

    Args:
        text: the document's.
        sentences: ``(start, end)`` into ``text``, at least one, in order, disjoint, not empty.
    """
    ends = [end for _, end in sentences]
    gathered: list[list[Bounds]] = []
    index, position = 0, sentences[0][0]
    while ends[-1] - position > LONGEST_PASSAGE:
        cut = _cut(text, position, ends)
        piece: list[Bounds] = []
        while ends[index] <= cut:
            piece.append((max(position, sentences[index][0]), ends[index]))
            index += 1
        if sentences[index][0] < cut:
            piece.append(trimmed(text, max(position, sentences[index][0]), cut))
        gathered.append(piece)
        position = max(cut, sentences[index][0])
        while text[position].isspace():
            position += 1
    gathered.append([(max(position, start), end) for start, end in sentences[index:]])
    return gathered


def _cut(text: str, start: int, ends: Sequence[int]) -> int:
    """Where the piece that begins at ``start`` ends, some way before ``ends[-1]``."""
    remaining = ends[-1] - start
    target = start + -(-remaining // -(-remaining // LONGEST_PASSAGE))
    nearest, furthest = start + _SHORTEST_PIECE, start + LONGEST_PASSAGE
    after = bisect_left(ends, target)
    candidates = [end for end in ends[max(after - 1, 0) : after + 1] if nearest <= end <= furthest]
    if not candidates:
        candidates = [place for place in range(nearest, furthest + 1) if text[place].isspace()]
    if candidates:
        return min(candidates, key=lambda place: abs(place - target))
    return _between_clusters(text, furthest)


def _between_clusters(text: str, place: int) -> int:
    """``place``, or one not far before it that does not part a letter from its accents."""
    for cut in range(place, place - _LONGEST_CLUSTER, -1):
        joined = text[cut] == _JOINER or text[cut - 1] == _JOINER
        if not joined and not unicodedata.category(text[cut]).startswith("M"):
            return cut
    return place
