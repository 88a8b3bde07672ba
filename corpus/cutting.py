"""A text cut into what is searched and what is left out: the last step of reading it.

It is taken when a file is read, and again for a text from the store, as soon as other paragraphs of
it than before are repeated in the documents of its source.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.boilerplate.mark import Mark
from corpus.boilerplate.marking import marked_blocks
from corpus.passage import Segment
from corpus.readers.extraction import Block
from corpus.segment import marks, segment


@dataclass(frozen=True, slots=True)
class Cut:
    """A text's segments, and what is in none.

    Attributes:
        segments: in order and disjoint; none if there is nothing to answer from in the text.
        marks: what is in no segment, in order.
    """

    segments: tuple[Segment, ...]
    marks: tuple[Mark, ...]


def cut(
    text: str,
    blocks: Sequence[Block],
    language: str | None,
    repeated: frozenset[int] = frozenset(),
    check: Callable[[], None] = lambda: None,
) -> Cut:
    """``text`` cut into segments, and what is in none marked.

    Args:
        text: the document's.
        blocks: its layout, in order and disjoint.
        language: ISO 639-1 code, for the ends of sentences.
        repeated: fingerprints of paragraphs that stand in many documents of the same source.
        check: called again and again: it may raise.
    """
    marked = marked_blocks(text, blocks, repeated, check)
    return Cut(segment(text, blocks, language, marked, check), marks(text, blocks, marked))
