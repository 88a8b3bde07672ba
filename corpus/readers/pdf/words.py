"""Words that were divided at the end of a line are made whole; compounds keep their hyphen.

Which of the two a hyphen was, the rest of the document tells: a word that it writes in one piece
elsewhere was divided, and so was one whose halves it never writes alone.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import repeat

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
            if any(line[-1] in HYPHENS for line in lines[:-1]):
                text = lines[0]
                for line in lines[1:]:
                    text = self._with(text, line)
            text = _LIGATURE.sub(lambda found: _LIGATURES[found[0]], text)
        return _SPACES.sub(" ", text) if "  " in text else text

    def _with(self, text: str, line: str) -> str:
        """``text`` and the line behind it."""
        if text[-1] not in HYPHENS:
            return f"{text} {line}"
        before, after = _BEFORE.search(text[-_LONGEST_HALF:]), _AFTER.match(line)
        if before and after:
            return text[:-1] + self._between(before[1], after[0], text[-1]) + line
        # A dash between words has a space before it; one between numbers has not.
        space = "" if text[-2:-1].isalnum() else " "
        return text + space + line

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
        whole: list[str] = []
        divided = False
        for line in self._lines:
            text = line.text.partition(" ")[2] if divided else line.text
            divided = line.text[-1] in HYPHENS
            if divided:
                text = text.rpartition(" ")[0]
            whole.append(text)
        words = set(" ".join(whole).lower().replace("\u2010", "-").split())
        return frozenset(map(str.strip, words, repeat(_AROUND)))
