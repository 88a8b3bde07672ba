"""The plain values that pass between the rooms of this server: JSON, uploads, formatted text.

Offsets and lengths of entities are UTF-16 code units, as everywhere in Telegram.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar, cast

Kind = TypeVar("Kind")

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent as part of a multipart request."""

    name: str
    content: bytes


Value: TypeAlias = "Json | Upload"


@dataclass(frozen=True, slots=True)
class Entity:
    """A formatted stretch of a text, under the Bot API's name for its type."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None
    language: str | None = None
    custom_emoji_id: str | None = None

    @property
    def end(self) -> int:
        """The code unit after the last one of the entity."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text with its entities."""

    text: str
    entities: tuple[Entity, ...] = ()

    def under(self, entity: Entity) -> str:
        """Return the text that the entity covers."""
        return cut_utf16(self.text, entity.offset, entity.end)


def utf16_length(text: str) -> int:
    """Return the number of UTF-16 code units of a text."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut_utf16(text: str, start: int, end: int) -> str:
    """Return the text between two offsets in UTF-16 code units."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


class Params:
    """The parameters of a call, or the fields of an object in it, read by type.

    The schema has checked the types before, so a mismatch here is a mistake in this server and
    raises TypeError.
    """

    def __init__(self, values: "Mapping[str, Value]") -> None:
        self.values = values

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str | None:
        """Return a string, or None when it is absent."""
        return self._typed(name, str)

    def integer(self, name: str) -> int | None:
        """Return an integer, or None when it is absent."""
        return self._typed(name, int)

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a boolean, or the default when it is absent."""
        value = self._typed(name, bool)
        return default if value is None else value

    def mapping(self, name: str) -> "Params | None":
        """Return an object's fields, or None when it is absent."""
        value = self._typed(name, dict)
        return None if value is None else Params(cast("dict[str, Value]", value))

    def json(self, name: str) -> JsonObject | None:
        """Return an object as it is, or None when it is absent."""
        return cast("JsonObject | None", self._typed(name, dict))

    def strings(self, name: str) -> list[str] | None:
        """Return a list of strings, or None when it is absent."""
        value = self._typed(name, list)
        return None if value is None else [str(item) for item in value]

    def objects(self, name: str) -> list[JsonObject]:
        """Return the objects of a list; none when it is absent."""
        return cast("list[JsonObject]", self._typed(name, list) or [])

    def mappings(self, name: str) -> "Iterator[Params]":
        """Yield the objects of a list; nothing when it is absent."""
        for item in self.objects(name):
            yield Params(item)

    def upload(self, name: str) -> Upload | None:
        """Return an uploaded file, or None when there is none under this name."""
        value = self.values.get(name)
        return value if isinstance(value, Upload) else None

    def _typed(self, name: str, kind: type[Kind]) -> Kind | None:
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, kind):
            raise TypeError(f"{name} is {value!r}, not {kind.__name__}")
        return value
