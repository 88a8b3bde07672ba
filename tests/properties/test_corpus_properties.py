"""What holds for every document: passages are slices, in order, losing white space only."""

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Metadata, Span
from corpus.errors import ReadingError
from corpus.passage import Segment
from corpus.pieces import LONGEST_PASSAGE
from corpus.readers import READERS
from corpus.readers.extraction import Block, BlockKind, Extraction
from corpus.reading import Reading
from corpus.scan import FileState
from corpus.segment import LONGEST_HEADING, LONGEST_HEADINGS, segment
from corpus.store import Store

LANGUAGES = st.sampled_from(["en", "ru", "uk", "de", "es", "fr", "zh", None])
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
WORDS = st.sampled_from(
    [
        "Kyiv",
        "said",
        "U.S.",
        "т. е.",
        "“No.”",
        "e\u0301",
        "👩\u200d🚀",
        "x" * 1300,
        "end.",
        "Why?",
        "1.",
        "•",
        "a",
    ]
)
LINES = st.lists(WORDS, max_size=120).map(" ".join)
SEPARATORS = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\r\n",
        " \n \n",
        "\n\n\n\n",
        "\r",
        "\n# ",
        "\n\n## ",
        "\n- ",
        "\n> ",
        "\n\n1. ",
        "\n```\n",
        "\n---\n",
        "\n|a|b|\n|-|-|\n",
    ]
)
PAGES = st.lists(st.tuples(LINES, SEPARATORS), max_size=12).map(
    lambda parts: "".join(line + separator for line, separator in parts)
)
TEXTS = st.one_of(ANY_TEXT, PAGES)


@st.composite
def layouts(draw: st.DrawFn) -> tuple[str, tuple[Block, ...]]:
    """Arbitrary blocks over an arbitrary text: more than any reader would make of it."""
    text = draw(TEXTS)
    bounds = sorted(draw(st.sets(st.integers(0, len(text)), max_size=16)))
    kinds: st.SearchStrategy[BlockKind] = st.sampled_from(("heading", "paragraph", "item"))
    blocks = []
    for start, end in zip(bounds[::2], bounds[1::2], strict=False):
        kind = draw(kinds)
        blocks.append(
            Block(Span(start, end), kind, draw(st.integers(1, 6)) if kind == "heading" else 0)
        )
    return text, tuple(blocks)


def is_heading(block: Block) -> bool:
    return block.kind == "heading" and block.span.end - block.span.start <= LONGEST_HEADING


def check(text: str, blocks: tuple[Block, ...], segments: tuple[Segment, ...]) -> None:
    check_spans(text, blocks, segments)
    check_numbers(text, blocks, segments)
    for found in segments:
        check_sentences(text, blocks, found)


def check_spans(text: str, blocks: tuple[Block, ...], segments: tuple[Segment, ...]) -> None:
    covered: set[int] = set()
    end = 0
    for found in segments:
        assert end <= found.span.start < found.span.end
        end = found.span.end
        assert found.span.end - body_start(blocks, found) <= LONGEST_PASSAGE
        assert body_start(blocks, found) - found.span.start <= LONGEST_HEADINGS
        passage = found.span.of(text)
        assert passage == passage.strip()
        covered.update(range(found.span.start, found.span.end))
    for block in blocks:
        for place in range(block.span.start, block.span.end):
            assert place in covered or text[place].isspace()


def body_start(blocks: tuple[Block, ...], found: Segment) -> int:
    """Where the passage's first paragraph begins; its own beginning if it has only headings."""
    starts = [
        max(block.span.start, found.span.start)
        for block in blocks
        if not is_heading(block)
        and max(block.span.start, found.span.start) < min(block.span.end, found.span.end)
    ]
    return min(starts, default=found.span.start)


def check_numbers(text: str, blocks: tuple[Block, ...], segments: tuple[Segment, ...]) -> None:
    paragraphs = [
        block for block in blocks if not is_heading(block) and block.span.of(text).strip()
    ]
    last = 1
    numbered: set[int] = set()
    for found in segments:
        assert last <= found.paragraph <= found.paragraph_end
        assert found.paragraph <= last + 1
        last = found.paragraph_end
        numbered.update(range(found.paragraph, found.paragraph_end + 1))
    if paragraphs:
        assert numbered == set(range(1, len(paragraphs) + 1))
    for number, block in enumerate(paragraphs, 1):
        for found in segments:
            if found.span.start < block.span.end and block.span.start < found.span.end:
                overlap = text[
                    max(found.span.start, block.span.start) : min(found.span.end, block.span.end)
                ]
                assert not overlap.strip() or found.paragraph <= number <= found.paragraph_end


def check_sentences(text: str, blocks: tuple[Block, ...], found: Segment) -> None:
    passage = found.span.of(text)
    assert found.sentences
    position = 0
    covered: set[int] = set()
    for sentence in found.sentences:
        assert position <= sentence.start < sentence.end <= len(passage)
        position = sentence.end
        assert sentence.of(passage) == sentence.of(passage).strip()
        covered.update(range(sentence.start, sentence.end))
    for block in blocks:
        if not is_heading(block):
            for place in range(
                max(block.span.start, found.span.start), min(block.span.end, found.span.end)
            ):
                assert place - found.span.start in covered or text[place].isspace()


@given(layouts(), LANGUAGES)
def test_any_blocks_become_passages_that_lose_only_white_space(
    layout: tuple[str, tuple[Block, ...]], language: str | None
) -> None:
    text, blocks = layout
    check(text, blocks, segment(text, blocks, language))


@given(TEXTS, st.sampled_from(sorted(READERS)), LANGUAGES)
def test_any_file_becomes_passages_that_lose_only_white_space(
    text: str, suffix: str, language: str | None
) -> None:
    try:
        extraction = READERS[suffix](text.encode())
    except ReadingError:
        return
    check_blocks(extraction)
    check(extraction.text, extraction.blocks, segment(extraction.text, extraction.blocks, language))


def check_blocks(extraction: Extraction) -> None:
    end = 0
    for block in extraction.blocks:
        assert end <= block.span.start < block.span.end <= len(extraction.text)
        assert (block.level in range(1, 7)) == (block.kind == "heading")
        end = block.span.end
    assert "\r" not in extraction.text
    assert not extraction.text.startswith("\ufeff\ufeff")


@given(st.binary(max_size=400), st.sampled_from(sorted(READERS)))
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes, suffix: str) -> None:
    with suppress(ReadingError):
        extraction = READERS[suffix](data)
        assert "\0" not in extraction.text
        # Lone surrogates cannot be encoded.
        assert extraction.text.encode().decode() == extraction.text


@settings(max_examples=40)
@given(st.lists(layouts(), min_size=1, max_size=4), st.data())
def test_the_store_gives_back_every_passage_as_it_was(
    layouts: list[tuple[str, tuple[Block, ...]]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store.db") as store:
        generation = store.begin()
        for number, (text, blocks) in enumerate(layouts):
            title = data.draw(st.none() | ANY_TEXT)
            reading = Reading(text, Metadata(title=title), segment(text, blocks, "en"), "f")
            store.stage_document(generation, f"{number}.txt", FileState(1, 1, "f"), reading)
        store.publish(generation)
        rows = [row for row, _ in store.rows(generation)]
        passages = store.passages(rows)
        assert passages == list(store.iter_passages(rows))
        for passage in passages:
            path = passage.citation.document
            document = store.document(generation, path)
            assert document.text == layouts[int(path[0])][0]
            assert passage.text == document.text[passage.span.start : passage.span.end]
            assert passage.citation.metadata == document.metadata
        for number, (text, blocks) in enumerate(layouts):
            kept = [passage for passage in passages if passage.citation.document == f"{number}.txt"]
            assert [(p.span, p.sentences, p.heading) for p in kept] == [
                (s.span, s.sentences, s.heading) for s in segment(text, blocks, "en")
            ]
            assert [passage.ordinal for passage in kept] == list(range(1, len(kept) + 1))
