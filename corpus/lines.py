"""What a single line of plain text looks like. Readers and sentence splitting judge alike."""

import re
from collections.abc import Iterable, Sequence

SENTENCE_LENGTH = 80
"""Code points. A shorter paragraph hardly says anything without its neighbour."""

WIDEST_WRAP = 120
"""Code points. Lines longer than this were not broken to fit a page or a screen."""

_NARROWEST_WRAP = 40
_SENTENCE_END = re.compile(r"[.!?…。！？؟।:;][\"'”’»›)\]）」』]*$")
_LIST_MARK = re.compile(r"(?:[-*+•‣◦]|\(?\d{1,3}[.)])\s")


def ends_sentence(line: str) -> bool:
    """Whether ``line``, without white space at its end, closes with sentence punctuation."""
    return not line[-1:].isalnum() and _SENTENCE_END.search(line[-8:]) is not None


def is_list_item(line: str) -> bool:
    """Whether ``line`` begins with a bullet or a number, and a space."""
    return not line[:1].isalpha() and _LIST_MARK.match(line) is not None


def is_list_mark(text: str) -> bool:
    """Whether ``text`` is a bullet or a number in front of a list item, and nothing else."""
    return _LIST_MARK.fullmatch(text + " ") is not None


def goes_on(line: str, following: str) -> bool:
    """Whether the break between two lines is only there to keep them narrow."""
    return (
        _NARROWEST_WRAP <= len(line) <= WIDEST_WRAP
        and not ends_sentence(line)
        and not is_list_item(following)
        and " | " not in line
    )


def are_hard_wrapped(blocks: Iterable[Sequence[str]]) -> bool:
    """Whether the lines of ``blocks`` were broken to fit a width.

    Such lines are narrow and mostly stop in the middle of a sentence. Lines that are paragraphs
    are long, or end where a sentence ends.

    Args:
        blocks: the lines of each stretch that stands between blank lines.
    """
    several = [block for block in blocks if len(block) > 1]
    widths = sorted(len(line) for block in several for line in block)
    breaks = [not ends_sentence(line) for block in several for line in block[:-1]]
    if not breaks:
        return False
    return widths[len(widths) * 9 // 10] <= WIDEST_WRAP and sum(breaks) > 0.4 * len(breaks)
