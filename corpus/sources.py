"""``sources.toml`` in the documents folder: what the owner says of the documents there.

Tables by glob, such as ``["tass/**"]``, of ``publisher``, ``language`` and ``note``, and of
``columns``: what the fields of a table (CSV, JSON Lines) are called that tell its rows' text, title
and so on. What is said there holds over what a document says of itself, and later tables over
earlier ones, key by key.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from corpus.containers import ColumnsOf, is_container
from corpus.containers.fields import TOLD
from corpus.document import Metadata
from corpus.errors import AccessError, ReadingError, SettingError
from corpus.metadata import one_line, parse_language
from corpus.opening import bytes_of
from corpus.scan import SOURCES, FileState
from corpus.usual_names import field_name

_LARGEST = 50_000_000
_LONGEST_NOTE = 60
_KEYS = ("publisher", "language", "note")
_COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Label:
    """What is said of the documents that a glob matches.

    Attributes:
        glob: as it is written. ``*`` and ``?`` stay within one part of a path, ``**`` is any
            number of parts. Without a slash it matches at any depth, and what matches a folder or
            a file matches everything in it.
        columns: what a field of a table tells, of ``TOLD``, and what it is called; by the former.
    """

    glob: str
    publisher: str | None = None
    language: str | None = None
    note: str | None = None
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Sources:
    """What the owner says of the documents in a folder: nothing, by default."""

    labels: tuple[Label, ...] = ()

    def label(self, path: str, metadata: Metadata) -> Metadata:
        """``metadata`` of the document at ``path``, with what is said of it."""
        for label in self._of(path):
            said = {name: it for name in _KEYS if (it := getattr(label, name)) is not None}
            origins = {**metadata.origins, **dict.fromkeys(said, SOURCES)}
            metadata = replace(metadata, **said, origins=origins)
        return metadata

    def columns(self, path: str) -> dict[str, str]:
        """What the fields of the table at ``path`` are called, by what they tell."""
        return {what: name for label in self._of(path) for what, name in label.columns}

    def fingerprint(self, path: str) -> str:
        """What is said of the file at ``path``, in few letters: the same as long as it stays so."""
        if not self.labels:
            return ""
        # Of the documents in one file different things may be said.
        if is_container(PurePosixPath(path)):
            said = tuple(self._in(path))
        else:
            said = tuple(replace(label, columns=()) for label in self._of(path))
        said = tuple(it for it in said if it != Label(it.glob))
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16] if said else ""

    def due(self, files: Mapping[str, FileState]) -> dict[str, FileState]:
        """``files``, of which those must be read again of which something else is said now."""
        return {
            path: replace(state, size=-1) if state.labels != self.fingerprint(path) else state
            for path, state in files.items()
        }

    def unmatched(self, paths: Iterable[str]) -> "Sources":
        """What is said of none of the files and documents at ``paths``."""
        left = dict(zip(self.labels, self._patterns, strict=True))
        for path in paths:
            if not left:
                break
            above = _above(path)
            found = [it for it, glob in left.items() if any(map(glob.fullmatch, above))]
            for label in found:
                del left[label]
        return Sources(tuple(left))

    def _of(self, path: str) -> Iterator[Label]:
        above = _above(path)
        for label, pattern in zip(self.labels, self._patterns, strict=True):
            if any(pattern.fullmatch(name) for name in above):
                yield label

    def _in(self, path: str) -> Iterator[Label]:
        """What may be said of the file at ``path``, or of anything in it."""
        parts = normalize("NFC", path).split("/")
        for label, lead in zip(self.labels, self._leads, strict=True):
            # What is left of the longer one, the glob or the path, fits something.
            if all(it.fullmatch(part) for it, part in zip(lead, parts, strict=False)):
                yield label

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(_pattern(label.glob) for label in self.labels)

    @cached_property
    def _leads(self) -> tuple[tuple[re.Pattern[str], ...], ...]:
        """Of each glob the parts before its first ``**``, which fits whatever follows."""
        leads = (takewhile(lambda it: it != "**", _parts(label.glob)) for label in self.labels)
        return tuple(tuple(re.compile(_part(it)) for it in lead) for lead in leads)


def read_sources(root: Path) -> Sources:
    """What ``sources.toml`` in ``root`` says; nothing if there is none.

    Raises:
        SettingError: if it cannot be read or makes no sense: names the line or the table.
    """
    if not (root / SOURCES).exists():
        return Sources()
    try:
        tables = tomllib.loads(bytes_of(root, SOURCES, _LARGEST).decode("utf-8-sig"))
    except AccessError as error:
        raise SettingError(f"{SOURCES} cannot be used: {error}.") from None
    except UnicodeDecodeError as error:
        raise SettingError(
            f"{SOURCES} is not in UTF-8 (byte {error.start}). Save it as UTF-8."
        ) from None
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise SettingError(f"{SOURCES} is not valid TOML: {error}.") from None
    return Sources(tuple(_label(glob, table) for glob, table in tables.items()))


def columns_of(root: Path) -> ColumnsOf:
    """What ``sources.toml`` in ``root`` says of tables, read when it is asked for.

    What is returned raises ``ReadingError`` where that cannot be read, or makes no sense.
    """

    def columns(path: str) -> dict[str, str]:
        try:
            return read_sources(root).columns(path)
        except SettingError as error:
            raise ReadingError(str(error).removesuffix(".")) from None

    return columns


def _above(path: str) -> list[str]:
    """The folders and files that ``path`` lies in, from the top, and ``path`` itself."""
    parts = normalize("NFC", path).split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def _label(glob: str, table: object) -> Label:
    shown = one_line(glob) or ""
    if not isinstance(table, dict):
        raise _fault(shown, 'is not a table. Write ["tass/**"] on a line of its own above its keys')
    _require_glob(glob, shown)
    values: dict[str, str] = {}
    columns = _columns(shown, table.get(_COLUMNS, {}))
    for key, value in table.items():
        if key == _COLUMNS:
            continue
        if isinstance(value, dict):
            raise _fault(shown, "holds another table. Names with dots stand in quotation marks")
        if key not in _KEYS:
            raise _fault(
                shown, f"has {one_line(key)!r}, but only {', '.join((*_KEYS, _COLUMNS))} are known"
            )
        line = one_line(value)
        if line is None:
            raise _fault(shown, f"has a {key} that {_lacking(value)}")
        values[key] = line
    if "language" in values and parse_language(values["language"]) is None:
        raise _fault(shown, 'has a language that is no code of two letters, such as "en"')
    if len(values.get("note", "")) > _LONGEST_NOTE:
        raise _fault(shown, f"has a note of more than {_LONGEST_NOTE} characters")
    language = parse_language(values.get("language"))
    return Label(glob, values.get("publisher"), language, values.get("note"), columns)


def _lacking(value: object) -> str:
    """What is wrong with a value that states nothing."""
    if not isinstance(value, str):
        return "is no text"
    return "says nothing" if value.strip() else "is empty"


def _columns(shown: str, stated: object) -> tuple[tuple[str, str], ...]:
    """What is said of columns, in an order of its own: no order is meant."""
    if not isinstance(stated, dict):
        raise _fault(shown, 'has columns that are no table, such as { text = "Beschreibung" }')
    for what, name in stated.items():
        if what not in TOLD:
            problem = f"has columns.{one_line(what)}, but only {', '.join(TOLD)} are known"
            raise _fault(shown, problem)
        if one_line(name) is None:
            raise _fault(shown, f"has columns.{what} that is no name of a column")
    by_name: dict[str, str] = {}
    for what, name in stated.items():
        other = by_name.setdefault(field_name(name), what)
        if other != what:
            problem = f'names the column "{one_line(name)}" twice: in columns.{other} and'
            raise _fault(shown, f"{problem} columns.{what}")
    return tuple(sorted(stated.items()))


def _require_glob(glob: str, shown: str) -> None:
    if not glob.strip("/") or any(part in {"", ".", ".."} for part in glob.strip("/").split("/")):
        raise _fault(shown, "names no place in the documents folder")


def _fault(table: str, problem: str) -> SettingError:
    return SettingError(f'In {SOURCES} the table ["{table}"] {problem}.')


def _parts(glob: str) -> list[str]:
    parts = normalize("NFC", glob).strip("/").split("/")
    return parts if "/" in glob.rstrip("/") else ["**", *parts]


def _pattern(glob: str) -> re.Pattern[str]:
    parts = _parts(glob)
    made = "".join("(?:[^/]+/)*" if part == "**" else f"{_part(part)}/" for part in parts)
    # A folder matches what is in it, so "**" at the end needs nothing behind it.
    return re.compile(made.removesuffix("/") if parts[-1] != "**" else f"{made}[^/]+")


def _part(part: str) -> str:
    wild = {"*": "[^/]*", "?": "[^/]"}
    return "".join(wild.get(sign, re.escape(sign)) for sign in re.sub(r"\*+", "*", part))
