"""The official Bot API schema as a judge of calls, updates and results.

The schema is a rendering of Telegram's documentation: types are phrases ("Array of Integer",
"InputFile or String"), a union's members stand in its description, and so does the constant that
tells them apart ("always 'emoji'"). All of it is read here, none of it is copied.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

from telegram_server.values import Json, JsonObject, Upload, Value

SCHEMA_FILE = Path(sys.prefix) / "share" / "telegram-bot-api-schema.json"

_SCALARS: dict[str, tuple[type, ...]] = {
    "String": (str,),
    "Integer": (int,),
    "Float": (int, float),
    "Boolean": (bool,),
    "True": (bool,),
}
_CONSTANT = re.compile(r"\b(?:always '(\w+)'|must be (\w+)$)")
_TAGS = ("type", "status", "source")


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter of a method or a field of an object."""

    name: str
    type: str
    required: bool
    constant: str | None


@dataclass(frozen=True, slots=True)
class Call:
    """A call as read from a request: typed parameters, and what the schema has against it."""

    method: str
    params: dict[str, Value]
    violations: tuple[str, ...]


class Schema:
    """The methods and types of the Bot API.

    Args:
        document: The parsed schema file.
    """

    def __init__(self, document: JsonObject) -> None:
        self.methods: dict[str, dict[str, Field]] = {}
        self._types: dict[str, dict[str, Field]] = {}
        self._unions: dict[str, tuple[str, ...]] = {}
        for section in cast("list[JsonObject]", document["items"]):
            for item in cast("list[JsonObject]", section["children"]):
                self._add(item)

    @classmethod
    def load(cls, path: Path = SCHEMA_FILE) -> "Schema":
        """Read the schema file.

        Raises:
            FileNotFoundError: It was not downloaded.
        """
        if not path.exists():
            raise FileNotFoundError(
                f"{path} is missing: run `python tests/fetch_telegram_schema.py {path}`."
            )
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def method(self, name: str) -> str | None:
        """Return a method's proper name (Telegram ignores case), or None when there is none."""
        return self._method_names.get(name.lower())

    def fields_of(self, name: str) -> frozenset[str]:
        """Return the names of an object's fields."""
        return frozenset(self._types[name])

    def required_fields(self, name: str) -> list[Field]:
        """Return the fields that an object always has."""
        return [field for field in self._types[name].values() if field.required]

    def optional_fields(self, name: str) -> list[Field]:
        """Return the fields that an object may have."""
        return [field for field in self._types[name].values() if not field.required]

    def options(self, phrase: str) -> tuple[str, ...]:
        """Return the types that a phrase allows; of a union, its members."""
        options = _options(phrase)
        return self._unions.get(options[0], options) if len(options) == 1 else options

    def read_call(self, method: str, sent: Mapping[str, Value], *, form: bool) -> Call:
        """Give a call's parameters their types and judge them.

        Args:
            method: A name that `method` returned.
            sent: The parameters as they came.
            form: Whether they came as form fields, so that everything but a file is a string,
                and everything but a string is JSON in it.
        """
        fields = self.methods[method]
        attached = {f"attach://{name}" for name, value in sent.items() if isinstance(value, Upload)}
        params: dict[str, Value] = {}
        violations: list[str] = []
        for name, value in sent.items():
            field = fields.get(name)
            if field is None:
                if f"attach://{name}" not in _words(sent, attached):
                    violations.append(f"{method} has no parameter {name}")
                continue
            read = _read(field.type, value) if form or isinstance(value, str) else value
            if isinstance(read, str) and read in attached:
                read = sent[read.removeprefix("attach://")]
            params[name] = read
            violations += self.check(field.type, read, f"{method}.{name}")
        missing = [f.name for f in fields.values() if f.required and f.name not in params]
        violations += [f"{method} lacks its required parameter {name}" for name in missing]
        return Call(method, params, tuple(violations))

    def check(self, phrase: str, value: Value, where: str = "") -> Iterator[str]:
        """Yield what is wrong with a value of a type.

        Args:
            phrase: A type as the schema writes it.
            value: The value.
            where: Its path, for the report; the type when not given.
        """
        where = where or phrase
        options = self.options(phrase)
        reports = [list(self._check_one(option, value, where)) for option in options]
        if all(reports):
            yield from min(reports, key=len)

    def _add(self, item: JsonObject) -> None:
        name = str(item["name"])
        fields = {}
        for annotation in cast("list[JsonObject]", item["annotations"]):
            constant = _CONSTANT.search(str(annotation["description"]))
            tag = annotation["name"] in _TAGS and constant
            field = Field(
                name=str(annotation["name"]),
                type=str(annotation["type"]),
                required=annotation["required"] is True,
                constant=(tag[1] or tag[2]) if tag else None,
            )
            fields[field.name] = field
        members = re.findall(r"^ - (\w+)$", str(item["description"]), re.MULTILINE)
        if name[0].islower():
            self.methods[name] = fields
        elif fields or not members:
            self._types[name] = fields
        elif name == "RichText":
            self._unions[name] = ("String", "Array of RichText", *members)
        else:
            self._unions[name] = tuple(members)

    @cached_property
    def _method_names(self) -> dict[str, str]:
        return {name.lower(): name for name in self.methods}

    def _check_one(self, phrase: str, value: Value, where: str) -> Iterator[str]:
        if phrase.startswith("Array of "):
            if not isinstance(value, list):
                yield f"{where} is {_shown(value)}, not an array"
                return
            for position, item in enumerate(value):
                yield from self.check(_item_type(phrase), item, f"{where}[{position}]")
        elif phrase in _SCALARS:
            if not isinstance(value, _SCALARS[phrase]) or (
                isinstance(value, bool) and bool not in _SCALARS[phrase]
            ):
                yield f"{where} is {_shown(value)}, not {phrase}"
            elif phrase == "True" and value is not True:
                yield f"{where} is {_shown(value)}: it can only be true or absent"
        elif phrase == "InputFile":
            if not isinstance(value, Upload):
                yield f"{where} is {_shown(value)}, not an uploaded file"
        elif phrase in self._unions:
            yield from self.check(phrase, value, where)
        else:
            yield from self._check_object(phrase, value, where)

    def _check_object(self, name: str, value: Value, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{where} is {_shown(value)}, not {name}"
            return
        fields = self._types[name]
        for key, item in value.items():
            field = fields.get(key)
            if field is None:
                yield f"{where}.{key} is no field of {name}"
            elif field.constant is not None and item != field.constant:
                yield f"{where}.{key} is {_shown(item)}, not {field.constant!r}"
            else:
                yield from self.check(field.type, item, f"{where}.{key}")
        for field in fields.values():
            if field.required and field.name not in value:
                yield f"{where} lacks the required field {field.name} of {name}"


def _options(phrase: str) -> tuple[str, ...]:
    """Split "A or B or C"; an array's own alternatives stay with the array."""
    return (phrase,) if phrase.startswith("Array of ") else tuple(phrase.split(" or "))


def _item_type(phrase: str) -> str:
    """Return what an array holds; "Array of A, B and C" holds any of the three."""
    return re.sub(r", | and ", " or ", phrase.removeprefix("Array of "))


def _read(phrase: str, value: Value) -> Value:
    """Give a form field the type it is meant to have; what cannot be read stays a string."""
    if not isinstance(value, str):
        return value
    options = _options(phrase)
    if "Integer" in options and re.fullmatch(r"-?\d+", value):
        return int(value)
    if "String" in options:
        return value
    if options == ("Integer",):
        return value
    try:
        read: Json = json.loads(value)
    except ValueError:
        return value
    return read


def _words(sent: Mapping[str, Value], attached: set[str]) -> set[str]:
    """Return the references to uploaded files that the parameters make, at any depth."""
    texts = [
        value if isinstance(value, str) else json.dumps(value)
        for value in sent.values()
        if not isinstance(value, Upload)
    ]
    return {reference for reference in attached if any(reference in text for text in texts)}


def _shown(value: Value) -> str:
    text = value.name if isinstance(value, Upload) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:59]}…"
