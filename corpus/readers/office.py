"""The parts of a Word file or a book: a zip archive of XML that may be meant to do harm.

Only the parts that are asked for are unpacked, and none beyond a limit. No entity of a document's
own is expanded, and nothing outside of it is fetched.
"""

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from corpus.errors import ReadingError

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_PARTS = 20_000
_LARGEST_PART = 100_000_000
"""Bytes of a part when it is unpacked."""

_LARGEST_WHOLE = 200_000_000
"""Bytes of all parts that are unpacked."""

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the older formats of Office begin, and the newer ones that are locked with a password."""

# zipfile's own errors, and those of damaged, encrypted or strangely packed parts.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


class Package:
    """An open archive.

    Args:
        data: the file.
        suffix: of the format that it should have.

    Raises:
        ReadingError: if it is no archive.
    """

    def __init__(self, data: bytes, suffix: str) -> None:
        if not data:
            raise ReadingError("it is empty")
        if data.startswith(_COMPOUND):
            raise ReadingError(
                "it is locked with a password, or of an older format; save it as "
                f"{suffix} without one"
            )
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _UNREADABLE:
            raise ReadingError(f"it is no {suffix} file, or a badly damaged one") from None
        if len(self._archive.namelist()) > _MOST_PARTS:
            raise ReadingError(f"it has more than {_MOST_PARTS:,} parts")
        self._names = frozenset(self._archive.namelist())
        self._unpacked = 0

    def unpacked(self, name: str) -> bytes | None:
        """The bytes of a part, or ``None`` if there is no such part.

        Raises:
            ReadingError: if it is damaged or too large.
        """
        if name not in self._names:
            return None
        try:
            with self._archive.open(name) as file:
                data = file.read(_LARGEST_PART + 1)
        except _UNREADABLE:
            raise ReadingError(
                f"it is damaged: its part {_shown(name)} cannot be unpacked"
            ) from None
        if len(data) > _LARGEST_PART:
            raise ReadingError(f"its part {_shown(name)} has more than 100 MB when it is unpacked")
        self._unpacked += len(data)
        if self._unpacked > _LARGEST_WHOLE:
            raise ReadingError("it has more than 200 MB when it is unpacked")
        return data

    def part(self, name: str) -> "_Element | None":
        """The XML of a part, or ``None`` if there is no such part.

        Raises:
            ReadingError: if it is damaged or too large.
            MemoryError: if there is not enough for all of it.
        """
        from lxml.etree import ErrorTypes, XMLParser, XMLSyntaxError, fromstring

        data = self.unpacked(name)
        if data is None:
            return None
        parser = XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            return fromstring(data, parser)
        except (XMLSyntaxError, ValueError) as error:
            if isinstance(error, XMLSyntaxError) and error.code == ErrorTypes.ERR_NO_MEMORY:
                raise MemoryError from None
            raise ReadingError(f"it is damaged: its part {_shown(name)} is not valid XML") from None


def local(element: "_Element") -> str:
    """An element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: "_Element | None", *path: str) -> "_Element | None":
    """What ``path`` leads to from ``element``, by names without namespaces."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def value(element: "_Element | None", name: str = "val") -> str | None:
    """An attribute of ``element`` by its name without a namespace."""
    if element is None:
        return None
    for key, held in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(held)
    return None


def _shown(name: str) -> str:
    return name if len(name) <= 60 and name.isprintable() else "of that name"
