"""What nobody would write, but somebody might send: each file is read, or refused within limits.

The limits are the readers' own, in bytes, seconds and memory. Formats that libraries read have a
process of their own, which ends where they would not; where its reasons are given here, its limits
are what is tested. What one format alone can do is in the tests of its reader.
"""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from container_files import BRIDGE, archive
from corpus.errors import ReadingError
from corpus.readers.worker import APART, Worker
from corpus.reading import read_file
from corpus.scan import scan
from fuzzing.judging import check, judge
from hostile_files import MOST, docx, paragraph, readings
from made_pdf import ONE_LINE, WORDS, made_pdf
from sample_documents.make_books import CONTAINER

LAUGHS = "<!DOCTYPE a [<!ENTITY l0 'ha'>" + "".join(
    f"<!ENTITY l{depth} '{f'&l{depth - 1};' * 10}'>" for depth in range(1, 30)
)
"""Each entity is ten times the one before it: a few lines for more letters than there is memory."""


def epub(page: str, package: str = "", container: str = CONTAINER) -> bytes:
    package = package or (
        '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
        '</manifest><spine><itemref idref="a"/></spine></package>'
    )
    parts = {
        "META-INF/container.xml": container,
        "OEBPS/content.opf": package,
        "OEBPS/a.xhtml": page,
    }
    return archive({name: content.encode() for name, content in parts.items()})


DEEP = 100_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", b"> " * DEEP + b"a"),
        ("a.md", b"---\na: " + b"[" * DEEP + b"\n---\na"),
        ("a.html", b"<div>" * DEEP + BRIDGE.encode()),
        ("a.html", b'<script type="application/ld+json">' + b"[" * DEEP + b"</script>a"),
        ("a.docx", docx("<w:p><w:r>" * DEEP)),
        (
            "a.docx",
            docx("<w:tbl><w:tr><w:tc>" * 80 + paragraph("a") + "</w:tc></w:tr></w:tbl>" * 80),
        ),
        ("a.epub", epub("<html><body>" + "<div>" * DEEP + BRIDGE + "</div>" * DEEP)),
        ("a.epub", epub("<p>a</p>", package="<package>" + "<metadata>" * DEEP)),
        ("a.jsonl", b'{"text": ' + b"[" * DEEP + b"]" * DEEP + b"}"),
        (
            "a.jsonl",
            b'{"text": "a", "metadata": ' + b'{"metadata": ' * DEEP + b"1" + b"}" * DEEP + b"}",
        ),
        ("result.json", b'{"messages": ' + b"[" * DEEP),
        ("a.csv", b"text\n" + b'"' * (2 * DEEP + 1)),
        ("a.pdf", made_pdf(page=b"/A " + b"[" * DEEP + b"]" * DEEP)),
        ("a.pdf", made_pdf(page=b"/A " + b"<< /B " * DEEP + b"1" + b" >>" * DEEP)),
        ("a.pdf", made_pdf(b"q " * DEEP + ONE_LINE)),
        ("a.pdf", made_pdf(b"BT [" + b"[" * DEEP + b"] TJ ET")),
    ],
)
def test_what_is_nested_deeply_is_read_or_refused(name: str, data: bytes) -> None:
    judge(name, data)


def test_archives_in_archives_are_not_opened() -> None:
    data = archive({"a.txt": BRIDGE.encode()})
    for _ in range(200):
        data = archive({"a.zip": data})

    with pytest.raises(ReadingError, match="an archive in an archive"):
        readings("a.zip", data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", f"{LAUGHS}]><html><body><p>{BRIDGE} &l29;</p></body></html>".encode()),
        ("a.docx", docx(paragraph(f"{BRIDGE} &l29;"), f"{LAUGHS}]>")),
        ("a.docx", docx(paragraph(BRIDGE), styles=f"{LAUGHS}]><a>&l29;</a>")),
        ("a.docx", docx(paragraph(BRIDGE), numbering=f"{LAUGHS}]><a b='&l29;'/>")),
        ("a.epub", epub(f"{LAUGHS}]><html><body><p>{BRIDGE} &l29;</p></body></html>")),
        ("a.epub", epub(BRIDGE, container=f"{LAUGHS}]><a full-path='&l29;'><rootfile/></a>")),
        (
            "a.epub",
            epub(BRIDGE, package=f"{LAUGHS}]><package><metadata>&l29;</metadata></package>"),
        ),
        (
            "a.docx",
            docx(paragraph("&a;"), "<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"),
        ),
        ("a.docx", docx(paragraph("a"), "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'>")),
    ],
)
def test_entities_are_neither_expanded_nor_fetched(name: str, data: bytes) -> None:
    documents, _ = judge(name, data)

    for reading in documents.values():
        assert "haha" not in reading.text
        assert "root:" not in reading.text


def pages_object(kids: bytes, count: int = 1) -> bytes:
    found = b"/Count 1 /Kids [5 0 R]"
    data = made_pdf()
    assert data.count(found) == 1
    return data.replace(found, b"/Count %d /Kids [%s]" % (count, kids))


@pytest.mark.parametrize(
    "data",
    [
        pages_object(b"2 0 R"),
        pages_object(b"2 0 R 5 0 R", 2),
        pages_object(b"1 0 R"),
        pages_object(b"5 0 R " * 500, 500),
        pages_object(b"5 0 R", 9_999),
        pages_object(b"5 0 R", -1),
        pages_object(b"99 0 R", 3),
        made_pdf(page=b"/Contents 5 0 R"),
        made_pdf(page=b"/Parent 5 0 R"),
        made_pdf(page=b"/Rotate 45 /UserUnit 1e30 /MediaBox [0 0 0 0]"),
        made_pdf(b"/X1 Do", page=b"/Resources << /XObject << /X1 4 0 R >> >>"),
    ],
)
def test_a_tree_of_pages_that_leads_back_to_itself_ends(data: bytes) -> None:
    judge("a.pdf", data)


@pytest.mark.parametrize("stated", [b"0", b"-1", b"7", b"99999999", b"4 0 R", b"(a)", b""])
def test_a_length_that_is_wrong_leaves_the_words(stated: bytes) -> None:
    data = made_pdf()
    true = b"/Length %d" % len(ONE_LINE)
    assert true in data

    (reading,) = readings("a.pdf", data.replace(true, b"/Length " + stated))

    assert reading.text == WORDS.decode()


@pytest.mark.parametrize(
    "font", [b"<< >>", b"null", b"<< /Type /Font /Subtype /Type1 /BaseFont /No >>"]
)
def test_a_font_that_is_missing_leaves_the_words(font: bytes) -> None:
    data = made_pdf().replace(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", font)

    (reading,) = readings("a.pdf", data)

    assert reading.text == WORDS.decode()


@pytest.mark.parametrize(
    "table",
    [b"", b"xref\n0 0\n", b"xref\n0 99999999\n", b"xref\n", b"startxref\n0\n", b"\0" * 99],
)
def test_a_table_of_objects_that_is_broken_is_made_up_for(table: bytes) -> None:
    data = made_pdf()
    start, end = data.index(b"xref\n0"), data.index(b"trailer")

    (reading,) = readings("a.pdf", data[:start] + table + data[end:])

    assert reading.text == WORDS.decode()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """What reads apart, with limits that a test can wait for."""
    worker = Worker(seconds=3, megabytes=600)
    monkeypatch.setattr("corpus.readers.WORKER", worker)
    yield worker
    worker.close()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", made_pdf(ONE_LINE + b" " * 1_000_000_000, packed=True)),
        ("a.md", b"a\n\n" * 15_000_000),
        ("a.html", b"<p>a</p><i>b</i>" * 3_000_000),
        ("a.docx", docx("<w:p/>" * 12_000_000)),
        ("a.epub", epub(f"<html><body>{'<p/>' * 20_000_000}</body></html>")),
    ],
    ids=["pdf", "md", "html", "docx", "epub"],
)
def test_what_takes_too_long_or_too_much_memory_is_refused_and_the_next_is_read(
    small: Worker, name: str, data: bytes
) -> None:
    with pytest.raises(ReadingError, match=r"longer than 3 s|more than 600 MB of memory"):
        readings(name, data)

    assert small.read(".md", BRIDGE.encode()).text == BRIDGE


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<p>a</p><i>b</i>" * 2_000_000),
        ("a.docx", docx("<w:p/>" * 8_000_000)),
        ("a.epub", epub(f"<html><body>{'<p/>' * 12_000_000}</body></html>")),
        ("a.epub", epub(f"<html><body><br>{'<p/>' * 12_000_000}</body></html>")),
    ],
    ids=["html", "docx", "epub", "epub that is no XML"],
)
def test_what_has_too_many_tags_for_the_memory_is_not_said_to_be_empty_or_damaged(
    monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    with closing(Worker(seconds=60, megabytes=600)) as worker:
        monkeypatch.setattr("corpus.readers.WORKER", worker)

        with pytest.raises(ReadingError, match=r"more than 600 MB of memory"):
            readings(name, data)


def test_all_that_libraries_parse_is_read_apart() -> None:
    assert {".pdf", ".docx", ".epub", ".html", ".htm", ".md", ".markdown"} == APART


NAMES = [
    b"\xff\xfe.txt",
    "мост.txt".encode("koi8-r"),
    "мост.txt".encode(),
    b"\xe2\x80\xaetxt.a.md", b"a\nb.txt", b"\x1b[31m.txt", b" .txt", b"a%2F..txt", b"~.txt",
    b"-rf.txt",
    b"a" * 251 + b".txt",
    b"a#1.txt", b"e\xcc\x81.txt", b"\xc2\x85.md", b"con.txt", b"a.txt\xef\xbb\xbf.txt",
    b"C:\\a.txt", b"a\\..\\a.txt", b"'; DROP TABLE documents;.txt", b"{}.txt", b"\x7f.txt",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_file_may_be_called_anything_that_a_system_allows(tmp_path: Path, name: bytes) -> None:
    """It is found and read under that name, or told with its reason; there is no third."""
    with open(bytes(tmp_path) + b"/" + name, "w") as file:  # noqa: PTH123 - a Path has no bytes
        file.write(BRIDGE)

    changes = scan(tmp_path, {})

    read = []
    for candidate in changes.fresh:
        assert os.fsencode(candidate.path) == name
        with read_file(tmp_path, candidate.path, MOST) as contents:
            (entry,) = contents.entries
        read.append(entry.read())
    assert len(read) + len(changes.skipped) == 1
    for reading in read:
        check(reading)
    for skipped in changes.skipped:
        assert skipped.path.isprintable()
        assert skipped.reason
