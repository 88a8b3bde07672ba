from pathlib import Path

import pytest

from corpus.readers import READERS
from corpus.readers.pdf.pictures import told
from corpus.readers.pdf.reader import read_pdf
from corpus.readers.wire import packed, unpacked
from made_pdf import ONE_LINE, made_pdf

DOCUMENTS = Path(__file__).parents[2] / "sample_documents"
PICTURE = b"q %d 0 0 %d 0 300 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q "


def test_a_scanned_page_among_pages_of_text_is_told() -> None:
    extraction = READERS[".pdf"]((DOCUMENTS / "scan-and-text.pdf").read_bytes())

    # The third page is a scan too, with its text beneath.
    assert extraction.unread == (
        "no text is on page 1, only pictures: text recognition (OCR) would find it"
    )
    assert unpacked(packed(extraction)) == extraction


@pytest.mark.parametrize(
    "name", sorted(path.stem for path in DOCUMENTS.glob("*.pdf") if "scan" not in path.stem)
)
def test_nothing_is_told_of_files_that_are_read_whole(name: str) -> None:
    if name != "locked":
        assert read_pdf((DOCUMENTS / f"{name}.pdf").read_bytes()).unread is None


def test_a_picture_beside_text_and_a_logo_are_no_scans() -> None:
    assert read_pdf(made_pdf(PICTURE % (612, 400) + ONE_LINE)).unread is None
    assert read_pdf(made_pdf(PICTURE % (50, 50) + b"BT /F1 9 Tf 9 9 Td (1) Tj ET")).unread is None


def test_a_page_number_is_no_text() -> None:
    numbered = made_pdf(PICTURE % (612, 400) + b"BT /F1 9 Tf 300 20 Td (7) Tj ET")

    unread = read_pdf(numbered).unread

    assert unread is not None
    assert unread.startswith("no text is on page 1, only pictures")


def test_a_damaged_page_is_told() -> None:
    data = (DOCUMENTS / "chapters.pdf").read_bytes()
    start = data.index(b"/Type /Page\n")

    kept = read_pdf(data[:start] + b"/Type /None\n" + data[start + 12 :])

    assert kept.unread == "what is on page 1 is damaged"


@pytest.mark.parametrize(
    ("pages", "listed"),
    [
        ([7], "page 7"),
        ([7, 8], "pages 7 and 8"),
        ([1, 3, 4, 7], "pages 1, 3, 4 and 7"),
        ([*range(2, 30), 40], "pages 2-29 and 40"),
        (range(1, 60, 2), "pages 1, 3, 5, 7, 9, 11, 13, 15 and others"),
    ],
)
def test_pages_are_listed_in_words(pages: list[int], listed: str) -> None:
    assert told([], pages) == f"what is on {listed} is damaged"
    assert told([], []) is None
