"""Shapes that plain text comes in; each sample is made up, each shape was met in real files."""

from datetime import date

import pytest

from corpus.errors import ReadingError
from corpus.readers.extraction import Block, Extraction
from corpus.readers.text import read_text

NOTICE = (
    "Already a member? Please log into your account first. Make sure that your card is up to date."
)
FIRST = (
    "The old bridge over the river Ilm has been closed to all traffic, the town council announced "
    "on Tuesday after an inspection."
)
SECOND = (
    "Engineers found cracks in two of the four piers, and they expect that repairs will go on "
    "until the autumn of next year."
)
THIRD = "Until then, the mayor said, a ferry will carry people to the other bank free of charge."
TITLE = "Old Bridge Closed: Council Fears For Its Piers"
ADDRESS = "https://example.org/news/old-bridge-closed/"


def extract(text: str) -> Extraction:
    return read_text(text.encode())


def shown(extraction: Extraction, kind: str = "paragraph") -> list[str]:
    return [block.span.of(extraction.text) for block in extraction.blocks if block.kind == kind]


def test_a_notice_first_and_paragraphs_on_lines_of_their_own() -> None:
    text = f"{NOTICE}\n{FIRST}\n{SECOND}\n\n{THIRD}\n{FIRST}"

    extraction = extract(text)

    assert extraction.metadata.title is None
    assert shown(extraction) == [NOTICE, FIRST, SECOND, THIRD, FIRST]


def test_a_title_blank_lines_and_a_closing_address() -> None:
    extraction = extract(f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{ADDRESS}")

    assert extraction.metadata.title == TITLE
    assert extraction.metadata.url == ADDRESS
    assert extraction.metadata.publisher is None
    assert extraction.metadata.origins == {"title": "first lines", "url": "last line"}
    assert shown(extraction) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        "Q1", "A", "1", "2025", "10:45", "IV", "***", "12345-AB", "12 May 2025",
        "Monday, 12 May 2025", "19.05.2025", "Page 1", "Seite 2 von 9",
        "By Anna Kovac", "Home > World > Europe",
        "Dear Sir or Madam,", "MOSCOW, May 16 (Reuters) -", "Share this article",
    ],
)  # fmt: skip
def test_what_names_no_text_is_no_title_and_one_below_it_is(line: str) -> None:
    alone = extract(f"{line}\n\n{FIRST}\n\n{SECOND}")
    assert alone.metadata.title is None
    assert line in [*shown(alone), *shown(alone, "heading")]

    above = extract(f"{line}\n\n{TITLE}\n\n{FIRST}\n\n{SECOND}")
    assert above.metadata.title == TITLE
    assert line in [*shown(above), *shown(above, "heading")]
    assert TITLE in [*shown(above), *shown(above, "heading")]


@pytest.mark.parametrize(
    "head",
    [
        ("Zutaten für vier Personen;", "500 g Mehl und Butter"),
        ("2024", "17", "Three people were hurt on Monday"),
        ("Anna Karenina,", "Russian novel by Leo Tolstoy"),
        ("Roses are red,", "Violets are blue"),
        ("Dear Sir or Madam,", "Your letter of May"),
        ("By Anna Kovac", "Old bridge closed"),
    ],
)
@pytest.mark.parametrize("end", ["\n\n", "\n"])
def test_a_line_right_below_another_is_no_title(head: tuple[str, ...], end: str) -> None:
    extraction = extract("\n".join(head) + f"{end}{FIRST}\n\n{SECOND}")

    assert extraction.metadata.title is None
    told = "\n".join(block.span.of(extraction.text) for block in extraction.blocks)
    assert told.splitlines() == [*head, FIRST, SECOND]


@pytest.mark.parametrize(
    "source",
    [
        f"Q1\n\n{TITLE}\n{FIRST}",
        f"Roses are red,\nViolets are blue,\n\nSugar is sweet\n\n{FIRST}",
        f"{FIRST[:60]},\n17\n\n{TITLE}\n\n{FIRST}",
    ],
)
def test_a_title_that_is_not_the_first_line_has_blank_lines_around_it(source: str) -> None:
    extraction = extract(source)

    assert extraction.metadata.title is None
    told = "\n".join(block.span.of(extraction.text) for block in extraction.blocks)
    assert told.splitlines() == [line for line in source.splitlines() if line]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("War", "War"),
        ("Q&A with the mayor", "Q&A with the mayor"),
        ("戦争", "戦争"),
        ("Subject: Old bridge closed", "Old bridge closed"),
        ("Заголовок: Мост закрыт", "Мост закрыт"),
        ("Subject:", None),
        ("2025 in review", "2025 in review"),
        ("Chapter 1", "Chapter 1"),
    ],
)
def test_short_titles_and_those_with_a_label(line: str, title: str | None) -> None:
    assert extract(f"{line}\n\n{FIRST}\n\n{SECOND}").metadata.title == title


def test_the_first_sentence_is_no_title() -> None:
    text = f"{FIRST}\n{SECOND}\nReactions have been mixed.\n{THIRD}\n" + "\n" * 9

    extraction = extract(text)

    assert extraction.metadata.title is None
    assert shown(extraction) == [FIRST, SECOND, "Reactions have been mixed.", THIRD]
    assert extraction.text == text


def test_glued_words_stay_as_they_are() -> None:
    glued = "Officials called the demandsunheard ofandfar from reality,and would not give in."

    assert shown(extract(f"{TITLE}\n\n{glued}"))[0] == glued


def test_a_hard_wrapped_paragraph_stays_together() -> None:
    wrapped = (
        "The old bridge over the river Ilm has been closed to all\n"
        "traffic, the town council announced. Engineers found cracks in two\n"
        "of the four piers, and they expect that repairs will go on until\n"
        "the autumn."
    )
    extraction = extract(f"{wrapped}\n\n{wrapped}\n")

    assert shown(extraction) == [wrapped, wrapped]


def test_a_verse_stays_together() -> None:
    verse = "The river ran\nbelow the stone\nand no one came\nto walk alone"

    assert shown(extract(verse)) == [verse]


def test_short_sentences_on_lines_of_their_own_are_paragraphs() -> None:
    lines = ["The bridge is closed.", "Nobody was hurt.", "The ferry is free."]

    assert shown(extract("\n".join(lines))) == lines


def test_list_items_are_blocks_of_their_own_even_when_wrapped() -> None:
    text = (
        "The council decided on three measures that it made public on\n"
        "Tuesday evening in the town hall\n"
        "- the bridge will be closed to all traffic until the autumn of\n"
        "  next year\n"
        "- a ferry will carry people to the other bank\n"
    )
    extraction = extract(text)

    assert [block.kind for block in extraction.blocks] == ["paragraph", "item", "item"]
    assert shown(extraction, "item")[0].endswith("next year")


def test_a_short_line_between_blank_lines_before_a_paragraph_is_a_heading() -> None:
    extraction = extract(f"{FIRST}\n\nWhat the engineers found\n\n{SECOND}\n\nYours,\n\nThe mayor")

    assert shown(extraction, "heading") == ["What the engineers found"]
    assert shown(extraction) == [FIRST, SECOND, "Yours,", "The mayor"]


@pytest.mark.parametrize(
    "line",
    [
        "and it was closed",
        "The bridge is closed.",
        "- the bridge",
        "Why was it closed?",
        "A line of more than sixty characters is too long to be a heading",
        "1234",
    ],
)
def test_other_short_lines_are_not_headings(line: str) -> None:
    assert shown(extract(f"{FIRST}\n\n{line}\n\n{SECOND}"), "heading") == []


def test_a_chapter_number_and_its_name_are_two_headings() -> None:
    extraction = extract(f"{FIRST}\n\nChapter 2\n\nThe engineers\n\n{SECOND}")

    assert shown(extraction, "heading") == ["Chapter 2", "The engineers"]


@pytest.mark.parametrize("header", ["Published: 2025-05-19", "date: 2025-05-19T08:00:00Z"])
def test_a_stated_date_is_metadata_and_no_paragraph(header: str) -> None:
    extraction = extract(f"{TITLE}\n{header}\n\n{FIRST}")

    assert extraction.metadata.published == date(2025, 5, 19)
    assert extraction.metadata.title == TITLE
    assert shown(extraction) == [FIRST]


@pytest.mark.parametrize("line", ["Published: in May", "Published: 2025-13-45", "Dated 2025-05-19"])
def test_what_is_not_a_date_stays_text(line: str) -> None:
    extraction = extract(f"{line}\n\n{FIRST}")

    assert extraction.metadata.published is None
    told = [*shown(extraction), *shown(extraction, "heading"), extraction.metadata.title]
    assert line in told


def test_a_date_further_down_stays_text() -> None:
    lines = [FIRST, SECOND, THIRD, FIRST, SECOND, "Published: 2025-05-19"]

    assert extract("\n\n".join(lines)).metadata.published is None


def test_a_file_of_nothing_but_an_address_keeps_it() -> None:
    assert extract(ADDRESS).blocks == (Block(extract(ADDRESS).blocks[0].span, "paragraph"),)
    assert shown(extract(ADDRESS)) == [ADDRESS]


def test_a_single_line_is_text_and_no_title() -> None:
    extraction = extract("Buy stamps and paper")

    assert extraction.metadata.title is None
    assert shown(extraction) == ["Buy stamps and paper"]


def test_lines_that_show_nothing_part_paragraphs() -> None:
    assert shown(extract(f"{FIRST}\n\u200b\u00a0\n{SECOND}")) == [FIRST, SECOND]


def test_a_title_turns_nothing_that_stands_beside_it() -> None:
    first = "The \u202ebridge\u202c is\x07 closed"

    extraction = extract(f"{first}\n\n{'It will stay so until the end of March. ' * 3}")

    assert extraction.metadata.title == "The bridge is closed"
    assert extraction.text.startswith(first)


def test_line_endings_and_marks_make_no_difference() -> None:
    plain = f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n"

    for variant in (
        plain.replace("\n", "\r\n").encode("utf-8-sig"),
        plain.replace("\n", "\r").encode("utf-16"),
        plain.encode("utf-32"),
    ):
        assert read_text(variant) == extract(plain)


def test_a_file_of_nothing_but_short_lines_is_refused() -> None:
    with pytest.raises(ReadingError, match="more than 500,000 lines; split"):
        read_text(b"a\n" * 500_001)
