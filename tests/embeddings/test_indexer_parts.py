"""Files of which a part cannot be read: they are indexed, and what is missing is told."""

from pathlib import Path

import pytest

from container_files import archive
from library import Library

DOCUMENTS = Path(__file__).parents[1] / "sample_documents"
SCANNED = (DOCUMENTS / "scan-and-text.pdf").read_bytes()
LACKING = "no text is on page 1, only pictures: text recognition (OCR) would find it"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def test_scanned_pages_among_others_are_told_until_they_have_text(library: Library) -> None:
    path = library.documents / "council.pdf"
    path.write_bytes(SCANNED)

    first = library.index()

    (told,) = first.skipped
    assert (told.path, told.partly, told.reason) == ("council.pdf", True, LACKING)
    assert first.documents == 1
    assert library.index().skipped == first.skipped
    path.touch()
    assert library.index().skipped == first.skipped
    path.write_bytes((DOCUMENTS / "memo.pdf").read_bytes())
    assert library.index().skipped == ()


def test_in_an_archive_they_are_told_with_their_place(library: Library) -> None:
    files = {"a/council.pdf": SCANNED, "memo.pdf": (DOCUMENTS / "memo.pdf").read_bytes()}
    (library.documents / "papers.zip").write_bytes(archive(files))

    (told,) = library.index().skipped

    assert (told.path, told.partly) == ("papers.zip", True)
    assert told.reason == (
        f"1 of its 2 documents can be read in part only (a/council.pdf: {LACKING})"
    )
