"""A zip archive: its members go through the ordinary readers, and nothing touches a disk.

An archive is hostile until shown otherwise: it may be built to fill the memory, to name places
outside itself, or to pass for something else.
"""

import re
import stat
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from corpus.containers.fields import Columns
from corpus.containers.member import MOST_ROWS, Member, Note
from corpus.containers.row_formats import RowReader, row_reader_for
from corpus.errors import ReadingError
from corpus.hidden import is_hidden
from corpus.readers import Reader, reader_for
from corpus.readers.extraction import Extraction

ARCHIVE = ".zip"
"""Suffix of an archive."""

_MOST_MEMBERS = 100_000
_MOST_TIMES_A_FILE = 10
_MOST_TIMES_ITSELF, _ALWAYS = 100, 10_000_000
"""Text packs to a quarter or a tenth. Small archives may unpack to more than is likely of text."""

_ENTRY = b"PK\x01\x02"
_CHUNK = 1 << 20
_ENCRYPTED, _UTF8 = 0x1, 0x800
_DRIVE = re.compile(r"[A-Za-z]:")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_LONGEST_NAME = 500
_LONGEST_SHOWN, _LONGEST_SUFFIX = 200, 16
_JUNK = "__MACOSX"
# The last where an impossible place or name sends the library astray.
_DAMAGE = (
    BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error, ValueError
)  # fmt: skip
_DAMAGED = "it is damaged"


def read_zip(
    file: IO[bytes],
    max_bytes: int,
    passed_over: Counter[str] | None,
    columns: Callable[[str], Columns],
    note: Note,
) -> Iterator[Member]:
    """The documents of an archive. Members that no reader takes, and hidden ones, are passed over.

    Args:
        file: can be sought, and stays open meanwhile.
        max_bytes: what one member may have, unpacked.
        passed_over: counts, by suffix, the members that no reader takes; as they are met.
        columns: what is said of the fields of a table, given its name.
        note: takes what is to be told of the tables in it.

    Raises:
        ReadingError: if it is damaged, or built to overwhelm whoever opens it.
    """
    size = _size(file)
    if not size:
        raise ReadingError("it is empty")
    most = min(_MOST_TIMES_A_FILE * max_bytes, _ALWAYS + _MOST_TIMES_ITSELF * size)
    try:
        archive = ZipFile(file)
    except (*_DAMAGE, OSError):
        raise ReadingError("it is damaged, or no zip archive") from None
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
        # What the directory says binds: zipfile gives out no more of a member than stands there.
        if sum(entry.file_size for entry in entries) > most:
            raise ReadingError(
                f"it would unpack to more than {most // 1_000_000:,} MB, which is refused; unpack "
                "it yourself if you trust it"
            )
        kinds = Counter[str]() if passed_over is None else passed_over
        tables = frozenset(name for entry in entries if _is_table(name := _name(entry)))
        opened = _Opened(archive, size, max_bytes, kinds, columns, note, tables)
        for entry in entries:
            yield from opened.members(entry)


def _size(file: IO[bytes]) -> int:
    """The size of an archive. The library reads its whole directory, so that is looked at first."""
    size = entries = 0
    file.seek(0)
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        entries += chunk.count(_ENTRY)
    if entries > _MOST_MEMBERS:
        raise ReadingError(f"it has more than {_MOST_MEMBERS:,} members; split it")
    file.seek(0)
    return size


@dataclass(slots=True)
class _Opened:
    """An archive whose members are looked at, one after the other.

    Attributes:
        tables: the names of all tables in it.
        names: of those that were looked at.
        rows: how many of its tables were given.
    """

    archive: ZipFile
    size: int
    max_bytes: int
    passed_over: Counter[str]
    columns: Callable[[str], Columns]
    note: Note
    tables: frozenset[str]
    names: set[str] = field(default_factory=set)
    rows: int = 0

    def members(self, entry: ZipInfo) -> Iterator[Member]:
        """The documents of one of its members."""
        name = _name(entry)
        path = PurePosixPath(name)
        rows, reader = row_reader_for(path), reader_for(path)
        if _is_hidden(path):
            return
        if not (rows or reader or path.suffix.lower() == ARCHIVE):
            self.passed_over[_shown(path.suffix.lower())[:_LONGEST_SUFFIX]] += 1
            return
        shown = _shown(name)
        shown = shown if len(shown) <= _LONGEST_SHOWN else shown[: _LONGEST_SHOWN - 1] + "…"
        problem = self._problem(entry, name)
        self.names.add(name)
        if problem is not None:
            yield Member(name, shown, partial(_refuse, problem))
        elif rows is not None:
            yield from self._rows(entry, name, rows)
            if self.rows > MOST_ROWS:
                raise ReadingError(f"its tables have more than {MOST_ROWS:,} rows; split it")
        elif reader is not None:
            yield Member(name, shown, partial(self._extract, entry, reader))

    def _problem(self, entry: ZipInfo, name: str) -> str | None:
        """Why a member is not even opened."""
        # The library cuts names off at a NUL, and keeps them whole in the second place.
        if not _is_safe(name) or "\0" in entry.orig_filename:
            return "its name leads out of the archive, or makes no sense"
        # It cannot keep other packings from filling the memory in one go.
        is_known = entry.compress_type in {ZIP_STORED, ZIP_DEFLATED}
        problems = (
            (name in self.names, "another member has the same name"),
            (self._is_in_table(name), "its folder has the name of a table in the archive"),
            (stat.S_ISLNK(entry.external_attr >> 16), "it is a link"),
            (name.lower().endswith(ARCHIVE), "it is an archive in an archive; unpack it"),
            (not 0 <= entry.header_offset < self.size, _DAMAGED),
            (bool(entry.flag_bits & _ENCRYPTED), "it is encrypted"),
            (not is_known, "its packing is not read; pack it again as an ordinary zip"),
            (entry.file_size > self.max_bytes, "it is larger than MAX_FILE_MB allows"),
        )
        return next((problem for applies, problem in problems if applies), None)

    def _is_in_table(self, name: str) -> bool:
        """Whether a table is named as its folder is: its path may then be one of that's rows."""
        return any(name[: end.start()] in self.tables for end in re.finditer("/", name))

    def _extract(self, entry: ZipInfo, reader: Reader) -> Extraction:
        try:
            data = self.archive.read(entry)
        except _DAMAGE:
            raise ReadingError(_DAMAGED) from None
        return reader(data)

    def _rows(self, entry: ZipInfo, name: str, reader: RowReader) -> Iterator[Member]:
        def note(told: str) -> None:
            self.note(f"{name}: {told}")

        try:
            with self.archive.open(entry) as stream:
                for row in reader(stream, self.columns(name), note):
                    self.rows += 1
                    if self.rows > MOST_ROWS:
                        return
                    yield replace(row, key=f"{name}/{row.key}", place=f"{name}, {row.place}")
        except (ReadingError, *_DAMAGE) as error:
            told = str(error) if isinstance(error, ReadingError) else _DAMAGED
            yield Member(name, name, partial(_refuse, told))


def _name(entry: ZipInfo) -> str:
    """A member's name as whoever packed it saw it.

    Names that are not marked as UTF-8 count as code page 437, but macOS writes UTF-8 all the same
    and Windows the code page of its country.
    """
    name = entry.filename
    if not entry.flag_bits & _UTF8 and not name.isascii():
        name = _renamed(name.encode("cp437", "replace"), name)
    return name.replace("\\", "/").removeprefix("./")


def _shown(name: str) -> str:
    return name if name.isprintable() else name.encode("unicode_escape").decode()


def _renamed(raw: bytes, name: str) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        # In Western names letters beyond ASCII stand alone between others, in Cyrillic ones they
        # make up the words.
        cyrillic = raw.decode("cp866")
        words = re.findall(r"[^\W\d_]+", cyrillic)
        fits = all(word.isascii() or _CYRILLIC.fullmatch(word) for word in words)
        return cyrillic if fits else name


def _is_table(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and row_reader_for(PurePosixPath(name)) is not None


def _is_safe(name: str) -> bool:
    return (
        len(name) <= _LONGEST_NAME
        and name.isprintable()
        and _DRIVE.match(name) is None
        and all(part.strip() not in {"", ".", ".."} for part in name.split("/"))
    )


def _is_hidden(path: PurePosixPath) -> bool:
    return any(part == _JUNK or (is_hidden(part) and part.strip(".")) for part in path.parts)


def _refuse(problem: str) -> Extraction:
    raise ReadingError(problem)
