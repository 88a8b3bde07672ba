"""Blocks before they have a place in the text, and the text that they make together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.document import Metadata, Span
from corpus.metadata import metadata_from_mapping
from corpus.normalise import is_blank, normalise
from corpus.readers.extraction import Block, BlockKind, Extraction

_UNFIT = re.compile(r"[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before it has a place in the text.

    Attributes:
        level: see ``Block.level``.
        page: see ``Block.page``.
        aside: whether it is no part of the document's body: a running header, a page number. It
            stands in the text and is no block.
    """

    text: str
    kind: BlockKind
    level: int = 0
    page: int | None = None
    aside: bool = False


def fit(drafts: Iterable[Draft]) -> list[Draft]:
    """``drafts`` as a text may hold them: normalised, without those that show nothing."""
    cleaned = (
        replace(draft, text=_UNFIT.sub("\ufffd", normalise(draft.text)).strip()) for draft in drafts
    )
    return [draft for draft in cleaned if not is_blank(draft.text)]


def title_heading(drafts: Sequence[Draft]) -> Draft | None:
    """The heading that is the document's title: the only one of level 1, or the first block."""
    outermost = [draft for draft in drafts if draft.level == 1]
    if len(drafts) < 2 or not outermost:
        return None
    first = outermost[0]
    if len(outermost) > 1 and first is not drafts[0]:
        return None
    # A title is one line of metadata; a heading that would not fit there whole stays a heading.
    whole = metadata_from_mapping({"title": first.text}).title == first.text
    return first if whole else None


def join(drafts: Sequence[Draft], metadata: Metadata) -> Extraction:
    """The text of ``drafts``, which are fit for one, and their places in it."""
    parts: list[str] = []
    blocks: list[Block] = []
    position = 0
    before: BlockKind | None = None
    for draft in drafts:
        if before is not None:
            parts.append("\n" if before == draft.kind == "item" else "\n\n")
            position += len(parts[-1])
        parts.append(draft.text)
        end = position + len(draft.text)
        if not draft.aside:
            blocks.append(Block(Span(position, end), draft.kind, draft.level, draft.page))
        position, before = end, draft.kind
    return Extraction("".join(parts), tuple(blocks), metadata)
