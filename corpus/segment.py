"""Blocks of text become passages: the stretches that are found, quoted and cited.

A passage is a paragraph. Paragraphs too short to say anything by themselves, and the items of a
list, join their neighbours; paragraphs too long to be shown are cut. Nothing but white space is
lost on the way, but for what is marked: that stays where it stands, and parts its neighbours.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from corpus.boilerplate.mark import Mark, Reason
from corpus.document import Span
from corpus.lines import SENTENCE_LENGTH
from corpus.passage import Segment
from corpus.pieces import LONGEST_PASSAGE, Bounds, pieces
from corpus.readers.extraction import Block
from corpus.sentences import sentence_bounds, trimmed

LONGEST_HEADING = 200
"""Code points. A longer heading is a paragraph."""

LONGEST_HEADINGS = 600
"""Code points of headings, and of white space between them, at the beginning of a passage."""


@dataclass(frozen=True, slots=True)
class _Section:
    """Headings and the paragraphs under them.

    Attributes:
        heading: those that hold for the paragraphs, outermost first, joined.
    """

    headings: tuple[Block, ...]
    heading: str | None
    paragraphs: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph, or a piece of a long one: what is grouped but never cut again."""

    sentences: tuple[Bounds, ...]
    paragraph: int
    page: int | None
    is_item: bool
    is_whole: bool
    introduces: bool

    @property
    def start(self) -> int:
        return self.sentences[0][0]

    @property
    def end(self) -> int:
        return self.sentences[-1][1]

    @property
    def is_short(self) -> bool:
        return self.is_whole and self.end - self.start < SENTENCE_LENGTH


def segment(
    text: str,
    blocks: Sequence[Block],
    language: str | None,
    marked: Mapping[Block, Reason] = MappingProxyType({}),
    check: Callable[[], None] = lambda: None,
) -> tuple[Segment, ...]:
    """The passages of ``text``, in order and disjoint.

    Args:
        text: the document's.
        blocks: in order and disjoint; what lies outside them is left out. Blank ones are skipped.
        language: ISO 639-1 code, for the ends of sentences.
        marked: which of ``blocks`` go into no passage, as ``marked_blocks`` says.
        check: called at each of them: it may raise.
    """
    segments: list[Segment] = []
    paragraph = 0
    for section in _sections(text, blocks, marked):
        runs: list[list[_Unit]] = [[]]
        for block in section.paragraphs:
            check()
            paragraph += 1
            if block in marked:
                runs.append([])
            else:
                runs[-1].extend(_units(text, block, paragraph, language))
        if any(runs):
            for place, units in enumerate(runs):
                # A heading can only be quoted with what stands right under it.
                under = section if place == 0 else replace(section, headings=())
                segments.extend(_passages(text, under, units) if units else ())
        elif section.headings:
            last = segments.pop() if segments else None
            if last is not None and _are_parted(last, section.headings[0], marked):
                segments += [last, *_bare(text, section.headings, last.paragraph_end)]
            else:
                segments.extend(_trailing(text, section.headings, last))
    return tuple(segments)


def _are_parted(last: Segment, heading: Block, marked: Mapping[Block, Reason]) -> bool:
    return any(last.span.end <= it.span.start < heading.span.start for it in marked)


def marks(text: str, blocks: Sequence[Block], marked: Mapping[Block, Reason]) -> tuple[Mark, ...]:
    """What ``segment`` leaves out of ``text``, with the numbers that it counts."""
    found: list[Mark] = []
    paragraph = 0
    for block in blocks:
        if not block.span.of(text).strip():
            continue
        number = None
        if not _is_heading(block):
            paragraph += 1
            number = paragraph
        if block in marked:
            found.append(Mark(block.span, number, marked[block]))
    return tuple(found)


def _is_heading(block: Block) -> bool:
    return block.kind == "heading" and block.span.end - block.span.start <= LONGEST_HEADING


def _sections(text: str, blocks: Sequence[Block], marked: Mapping[Block, Reason]) -> list[_Section]:
    sections: list[_Section] = []
    headings: list[Block] = []
    above: list[Block] = []
    paragraphs: list[Block] = []

    def close() -> None:
        joined = " › ".join(" ".join(block.span.of(text).split()) for block in above)
        sections.append(_Section(tuple(headings), joined or None, tuple(paragraphs)))

    for block in blocks:
        if not block.span.of(text).strip():
            continue
        if not _is_heading(block):
            paragraphs.append(block)
            continue
        if paragraphs:
            close()
            headings, paragraphs = [], []
        if block in marked and marked[block] is not Reason.HEADING:
            continue
        if block not in marked:
            headings.append(block)
        above = [*(outer for outer in above if outer.level < block.level), block]
    if headings or paragraphs:
        close()
    return sections


def _units(text: str, block: Block, paragraph: int, language: str | None) -> list[_Unit]:
    gathered = pieces(text, sentence_bounds(text, block.span, language))
    return [
        _Unit(
            sentences=tuple(piece),
            paragraph=paragraph,
            page=block.page,
            is_item=block.kind == "item",
            is_whole=len(gathered) == 1,
            introduces=piece is gathered[-1] and text[piece[-1][1] - 1] == ":",
        )
        for piece in gathered
    ]


def _groups(units: Sequence[_Unit]) -> list[list[_Unit]]:
    groups: list[list[_Unit]] = []
    for unit in units:
        if groups and _fits(groups[-1], unit) and _belongs(groups[-1], unit):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    # Nothing follows that a short one could introduce, or nothing that has room for it.
    merged = groups[:1]
    for group in groups[1:]:
        if all(unit.is_short for unit in group) and _fits(merged[-1], group[-1]):
            merged[-1].extend(group)
        else:
            merged.append(group)
    return merged


def _fits(group: Sequence[_Unit], unit: _Unit) -> bool:
    return unit.end - group[0].start <= LONGEST_PASSAGE


def _belongs(group: Sequence[_Unit], unit: _Unit) -> bool:
    """Whether ``group`` introduces ``unit``, or is the list that ``unit`` goes on with."""
    last = group[-1]
    if unit.is_item and (last.is_item or last.introduces):
        return True
    # A short paragraph only ever follows others of its kind in a group, so the last one tells.
    return last.is_short and not last.is_item


def _passages(text: str, section: _Section, units: Sequence[_Unit]) -> list[Segment]:
    first = units[0].start
    near = [block for block in section.headings if first - block.span.start <= LONGEST_HEADINGS]
    far = section.headings[: len(section.headings) - len(near)]
    segments = _bare(text, far, units[0].paragraph)
    for number, group in enumerate(_groups(units)):
        start, page = group[0].start, group[0].page
        if near and number == 0:
            start, page = _bounds(text, near[0])[0], near[0].page
        segments.append(
            Segment(
                span=Span(start, group[-1].end),
                paragraph=group[0].paragraph,
                paragraph_end=group[-1].paragraph,
                sentences=_within(start, [bound for unit in group for bound in unit.sentences]),
                heading=section.heading,
                page=page,
            )
        )
    return segments


def _trailing(text: str, headings: Sequence[Block], last: Segment | None) -> list[Segment]:
    """Passages for the headings at the end of a document, where nothing stands under them.

    ``last``, the passage before them, is among the passages: it takes them in if it has room.
    """
    if last is None:
        return _bare(text, headings, 1)
    start = last.span.start
    end = _bounds(text, headings[-1])[1]
    if end - start > LONGEST_PASSAGE:
        return [last, *_bare(text, headings, last.paragraph_end)]
    added = _within(start, [_bounds(text, block) for block in headings])
    return [replace(last, span=Span(start, end), sentences=last.sentences + added)]


def _bare(text: str, headings: Sequence[Block], paragraph: int) -> list[Segment]:
    """Passages that hold nothing but headings; here alone headings count as sentences."""
    runs: list[list[Bounds]] = []
    pages: list[int | None] = []
    for block in headings:
        bound = _bounds(text, block)
        if runs and bound[1] - runs[-1][0][0] <= LONGEST_PASSAGE:
            runs[-1].append(bound)
        else:
            runs.append([bound])
            pages.append(block.page)
    return [
        Segment(
            Span(run[0][0], run[-1][1]), paragraph, paragraph, _within(run[0][0], run), page=page
        )
        for run, page in zip(runs, pages, strict=True)
    ]


def _bounds(text: str, block: Block) -> Bounds:
    return trimmed(text, block.span.start, block.span.end)


def _within(start: int, bounds: Sequence[Bounds]) -> tuple[Span, ...]:
    """``bounds`` in the text of the passage that begins at ``start``."""
    return tuple(Span(begin - start, end - start) for begin, end in bounds)
