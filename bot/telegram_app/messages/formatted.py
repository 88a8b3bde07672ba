"""Text with entities, as Telegram takes it: offsets in UTF-16 code units, never markup.

What Telegram would drop or replace in a text is dropped or replaced here first, so that offsets
stay true, and so that a document cannot turn the reading direction of what stands around it.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

EntityType = Literal[
    "bold", "italic", "blockquote", "expandable_blockquote", "text_link", "code", "pre"
]

LIMIT = 4096
"""UTF-16 code units that one message may hold."""

_RING = "\u030a"
_DROPPED = (
    *(0x0D, 0x0333, 0x033F),  # Telegram drops these, and U+030A, and U+202A to U+202E
    *(0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),  # direction
)
_CONTROLS = (*range(0x0A), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))
_CLEANING: dict[int, str] = (
    dict.fromkeys(_DROPPED, "")
    | dict.fromkeys(_CONTROLS, " ")
    | dict.fromkeys((0x2028, 0x2029), "\n")  # Telegram drops them, and would join two lines
    | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # lone surrogates, from odd file names
)


@dataclass(frozen=True, slots=True)
class Entity:
    """A formatted stretch of a message; ``offset`` and ``length`` count UTF-16 code units."""

    type: EntityType
    offset: int
    length: int
    url: str | None = None

    @property
    def end(self) -> int:
        """The code unit after its last one."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Styled:
    """A text with its entities, in order of offset, the outer before the inner."""

    text: str = ""
    entities: tuple[Entity, ...] = ()

    @property
    def length(self) -> int:
        """UTF-16 code units."""
        return utf16_length(self.text)

    def __add__(self, other: "Styled | str") -> "Styled":
        added = Styled(other) if isinstance(other, str) else other
        offset = self.length
        moved = tuple(replace(entity, offset=entity.offset + offset) for entity in added.entities)
        return Styled(self.text + added.text, self.entities + moved)

    def wrapped(self, kind: EntityType, url: str | None = None) -> "Styled":
        """The same text with one more entity around all of it."""
        if not self.text:
            return self
        return Styled(self.text, (Entity(kind, 0, self.length, url), *self.entities))


def packed(blocks: Iterable[Styled], separator: str, limit: int = LIMIT) -> list[Styled]:
    """Put blocks into as few messages as their order allows; none of them is cut.

    Args:
        blocks: each at most ``limit`` code units long.
        separator: what stands between two blocks of one message.
        limit: UTF-16 code units that a message may hold.
    """
    messages: list[Styled] = []
    for block in blocks:
        joined = messages[-1] + separator + block if messages else None
        if joined is not None and joined.length <= limit:
            messages[-1] = joined
        else:
            messages.append(block)
    return messages


def utf16_length(text: str) -> int:
    """The number of UTF-16 code units of ``text``."""
    return len(text) + sum(character > "\uffff" for character in text)


def clean(text: str) -> str:
    """``text`` as it survives Telegram.

    Carriage returns, direction controls and the combining marks that Telegram refuses go;
    U+2028 and U+2029 become line feeds, other controls spaces, lone surrogates U+FFFD. A ring
    above, which Telegram would drop, is composed with its letter where Unicode has such a letter.
    """
    return clean_with_offsets(text)[0]


def clean_with_offsets(text: str) -> tuple[str, list[int]]:
    """``clean(text)``, and for each code point of ``text`` (and its end) where it went."""
    pieces = [_CLEANING.get(ord(character), character) for character in text]
    for position, character in enumerate(text):
        if character != _RING:
            continue
        pieces[position] = ""
        letter = unicodedata.normalize("NFC", pieces[position - 1] + _RING) if position else ""
        if len(letter) == 1:
            pieces[position - 1] = letter
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return "".join(pieces), offsets


def one_line(text: str) -> str:
    """``clean(text)`` with every run of white space made one space."""
    return " ".join(clean(text).split())


def is_visible(text: str) -> bool:
    """Whether anything of ``text`` can be seen: not only spaces, controls and format marks."""
    return any(unicodedata.category(character)[0] not in "ZC" for character in text)


def visible_line(text: str, limit: int) -> str:
    """``text`` on one line of at most ``limit`` UTF-16 code units; empty if nothing is seen of it.

    So one may show a name, whatever its bearer made of it.
    """
    line = shortened(one_line(text), limit)
    return line if is_visible(line) else ""


def shortened(text: str, limit: int) -> str:
    """``text`` in at most ``limit`` UTF-16 code units, with ``…`` where something was cut off.

    A word is left whole, unless it is longer than half of what fits.
    """
    if utf16_length(text) <= limit:
        return text
    end = prefix_length(text, limit - 1)
    space = text.rfind(" ", end // 2, end + 1)
    return text[: end if space < 0 else space].rstrip() + "…"


def prefix_length(text: str, limit: int) -> int:
    """How many code points of ``text`` fit into ``limit`` UTF-16 code units."""
    used = 0
    for position, character in enumerate(text):
        used += 1 + (character > "\uffff")
        if used > limit:
            return position
    return len(text)
