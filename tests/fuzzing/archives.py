"""Zip archives written by hand, so that what they say of themselves can be a lie."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from fuzzing.damage import STEPS, done
from fuzzing.markup import PAGES
from fuzzing.plain import JSON_LINES, MARKDOWN, PLAIN, TABLES
from fuzzing.seeds import seeds, tokens

_STORED, _DEFLATED = 0, 8


@dataclass(frozen=True, slots=True)
class Lie:
    """What an archive says of a member that is not so.

    Attributes:
        where: the field; empty for none.
        value: what stands there, as far as it fits.
        twice: whether it stands in front of the member too, and not in the directory alone.
    """

    where: str = ""
    value: int = 0
    twice: bool = True


HONEST = Lie()
_LIES = st.builds(
    Lie,
    st.sampled_from(
        ["size", "packed", "sum", "method", "flags", "offset", "name", "extra", "link"]
    ),
    st.sampled_from([0, 1, 6, 9, 12, 14, 99, 0x800, 0xFFFF, 10_000, 2**31, 2**32 - 1]),
    st.booleans(),
)
_NAMES = st.sampled_from(
    [
        "a.txt", "b.md", "c/d.csv", "e.jsonl", "f.html", "g.json", "h.zip", "i.tsv", "../a.txt",
        "/etc/a.txt", "C:\\a.txt", "a\0.txt", "\u202etxt.a.md", "a/../../b.txt", "./a.txt",
        "a//b.txt", " .txt", ".hidden.txt", "__MACOSX/a.txt", "a\n.txt",
        "x" * 600 + ".txt",
        "a.txt/", "con.txt", "a.txt", "мост.txt", "a.TXT", "e\u0301.txt", "a:b.txt", "a.txt.",
        "~/a.txt", "", "a/.txt", "\x1b[31m.txt", "a#1.txt", "a%2F.txt", "\ufeff.txt", "\udcff.txt",
        "a\\..\\b.txt",
    ]
).map(lambda name: name.encode("utf-8", "surrogateescape")) | st.binary(max_size=12).map(
    lambda it: it + b".txt"
)  # fmt: skip

_LARGEST_PART = 60_000
"""The styles of all of Word have 350,000, and would only be read over and over."""

Member = tuple[bytes, bytes, int, Lie]
"""Name, content, method, and what is said of it."""


def written(members: Sequence[Member], tail: bytes = b"") -> bytes:
    """An archive of ``members``, with ``tail`` between them and the directory."""
    data, directory = bytearray(), bytearray()
    for name, content, method, lie in members:
        packed = _deflated(content) if method == _DEFLATED else content
        offset = len(data)
        data += _header(name, content, packed, method, lie if lie.twice else HONEST) + packed
        directory += _entry(name, content, packed, method, lie, offset)
    data += tail
    end = struct.pack(
        "<4s4H2LH",
        b"PK\5\6",
        0,
        0,
        len(members) & 0xFFFF,
        len(members) & 0xFFFF,
        len(directory),
        len(data),
        0,
    )
    return bytes(data + directory + end)


def _deflated(content: bytes) -> bytes:
    packing = zlib.compressobj(1, zlib.DEFLATED, -15)
    return packing.compress(content) + packing.flush()


def _said(lie: Lie, where: str, true: int, most: int = 0xFFFFFFFF) -> int:
    return lie.value & most if lie.where == where else true


def _fields(name: bytes, content: bytes, packed: bytes, method: int, lie: Lie) -> tuple[int, ...]:
    """Version, flags, method, time, day, checksum, sizes, and the lengths of name and extra."""
    return (
        20,
        _said(lie, "flags", 0x800, 0xFFFF),
        _said(lie, "method", method, 0xFFFF),
        0,
        33,
        _said(lie, "sum", zlib.crc32(content)),
        _said(lie, "packed", len(packed)),
        _said(lie, "size", len(content)),
        _said(lie, "name", len(name), 0xFFFF),
        _said(lie, "extra", 0, 0xFFFF),
    )


def _header(name: bytes, content: bytes, packed: bytes, method: int, lie: Lie) -> bytes:
    fields = _fields(name, content, packed, method, lie)
    return struct.pack("<4s5H3L2H", b"PK\3\4", *fields) + name


def _entry(name: bytes, content: bytes, packed: bytes, method: int, lie: Lie, offset: int) -> bytes:
    mode = 0o120777 << 16 if lie.where == "link" else 0
    rest = (0, 0, 0, mode, _said(lie, "offset", offset))
    fields = _fields(name, content, packed, method, lie)
    return struct.pack("<4sH5H3L2H3H2L", b"PK\1\2", 20, *fields, *rest) + name


_METHODS = st.sampled_from([_STORED, _DEFLATED])
_INSIDE = st.one_of(
    PLAIN, MARKDOWN, TABLES, JSON_LINES, PAGES, st.just(b""), st.just(bytes(100_000))
)
_ARCHIVED = st.tuples(
    st.one_of(st.sampled_from([b"a.txt", b"b.md", b"c/d.csv", b"e.jsonl", b"f.html"]), _NAMES),
    _INSIDE,
    _METHODS,
    st.one_of(*[st.just(HONEST)] * 4, _LIES),
)
_ARCHIVES = st.builds(
    lambda members, again, tail: written([*members, *members[:again]], tail),
    st.lists(_ARCHIVED, max_size=5),
    st.sampled_from([0, 0, 0, 1, 3]),
    st.sampled_from([b"", b"", b"x", b"PK\6\6" + bytes(52), b"PK\6\7" + bytes(16), b"PK\1\2" * 9]),
)
MADE_ZIP = st.one_of(
    _ARCHIVES,
    _ARCHIVES,
    _ARCHIVES,
    st.builds(
        lambda inner, more: written([(b"in.zip", inner, _STORED, HONEST), *more]),
        _ARCHIVES,
        st.lists(_ARCHIVED, max_size=2),
    ),
)


def packed(parts: Mapping[str, bytes]) -> st.SearchStrategy[bytes]:
    """``parts`` as an archive, which now and then lies about one of them."""
    lies = st.one_of(*[st.just(HONEST)] * 9, _LIES)
    return st.builds(
        lambda lie, which, method: written(
            [
                (name.encode(), content, method, lie if number == which else HONEST)
                for number, (name, content) in enumerate(parts.items())
            ]
        ),
        lies,
        st.integers(0, len(parts) - 1),
        _METHODS,
    )


def _parts(archive: bytes) -> list[tuple[bytes, bytes]]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        parts = [(name.encode(), opened.read(name)) for name in opened.namelist()]
    return [part for part in parts if len(part[1]) <= _LARGEST_PART]


def damaged_inside(suffix: str, words: str = ".xml") -> st.SearchStrategy[bytes]:
    """A seed of a format that is an archive, one of its parts damaged before it was packed.

    Args:
        suffix: of the format.
        words: suffix of those whose words mean something in the parts.
    """
    whole = [_parts(seed) for seed in seeds(suffix)]
    everything = [content for parts in whole for _, content in parts if content]

    def build(
        parts: list[tuple[bytes, bytes]], which: int, steps: list[tuple[str, int, int]]
    ) -> bytes:
        place = which % len(parts)
        return written(
            [
                (name, done(content, steps, tokens(words), everything), _STORED, HONEST)
                if number == place
                else (name, content, _STORED, HONEST)
                for number, (name, content) in enumerate(parts)
            ]
        )

    return st.builds(build, st.sampled_from(whole), st.integers(0, 99), STEPS)
