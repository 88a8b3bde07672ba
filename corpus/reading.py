"""One file becomes text, metadata and passages: the only way in for everything that is indexed."""

import hashlib
import math
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from corpus.boilerplate.mark import Mark
from corpus.boilerplate.marking import marked_blocks
from corpus.document import Metadata
from corpus.errors import AccessError, ReadingError
from corpus.language import detect_language
from corpus.normalise import is_blank
from corpus.passage import Segment
from corpus.provenance import LARGEST_NOTE, Provenance, provenance_of, provenance_path
from corpus.readers import Reader, reader_for
from corpus.readers.decoding import in_utf8
from corpus.readers.extraction import Block, Extraction
from corpus.readers.worker import APART, WORKER
from corpus.segment import marks, segment

READING_VERSION = 2
"""Raised whenever a reader or the segmentation changes, so that the index reads all files again."""

_CODED = frozenset({".html", ".htm", ".txt", ".md", ".markdown"})
"""Suffixes of what is text in some encoding."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says.

    Attributes:
        text: the extracted text; every offset counts its code points.
        metadata: with the language found in the text where the document states none.
        segments: in order and disjoint, at least one.
        file_sha256: hexadecimal SHA-256 of the file's bytes.
        blocks: the layout that the segments were cut from.
        marks: what is in no segment, in order.
    """

    text: str
    metadata: Metadata
    segments: tuple[Segment, ...]
    file_sha256: str
    blocks: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()


def read_document(root: Path, path: str, max_bytes: int) -> Reading:
    """Reads the document at ``path``, relative to ``root`` and with ``/``.

    Raises:
        AccessError: if it cannot be opened, is too large, or lies outside ``root``.
        ReadingError: if there is no text in it, or none that can be made out.
    """
    _reader(path)  # whether any knows it, before the file is opened
    data = _read_bytes(root, path, max_bytes)
    return read_bytes(path, data, _provenance(root, path))


def read_bytes(path: str, data: bytes, provenance: Provenance | None = None) -> Reading:
    """Reads ``data`` as the document that it would be at ``path``, where nothing lies yet.

    Args:
        path: relative to the documents folder.
        data: the file.
        provenance: where it was fetched; counts only if it was written for this ``data``.

    Raises:
        ReadingError: as for ``read_document``.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if provenance is not None and provenance.sha256 != sha256:
        provenance = None
    extraction = _extracted(path, data, provenance)
    if all(is_blank(block.span.of(extraction.text)) for block in extraction.blocks):
        raise ReadingError("there is no text in it")
    metadata = extraction.metadata
    if provenance is not None:
        metadata = provenance.completed(metadata)
    if metadata.language is None and (found := detect_language(_body(extraction))):
        origins = {**metadata.origins, "language": "detected in the text"}
        metadata = replace(metadata, language=found, origins=origins)
    reading = cut(
        Reading(
            text=extraction.text,
            metadata=metadata,
            segments=(),
            file_sha256=sha256,
            blocks=extraction.blocks,
        )
    )
    if not reading.segments:
        only = dict.fromkeys(mark.reason.described for mark in reading.marks)
        raise ReadingError(f"there is nothing to answer from in it, only: {', '.join(only)}")
    return reading


def _extracted(path: str, data: bytes, provenance: Provenance | None) -> Extraction:
    suffix, reader = PurePosixPath(path).suffix.lower(), _reader(path)
    if provenance is not None and provenance.charset is not None and suffix in _CODED:
        # What a server says of a page counts more than what the page says of itself.
        data = in_utf8(data, provenance.charset) or data
    return WORKER.read(suffix, data) if suffix in APART else reader(data)


def _provenance(root: Path, path: str) -> Provenance | None:
    """What was noted of the file when it was fetched, if it was, and if that can be read."""
    try:
        return provenance_of(_read_bytes(root, provenance_path(path), LARGEST_NOTE))
    except AccessError:
        return None


def _reader(path: str) -> Reader:
    reader = reader_for(PurePosixPath(path))
    if reader is None:
        raise ReadingError("no reader knows this kind of file")
    return reader


def cut(reading: Reading, repeated: frozenset[int] = frozenset()) -> Reading:
    """``reading`` with its text cut into segments, and what is in none marked.

    Args:
        reading: its segments and marks do not count.
        repeated: fingerprints of paragraphs that stand in many documents of the same source.
    """
    text, blocks = reading.text, reading.blocks
    marked = marked_blocks(text, blocks, repeated)
    return replace(
        reading,
        segments=segment(text, blocks, reading.metadata.language, marked),
        marks=marks(text, blocks, marked),
    )


def _body(extraction: Extraction) -> str:
    return extraction.text[extraction.blocks[0].span.start : extraction.blocks[-1].span.end]


def _read_bytes(root: Path, path: str, max_bytes: int) -> bytes:
    with _explained(), _opened(root, path) as descriptor:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise AccessError("it is not a regular file")
        size = state.st_size
        if size <= max_bytes:
            with os.fdopen(os.dup(descriptor), "rb") as file:
                data = file.read(max_bytes + 1)
            # It may have grown since its size was taken.
            size = len(data)
            if size <= max_bytes:
                return data
    # Rounded up: a file just above the limit must not seem to be within it.
    megabytes = math.ceil(size / 100_000) / 10
    raise AccessError(
        f"it has {megabytes:,} MB, more than MAX_FILE_MB allows; raise that setting or split the "
        "file"
    )


@contextmanager
def _explained() -> Iterator[None]:
    """Says in plain words why a file could not be opened."""
    try:
        yield
    except FileNotFoundError:
        raise AccessError("it is no longer there") from None
    except PermissionError:
        raise AccessError("there is no permission to read it") from None
    except OSError as error:
        raise AccessError(f"it cannot be read: {error.strerror or error}") from None


@contextmanager
def _opened(root: Path, path: str) -> Iterator[int]:
    """A descriptor of the file, which surely lies inside ``root``.

    Links are resolved once; then every step of the resolved path is taken without following
    another link, so that nothing can be swapped in between.
    """
    try:
        home = root.resolve(strict=True)
        target = (home / path).resolve(strict=True)
    except (RuntimeError, ValueError):
        raise AccessError("its name or a link on the way to it makes no sense") from None
    if not target.is_relative_to(home) or target == home:
        raise AccessError("it is a link to a place outside the documents folder")
    *folders, name = target.relative_to(home).parts
    step = os.open(home, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for folder in folders:
            flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
            inner = os.open(folder, flags, dir_fd=step)
            os.close(step)
            step = inner
        # A pipe without a writer would block, were it not for O_NONBLOCK.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(name, flags, dir_fd=step)
    finally:
        os.close(step)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
