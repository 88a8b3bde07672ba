"""Names for files that come from elsewhere.

Whoever sends a file chooses its name, so none is trusted: what is left of it is one plain name,
which means the same on every system.
"""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 140
"""Bytes of a name in UTF-8. File systems take 255, encrypted ones 143."""

_SEPARATORS = re.compile(r"[/\\]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
"""What Windows takes for a device, whatever suffix follows."""


def safe_name(given: str) -> str:
    """What of ``given`` can be a file's name; empty if nothing can.

    It has no folders, no leading dot, hyphen or tilde, nothing that cannot be seen or that turns
    the reading direction, and at most ``LONGEST`` bytes; the suffix stays.
    """
    last = _SEPARATORS.split(given)[-1]
    seen = "".join(_visible(letter) for letter in last)
    name = " ".join(unicodedata.normalize("NFC", _FORBIDDEN.sub("_", seen)).split())
    name = _cut(name.lstrip(" .-~").rstrip(" ."))
    return f"_{name}" if name.partition(".")[0].rstrip().lower() in _DEVICES else name


def same_name(name: str) -> str:
    """Equal for names that some file systems cannot tell apart: by case, or by composition."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _visible(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind[0] == "Z" or letter in "\t\n\r":
        return " "
    return "" if kind[0] == "C" else letter


def _cut(name: str) -> str:
    """``name`` within its limit, cut before its suffix."""
    limit = LONGEST - 1  # room for what marks a device's name
    if len(name.encode()) <= limit:
        return name
    suffix = PurePosixPath(name).suffix
    if len(suffix.encode()) > limit // 2:
        suffix = ""
    stem = name.removesuffix(suffix).encode()[: limit - len(suffix.encode())]
    return (stem.decode(errors="ignore").rstrip(" .") + suffix).rstrip(" .")
