"""Files become text, metadata and passages: the only way in for everything that is indexed."""

import hashlib
import math
import os
import stat
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from corpus.containers import is_container, members
from corpus.containers.member import Member
from corpus.document import Metadata
from corpus.errors import AccessError, ReadingError
from corpus.language import detect_language
from corpus.normalise import is_blank
from corpus.passage import Segment
from corpus.readers import reader_for
from corpus.readers.extraction import Extraction
from corpus.segment import segment

READING_VERSION = 2
"""Raised whenever a reader or the segmentation changes, so that the index reads all files again."""


Labelling = Callable[[str, Metadata], Metadata]


def _as_stated(path: str, metadata: Metadata) -> Metadata:  # noqa: ARG001 - a Labelling
    return metadata


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document says.

    Attributes:
        text: the extracted text; every offset counts its code points.
        metadata: with the language found in the text where the document states none.
        segments: in order and disjoint, at least one.
        file_sha256: hexadecimal SHA-256 of the bytes of the file that it stands in.
    """

    text: str
    metadata: Metadata
    segments: tuple[Segment, ...]
    file_sha256: str


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
            turns out not to be what its name promises, whatever came before.
    """

    sha256: str
    entries: Iterator[Entry]


def read_document(root: Path, path: str, max_bytes: int) -> Reading:
    """Reads the document at ``path``, relative to ``root`` and with ``/``.

    In a file that holds many, everything before it is passed through; ``read_file`` reads all.

    Raises:
        AccessError: if it cannot be opened, is too large, or lies outside ``root``.
        ReadingError: if there is no text in it, or none that can be made out.
    """
    file = _file_of(root, path)
    if file == path and is_container(PurePosixPath(path)):
        raise ReadingError("it holds many documents; each has a name of its own")
    with read_file(root, file, max_bytes) as contents:
        for entry in contents.entries:
            if entry.path == path:
                return entry.read()
    raise AccessError("it is no longer in its file")


@contextmanager
def read_file(
    root: Path, path: str, max_bytes: int, label: Labelling = _as_stated
) -> Iterator[Contents]:
    """Opens the file at ``path``, relative to ``root`` and with ``/``.

    Args:
        root: the documents folder.
        path: the file's.
        max_bytes: the largest that is read.
        label: adds what somebody else says of a document, given its path.

    Raises:
        AccessError: if it cannot be opened, is too large, or lies outside ``root``.
        ReadingError: if no reader knows its kind.
    """
    reader = reader_for(PurePosixPath(path))
    if reader is not None:
        data = read_bytes(root, path, max_bytes)
        digest = hashlib.sha256(data).hexdigest()
        read = partial(_read, path, partial(reader, data), digest, label)
        yield Contents(digest, iter([Entry(path, None, read)]))
    elif is_container(PurePosixPath(path)):
        with ExitStack() as stack:
            with _explained():
                descriptor = stack.enter_context(_opened(root, path))
                _require_size(os.fstat(descriptor), max_bytes)
                file = stack.enter_context(os.fdopen(os.dup(descriptor), "rb"))
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found = members(PurePosixPath(path), file, max_bytes)
            entries = stack.enter_context(closing(_entries(path, found, digest, label)))
            yield Contents(digest, entries)
    else:
        raise ReadingError("no reader knows this kind of file")


def _file_of(root: Path, path: str) -> str:
    """The path of the file that the document at ``path`` stands in."""
    parts = path.split("/")
    above = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
    files = (it for it in above if is_container(PurePosixPath(it)) and (root / it).is_file())
    return next(files, path)


def _entries(
    path: str, found: Iterator[Member], digest: str, label: Labelling
) -> Generator[Entry, None, None]:
    with _explained():
        for member in found:
            inner = f"{path}/{member.key}"
            read = partial(_read, inner, member.extract, digest, label)
            yield Entry(inner, member.place, read)


def _read(path: str, extract: Callable[[], Extraction], digest: str, label: Labelling) -> Reading:
    with _explained():
        extraction = extract()
    if all(is_blank(block.span.of(extraction.text)) for block in extraction.blocks):
        raise ReadingError("there is no text in it")
    metadata = label(path, extraction.metadata)
    language = metadata.language or detect_language(_body(extraction))
    return Reading(
        text=extraction.text,
        metadata=replace(metadata, language=language),
        segments=segment(extraction.text, extraction.blocks, language),
        file_sha256=digest,
    )


def _body(extraction: Extraction) -> str:
    return extraction.text[extraction.blocks[0].span.start : extraction.blocks[-1].span.end]


def read_bytes(root: Path, path: str, max_bytes: int) -> bytes:
    """The bytes of the file at ``path``, which surely lies inside ``root``.

    Raises:
        AccessError: if it cannot be opened, is too large, or lies outside ``root``.
    """
    with _explained(), _opened(root, path) as descriptor:
        _require_size(os.fstat(descriptor), max_bytes)
        with os.fdopen(os.dup(descriptor), "rb") as file:
            data = file.read(max_bytes + 1)
        # It may have grown since its size was taken.
        _require_size(os.fstat(descriptor), max_bytes)
        return data


def _require_size(state: os.stat_result, max_bytes: int) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise AccessError("it is not a regular file")
    if state.st_size > max_bytes:
        # Rounded up: a file just above the limit must not seem to be within it.
        megabytes = math.ceil(state.st_size / 100_000) / 10
        raise AccessError(
            f"it has {megabytes:,} MB, more than MAX_FILE_MB allows; raise that setting or split "
            "the file"
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
