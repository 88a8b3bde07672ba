"""What every reader hands on, whatever the format it reads."""

from dataclasses import dataclass
from typing import Literal

from corpus.document import Metadata, Span

BlockKind = Literal["heading", "paragraph", "item", "byline"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the extracted text that stands by itself.

    Attributes:
        span: into the extracted text, without white space at either end.
        kind: ``item`` is a list item: a paragraph that belongs with its neighbours. ``byline`` says
            nothing but who wrote the text, or when.
        level: 1 to 6 for a heading, 1 being the outermost; 0 otherwise.
        page: on which it begins, from 1, where the format has pages.
    """

    span: Span
    kind: BlockKind
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """A file's text, its layout and what it says about itself.

    Attributes:
        text: normalised; holds neither U+0000 nor lone surrogates.
        blocks: in order and disjoint. Text outside them is not part of the document's body: the
            title, a stated date, a closing address, a running header.
        unread: which part of the file could not be read, and why; ``None`` if all could.
    """

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    unread: str | None = None
