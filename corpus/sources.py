"""``sources.toml`` in the documents folder: what the owner says of the documents there.

Tables by glob, such as ``["tass/**"]``, of ``publisher``, ``language`` and ``note``. What is said
there holds over what a document says of itself, and later tables over earlier ones, key by key.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from corpus.containers import is_container
from corpus.document import Metadata
from corpus.errors import AccessError, SettingError
from corpus.metadata import one_line, parse_language
from corpus.opening import bytes_of
from corpus.scan import SOURCES, FileState

_LARGEST = 50_000_000
_LONGEST_NOTE = 60
_KEYS = ("publisher", "language", "note")


@dataclass(frozen=True, slots=True)
class Label:
    """What is said of the documents that a glob matches.

    Attributes:
        glob: as it is written. ``*`` and ``?`` stay within one part of a path, ``**`` is any
            number of parts. Without a slash it matches at any depth, and what matches a folder or
            a file matches everything in it.
    """

    glob: str
    publisher: str | None = None
    language: str | None = None
    note: str | None = None


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

    def fingerprint(self, path: str) -> str:
        """What is said of the file at ``path``, in few letters: the same as long as it stays so."""
        if not self.labels:
            return ""
        # Of the documents in one file different things may be said.
        of = self._in if is_container(PurePosixPath(path)) else self._of
        said = tuple(of(path))
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16] if said else ""

    def due(self, files: Mapping[str, FileState]) -> dict[str, FileState]:
        """``files``, of which those must be read again of which something else is said now."""
        return {
            path: replace(state, size=-1)
            if state.skipped is None and state.labels != self.fingerprint(path)
            else state
            for path, state in files.items()
        }

    def _of(self, path: str) -> Iterator[Label]:
        parts = normalize("NFC", path).split("/")
        above = ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
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


def _label(glob: str, table: object) -> Label:
    shown = one_line(glob) or ""
    if not isinstance(table, dict):
        raise _fault(shown, 'is not a table. Write ["tass/**"] on a line of its own above its keys')
    _require_glob(glob, shown)
    values: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            raise _fault(shown, "holds another table. Names with dots stand in quotation marks")
        if key not in _KEYS:
            raise _fault(shown, f"has {one_line(key)!r}, but only {', '.join(_KEYS)} are known")
        line = one_line(value)
        if line is None:
            raise _fault(shown, f"has a {key} that is no text")
        values[key] = line
    if "language" in values and parse_language(values["language"]) is None:
        raise _fault(shown, 'has a language that is no code of two letters, such as "en"')
    if len(values.get("note", "")) > _LONGEST_NOTE:
        raise _fault(shown, f"has a note of more than {_LONGEST_NOTE} characters")
    language = parse_language(values.get("language"))
    return Label(glob, values.get("publisher"), language, values.get("note"))


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
