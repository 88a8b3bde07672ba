import hashlib
import os
from pathlib import Path

import pytest

from corpus.errors import ReadingError
from corpus.reading import read_bytes, read_document

TEXT = "The old bridge over the river has been closed to all traffic since Tuesday evening.\n"
PLENTY = 1_000_000


def test_a_document_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "talks").mkdir()
    data = f"\ufeff# Brücke\r\n\r\n{TEXT}\r\n{TEXT}".encode()
    (tmp_path / "talks" / "bridge.MD").write_bytes(data)

    reading = read_document(tmp_path, "talks/bridge.MD", PLENTY)

    assert reading.metadata.title == "Brücke"
    assert reading.metadata.language == "en"
    assert reading.text == f"{TEXT.strip()}\n\n{TEXT.strip()}"
    assert [segment.span.of(reading.text) for segment in reading.segments] == [TEXT.strip()] * 2
    assert reading.file_sha256 == hashlib.sha256(data).hexdigest()


def test_a_stated_language_is_believed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\nlanguage: de\n---\n{TEXT}")

    assert read_document(tmp_path, "a.md", PLENTY).metadata.language == "de"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "no text"),
        ("a.txt", b" \n\xc2\xa0\n\xe2\x80\x8b\n\xef\xbb\xbf", "no text"),
        ("a.md", b"---\ntitle: Only a title\n---\n", "no text"),
        ("a.md", b"<!-- nothing to see -->\n\n---\n", "no text"),
        ("a.txt", b"\x7fELF\0\0\0", "binary"),
        ("a.md", b"---\ntitle: [x\n---\nText.", "front matter"),
        ("a.pdf", b"%PDF-1.7", "no PDF file"),
        ("a.doc", b"text", "no reader"),
    ],
)
def test_bad_files_are_refused_with_a_reason(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)

    with pytest.raises(ReadingError, match=reason):
        read_document(tmp_path, name, PLENTY)


def test_the_size_limit_is_named_and_counts_the_last_byte(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)

    assert read_document(tmp_path, "a.txt", len(TEXT)).text == TEXT
    with pytest.raises(ReadingError, match=r"it has 0\.1 MB, more than MAX_FILE_MB"):
        read_document(tmp_path, "a.txt", len(TEXT) - 1)


def test_a_large_file_is_not_read_into_memory(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(1 << 40)

    with pytest.raises(ReadingError, match=r"it has 1,099,511\.7 MB, more than MAX_FILE_MB"):
        read_document(tmp_path, "a.txt", 50_000_000)


def test_a_missing_file_is_no_longer_there(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no longer there"):
        read_document(tmp_path, "a.txt", PLENTY)


@pytest.mark.timeout(10)
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")

    with pytest.raises(ReadingError, match="not a regular file"):
        read_document(tmp_path, "a.txt", PLENTY)


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()

    with pytest.raises(ReadingError, match="not a regular file"):
        read_document(tmp_path, "a.txt", PLENTY)


def test_links_inside_the_folder_are_followed_and_no_others(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / ".data").mkdir(parents=True)
    (root / ".data" / "real.txt").write_text(TEXT)
    (root / "in.txt").symlink_to(".data/real.txt")
    (tmp_path / "secret.txt").write_text(TEXT)
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "up").symlink_to(tmp_path)
    (root / "loop.txt").symlink_to("loop.txt")

    assert read_document(root, "in.txt", PLENTY).text == TEXT
    for path in ("out.txt", "up/secret.txt", "../secret.txt", str(tmp_path / "secret.txt")):
        with pytest.raises(ReadingError, match="outside the documents folder"):
            read_document(root, path, PLENTY)
    with pytest.raises(ReadingError):
        read_document(root, "loop.txt", PLENTY)


def test_a_root_that_is_a_link_is_fine(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text(TEXT)
    (tmp_path / "root").symlink_to("real")

    assert read_document(tmp_path / "root", "a.txt", PLENTY).text == TEXT


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_bytes(b"\0")
    before = len(list(Path("/proc/self/fd").iterdir()))

    for path in ("a.txt", "b.txt", "c.txt", "a.txt/d.txt"):
        for limit in (1, PLENTY):
            try:
                read_document(tmp_path, path, limit)
            except ReadingError:
                continue

    assert len(list(Path("/proc/self/fd").iterdir())) == before


DOCUMENTS = Path(__file__).parents[1] / "sample_documents"


@pytest.mark.parametrize(
    "name", ["news.html", "headers.pdf", "journal.pdf", "report.docx", "ferry.epub"]
)
def test_a_document_of_any_format_becomes_passages_that_are_its_slices(name: str) -> None:
    reading = read_document(DOCUMENTS, name, PLENTY)

    position = 0
    for segment in reading.segments:
        assert position <= segment.span.start < segment.span.end <= len(reading.text)
        position = segment.span.end
        assert (segment.page is not None) == name.endswith(".pdf")
    assert read_document(DOCUMENTS, name, PLENTY) == reading


def test_a_passage_knows_the_page_that_it_begins_on() -> None:
    reading = read_document(DOCUMENTS, "headers.pdf", PLENTY)
    pages = [segment.page for segment in reading.segments]

    assert pages == sorted(page for page in pages if page is not None)
    assert set(pages) == {1, 2, 3}
    (over,) = [
        segment
        for segment in reading.segments
        if "Where the piles were exposed to the current" in segment.span.of(reading.text)
    ]
    assert over.page == 2


@pytest.mark.parametrize("suffix", ["pdf", "docx", "epub", "csv", "tsv", "zip", "json"])
def test_a_file_of_no_bytes_is_empty_and_not_damaged(suffix: str) -> None:
    with (
        pytest.raises(ReadingError, match=r"^it is empty$"),
        read_bytes(f"a.{suffix}", b"", PLENTY) as contents,
    ):
        next(contents.entries).read()
