"""A text cut: what is in its segments, what is marked, and that each step can be broken off."""

import pytest

from corpus.boilerplate.marking import marked_blocks
from corpus.cutting import cut
from corpus.readers.text import read_text
from corpus.segment import segment

STORY = "The old stone bridge over the Ambry stays closed until the end of March, says page {}."
PAGES = 30


class TooLateError(Exception):
    """The clock's word."""


class Clock:
    """Says that it is too late when it has been asked ``most`` times."""

    def __init__(self, most: int) -> None:
        self._left = most

    def check(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise TooLateError


def test_what_is_in_no_segment_is_marked() -> None:
    text = f"{STORY.format(1)}\n\nAdvertisement\n\n{STORY.format(2)}"
    extraction = read_text(text.encode())
    parts = cut(extraction.text, extraction.blocks, "en")
    assert [it.span.of(text) for it in parts.segments] == [STORY.format(1), STORY.format(2)]
    assert [(it.span.of(text), it.paragraph) for it in parts.marks] == [("Advertisement", 2)]


def test_the_clock_is_looked_at_before_each_paragraph() -> None:
    text = "\n\n".join(STORY.format(page) for page in range(PAGES))
    blocks = read_text(text.encode()).blocks
    assert len(blocks) == PAGES
    with pytest.raises(TooLateError):
        marked_blocks(text, blocks, check=Clock(PAGES - 1).check)
    with pytest.raises(TooLateError):
        segment(text, blocks, "en", check=Clock(PAGES - 1).check)


def test_cutting_takes_the_clock_through_both_steps() -> None:
    text = "\n\n".join(STORY.format(page) for page in range(PAGES))
    blocks = read_text(text.encode()).blocks
    with pytest.raises(TooLateError):
        cut(text, blocks, "en", check=Clock(2 * PAGES - 1).check)
