"""What every reader owes its callers, whatever bytes it is given."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import ReadingError
from corpus.readers import READERS, Reader
from corpus.readers.extraction import Extraction

DOCUMENTS = Path(__file__).parents[1] / "sample_documents"
SAMPLES = {
    suffix: sorted(DOCUMENTS.glob(f"*{suffix}")) or [DOCUMENTS / "stories.py"] for suffix in READERS
}


@pytest.fixture(params=sorted(READERS))
def suffix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def read(reader: Reader, data: bytes) -> Extraction | None:
    try:
        return reader(data)
    except ReadingError as error:
        reason = str(error)
    assert reason == " ".join(reason.split())
    assert reason
    return None


def check(extraction: Extraction) -> None:
    text = extraction.text
    assert "\0" not in text
    assert "\r" not in text
    text.encode()  # no lone surrogates
    position = 0
    for block in extraction.blocks:
        assert position <= block.span.start < block.span.end <= len(text)
        words = block.span.of(text)
        assert words == words.strip()
        assert (block.kind == "heading") == (1 <= block.level <= 6)
        assert block.page is None or block.page >= 1
        position = block.span.end
    pages = [block.page for block in extraction.blocks if block.page is not None]
    assert len(pages) in {0, len(extraction.blocks)}
    for value in (extraction.metadata.title, extraction.metadata.author):
        assert value is None or value == " ".join(value.split())


def test_the_documents_of_its_format(suffix: str) -> None:
    for path in SAMPLES[suffix]:
        extraction = read(READERS[suffix], path.read_bytes())
        if extraction is not None:
            check(extraction)
            assert read(READERS[suffix], path.read_bytes()) == extraction


@given(data=st.binary(max_size=300))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes(suffix: str, data: bytes) -> None:
    extraction = read(READERS[suffix], data)
    if extraction is not None:
        check(extraction)


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_documents(suffix: str, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(SAMPLES[suffix])).read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.sampled_from([0, 1, 4, 100, len(whole)]))
    damaged = whole[:start] + data.draw(st.binary(max_size=8)) + whole[start + length :]

    extraction = read(READERS[suffix], damaged)

    if extraction is not None:
        check(extraction)
