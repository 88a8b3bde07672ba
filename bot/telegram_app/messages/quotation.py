"""A passage as it is quoted: cleaned, its answering sentence marked, cut where it is too long."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.telegram_app.messages.formatted import (
    EntityType,
    Styled,
    clean_with_offsets,
    prefix_length,
    utf16_length,
)
from bot.wording import answers as wording
from corpus.document import Span

_MOST_HIGHLIGHTS = 20  # a message may hold 100 entities; the rest would be dropped without a word
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a document, ready for a message.

    Attributes:
        text: the passage after ``formatted.clean``, without white space at its ends.
        highlights: spans into ``text``, in order, disjoint, without white space at their ends.
        cut_before: whether the passage has more before ``text``.
        cut_after: whether it has more behind it.
    """

    text: str
    highlights: tuple[Span, ...]
    cut_before: bool = False
    cut_after: bool = False

    @property
    def length(self) -> int:
        """UTF-16 code units."""
        return utf16_length(self.text)

    @property
    def highlighted_from(self) -> int:
        """Where the first highlight begins, in UTF-16 code units; 0 without highlights."""
        return utf16_length(self.text[: self.highlights[0].start]) if self.highlights else 0

    def styled(self, kind: EntityType) -> Styled:
        """The quotation as a block of a message."""
        result, position = Styled(wording.CUT_BEFORE if self.cut_before else ""), 0
        for span in self.highlights:
            result += self.text[position : span.start]
            result += Styled(span.of(self.text)).wrapped("bold")
            position = span.end
        after = wording.CUT_AFTER if self.cut_after else ""
        return (result + self.text[position:] + after).wrapped(kind)

    def cut_to(self, limit: int) -> "Quotation":
        """As much of the quotation as ``limit`` code units hold, from its beginning."""
        if self.length <= limit:
            return self
        return replace(next(self.pieces(limit)), cut_after=True)

    def pieces(self, limit: int) -> Iterator["Quotation"]:
        """The quotation in pieces of at most ``limit`` code units; white space at cuts goes."""
        start = 0
        while start < len(self.text):
            end = start + _cut(self.text[start:], limit)
            following = end + _blank_length(self.text[end:])
            yield replace(
                self._piece(start, end),
                cut_before=self.cut_before and start == 0,
                cut_after=self.cut_after and following == len(self.text),
            )
            start = following

    def _piece(self, start: int, end: int) -> "Quotation":
        text = self.text[start:end].rstrip()
        inside = (
            Span(max(span.start, start) - start, min(span.end, start + len(text)) - start)
            for span in self.highlights
            if span.start < start + len(text) and span.end > start
        )
        return Quotation(text, _tidied(text, inside))


def quotation(text: str, highlights: Iterable[Span], shown: Span | None = None) -> Quotation:
    """Quote ``text``, or the part ``shown`` of it; ``highlights`` are spans into ``text``."""
    part = shown or Span(0, len(text))
    cleaned, offsets = clean_with_offsets(part.of(text))
    blank = _blank_length(cleaned)
    stripped = cleaned.strip()

    def moved(edge: int) -> int:
        inside = min(max(edge, part.start), part.end) - part.start
        return min(max(offsets[inside] - blank, 0), len(stripped))

    marks = _tidied(stripped, (Span(moved(it.start), moved(it.end)) for it in highlights))
    return Quotation(stripped, marks, part.start > 0, part.end < len(text))


def _tidied(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Merge, order and trim spans, so that each makes a legal entity."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    trimmed = []
    for span in merged:
        words = span.of(text)
        start = span.start + _blank_length(words)
        if words.strip():
            trimmed.append(Span(start, start + len(words.strip())))
    return tuple(trimmed[:_MOST_HIGHLIGHTS])


def _blank_length(text: str) -> int:
    return len(text) - len(text.lstrip())


def _cut(text: str, limit: int) -> int:
    """Where to end the first piece: after a line, a sentence, a word, or else a character."""
    end = prefix_length(text, limit)
    if end == len(text):
        return end
    for mark in ("\n", ". ", " "):
        found = text.rfind(mark, end // 2, end + 1)
        if found > 0:
            return found + len(mark) - 1
    cut = end
    while cut > end // 2 and (_belongs_to_previous(text[cut]) or text[cut - 1] == _JOINER):
        cut -= 1
    return cut if cut > end // 2 else end


def _belongs_to_previous(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf", "Sk"}
