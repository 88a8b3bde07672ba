"""What must hold whatever a file holds: it is read or refused, and what is read keeps the rules."""

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from corpus.document import Metadata, Span
from corpus.errors import FootnoteError
from corpus.normalise import is_blank
from corpus.reading import Reading, read_bytes
from corpus.scan import FileState
from corpus.store import Store

PLENTY = 20_000_000
"""What a file may have, and a member of an archive unpacked."""

_LONGEST_REASON = 500
_LONGEST_LINE = 300
_SANE_YEARS = range(1000, 3000)
_FIELDS = {"title", "publisher", "author", "published", "url", "language"}
_FAULT = re.compile(r"it crashed what reads|took (?:longer|more) than|its reader does not know \(")
"""Reasons that a worker process gives for what its reader should have been ready for."""

_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")

Outcome = tuple[dict[str, Reading], tuple[str, ...]]
"""Path → what stands there; and the reasons why other documents, or the file, cannot be read."""


def outcome_of(name: str, data: bytes) -> Outcome:
    """What reading ``data`` as a file of that name comes to.

    Raises:
        AssertionError: if something is said that no person should read.
    """
    readings: dict[str, Reading] = {}
    reasons: list[str] = []
    try:
        with read_bytes(name, data, PLENTY) as contents:
            for entry in contents.entries:
                _check_names(name, entry.path, entry.place)
                try:
                    reading = entry.read()
                except FootnoteError as error:
                    reasons.append(str(error))
                else:
                    assert entry.path not in readings, "two documents of one name"
                    readings[entry.path] = reading
    except FootnoteError as error:
        reasons.append(str(error))
    for reason in reasons:
        assert reason, "no reason"
        assert reason.isprintable(), f"not to be printed: {reason!r}"
        assert len(reason) <= _LONGEST_REASON, f"a reason of {len(reason)} characters"
        assert _FAULT.search(reason) is None, reason
    return readings, tuple(reasons)


def judge(name: str, data: bytes, *, twice: bool = True) -> Outcome:
    """``outcome_of``, with every rule checked.

    Args:
        name: of the file.
        data: what is in it.
        twice: whether it is read again, to see whether it reads the same.

    Raises:
        AssertionError: if a rule is broken. Any other exception is a fault of a reader as well.
    """
    outcome = outcome_of(name, data)
    for reading in outcome[0].values():
        check(reading)
    if twice:
        assert outcome_of(name, data) == outcome, "it reads otherwise the second time"
    return outcome


def check(reading: Reading) -> None:
    """Whether ``reading`` keeps the rules.

    Raises:
        AssertionError: if it does not.
    """
    text = reading.text
    assert "\0" not in text
    assert "\r" not in text
    text.encode()  # raises if there are lone surrogates
    assert re.fullmatch("[0-9a-f]{64}", reading.file_sha256)
    _check_order((block.span for block in reading.blocks), text)
    for block in reading.blocks:
        assert (block.level in range(1, 7)) == (block.kind == "heading")
        assert block.page is None or block.page >= 1
    _check_segments(reading)
    _check_order((mark.span for mark in reading.marks), text)
    _check_nothing_is_lost(reading)
    _check_metadata(reading.metadata)


def _check_names(file: str, path: str, place: str | None) -> None:
    assert path == file or path.startswith(f"{file}/")
    if path != file:
        inner = path.removeprefix(f"{file}/")
        assert inner
        assert place
        assert len(inner) <= 1_000
        assert place.isprintable(), f"not to be printed: {place!r}"
        assert len(place) <= _LONGEST_REASON, f"a place of {len(place)} characters"


def _check_order(spans: Iterable[Span], text: str) -> None:
    position = 0
    for span in spans:
        assert position <= span.start < span.end <= len(text), "out of order, or empty"
        position = span.end


def _check_segments(reading: Reading) -> None:
    assert reading.segments
    _check_order((segment.span for segment in reading.segments), reading.text)
    paragraph = 1
    for segment in reading.segments:
        passage = segment.span.of(reading.text)
        assert passage == passage.strip()
        assert 1 <= segment.paragraph <= segment.paragraph_end
        assert paragraph <= segment.paragraph_end
        paragraph = segment.paragraph
        assert segment.page is None or segment.page >= 1
        assert segment.heading is None or segment.heading == " ".join(segment.heading.split())
        assert segment.sentences
        _check_order(segment.sentences, passage)


def _check_nothing_is_lost(reading: Reading) -> None:
    """What stands in a block stands in a segment or is marked."""
    spans = sorted(
        [
            *(segment.span for segment in reading.segments),
            *(mark.span for mark in reading.marks),
        ]
    )
    _check_order(spans, reading.text)
    # Each place of the text that is in a block and not behind the last span before it.
    following = iter([*spans, Span(len(reading.text), len(reading.text))])
    span = next(following)
    for block in reading.blocks:
        position = block.span.start
        while span.start < block.span.end:
            assert not reading.text[position : span.start].strip(), "some of it is lost"
            position = max(position, span.end)
            if span.end > block.span.end:
                break
            span = next(following)
        assert not reading.text[position : block.span.end].strip(), "some of it is lost"


def _check_metadata(metadata: Metadata) -> None:
    lines = (metadata.title, metadata.publisher, metadata.author, metadata.note)
    for line in (*filter(None, lines), *metadata.tags, *metadata.reports):
        assert line == " ".join(line.split())
        assert len(line) <= _LONGEST_LINE
        assert not is_blank(line), f"shows nothing: {line!r}"
        assert _TURNING.search(line) is None, f"turns what stands beside it: {line!r}"
        assert not any(not sign.isprintable() and sign < "\xa0" for sign in line)
        line.encode()
    if metadata.published is not None:
        assert metadata.published.year in _SANE_YEARS, metadata.published
    if metadata.url is not None:
        assert re.match("https?://", metadata.url, re.IGNORECASE)
        assert metadata.url.isprintable()
        assert " " not in metadata.url
    assert metadata.language is None or re.fullmatch("[a-z]{2}", metadata.language)
    assert set(metadata.origins) <= _FIELDS
    assert all(where.isprintable() for where in metadata.origins.values())


def check_store(name: str, readings: dict[str, Reading]) -> None:
    """Whether the store takes ``readings`` of one file in, and gives back what it took.

    Raises:
        AssertionError: if it gives back anything else.
    """
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store.db") as store:
        generation = store.begin()
        staged = store.stage_contents(generation, name, readings.items())
        store.stage_state(generation, name, FileState(1, 1, "0" * 64))
        store.stage_marks(generation)
        store.publish(generation)
        assert (staged.added, staged.kept, staged.removed) == (len(readings), 0, 0)
        for path, reading in readings.items():
            document = store.document(generation, path)
            assert document.text == reading.text
            assert document.metadata == reading.metadata
        for passage in store.iter_passages([row for row, _ in store.rows(generation)]):
            text = readings[passage.citation.document].text
            assert passage.text == passage.span.of(text)
