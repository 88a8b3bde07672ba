"""Which part of a long passage is shown first: the marked sentences and what stands around them.

A passage may be a page long, and the answer in it one sentence. A person reads the sentences around
that one and asks for the rest; programs always get the whole text. Nothing is changed here: a
window is a slice, between the borders of sentences.
"""

from itertools import pairwise

from corpus.document import Span
from corpus.passage import Passage
from embeddings.hit import Hit

WHOLE = 700
"""A text of at most so many code points is shown whole."""

WIDTH = 500
"""Code points that the window on a longer one holds, unless what is marked is longer: so that
never a few words alone are cut off."""


def marks(hit: Hit) -> tuple[Span, ...]:
    """What to mark in ``hit``'s text: its highlights, or the best of them where all is marked.

    What marks every sentence shows nothing; only where there is one sentence, it may be all.
    """
    sentences = hit.passage.sentences
    all_marked = len(sentences) > 1 and all(
        any(mark.start <= sentence.start and sentence.end <= mark.end for mark in hit.highlights)
        for sentence in sentences
    )
    best = hit.best_highlight
    return (best,) if best is not None and all_marked else hit.highlights


def window(hit: Hit) -> Span:
    """The part of ``hit``'s text to show first, as a span into it; it holds every highlight."""
    text = hit.passage.text
    if len(text) <= WHOLE:
        return Span(0, len(text))
    return _around(hit, hit.highlights, WIDTH, WIDTH)


def focus(hit: Hit, most: int, before: int) -> Span:
    """The part to show where there is less room, as on a phone; ``window`` otherwise.

    Every highlight is in it, unless what lies between them is longer than ``most``: then the best
    one is. Only where its sentence alone is longer than ``most`` the part is too, and begins with
    what is marked.

    Args:
        hit: what was found.
        most: code points that the part should hold.
        before: code points that may stand before what is marked, so that it is seen at once.
    """
    text = hit.passage.text
    if len(text) <= min(WHOLE, most):
        return Span(0, len(text))
    width = min(WIDTH, most)
    shown = _around(hit, hit.highlights, width, before)
    best = hit.best_highlight
    if shown.end - shown.start <= most or best is None:
        return shown
    shown = _around(hit, (best,), width, before)
    return shown if shown.end - shown.start <= most else Span(best.start, max(shown.end, best.end))


def _around(hit: Hit, marks: tuple[Span, ...], width: int, before: int) -> Span:
    """The sentences that hold ``marks``, and as many around them as ``width`` has room for."""
    text = hit.passage.text
    pieces = _pieces(hit.passage)
    marked, last = _marked(pieces, marks)
    first = marked

    def fits(first: int, last: int) -> bool:
        if first < 0 or last >= len(pieces):
            return False
        leading = pieces[marked].start - pieces[first].start
        return leading <= before and pieces[last].end - pieces[first].start <= width

    # The sentence before tells what the answer is about; after that, reading on is better.
    if fits(first - 1, last):
        first -= 1
    while fits(first, last + 1):
        last += 1
    while fits(first - 1, last):
        first -= 1
    return _trimmed(Span(pieces[first].start, pieces[last].end), text)


def _marked(pieces: list[Span], highlights: tuple[Span, ...]) -> tuple[int, int]:
    """The first and the last piece that hold something marked; the first one if nothing is."""
    touched = [
        place
        for place, piece in enumerate(pieces)
        if any(span.start < piece.end and span.end > piece.start for span in highlights)
    ]
    return (touched[0], touched[-1]) if touched else (0, 0)


def _pieces(passage: Passage) -> list[Span]:
    """The whole text in pieces: each sentence with the white space behind it, headings before."""
    text = passage.text
    starts = {sentence.start for sentence in passage.sentences if text[: sentence.start].strip()}
    return [Span(start, end) for start, end in pairwise(sorted({0, len(text), *starts}))]


def _trimmed(span: Span, text: str) -> Span:
    """``span`` without white space at its end, if something comes after it."""
    if span.end == len(text):
        return span
    return Span(span.start, span.start + len(span.of(text).rstrip()))
