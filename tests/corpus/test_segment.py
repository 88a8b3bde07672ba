from itertools import pairwise

import pytest

from corpus.document import Span
from corpus.passage import Segment
from corpus.pieces import LONGEST_PASSAGE
from corpus.readers.extraction import Block, BlockKind
from corpus.segment import segment

LONG = (
    "The old bridge over the river has been closed to all traffic since Tuesday evening, we hear."
)
SHORT = "Reactions have been mixed."


def layout(*parts: tuple[str, BlockKind] | tuple[str, BlockKind, int]) -> tuple[str, list[Block]]:
    text, blocks = "", []
    for part in parts:
        words, kind, level = part if len(part) == 3 else (*part, 0)
        text += "\n\n" if text else ""
        blocks.append(Block(Span(len(text), len(text) + len(words)), kind, level))
        text += words
    return text, blocks


def paragraphs(*texts: str) -> tuple[str, list[Block]]:
    return layout(*((text, "paragraph") for text in texts))


def numbers(segments: tuple[Segment, ...]) -> list[tuple[int, int]]:
    return [(found.paragraph, found.paragraph_end) for found in segments]


def shown(text: str, segments: tuple[Segment, ...]) -> list[str]:
    return [found.span.of(text) for found in segments]


def sentences(text: str, found: Segment) -> list[str]:
    return [sentence.of(found.span.of(text)) for sentence in found.sentences]


def test_each_paragraph_is_a_passage() -> None:
    text, blocks = paragraphs(LONG, LONG + " " + LONG)

    segments = segment(text, blocks, "en")

    assert shown(text, segments) == [LONG, f"{LONG} {LONG}"]
    assert numbers(segments) == [(1, 1), (2, 2)]
    assert sentences(text, segments[1]) == [LONG, LONG]


def test_a_short_paragraph_is_kept_with_the_one_that_it_introduces() -> None:
    text, blocks = paragraphs(LONG, SHORT, LONG, SHORT, SHORT, LONG)

    assert numbers(segment(text, blocks, "en")) == [(1, 1), (2, 3), (4, 6)]


def test_a_short_last_paragraph_is_kept_with_the_one_before() -> None:
    text, blocks = paragraphs(LONG, LONG, SHORT)

    assert numbers(segment(text, blocks, "en")) == [(1, 1), (2, 3)]


def test_a_short_paragraph_stays_alone_where_there_is_no_room() -> None:
    full = ("x" * 59 + " ") * 19 + "x" * 58 + "."
    assert LONGEST_PASSAGE - 3 < len(full) <= LONGEST_PASSAGE
    text, blocks = paragraphs(full, SHORT, full)

    assert numbers(segment(text, blocks, "en")) == [(1, 1), (2, 2), (3, 3)]


def test_the_limit_counts_the_last_letter() -> None:
    for room in (-1, 0, 1):
        following = "x" * (LONGEST_PASSAGE - len(SHORT) - len("\n\n") - room - 1) + "."
        text, blocks = paragraphs(SHORT, following)
        assert len(segment(text, blocks, "en")) == (2 if room < 0 else 1)
    for extra in (0, 1):
        first = "x" * (LONGEST_PASSAGE + extra)
        text, blocks = paragraphs(f"{first} {'y' * 900}")
        lengths = [len(passage) for passage in shown(text, segment(text, blocks, "en"))]
        assert lengths == ([1200, 900] if extra == 0 else [1200, 902])
        text, blocks = paragraphs(f"{first[1:]}. {'Y' * 900}.")
        lengths = [len(passage) for passage in shown(text, segment(text, blocks, "en"))]
        assert lengths == ([1200, 901] if extra == 0 else [1200, 903])


def test_many_short_paragraphs_never_grow_beyond_the_limit() -> None:
    text, blocks = paragraphs(*[SHORT] * 500)

    segments = segment(text, blocks, "en")

    assert all(found.span.end - found.span.start <= LONGEST_PASSAGE for found in segments)
    assert [(a[1], b[0]) for a, b in pairwise(numbers(segments))] == [
        (end, end + 1) for _, end in numbers(segments)[:-1]
    ]


def test_a_list_is_kept_with_its_introduction() -> None:
    item = "• The bridge will be closed to all traffic until the autumn of the next year, at least."
    text, blocks = layout(
        (LONG, "paragraph"),
        (LONG[:-1] + ":", "paragraph"),
        (item, "item"),
        (item, "item"),
        (LONG, "paragraph"),
        (item, "item"),
    )
    assert numbers(segment(text, blocks, "en")) == [(1, 1), (2, 4), (5, 5), (6, 6)]


def test_short_items_join_the_paragraph_before_and_introduce_nothing() -> None:
    text, blocks = layout(
        (LONG, "paragraph"), ("• a", "item"), ("• b", "item"), (LONG, "paragraph")
    )
    assert numbers(segment(text, blocks, "en")) == [(1, 3), (4, 4)]


def test_a_long_list_is_parted_at_the_limit() -> None:
    text, blocks = layout(*((f"• {LONG}", "item") for _ in range(40)))

    segments = segment(text, blocks, "en")

    assert numbers(segments)[0][0] == 1
    assert numbers(segments)[-1][1] == 40
    assert all(1000 < found.span.end - found.span.start <= 1200 for found in segments[:-1])


def test_a_long_paragraph_is_cut_at_sentence_ends_into_like_pieces() -> None:
    text, blocks = paragraphs(LONG, " ".join([LONG] * 27), LONG)

    segments = segment(text, blocks, "en")

    assert numbers(segments) == [(1, 1), (2, 2), (2, 2), (2, 2), (3, 3)]
    assert shown(text, segments)[1:4] == [" ".join([LONG] * 9)] * 3


def test_a_short_paragraph_introduces_the_first_piece_of_a_long_one() -> None:
    text, blocks = paragraphs(SHORT, " ".join([LONG] * 20))

    assert numbers(segment(text, blocks, "en")) == [(1, 2), (2, 2)]


def test_a_sentence_over_the_limit_is_cut_at_white_space() -> None:
    text, blocks = paragraphs("word " * 500 + "end.")

    segments = segment(text, blocks, "en")

    assert [len(passage) for passage in shown(text, segments)] == [834, 834, 834]
    assert " ".join(shown(text, segments)) == text
    assert all(sentences(text, found) == [found.span.of(text)] for found in segments)


def test_a_sentence_of_exactly_the_limit_is_not_cut() -> None:
    whole = "x" * (LONGEST_PASSAGE - 1) + "."
    text, blocks = paragraphs(f"{whole} {whole} {whole[1:]}")

    assert shown(text, segment(text, blocks, "en")) == [whole, whole, whole[1:]]


def test_a_word_over_the_limit_is_cut_between_letters_and_not_before_an_accent() -> None:
    text, blocks = paragraphs("e\u0301" * 1500)

    passages = shown(text, segment(text, blocks, "en"))

    assert "".join(passages) == text
    assert all(passage.startswith("e") and len(passage) <= 1200 for passage in passages)
    family = "👨\u200d👩\u200d👧"
    text, blocks = paragraphs("x" + family * 500)
    assert {passage[-1] for passage in shown(text, segment(text, blocks, "en"))} == {family[-1]}


def test_accents_without_end_are_cut_all_the_same() -> None:
    text, blocks = paragraphs("e" + "\u0301" * 5000)

    assert "".join(shown(text, segment(text, blocks, "en"))) == text


def test_headings_stand_before_their_first_paragraph_and_above_all() -> None:
    text, blocks = layout(
        ("Part", "heading", 2),
        ("Piers", "heading", 3),
        (LONG, "paragraph"),
        (LONG, "paragraph"),
        ("Ferry", "heading", 3),
        (LONG, "paragraph"),
        ("Costs", "heading", 2),
        (LONG, "paragraph"),
    )
    segments = segment(text, blocks, "en")

    assert shown(text, segments) == [
        f"Part\n\nPiers\n\n{LONG}", LONG, f"Ferry\n\n{LONG}", f"Costs\n\n{LONG}"
    ]  # fmt: skip
    assert [found.heading for found in segments] == [
        "Part › Piers", "Part › Piers", "Part › Ferry", "Costs"
    ]  # fmt: skip
    assert numbers(segments) == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert sentences(text, segments[0]) == [LONG]


def test_a_short_paragraph_does_not_leave_its_section() -> None:
    text, blocks = layout((LONG, "paragraph"), ("Part", "heading", 2), (SHORT, "paragraph"),
                          ("Part", "heading", 2), (LONG, "paragraph"))  # fmt: skip

    assert numbers(segment(text, blocks, "en")) == [(1, 1), (2, 2), (3, 3)]


def test_a_heading_with_nothing_under_it_goes_with_the_next_passage() -> None:
    text, blocks = layout(("One", "heading", 2), ("Two", "heading", 2), (LONG, "paragraph"))

    (found,) = segment(text, blocks, "en")

    assert found.span.of(text) == text
    assert found.heading == "Two"


def test_a_last_heading_joins_the_passage_before_as_a_sentence() -> None:
    text, blocks = layout((LONG, "paragraph"), ("See also", "heading", 2))

    (found,) = segment(text, blocks, "en")

    assert found.span.of(text) == text
    assert sentences(text, found) == [LONG, "See also"]
    assert found.heading is None


def test_headings_alone_are_passages() -> None:
    text, blocks = layout(*((f"Heading {number}", "heading", 2) for number in range(200)))

    segments = segment(text, blocks, "en")

    assert [words for found in segments for words in sentences(text, found)] == [
        f"Heading {number}" for number in range(200)
    ]
    assert set(numbers(segments)) == {(1, 1)}


def test_headings_without_end_do_not_swell_a_passage() -> None:
    text, blocks = layout(
        *((f"Heading {number}", "heading", 2) for number in range(200)), (LONG, "paragraph")
    )
    segments = segment(text, blocks, "en")

    assert segments[-1].span.end - segments[-1].span.start < len(LONG) + 700
    assert "\n\n".join(shown(text, segments)) == text


def test_an_endless_heading_is_a_paragraph() -> None:
    text, blocks = layout(("Heading " * 100, "heading", 1), (LONG, "paragraph"))

    assert [found.heading for found in segment(text, blocks, "en")] == [None, None]


def test_no_blocks_make_no_passages() -> None:
    assert segment("text", [], "en") == ()
    assert segment("  \n ", [Block(Span(0, 4), "paragraph")], "en") == ()


@pytest.mark.timeout(30)
def test_a_line_of_five_million_letters_is_cut_in_seconds() -> None:
    text = "Word and more words. " * 250_000

    assert len(segment(text, [Block(Span(0, len(text)), "paragraph")], "en")) > 4000
