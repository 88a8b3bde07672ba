"""What the judge of readings must notice."""

from dataclasses import replace
from datetime import date

import pytest

from container_files import BRIDGE, FERRY
from corpus.document import Metadata, Span
from corpus.errors import ReadingError
from corpus.passage import Segment
from corpus.readers import READERS
from corpus.readers.extraction import Extraction
from corpus.readers.text import read_text
from corpus.reading import Reading, read_bytes
from fuzzing.judging import PLENTY, check, check_store, judge

TEXT = f"# Title\n\n{BRIDGE}\n\n## Part\n\n{FERRY} {BRIDGE}\n"


@pytest.fixture
def reading() -> Reading:
    with read_bytes("a.md", TEXT.encode(), PLENTY) as contents:
        (entry,) = contents.entries
        return entry.read()


def test_what_is_well_read_passes(reading: Reading) -> None:
    check(reading)
    check_store("a.md", {"a.md": reading})
    documents, reasons = judge("a.md", TEXT.encode())
    assert (documents, reasons) == ({"a.md": reading}, ())


@pytest.mark.parametrize("fewer", [slice(1, None), slice(None, -1), slice(0, 0)])
def test_a_passage_that_is_missing_is_noticed(reading: Reading, fewer: slice) -> None:
    with pytest.raises(AssertionError):
        check(replace(reading, segments=reading.segments[fewer]))


def broken(segment: Segment, text: str) -> list[Segment]:
    start, end = segment.span.start, segment.span.end
    return [
        replace(segment, span=Span(start, len(text) + 5)),
        replace(segment, span=Span(start, start)),
        replace(segment, span=Span(start, end - 1)),
        replace(segment, span=Span(start + 1, end)),
        replace(segment, sentences=()),
        replace(segment, sentences=(Span(0, end),)),
        replace(segment, sentences=segment.sentences[::-1] * 2),
        replace(segment, paragraph=0),
        replace(segment, page=0),
        replace(segment, heading="a\nb"),
    ]


@pytest.mark.parametrize("number", range(10))
def test_a_passage_that_is_wrong_is_noticed(reading: Reading, number: int) -> None:
    wrong = broken(reading.segments[-1], reading.text)[number]
    with pytest.raises(AssertionError):
        check(replace(reading, segments=(*reading.segments[:-1], wrong)))


@pytest.mark.parametrize("sign", ["\0", "\r"])
def test_text_that_no_document_has_is_noticed(reading: Reading, sign: str) -> None:
    with pytest.raises(AssertionError):
        check(replace(reading, text=reading.text + sign))
    with pytest.raises(UnicodeEncodeError):
        check(replace(reading, text=reading.text + "\ud800"))


@pytest.mark.parametrize(
    "metadata",
    [
        Metadata(title="a\u202eb"), Metadata(author="a\x1bb"), Metadata(publisher="\u200b"),
        Metadata(tags=("a  b",)), Metadata(title="a" * 301), Metadata(published=date(9999, 12, 31)),
        Metadata(url="javascript:alert(1)"), Metadata(url="https://a b"), Metadata(language="eng"),
        Metadata(origins={"x": "y"}),
    ],
)  # fmt: skip
def test_metadata_that_disturbs_is_noticed(reading: Reading, metadata: Metadata) -> None:
    with pytest.raises(AssertionError):
        check(replace(reading, metadata=metadata))


@pytest.mark.parametrize(
    "reason", ["it crashed what reads such files: it is damaged", "x" * 501, "a\nb", ""]
)
def test_a_reason_that_nobody_should_read_is_noticed(
    monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    def refuse(_: bytes) -> Extraction:
        raise ReadingError(reason)

    monkeypatch.setitem(READERS, ".txt", refuse)
    with pytest.raises(AssertionError):
        judge("a.txt", b"a")


def test_reading_that_differs_the_second_time_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = iter([b"One.", b"Another."])
    monkeypatch.setitem(READERS, ".txt", lambda _: read_text(next(texts)))
    with pytest.raises(AssertionError, match="the second time"):
        judge("a.txt", b"a")
