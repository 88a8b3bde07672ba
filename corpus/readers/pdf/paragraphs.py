"""Lines become paragraphs, across columns and pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter

from corpus.lines import ends_sentence, is_list_item
from corpus.readers.drafts import Draft
from corpus.readers.pdf.layout import Page, rows
from corpus.readers.pdf.lines import Line, leading
from corpus.readers.pdf.words import Words

_LARGER = 1.12
"""How many times higher letters are a heading's, or at least another paragraph's."""

_GAP = 1.3
"""How many times the usual distance between two lines lies between paragraphs."""

_INDENT = 0.7
"""Heights of a line by which the first line of a paragraph is set in, at least."""

_NEAR = 3
"""Lines before and after one that tell how far lines reach there."""

_LONGEST_HEADING = 200


def paragraphs(pages: Sequence[Page], size: float) -> list[Draft]:
    """The pages' text in order; what interrupts a paragraph stands behind it.

    Args:
        pages: of the whole document.
        size: of the body text.
    """
    body = [line for page in pages for line in page.body]
    larger = {round(line.size) for line in body if line.size > _LARGER * size}
    mostly_bold = 2 * sum(map(attrgetter("bold"), body)) > len(body)
    flow = _Flow(
        leading=leading(body) / size if size else 0.0,
        size=size,
        words=Words(chain(body, *(page.notes for page in pages))),
        levels={height: level for level, height in enumerate(sorted(larger, reverse=True), 1)},
        bold_is_heading=not mostly_bold,
    )
    for page in pages:
        flow.take(page)
    flow.close()
    return flow.drafts


@dataclass(slots=True)
class _Flow:
    """The way of the text from page to page.

    Attributes:
        leading: distance between two lines, in heights of a line.
        size: of the body text.
        levels: height of headings in whole points → level.
        bold_is_heading: whether bold lines stand out.
        open: rows of the paragraph that may go on.
        late: what has interrupted it.
    """

    leading: float
    size: float
    words: Words
    levels: dict[int, int]
    bold_is_heading: bool
    open: list[list[Line]] = field(default_factory=list)
    late: list[Draft] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)

    def take(self, page: Page) -> None:
        """Reads on through ``page``."""
        found = rows(page.body)
        for number, row in enumerate(found):
            if self.open and not self._goes_on(found, number):
                self.close()
            self.open.append(row)
        note: list[Line] = []
        for line in page.notes:
            if note and _opens_note(line, note[0]):
                self._put_off(note)
                note = []
            note.append(line)
        if note:
            self._put_off(note)
        for line in page.asides:
            self.late.append(Draft(line.text, "paragraph", page=line.page, aside=True))

    def close(self) -> None:
        """Ends the paragraph that is open."""
        if self.open:
            self.drafts.append(self._draft())
            self.open = []
        self.drafts.extend(self.late)
        self.late = []

    def _put_off(self, note: Sequence[Line]) -> None:
        text = self.words.joined([line.text for line in note])
        self.late.append(Draft(text, "paragraph", page=note[0].page))

    def _goes_on(self, found: Sequence[Sequence[Line]], number: int) -> bool:
        """Whether the row at ``number`` of a page belongs to the paragraph that is open."""
        row, last = found[number], self.open[-1]
        line, before = row[0], last[-1]
        if len(row) > 1 or len(last) > 1:
            return len(row) > 1 and len(last) > 1 and line.page == before.page
        if not line.text[0].isalpha() and is_list_item(line.text):
            return False
        if (line.size != before.size or line.bold != before.bold) and not self._is_like(
            line, before
        ):
            return False
        step = before.base - line.base
        if line.page != before.page or step < 0:
            return self._goes_on_elsewhere(line, before)
        if step > _GAP * self.leading * line.size:
            return False
        # Most lines break off in the middle of a sentence.
        in_sentence = line.text[0].islower() and before.text[-1].isalnum()
        return not self._is_set_in(line) and (in_sentence or not _was_ended(before, found, number))

    def _is_like(self, line: Line, before: Line) -> bool:
        """Whether the two are set alike, so far as it tells paragraphs apart."""
        return self._stands_out(line) == self._stands_out(before) and (
            before.size / _LARGER < line.size < before.size * _LARGER
        )

    def _goes_on_elsewhere(self, line: Line, before: Line) -> bool:
        """The same for a line at the head of the next column or page."""
        if self._stands_out(line):
            return line.page == before.page and 0 > before.base - line.base > -line.size
        return line.text[0].islower() or not ends_sentence(before.text)

    def _is_set_in(self, line: Line) -> bool:
        """Whether ``line`` begins further right or left than the paragraph that is open."""
        before = self.open[-1][0]
        shift, indent = line.left - before.left, _INDENT * line.size
        if self._stands_out(line) and abs(shift + line.right - before.right) < indent:
            return False  # the lines of a heading stand in the middle, one below the other
        if len(self.open) > 1:
            return abs(shift) > indent
        # The first line may be set in itself, or have a mark that hangs out.
        return shift > indent and not is_list_item(self.open[0][0].text)

    def _stands_out(self, line: Line) -> bool:
        return line.size > _LARGER * self.size or (line.bold and self.bold_is_heading)

    def _draft(self) -> Draft:
        first = self.open[0][0]
        if len(self.open[0]) > 1:
            # A row that stands alone is no table.
            between = " | " if len(self.open) > 1 else " "
            lines = [between.join(cell.text for cell in row) for row in self.open]
            whole = "\n".join(self.words.joined([line]) for line in lines)
            return Draft(whole, "paragraph", page=first.page)
        text = self.words.joined([row[0].text for row in self.open])
        if self._stands_out(first) and _reads_like_heading(text):
            level = self.levels.get(round(first.size), len(self.levels) + 1)
            return Draft(text, "heading", min(level, 6), page=first.page)
        return Draft(text, "item" if is_list_item(text) else "paragraph", page=first.page)


def _was_ended(before: Line, found: Sequence[Sequence[Line]], number: int) -> bool:
    """Whether the first word of the row at ``number`` would have had room behind ``before``."""
    line = found[number][0]
    ended = ends_sentence(before.text)
    if not ended and line.text[0].islower():
        return False
    near = [row[0] for row in found[max(0, number - _NEAR) : number + _NEAR]]
    far, large = _NEAR * before.size, _LARGER * before.size
    edges = [it.right for it in near if abs(it.left - before.left) < far and it.size < large]
    edge = max(edges, default=before.right)
    word = line.text.partition(" ")[0]
    width = (line.right - line.left) / len(line.text)
    room = edge - before.right - width * (len(word) + 1)
    return room > (0 if ended else (edge - before.left) / 3)


def _opens_note(line: Line, first: Line) -> bool:
    return line.text[0].isdigit() and abs(line.left - first.left) < line.size


def _reads_like_heading(text: str) -> bool:
    return (
        len(text) <= _LONGEST_HEADING
        and not (is_list_item(text) and not text[0].isalnum())
        and any(letter.isalpha() for letter in text)
        and not text.endswith((".", ",", ";"))
    )
