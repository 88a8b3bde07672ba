"""Windows hold every token once, fit the model, and end with sentences where they can."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Span
from embeddings.windows import Frame, Tokens, Window, plan

START, END = 1, 2


@dataclass(frozen=True)
class Layout:
    """A text whose every code point is a token; its number says where it stands."""

    context: int
    length: int
    sentences: tuple[Span, ...]
    limit: int

    @property
    def tokens(self) -> Tokens:
        whole = self.context + self.length
        return Tokens(
            [100 + place for place in range(whole)],
            [(place, place + 1) for place in range(whole)],
            self.context,
        )

    @property
    def frame(self) -> Frame:
        return Frame((START,), (END,), self.limit)

    def text_tokens(self, window: Window) -> list[int]:
        return [
            number - 100 - self.context for number in window.ids if number >= 100 + self.context
        ]


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    length = draw(st.integers(0, 120))
    edges = sorted(draw(st.sets(st.integers(0, length), max_size=12)))
    sentences = tuple(Span(start, draw(st.integers(start, end))) for start, end in pairwise(edges))
    return Layout(draw(st.integers(0, 40)), length, sentences, draw(st.integers(3, 40)))


@given(layout=layouts())
def test_every_token_of_the_text_lies_in_one_window(layout: Layout) -> None:
    windows = plan(layout.tokens, layout.sentences, layout.frame)
    assert windows
    seen = [token for window in windows for token in layout.text_tokens(window)]
    assert seen == list(range(layout.length))


@given(layout=layouts())
def test_windows_fit_and_begin_with_the_context(layout: Layout) -> None:
    windows = plan(layout.tokens, layout.sentences, layout.frame)
    leads = {
        tuple(number for number in w.ids if 100 <= number < 100 + layout.context) for w in windows
    }
    assert len(leads) == 1
    lead = leads.pop()
    assert lead == tuple(range(100, 100 + len(lead)))
    for window in windows:
        assert len(window.ids) <= layout.limit
        assert (window.ids[0], window.ids[-1]) == (START, END)
        assert window.ids[1 : 1 + len(lead)] == list(lead)
    if layout.context + layout.length <= layout.frame.room:
        assert len(windows) == 1
        assert len(lead) == layout.context
    if len(windows) > 1:
        assert len(lead) <= layout.frame.room // 4


@given(layout=layouts())
def test_slices_are_the_sentences(layout: Layout) -> None:
    windows = plan(layout.tokens, layout.sentences, layout.frame)
    found: dict[int, list[int]] = {number: [] for number in range(len(layout.sentences))}
    for window in windows:
        for part in window.slices:
            assert part.start < part.end
            found[part.sentence] += window.ids[part.start : part.end]
    for number, sentence in enumerate(layout.sentences):
        first = 100 + layout.context
        assert found[number] == list(range(first + sentence.start, first + sentence.end))


@given(layout=layouts())
def test_sentences_that_fit_are_not_cut(layout: Layout) -> None:
    windows = plan(layout.tokens, layout.sentences, layout.frame)
    room = layout.limit - len(windows[0].ids) + len(layout.text_tokens(windows[0]))
    # What stands between two sentences goes with the first; the first takes what stands before it.
    starts = [0, *(span.start for span in layout.sentences[1:] if span.start < span.end)]
    ends = [*starts[1:], layout.length]
    for start, end in zip(starts, ends, strict=True):
        if start < end <= start + room:
            part = set(range(start, end))
            assert sum(not part.isdisjoint(layout.text_tokens(window)) for window in windows) == 1


def test_windows_are_alike_in_length() -> None:
    layout = Layout(0, 210, tuple(Span(n, n + 10) for n in range(0, 210, 10)), 102)
    windows = plan(layout.tokens, layout.sentences, layout.frame)
    assert [len(window.ids) - 2 for window in windows] == [70, 70, 70]


@pytest.mark.parametrize("sentences", [(), (Span(0, 3),)])
def test_a_token_across_the_border_is_the_texts(sentences: tuple[Span, ...]) -> None:
    tokens = Tokens([7, 8, 9], [(0, 4), (4, 7), (7, 9)], 5)
    (window,) = plan(tokens, sentences, Frame((), (), 9))
    assert [(part.start, part.end) for part in window.slices] == [(1, 3)] * len(sentences)
