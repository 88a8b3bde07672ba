import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from corpus.errors import ReadingError
from corpus.readers.docx import read_docx
from golden_text import GoldenText
from shown_extraction import shown

DOCUMENTS = Path(__file__).parents[2] / "sample_documents"
STORY = "The old stone bridge over the Ambry stays closed to all traffic until the end of March."
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def made_docx(body: str, before: str = "", **parts: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        document = f'{before}<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(name if "/" in name else f"word/{name}.xml", content)
    return written.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("name", sorted(path.stem for path in DOCUMENTS.glob("*.docx")))
def test_each_kind_of_document(name: str, snapshot: SnapshotAssertion) -> None:
    extraction = read_docx((DOCUMENTS / f"{name}.docx").read_bytes())

    assert shown(extraction) == snapshot(name=name, extension_class=GoldenText)


def test_headers_footers_deletions_and_hidden_text_are_left_out() -> None:
    report = read_docx((DOCUMENTS / "report.docx").read_bytes()).text
    marked_up = read_docx((DOCUMENTS / "marked-up.docx").read_bytes()).text

    assert "Harrow Courier" not in report
    assert "Deleted" not in marked_up
    assert "Hidden" not in marked_up
    assert "PAGE" not in marked_up


def test_lists_are_counted_level_by_level() -> None:
    numbering = (
        f'<w:numbering xmlns:w="{SPACE}"><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    body = "".join(
        paragraph(
            f"item {depth}", f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr>'
        )
        for depth in (0, 1, 1, 0, 1)
    )

    text = read_docx(made_docx(body, numbering=numbering)).text

    assert text.split("\n") == ["1. item 0", "a) item 1", "b) item 1", "2. item 0", "a) item 1"]


def test_a_style_that_is_based_on_itself_ends() -> None:
    styles = (
        f'<w:styles xmlns:w="{SPACE}"><w:style w:styleId="a"><w:name w:val="A"/>'
        '<w:basedOn w:val="a"/></w:style></w:styles>'
    )

    text = read_docx(made_docx(paragraph(STORY, '<w:pStyle w:val="a"/>'), styles=styles)).text

    assert text == STORY


def test_a_table_of_contents_stands_aside() -> None:
    styles = (
        f'<w:styles xmlns:w="{SPACE}"><w:style w:styleId="t"><w:name w:val="toc 1"/></w:style>'
        "</w:styles>"
    )
    body = paragraph("Who is to pay 3", '<w:pStyle w:val="t"/>') + paragraph(STORY)

    extraction = read_docx(made_docx(body, styles=styles))

    assert [block.span.of(extraction.text) for block in extraction.blocks] == [STORY]


CORE = (
    '<p xmlns:c="http://purl.org/dc/terms/"><c:created>2026-11-22T09:00:00Z</c:created>'
    "<c:modified>2026-11-22T09:00:00Z</c:modified></p>"
)


def dated(*texts: str, style: str = "") -> tuple[date | None, str | None]:
    """When a file with the core properties above was published, and what tells so."""
    styles = (
        f'<w:styles xmlns:w="{SPACE}"><w:style w:styleId="d"><w:name w:val="Date"/></w:style>'
        "</w:styles>"
    )
    body = "".join(map(paragraph, texts)) + paragraph(STORY)
    body += paragraph(style, '<w:pStyle w:val="d"/>') if style else ""
    known = read_docx(made_docx(body, styles=styles, **{"docProps/core.xml": CORE})).metadata
    return known.published, known.origins.get("published")


def test_a_date_that_a_document_states_counts_before_when_the_file_was_made() -> None:
    made = (date(2026, 11, 22), "document properties")

    assert dated() == made
    assert dated("Old bridge closed", "Monday 5 May 2025") == (date(2025, 5, 5), "date line")
    assert dated("4 May 2025", style="5 May 2025") == (date(2025, 5, 5), "date line")
    assert dated(style="3 May 1989") == (date(1989, 5, 3), "date line")
    assert dated(*["Another line"] * 5, "5 May 2025") == made
    assert dated("Saturday, 12 July 2031") == made
    assert dated(style="Spring of 2025") == made


def test_entities_of_its_own_are_not_expanded() -> None:
    bomb = (
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )

    text = read_docx(made_docx(paragraph(f"&c; &f; {STORY}"), bomb)).text

    assert "aaaa" not in text
    assert "root:" not in text


def many_parts() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}", "")
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (lambda: b"", "it is empty"),
        (lambda: b"PK\x03\x04 not a zip", "no .docx file"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password, or of an older"),
        (lambda: made_docx("")[:-40], "no .docx file"),
        (lambda: made_docx("<w:p>"), "not valid XML"),
        (lambda: made_docx("<w:p>" * 300 + "</w:p>" * 300), "not valid XML"),
        (lambda: made_docx(" " * 100_000_001), "more than 100 MB when it is unpacked"),
        (many_parts, "more than 20,000 parts"),
    ],
)
def test_what_is_damaged_or_meant_to_do_harm_is_refused(
    data: Callable[[], bytes], reason: str
) -> None:
    with pytest.raises(ReadingError, match=reason):
        read_docx(data())


def test_an_archive_of_something_else_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("hello.txt", "hello")

    with pytest.raises(ReadingError, match="no Word document"):
        read_docx(written.getvalue())


def test_damaged_styles_leave_the_text() -> None:
    assert read_docx(made_docx(paragraph(STORY), styles="<broken")).text == STORY
