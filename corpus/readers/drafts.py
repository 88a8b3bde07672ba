"""Blocks before they have a place in the text, and the text that they make together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.document import Metadata, Span
from corpus.errors import ReadingError
from corpus.lines import ends_sentence
from corpus.metadata import one_line
from corpus.normalise import is_blank, normalise
from corpus.readers.extraction import Block, BlockKind, Extraction

_MOST_BLOCKS = 500_000

_MOST_ABOVE = 20
"""Blocks above a title that are looked at."""

_LONGEST_ABOVE = 60
"""Code points of such a block."""

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
    cleaned = []
    for draft in drafts:
        text = normalise(draft.text).strip()
        if not text.isascii() or "\0" in text:
            text = _UNFIT.sub("\ufffd", text)
        if not is_blank(text):
            cleaned.append(draft if text == draft.text else replace(draft, text=text))
    return cleaned


def title_heading(drafts: Sequence[Draft]) -> Draft | None:
    """The heading that is the document's title: the only one of level 1, or the first block."""
    outermost = [draft for draft in drafts if draft.level == 1]
    if len(drafts) < 2 or not outermost:
        return None
    first = outermost[0]
    if len(outermost) > 1 and first is not drafts[0]:
        return None
    # A title is one line of metadata; a heading that would not fit there whole stays a heading.
    return first if one_line(first.text) == first.text else None


def titled(drafts: Sequence[Draft], metadata: Metadata) -> tuple[list[Draft], Metadata]:
    """``drafts`` without the title, which is metadata's.

    Where none is stated, or one that only says more than it, the title heading is the title.
    """
    title = metadata.title
    heading = title_heading(drafts)
    if heading is not None and (title is None or heading.text in title):
        if heading.text != title:
            origins = {**metadata.origins, "title": "heading"}
            metadata = replace(metadata, title=heading.text, origins=origins)
        drafts = [draft for draft in drafts if draft is not heading]
        if len(drafts) > 1 and drafts[0].text == heading.text:
            drafts = drafts[1:]
    elif title is not None:
        drafts = _below(title, drafts)
    return list(drafts), metadata


def _below(title: str, drafts: Sequence[Draft]) -> Sequence[Draft]:
    """``drafts`` without a title that is no heading, and what few words stand above it."""
    for number, draft in enumerate(drafts[:_MOST_ABOVE]):
        if draft.text == title:
            return drafts[number + 1 :] or drafts
        if len(draft.text) > _LONGEST_ABOVE or ends_sentence(draft.text):
            break
    return drafts


def join(drafts: Sequence[Draft], metadata: Metadata) -> Extraction:
    """The text of ``drafts``, which are fit for one, and their places in it.

    Raises:
        ReadingError: if they are more than any document has.
    """
    if len(drafts) > _MOST_BLOCKS:
        raise ReadingError(f"it has more than {_MOST_BLOCKS:,} paragraphs; split the file")
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
