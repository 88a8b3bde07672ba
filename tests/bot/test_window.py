"""Which part of a long passage is shown first."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.window import WHOLE, WIDTH, focus, window
from corpus.document import Span
from embeddings.hit import Hit
from hand_made import hit
from sentences import passage


def found(*sentences: str, marked: tuple[int, ...] = (), heading: str = "") -> Hit:
    """A hit on a passage of ``sentences``, of which those at ``marked`` are highlighted."""
    text = passage(*sentences)
    spans = tuple(Span(it.start + len(heading), it.end + len(heading)) for it in text.sentences)
    whole = heading + text.text
    shown = replace(text, text=whole, span=Span(0, len(whole)), sentences=spans)
    return replace(
        hit(whole), passage=shown, highlights=tuple(spans[place] for place in sorted(marked))
    )


def words(one: Hit) -> str:
    return window(one).of(one.passage.text)


def numbered(count: int, length: int = 99) -> list[str]:
    return [f"{number}".ljust(length - 1, ".") + "!" for number in range(count)]


def test_a_text_that_is_not_long_is_shown_whole() -> None:
    assert words(found("x" * WHOLE, marked=(0,))) == "x" * WHOLE
    short = found(*numbered(6), marked=(5,))
    assert words(short) == short.passage.text


def test_a_sentence_before_and_those_after() -> None:
    sentences = numbered(12)
    assert words(found(*sentences, marked=(5,))) == " ".join(sentences[4:9])
    assert words(found(*sentences, marked=(11,))) == " ".join(sentences[7:12])
    assert words(found(*sentences, marked=(0,))) == " ".join(sentences[:5])
    assert words(found(*sentences)) == " ".join(sentences[:5])
    assert words(found(*sentences, marked=(4, 6))) == " ".join(sentences[3:8])


def test_what_is_marked_is_shown_however_long() -> None:
    sentences = numbered(12)
    assert words(found(*sentences, marked=(1, 9))) == " ".join(sentences[1:10])
    long = ["Short.", "y" * 900, "Short."]
    assert words(found(*long, marked=(1,))) == "y" * 900


def test_headings_count_as_a_piece_of_their_own() -> None:
    sentences = numbered(12)
    heading = "What was agreed\n\n"
    assert words(found(*sentences, marked=(0,), heading=heading)).startswith(heading + "0.")
    assert words(found(*sentences, marked=(5,), heading=heading)) == " ".join(sentences[4:9])
    blank = found("y" * WIDTH, *sentences, marked=(0,), heading=" \n")
    assert window(blank).start == 0


HITS = st.builds(
    lambda sentences, marked, heading: found(
        *sentences, marked=tuple({place % len(sentences) for place in marked}), heading=heading
    ),
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)
        .map(str.strip)
        .filter(bool),
        min_size=1,
        max_size=15,
    ),
    st.sets(st.integers(0, 14), max_size=3),
    st.sampled_from(["", "A heading\n\n", "\n"]),
)


@given(HITS)
def test_a_window_is_a_slice_between_sentences_that_holds_what_is_marked(one: Hit) -> None:
    text, sentences = one.passage.text, one.passage.sentences
    shown = window(one)
    if len(text) <= WHOLE:
        assert shown == Span(0, len(text))
        return
    assert all(shown.start <= it.start and it.end <= shown.end for it in one.highlights)
    assert shown.start == 0 or shown.start in {it.start for it in sentences}
    assert shown.end == len(text) or shown.end in {it.end for it in sentences}
    marks = one.highlights or sentences[:1]
    if shown.end - shown.start > WIDTH:
        # Nothing but what is marked, and what stands between.
        assert shown.start in {0, marks[0].start}
        assert shown.end in {len(text), marks[-1].end}


def test_a_focus_begins_where_the_answer_is_seen() -> None:
    sentences = numbered(12)
    one = found(*sentences, marked=(5,))
    assert focus(one, 2_000, before=99).of(one.passage.text) == " ".join(sentences[5:10])
    assert focus(one, 2_000, before=100).of(one.passage.text) == " ".join(sentences[4:9])
    assert focus(one, 2_000, before=WIDTH) == window(one)
    far = replace(found(*sentences, marked=(1, 9)), best=1)
    assert focus(far, 2_000, before=0).of(far.passage.text) == " ".join(sentences[1:10])
    assert focus(far, 600, before=0).of(far.passage.text) == " ".join(sentences[9:12])


@given(HITS, st.integers(100, 900), st.integers(0, 200))
def test_a_focus_holds_what_answers_best_and_little_more(one: Hit, most: int, before: int) -> None:
    text, shown = one.passage.text, focus(one, most, before)
    if len(text) <= min(WHOLE, most):
        assert shown == Span(0, len(text))
        return
    best = one.best_highlight or one.passage.sentences[0]
    assert shown.start <= best.start
    assert best.end <= shown.end
    marks = one.highlights or (best,)
    assert min(mark.start for mark in marks) - shown.start <= max(before, len("A heading\n\n"))
    assert shown.end - shown.start <= max(most, best.end)
    if shown.end - shown.start > most:
        assert shown.start in {0, best.start}
