import io
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument, PdfMatrix
from syrupy.assertion import SnapshotAssertion

from corpus.errors import ReadingError
from corpus.readers.pdf.layout import Page
from corpus.readers.pdf.lines import Line, is_page_number
from corpus.readers.pdf.pages import page_lines
from corpus.readers.pdf.paragraphs import paragraphs
from corpus.readers.pdf.reader import read_pdf
from corpus.readers.pdf.words import Words
from golden_text import GoldenText
from made_pdf import ONE_LINE, WORDS, made_pdf
from sample_documents.stories import BRIDGE, BRIDGE_DIVERS, BRIDGE_PAY
from shown_extraction import shown

DOCUMENTS = Path(__file__).parents[2] / "sample_documents"
UNREADABLE = {"scan", "locked"}


@pytest.mark.parametrize(
    "name", sorted({path.stem for path in DOCUMENTS.glob("*.pdf")} - UNREADABLE)
)
def test_each_kind_of_layout(name: str, snapshot: SnapshotAssertion) -> None:
    extraction = read_pdf((DOCUMENTS / f"{name}.pdf").read_bytes())

    assert shown(extraction) == snapshot(name=name, extension_class=GoldenText)


def test_a_paragraph_that_goes_over_a_page_is_one_slice_and_begins_on_the_first() -> None:
    extraction = read_pdf((DOCUMENTS / "headers.pdf").read_bytes())

    (block,) = [
        block
        for block in extraction.blocks
        if block.span.of(extraction.text).startswith("The footings themselves")
    ]

    assert block.span.of(extraction.text) == (
        "The footings themselves are from 1874 and rest on oak piles. Where the piles were exposed "
        "to the current they had lost up to a third of their thickness, the report says."
    )
    assert block.page == 2


def test_lines_of_a_font_that_hides_its_height_are_alike_and_go_on_behind_a_note_number() -> None:
    extraction = read_pdf((DOCUMENTS / "serif.pdf").read_bytes())

    kinds = [block.kind for block in extraction.blocks]

    # Their letters are of a dozen heights, which were once taken for headings and other paragraphs.
    assert kinds.count("paragraph") == len(BRIDGE) + len(BRIDGE_DIVERS) + len(BRIDGE_PAY)
    assert "centimetres since the summer. It moves on." in extraction.text
    assert all(text in extraction.text for text in [BRIDGE[0], *BRIDGE[2:], *BRIDGE_PAY])


def test_a_heading_in_the_middle_is_one_though_its_lines_begin_in_other_places() -> None:
    # The first line is 163 points wide, the second 66.
    heading = b"BT /F1 20 Tf 72 700 Td (Seals return to the) Tj 49 -24 Td (estuary) Tj ET "
    body = b"BT /F1 12 Tf 72 640 Td (%s) Tj 0 -15 Td (%s) Tj ET" % (WORDS, WORDS)

    extraction = read_pdf(made_pdf(heading + body, info=b"/Title (Seals return to the estuary)"))

    assert extraction.metadata.title == "Seals return to the estuary"
    assert extraction.metadata.origins["title"] == "PDF information"
    assert [block.kind for block in extraction.blocks] == ["paragraph"]


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_letters_of_such_a_font_are_made_alike_whichever_way_they_are_turned(quarters: int) -> None:
    document = PdfDocument((DOCUMENTS / "serif.pdf").read_bytes())
    page = document[0]
    for part in page.get_objects(max_depth=1):
        part.transform(PdfMatrix().rotate(-90 * quarters))
    page.gen_content()
    page.set_rotation(90 * quarters)
    written = io.BytesIO()
    document.save(written)

    with PdfDocument(written.getvalue()) as document:
        lines = page_lines(document.raw, 0) or []

    # The note's number is a line of its own on a page that was written upside down.
    assert {round(line.size, 1) for line in lines} <= {11.0, 13.8, 20.7, 27.6}
    assert len(lines) > 20


def test_running_headers_stand_in_the_text_but_in_no_block() -> None:
    extraction = read_pdf((DOCUMENTS / "headers.pdf").read_bytes())

    shown_blocks = [block.span.of(extraction.text) for block in extraction.blocks]

    assert extraction.text.count("Harrow Courier") == 3
    assert "Page 2 of 3" in extraction.text
    assert not any("Harrow Courier" in text or "Page " in text for text in shown_blocks)


@pytest.mark.parametrize(
    ("name", "reason"), [("scan", "there is no text in it, only pictures"), ("locked", "password")]
)
def test_what_cannot_be_read_is_refused_in_plain_words(name: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read_pdf((DOCUMENTS / f"{name}.pdf").read_bytes())


@pytest.mark.parametrize("data", [b"hello", b"%PDF-1.7", made_pdf()[:200]])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match="no PDF file, or a badly damaged one"):
        read_pdf(data)


def test_a_title_with_half_a_pair_of_surrogates_is_read_as_far_as_it_goes() -> None:
    data = made_pdf(info=b"/Title <feff00410062d8000063>")

    assert read_pdf(data).metadata.title == "Ab\ufffdc"


def test_a_broken_table_of_objects_is_made_up_for() -> None:
    lost = made_pdf().replace(b"startxref\n", b"startxref\n9")

    assert read_pdf(lost).text == WORDS.decode()


def test_a_damaged_page_leaves_the_others() -> None:
    data = (DOCUMENTS / "chapters.pdf").read_bytes()
    whole = read_pdf(data)
    start = data.index(b"/Type /Page\n")
    damaged = data[:start] + b"/Type /None\n" + data[start + 12 :]

    kept = read_pdf(damaged)

    assert 0 < len(kept.blocks) <= len(whole.blocks)


def test_ten_thousand_pages_are_read_and_one_more_is_refused() -> None:
    assert len(read_pdf(made_pdf(pages=10_000)).blocks) == 10_000
    with pytest.raises(ReadingError, match="more than 10,000 pages"):
        read_pdf(made_pdf(pages=10_001))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"BT /F1 1e30 Tf 1e30 -1e30 Td (The old stone) Tj 1e38 1e38 Td (bridge) Tj ET",
        b"BT /F1 0 Tf 0 0 Td (The old stone) Tj ET",
        b"q " * 100_000 + ONE_LINE,
        b"BT /F1 12 Tf " + b"72 700 Td (x) Tj " * 20_000 + b"ET",
        b"BT /F1 -12 Tf 72 700 Td (The old) Tj -50 0 Td (stone bridge) Tj ET",
        b"BT /F1 12 Tf 0 0 0 0 72 700 Tm (The old stone bridge) Tj ET",
    ],
)
def test_pages_that_nobody_would_write_end_somehow(content: bytes) -> None:
    read_pdf(made_pdf(content))


def test_a_page_that_was_written_sideways_is_read_along_its_lines() -> None:
    sideways = b"".join(
        b"BT /F1 12 Tf 0 1 -1 0 %d 72 Tm (%s) Tj ET " % (100 + 14 * number, line)
        for number, line in enumerate([WORDS[:35], WORDS[36:]])
    )

    assert read_pdf(made_pdf(sideways)).text == WORDS.decode()


@pytest.mark.parametrize("quarters", [0, 90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_it_is_shown(quarters: int) -> None:
    turn = {0: b"1 0 0 1", 90: b"0 1 -1 0", 180: b"-1 0 0 -1", 270: b"0 -1 1 0"}[quarters]
    step = {0: (0, -14), 90: (14, 0), 180: (0, 14), 270: (-14, 0)}[quarters]
    content = b"".join(
        b"BT /F1 12 Tf %s %d %d Tm (%s) Tj ET "
        % (turn, 300 + step[0] * number, 400 + step[1] * number, line)
        for number, line in enumerate([b"A short line.", b"Another one.", b"And a last."])
    )

    text = read_pdf(made_pdf(content, page=b"/Rotate %d" % quarters)).text

    assert text == "A short line. Another one. And a last."


@pytest.mark.parametrize("quarters", [1, 2, 3])
@pytest.mark.parametrize("name", ["letter", "columns-line-by-line", "newspaper", "serif", "table"])
def test_a_page_that_is_shown_on_its_side_or_its_head_is_read_as_if_it_were_not(
    name: str, quarters: int
) -> None:
    data = (DOCUMENTS / f"{name}.pdf").read_bytes()
    written = io.BytesIO()
    with PdfDocument(data) as document:
        for page in document:
            page.set_rotation(90 * quarters)
        document.save(written)

    extraction = read_pdf(written.getvalue())

    assert (extraction.text, extraction.blocks) == (read_pdf(data).text, read_pdf(data).blocks)


@pytest.mark.parametrize(
    "text", ["3", "– 3 –", "Page 3 of 7", "Seite 12", "xiv", "[4]", "стр. 5", "p. 7/12"]
)
def test_page_numbers_are_known(text: str) -> None:
    assert is_page_number(text)


@pytest.mark.parametrize("text", ["3 bridges", "In 2025", "Page of honour", "civil war", ""])
def test_other_short_lines_are_no_page_numbers(text: str) -> None:
    assert not is_page_number(text)


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["an ordinary work-", "ing day"], "an ordinary working day"),
        (["an ordinary work\u2010", "ing day"], "an ordinary working day"),
        (["soft\u00ad", "ware"], "software"),
        (["a ten-", "year flood"], "a ten-year flood"),
        (["the Franco-", "German border"], "the Franco-German border"),
        (["from 2019-", "2025"], "from 2019-2025"),
        (["the co\ufffe", "operative met"], "the cooperative met"),
        (["a well-", "known spot"], "a well-known spot"),
        (["it was closed -", "again"], "it was closed - again"),
        (["of\ufb01cial \ufb02ood"], "official flood"),
    ],
)
def test_divided_words_are_made_whole_and_compounds_are_kept(lines: list[str], whole: str) -> None:
    seen = "In ten days a year passes. The well-known bridge is software of the official kind."
    words = Words(
        Line(text, 1, number, 0, 0, 0, 10, bold=False) for number, text in enumerate([*lines, seen])
    )

    assert words.joined(lines) == whole


def _with_meanings(content: bytes, meanings: bytes) -> bytes:
    """A file that says what its letters stand for."""
    stream = b"1 begincodespacerange <00> <ff> endcodespacerange " + meanings
    return made_pdf(content).replace(
        b"/BaseFont /Helvetica >>",
        b"/BaseFont /Helvetica /ToUnicode 9 0 R >>\nendobj\n"
        b"9 0 obj\n<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
    )


def test_lines_that_go_from_right_to_left_do_not_turn_the_page() -> None:
    hebrew = b"1 beginbfrange <41> <5a> <05d0> endbfrange"
    content = b"BT /F1 12 Tf 72 700 Td (ABCDEFGH) Tj ET BT /F1 12 Tf 72 680 Td (IJKLM) Tj ET"

    with PdfDocument(_with_meanings(content, hebrew)) as document:
        lines = page_lines(document.raw, 0) or []

    assert {ord(line.text[0]) for line in lines} == {0x5D7, 0x5DC}
    assert all(line.right < line.left for line in lines)
    assert [round(line.base) for line in lines] == [697, 677]


@pytest.mark.parametrize(("written", "read"), [(b"Q" * 8, "\U0001d465" * 8), (b"\\000" * 8, "")])
def test_letters_of_two_halves_and_of_none_do_not_move_the_places_of_those_behind_them(
    written: bytes, read: str
) -> None:
    content = (
        b"BT /F1 12 Tf 72 700 Td (%b and some words) Tj ET "
        b"BT /F1 12 Tf 72 680 Td (The old bridge) Tj 180 0 Td (stays closed) Tj ET"
    )
    data = _with_meanings(content % written, b"1 beginbfchar <51> <D835DC65> endbfchar")

    with PdfDocument(data) as document:
        lines = page_lines(document.raw, 0) or []

    texts = [f"{read} and some words".strip(), "The old bridge", "stays closed"]
    assert [line.text for line in lines] == texts
    assert [round(line.left) for line in lines[1:]] == [72, 252]
    assert {round(line.base) for line in lines} == {697, 677}


@pytest.mark.parametrize(
    ("before", "size", "rise", "number", "shown_number"),
    [
        ("traffic", 7, 5, "1", ""),
        ("traffic.", 7, 5, "12", ""),
        ("in 2019.", 7, 5, "3", ""),
        ("traffic", 7, 5, "1,4", ""),
        ("flats of 70 m", 7, 5, "2", "2"),
        ("flats of 900 square feet", 7, 5, "2", "2"),
        ("weight of carbon", 7, 5, "14", "14"),
        ("the whole area", 7, 5, "2", "2"),
        ("ten to the 10", 7, 5, "6", "6"),
        ("the function f(x)", 7, 5, "2", "2"),
        ("traffic", 7, -2, "1", "1"),
        ("traffic", 7, 0, "1", "1"),
        ("traffic", 12, 5, "1", "1"),
        ("traffic", 12, 0, "1", "1"),
    ],
)
def test_raised_numbers_of_notes_are_no_part_of_the_text_but_powers_are(
    before: str, size: int, rise: int, number: str, shown_number: str
) -> None:
    content = "BT /F1 12 Tf 72 700 Td (The %s) Tj /F1 %d Tf %d Ts (%s) Tj /F1 12 Tf 0 Ts %s ET"
    end = "( stays closed to all) Tj"

    text = read_pdf(made_pdf((content % (before, size, rise, number, end)).encode())).text
    at_end = read_pdf(made_pdf((content % (before, size, rise, number, "")).encode())).text

    assert text == f"The {before}{shown_number} stays closed to all"
    assert at_end == f"The {before}{shown_number}"


@pytest.mark.parametrize(
    ("number", "foot", "is_note"),
    [
        ("2", "2 Of the council.", True),
        ("3", "3. Ibid.", True),
        ("2", "Page 2", False),
        ("2", "3 Of the council.", False),
        ("2", "20 people came.", False),
    ],
)
def test_a_raised_2_or_3_is_a_note_if_a_line_below_begins_with_it(
    number: str, foot: str, is_note: bool
) -> None:
    content = f"BT /F1 12 Tf 72 700 Td (The area) Tj /F1 7 Tf 5 Ts ({number}) Tj /F1 12 Tf 0 Ts"
    content += f" ( stays closed to all) Tj 0 -300 Td ({foot}) Tj ET"

    text = read_pdf(made_pdf(content.encode())).text

    assert text.startswith(f"The area{'' if is_note else number} stays closed")


def test_a_raised_2_is_a_note_behind_a_1_and_each_mark_is_taken_off_in_its_place() -> None:
    raised = "/F1 7 Tf 5 Ts (%d) Tj /F1 12 Tf 0 Ts ( and word) Tj"
    content = "BT /F1 12 Tf 72 700 Td (The area) Tj " + " ".join(raised % it for it in (1, 2, 3))

    assert read_pdf(made_pdf(f"{content} ET".encode())).text == "The area" + " and word" * 3


def test_lines_without_height_beside_each_other_are_read() -> None:
    lines = [
        Line(text, 1, row, 72, 200, 700, 0, bold=False)
        for row, text in enumerate(["The old stone bridge", "stays closed"])
    ]

    drafts = paragraphs([Page(tuple(lines), (), ())], 10)

    assert " ".join(draft.text for draft in drafts) == "The old stone bridge stays closed"
