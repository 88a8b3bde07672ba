"""A paragraph that is all of its document: what the program marks it as, and not a part of it."""

from corpus.boilerplate.mark import Reason
from corpus.boilerplate.marking import marked_blocks
from corpus.document import Span
from corpus.readers.extraction import Block


def reason_alone(text: str) -> Reason | None:
    """Why ``text`` is not served where no other paragraph stands beside it; None if it is."""
    block = Block(Span(0, len(text)), "paragraph")
    return marked_blocks(text, (block,)).get(block)
