"""Files become text, metadata and passages: the only way in for everything that is indexed."""

import hashlib
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from io import BufferedReader, BytesIO
from pathlib import Path, PurePosixPath

from corpus.boilerplate.mark import Mark
from corpus.boilerplate.marking import marked_blocks
from corpus.containers import ColumnsOf, is_container, members, usual_columns
from corpus.containers.member import Member
from corpus.document import Metadata
from corpus.errors import AccessError, ReadingError
from corpus.language import detect_language
from corpus.normalise import is_blank
from corpus.opening import (
    OpenedState,
    bytes_of,
    explained,
    opened,
    require_same,
    settled,
    state_of,
)
from corpus.passage import Segment
from corpus.patience import Patience
from corpus.provenance import Provenance, noted_provenance
from corpus.readers import Reader, reader_for
from corpus.readers.decoding import in_utf8, is_unicode
from corpus.readers.extraction import Block, Extraction
from corpus.segment import marks, segment

READING_VERSION = 5
"""Raised whenever a reader or the segmentation changes, so that the index reads all files again."""

_CODED = frozenset({".html", ".htm", ".txt", ".md", ".markdown"})
"""Suffixes of what is text in some encoding."""

Labelling = Callable[[str, Metadata], Metadata]


def _as_stated(path: str, metadata: Metadata) -> Metadata:  # noqa: ARG001 - a Labelling
    return metadata


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document says.

    Attributes:
        text: the extracted text; every offset counts its code points.
        metadata: with the language found in the text where the document states none.
        segments: in order and disjoint; none if all of it is repeated in other documents.
        file_sha256: hexadecimal SHA-256 of the bytes of the file that it stands in; empty where it
            comes from the store.
        blocks: the layout that the segments were cut from.
        marks: what is in no segment, in order.
        unread: see ``Extraction.unread``; ``None`` where it comes from the store.
    """

    text: str
    metadata: Metadata
    segments: tuple[Segment, ...]
    file_sha256: str
    blocks: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()
    unread: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a file.

    Attributes:
        path: see ``Document.path``.
        place: where it stands in a file that may hold many, for people; ``None`` in any other.
        read: reads it; raises ``ReadingError`` if it cannot be read.
    """

    path: str
    place: str | None
    read: Callable[[], Reading]


@dataclass(frozen=True, slots=True)
class Contents:
    """An opened file.

    Attributes:
        sha256: hexadecimal SHA-256 of its bytes.
        entries: its documents, found as they are asked for. Raises ``ReadingError`` where the file
            turns out not to be what its name promises, and ``ChangingError`` where it was written
            to, whatever came before.
        passed_over: suffix → number of files in it that no reader takes; known once all entries
            were asked for.
        notes: what is to be told of it as a whole; complete likewise.
    """

    sha256: str
    entries: Iterator[Entry]
    passed_over: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


def read_document(
    root: Path, path: str, max_bytes: int, columns: ColumnsOf = usual_columns
) -> Reading:
    """Reads the document at ``path``, relative to ``root`` and with ``/``.

    In a file that holds many, everything before it is passed through; ``read_file`` reads all.

    Raises:
        AccessError: if it cannot be opened, is too large, or lies outside ``root``.
        ReadingError: if there is nothing to answer from in it, or none that can be made out.
    """
    file = _file_of(root, path)
    if file == path and is_container(PurePosixPath(path)):
        raise ReadingError("it holds many documents; each has a name of its own")
    return settled(lambda: _read_entry(root, file, path, max_bytes, columns))


def _read_entry(root: Path, file: str, path: str, max_bytes: int, columns: ColumnsOf) -> Reading:
    with read_file(root, file, max_bytes, columns=columns) as contents:
        for entry in contents.entries:
            if entry.path == path:
                return entry.read()
    raise AccessError("it is no longer in its file")


@contextmanager
def read_file(
    root: Path,
    path: str,
    max_bytes: int,
    label: Labelling = _as_stated,
    columns: ColumnsOf = usual_columns,
) -> Iterator[Contents]:
    """Opens the file at ``path``, relative to ``root`` and with ``/``.

    Args:
        root: the documents folder.
        path: the file's.
        max_bytes: the largest that is read.
        label: adds what somebody else says of a document, given its path.
        columns: what somebody else says of the fields of a table.

    Raises:
        AccessError: if it cannot be opened, is too large, or lies outside ``root``.
        ReadingError: if no reader knows its kind.
    """
    if is_container(PurePosixPath(path)):
        with (
            opened(root, path, max_bytes) as file,
            _container(path, file, max_bytes, label, columns) as contents,
        ):
            yield contents
    else:
        reader = _reader(path)  # whether any knows it, before the file is opened
        data = bytes_of(root, path, max_bytes)
        yield _single(path, data, reader, label, noted_provenance(root, path))


@contextmanager
def read_bytes(path: str, data: bytes, max_bytes: int) -> Iterator[Contents]:
    """Opens ``data`` as the file that it would be at ``path``, where nothing lies yet.

    Raises:
        ReadingError: if no reader knows its kind.
    """
    if is_container(PurePosixPath(path)):
        with _container(path, BytesIO(data), max_bytes, _as_stated, usual_columns) as contents:
            yield contents
    else:
        yield _single(path, data, _reader(path), _as_stated)


def read_fetched(path: str, data: bytes, provenance: Provenance) -> Reading:
    """Reads ``data`` as the one document that it would be at ``path``, with that provenance.

    Raises:
        ReadingError: as for ``read_document``.
    """
    contents = _single(path, data, _reader(path), _as_stated, provenance)
    return next(contents.entries).read()


def _reader(path: str) -> Reader:
    reader = reader_for(PurePosixPath(path))
    if reader is None:
        raise ReadingError("no reader knows this kind of file")
    return reader


def _single(
    path: str, data: bytes, reader: Reader, label: Labelling, provenance: Provenance | None = None
) -> Contents:
    """One document; a provenance counts only if it was written for this ``data``."""
    digest = hashlib.sha256(data).hexdigest()
    if provenance is not None and provenance.sha256 == digest:
        coded = PurePosixPath(path).suffix.lower() in _CODED
        if provenance.charset is not None and coded and not is_unicode(data):
            # What a server says of a page counts more than what the page says of itself.
            data = in_utf8(data, provenance.charset) or data
        label = partial(_fetched, provenance, label)
    read = partial(_read, path, partial(reader, data), digest, label)
    return Contents(digest, iter([Entry(path, None, read)]))


def _fetched(provenance: Provenance, label: Labelling, path: str, metadata: Metadata) -> Metadata:
    """``metadata`` with what was noted when the document was fetched, then with the label."""
    return label(path, provenance.completed(metadata))


@contextmanager
def _container(
    path: str,
    file: BufferedReader | BytesIO,
    max_bytes: int,
    label: Labelling,
    columns: ColumnsOf,
) -> Iterator[Contents]:
    opened_as = state_of(file)
    with explained():
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    passed_over: Counter[str] = Counter()
    notes: list[str] = []
    found = members(PurePosixPath(path), file, max_bytes, passed_over, columns, notes)
    with (
        closing(_entries(path, found, digest, label)) as entries,
        closing(_of_one_state(entries, file, opened_as)) as steady,
    ):
        require_same(file, opened_as)
        yield Contents(digest, steady, passed_over, notes)


def _file_of(root: Path, path: str) -> str:
    """The path of the file that the document at ``path`` stands in."""
    parts = path.split("/")
    above = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
    files = (it for it in above if is_container(PurePosixPath(it)) and (root / it).is_file())
    return next(files, path)


def _entries(
    path: str, found: Iterator[Member], digest: str, label: Labelling
) -> Generator[Entry, None, None]:
    with explained():
        for member in found:
            inner = f"{path}/{member.key}"
            read = partial(_read, inner, member.extract, digest, label)
            yield Entry(inner, member.place, read)


def _of_one_state(
    entries: Iterator[Entry], file: BufferedReader | BytesIO, opened_as: OpenedState | None
) -> Generator[Entry, None, None]:
    """``entries``; behind the last one it is made sure that all are of one state of ``file``."""
    try:
        yield from entries
    except ReadingError:
        # What is half written is no damaged file.
        require_same(file, opened_as)
        raise
    require_same(file, opened_as)


def _read(path: str, extract: Callable[[], Extraction], digest: str, label: Labelling) -> Reading:
    with explained():
        extraction = extract()
    if all(is_blank(block.span.of(extraction.text)) for block in extraction.blocks):
        raise ReadingError("there is no text in it")
    metadata = label(path, extraction.metadata)
    if metadata.language is None and (found := detect_language(_body(extraction))):
        origins = {**metadata.origins, "language": "detected in the text"}
        metadata = replace(metadata, language=found, origins=origins)
    blocks, unread = extraction.blocks, extraction.unread
    whole = Reading(extraction.text, metadata, (), digest, blocks, unread=unread)
    reading = cut(whole, check=Patience().check)
    if not reading.segments:
        only = dict.fromkeys(mark.reason.described for mark in reading.marks)
        raise ReadingError(f"there is nothing to answer from in it, only: {', '.join(only)}")
    return reading


def cut(
    reading: Reading,
    repeated: frozenset[int] = frozenset(),
    check: Callable[[], None] = lambda: None,
) -> Reading:
    """``reading`` with its text cut into segments, and what is in none marked.

    Args:
        reading: its segments and marks do not count.
        repeated: fingerprints of paragraphs that stand in many documents of the same source.
        check: called again and again: it may raise.
    """
    text, blocks = reading.text, reading.blocks
    marked = marked_blocks(text, blocks, repeated, check)
    return replace(
        reading,
        segments=segment(text, blocks, reading.metadata.language, marked, check),
        marks=marks(text, blocks, marked),
    )


def _body(extraction: Extraction) -> str:
    return extraction.text[extraction.blocks[0].span.start : extraction.blocks[-1].span.end]
