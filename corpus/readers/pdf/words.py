"""Words that were divided at the end of a line are made whole; compounds keep their hyphen.

Which of the two a hyphen was, the rest of the document tells: a word that it writes in one piece
elsewhere was divided, and so was one whose halves it never writes alone.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise, repeat

from corpus.readers.pdf.lines import HYPHENS, Line

_SOFT = "\u00ad"
_LONGEST_HALF = 64

_LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_LIGATURE = re.compile(f"[{''.join(_LIGATURES)}]")
_AROUND = ".,;:!?…()[]\"'“”„‘’«»–—"
_BEFORE = re.compile(r"([^\W\d_]+).$")
_AFTER = re.compile(r"[^\W\d_]+")
_SPACES = re.compile(r"\s+")


class Words:
    """What a document writes in one piece.

    Args:
        lines: all of its lines, in order.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = lines

    def joined(self, lines: Sequence[str]) -> str:
        """``lines`` of one paragraph as one."""
        text = " ".join(lines)
        if not text.isascii() or "- " in text:
            if ends := [end for end, line in enumerate(lines[:-1], 1) if line[-1] in HYPHENS]:
                text = " ".join(lines[: ends[0]])
                for end, following in pairwise([*ends, len(lines)]):
                    text = self._with(text, " ".join(lines[end:following]))
            text = _LIGATURE.sub(lambda found: _LIGATURES[found[0]], text)
        return _SPACES.sub(" ", text) if "  " in text else text

    def _with(self, text: str, following: str) -> str:
        """``text``, which ends in a hyphen, and what stands behind it."""
        # Its last word alone, since the pattern is tried at each letter.
        half = text[-_LONGEST_HALF:].rpartition(" ")[2]
        before, after = _BEFORE.search(half), _AFTER.match(following)
        if before and after:
            return text[:-1] + self._between(before[1], after[0], text[-1]) + following
        # A dash between words has a space before it; one between numbers has not.
        space = "" if text[-2:-1].isalnum() else " "
        return text + space + following

    def _between(self, before: str, after: str, hyphen: str) -> str:
        """What stands between the halves of a word: a hyphen or nothing."""
        if hyphen == _SOFT:
            return ""
        one, other = before.lower(), after.lower()
        if not after[0].islower() or f"{one}-{other}" in self._written:
            return "-"
        if one + other in self._written:
            return ""
        return "-" if one in self._written and other in self._written else ""

    @cached_property
    def _written(self) -> frozenset[str]:
        whole = [line.text for line in self._lines]
        divided = [place for place, text in enumerate(whole) if text[-1] in HYPHENS]
        # The halves of a word are no words.
        for place in divided:
            whole[place] = whole[place].rpartition(" ")[0]
            if place + 1 < len(whole):
                whole[place + 1] = whole[place + 1].partition(" ")[2]
        words = set(" ".join(whole).lower().replace("\u2010", "-").split())
        return frozenset(map(str.strip, words, repeat(_AROUND)))
