from datetime import date
from pathlib import Path

import pytest

from corpus.readers.pdf.dates import date_on, is_conversion, packet
from corpus.readers.pdf.lines import Line
from corpus.readers.pdf.reader import read_pdf
from made_pdf import WORDS, made_pdf

DOCUMENTS = Path(__file__).parents[2] / "sample_documents"
MADE = b"/CreationDate (D:20261122093000Z) "
PACKET = (
    "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta><rdf:RDF><rdf:Description>"
    "<dc:format>%s</dc:format>%s</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
)


def lines(*texts: str) -> list[Line]:
    return [Line(text, 1, row, 0, 0, 0, 10, bold=False) for row, text in enumerate(texts)]


def published(*texts: str, info: bytes = MADE, xmp: str = "") -> tuple[date | None, str | None]:
    """When a file of these lines was published, and what tells so."""
    places = range(700, 0, -20)
    content = b"".join(
        b"BT /F1 12 Tf 72 %d Td (%s) Tj ET " % (place, text.encode())
        for place, text in zip(places, [*texts, WORDS.decode()], strict=False)
    )
    known = read_pdf(made_pdf(content, info=info) + xmp.encode()).metadata
    return known.published, known.origins.get("published")


def test_a_date_stands_at_the_head_or_at_the_foot_of_the_page() -> None:
    others = ["Another line"] * 10

    def told(*texts: str) -> str | None:
        return date_on(lines(*texts), None, converted=False)

    assert told("18 November 2025", *others, *others) == "2025-11-18"
    assert told(*others, *others, "18 November 2025") == "2025-11-18"
    assert told(*others, *others, "18 November 2025", *others) is None


def test_what_a_page_states_counts_more_than_when_the_file_was_made() -> None:
    assert published("18 November 2025") == (date(2025, 11, 18), "first page")
    assert published() == (date(2026, 11, 22), "PDF information")


@pytest.mark.parametrize("line", ["Saturday, 12 July 2031", "3 May 1921", "24 November 2026"])
def test_a_day_after_a_file_was_made_or_long_before_is_not_its_own(line: str) -> None:
    assert published(line)[1] == "PDF information"


def test_a_file_that_pdftex_made_states_its_date() -> None:
    known = read_pdf((DOCUMENTS / "journal.pdf").read_bytes()).metadata

    assert (known.published, known.origins["published"]) == (date(2025, 11, 18), "first page")


def test_the_day_on_which_something_was_converted_says_nothing_of_it() -> None:
    printed = MADE + b"/Creator (Mozilla/5.0 Chrome/79.0) /Producer (Skia/PDF m79)"

    assert published(info=printed) == (None, None)
    assert published("18 November 2025", info=printed)[0] == date(2025, 11, 18)


@pytest.mark.parametrize(
    ("program", "converts"),
    [
        ("Skia/PDF m79", True),
        ("ocrmypdf 16.1 / Tesseract OCR-PDF 5.3", True),
        ("Microsoft: Print To PDF", True),
        ("CamScanner", True),
        ("LibreOffice 7.4", False),
        ("pdfTeX-1.40.24 TeX", False),
        ("Microsoft Word 2019", False),
        ("Adobe InDesign 18.0", False),
    ],
)
def test_programs_that_convert_are_known(program: str, converts: bool) -> None:
    assert is_conversion(program) == converts


def test_xmp_metadata_count_more_than_the_information() -> None:
    stated = "<dc:date><rdf:Seq><rdf:li>2025-10-01T08:00:00Z</rdf:li></rdf:Seq></dc:date>"
    printed = "<prism:publicationDate>2025-09-01</prism:publicationDate>"

    def told(fields: str, *texts: str) -> tuple[date | None, str | None]:
        return published(*texts, xmp=PACKET % ("application/pdf", fields))

    assert told(stated) == (date(2025, 10, 1), "XMP metadata")
    assert told(stated, "18 November 2025") == (date(2025, 11, 18), "first page")
    assert told(stated + printed, "18 November 2025") == (date(2025, 9, 1), "XMP metadata")
    # Many programs write there when the file was made.
    assert told("<dc:date>2026-11-22</dc:date>")[1] == "PDF information"


def test_the_metadata_of_a_picture_in_a_file_are_not_its_own() -> None:
    own, picture = PACKET % ("application/pdf", "own"), PACKET % ("image/jpeg", "picture")

    assert "own" in packet(b"%%PDF %s %s" % (own.encode(), picture.encode()))
    assert packet(picture.encode()) == packet(b"<?xpacket begin=" * 100) == ""
