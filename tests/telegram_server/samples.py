"""One update of every kind, made from nothing but the schema: what Telegram may send any day."""

from collections.abc import Iterator

from telegram_server.schema import Schema
from telegram_server.values import Json, JsonObject

_DEEPEST = 12
_ONE_OF = {("Chat", "type"): "private"}  # the schema lists such values in its prose


def updates(schema: Schema) -> Iterator[tuple[str, JsonObject]]:
    """Yield each kind of update and a sample of it, with what the schema requires."""
    for field in schema.optional_fields("Update"):
        yield field.name, {field.name: _value(schema, field.type)}


def messages(schema: Schema) -> Iterator[tuple[str, JsonObject]]:
    """Yield each thing that a message may hold, and a message that holds it and nothing else."""
    for field in schema.optional_fields("Message"):
        message = _object(schema, "Message", 0)
        message[field.name] = _value(schema, field.type)
        yield field.name, message


def content_of(schema: Schema, kind: str) -> JsonObject:
    """Return what a message that holds a thing of this kind has in that field.

    Raises:
        KeyError: No message holds such a thing.
    """
    types = {field.name: field.type for field in schema.optional_fields("Message")}
    _, is_list, item = types[kind].rpartition("Array of ")
    value = _value(schema, item)
    return {kind: [value] if is_list else value}


def _value(schema: Schema, phrase: str, depth: int = 0) -> Json:
    if depth > _DEEPEST:
        raise RecursionError(f"{phrase} requires itself")
    if phrase.startswith("Array of "):
        return []
    scalars: JsonObject = {
        "String": "a text",
        "Integer": 1_000_001,
        "Float": 1.5,
        "Boolean": True,
        "True": True,
    }
    options = schema.options(phrase)
    for option in options:
        if option in scalars:
            return scalars[option]
    return _object(schema, options[0], depth)


def _object(schema: Schema, name: str, depth: int) -> JsonObject:
    return {
        field.name: field.constant
        or _ONE_OF.get((name, field.name))
        or _value(schema, field.type, depth + 1)
        for field in schema.required_fields(name)
    }
