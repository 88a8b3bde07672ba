"""How a text of any length is laid out for a model that reads a few hundred tokens at a time.

Pure planning over token numbers: no model is needed to say where the cuts fall. Each window begins
with the context (title, headings), so that its second half does not forget what it is about.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import Span

CONTEXT_SHARE = 4
"""Where not everything fits, the context gets one part in four of a window at the most."""


LETTERS_A_TOKEN = 64
"""A question is cut at this many code points for each token that a model reads."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A context and a text behind it, as one run of tokens without the model's special ones.

    Attributes:
        ids: token numbers.
        offsets: ``[start, end)`` of each token in code points of context and text together.
        context_length: code points of the context.
    """

    ids: Sequence[int]
    offsets: Sequence[tuple[int, int]]
    context_length: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What a model adds to every input, and how much it reads.

    Attributes:
        prefix: special tokens before the input.
        suffix: special tokens after it.
        limit: tokens that fit, special ones included.
    """

    prefix: tuple[int, ...]
    suffix: tuple[int, ...]
    limit: int

    @property
    def room(self) -> int:
        """Tokens of one's own that fit; at least one."""
        return max(1, self.limit - len(self.prefix) - len(self.suffix))

    def around(self, ids: Sequence[int]) -> list[int]:
        """The input made of ``ids``."""
        return [*self.prefix, *ids, *self.suffix]


@dataclass(frozen=True, slots=True)
class Slice:
    """Where tokens of a sentence lie in a window's input: ``[start, end)``."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """One input for the model, and which of its tokens belong to which sentence."""

    ids: list[int]
    slices: tuple[Slice, ...]


def plan(tokens: Tokens, sentences: Sequence[Span], frame: Frame) -> list[Window]:
    """Lay out ``tokens`` in as few windows as hold them, cut between sentences where possible.

    Args:
        tokens: of context and text.
        sentences: spans into the text (without the context), in order.
        frame: the model's.

    Returns:
        At least one window. Every token of the text lies in exactly one.
    """
    border = bisect_right([end for _, end in tokens.offsets], tokens.context_length)
    text_ids = tokens.ids[border:]
    room = frame.room
    context = tokens.ids[: min(border, max(room // CONTEXT_SHARE, room - len(text_ids)))]
    ranges = _token_ranges(tokens, border, sentences)
    starts = [first for first, last in ranges[1:] if first < last]
    boundaries = sorted({0, *starts, len(text_ids)})
    cuts = _cuts(boundaries, room - len(context)) if text_ids else [(0, 0)]
    lead = len(frame.prefix) + len(context)
    return [
        Window(
            frame.around([*context, *text_ids[start:end]]),
            tuple(
                Slice(number, lead + max(first, start) - start, lead + min(last, end) - start)
                for number, (first, last) in enumerate(ranges)
                if max(first, start) < min(last, end)
            ),
        )
        for start, end in cuts
    ]


def _token_ranges(tokens: Tokens, border: int, sentences: Sequence[Span]) -> list[tuple[int, int]]:
    """``[first, last)`` of the text tokens that touch each sentence."""
    starts = [start - tokens.context_length for start, _ in tokens.offsets[border:]]
    ends = [end - tokens.context_length for _, end in tokens.offsets[border:]]
    return [
        (bisect_right(ends, sentence.start), bisect_left(starts, sentence.end))
        for sentence in sentences
    ]


def _cuts(boundaries: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Ranges of at most ``room`` tokens, alike in length, ending at ``boundaries`` if possible."""
    total = boundaries[-1]
    fair = total / -(-total // room)
    cuts: list[tuple[int, int]] = []
    start = 0
    for first, last in pairwise(boundaries):
        if last - start > room and first > start:
            cuts.append((start, first))
            start = first
        while last - start > room:
            pieces = -(-(last - start) // room)
            size = -(-(last - start) // pieces)
            cuts.append((start, start + size))
            start += size
        if last - start >= fair:
            cuts.append((start, last))
            start = last
    if start < total:
        cuts.append((start, total))
    return cuts
