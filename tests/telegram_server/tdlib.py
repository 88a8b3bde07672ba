"""TDLib's verdicts on formatting, from its offline calls.

Only `td_execute` is used: no client, no network. `parseMarkdown` is the call that matters most.
Given text without Markdown it does what TDLib does to any message before sending it: clean the
text, move the entities along, sort, split and drop what cannot stand. So the Markdown is hidden
from it first.
"""

import json
from itertools import islice
from typing import cast

from tdjson import td_execute

from telegram_server.values import Entity, FormattedText, Json, JsonObject

# The Bot API's names of entity types against TDLib's.
TYPES = {
    "mention": "Mention",
    "hashtag": "Hashtag",
    "cashtag": "Cashtag",
    "bot_command": "BotCommand",
    "url": "Url",
    "email": "EmailAddress",
    "phone_number": "PhoneNumber",
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "blockquote": "BlockQuote",
    "expandable_blockquote": "ExpandableBlockQuote",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "text_mention": "MentionName",
    "custom_emoji": "CustomEmoji",
}
FOUND_IN_TEXT = frozenset(
    ["mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"]
)
_NAMES = {tdlib: name for name, tdlib in TYPES.items()} | {"PreCode": "pre"}
_PREFIX = "textEntityType"
_MARKUP = "*_~|`[]()"
_PRIVATE_USE = range(0xE000, 0xF900)


class TdlibError(Exception):
    """TDLib refused a text; the message is its own."""


def parse(text: str, parse_mode: str) -> FormattedText:
    """Read markup as Telegram does.

    Args:
        text: The text with its markup.
        parse_mode: "html", "markdown" or "markdownv2", in any case.

    Returns:
        The text without markup, and its entities; not yet cleaned.

    Raises:
        KeyError: No such parse mode.
        TdlibError: The markup is wrong.
    """
    modes: dict[str, JsonObject] = {
        "html": {"@type": "textParseModeHTML"},
        "markdown": {"@type": "textParseModeMarkdown", "version": 1},
        "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
    }
    mode = modes[parse_mode.lower()]
    return _formatted(_execute("parseTextEntities", text=text, parse_mode=mode))


def find(text: str) -> tuple[Entity, ...]:
    """Return what Telegram makes clickable in a text by itself: commands, links, mentions, …"""
    return _entities(_execute("getTextEntities", text=text)["entities"])


def settle(formatted: FormattedText) -> FormattedText:
    """Return the text and the entities as TDLib would send them, not trimmed.

    Raises:
        TdlibError: An entity lies outside the text, splits a surrogate pair, or has a bad URL.
    """
    free = (chr(code) for code in _PRIVATE_USE if chr(code) not in formatted.text)
    hidden = "".join(islice(free, len(_MARKUP)))
    text = formatted.text.translate(str.maketrans(_MARKUP, hidden))
    entities: list[Json] = [_tdlib_entity(entity) for entity in formatted.entities]
    argument: JsonObject = {"@type": "formattedText", "text": text, "entities": entities}
    settled = _formatted(_execute("parseMarkdown", text=argument))
    shown = str.maketrans(hidden, _MARKUP)
    return FormattedText(settled.text.translate(shown), settled.entities)


def _execute(function: str, **arguments: Json) -> JsonObject:
    request = json.dumps({"@type": function, **arguments})
    answer = td_execute(request.encode())
    if answer is None:
        raise TdlibError(f"TDLib gave no answer to {function}.")
    result = cast("JsonObject", json.loads(answer))
    if result["@type"] == "error":
        raise TdlibError(str(result["message"]))
    return result


def _formatted(result: JsonObject) -> FormattedText:
    return FormattedText(str(result["text"]), _entities(result["entities"]))


def _entities(found: Json) -> tuple[Entity, ...]:
    entities = []
    for item in cast("list[JsonObject]", found):
        kind = cast("JsonObject", item["type"])
        name = _NAMES.get(str(kind["@type"]).removeprefix(_PREFIX))
        if name is None:  # a media timestamp or a bank card: the Bot API has no such entity
            continue
        user_id = kind.get("user_id")
        entities.append(
            Entity(
                type=name,
                offset=cast("int", item["offset"]),
                length=cast("int", item["length"]),
                url=_optional(kind, "url"),
                user_id=user_id if isinstance(user_id, int) else None,
                language=_optional(kind, "language"),
                custom_emoji_id=_optional(kind, "custom_emoji_id"),
            )
        )
    return tuple(entities)


def _optional(kind: JsonObject, name: str) -> str | None:
    value = kind.get(name)
    return None if value is None else str(value)


def _tdlib_entity(entity: Entity) -> JsonObject:
    kind: JsonObject = {"@type": _PREFIX + TYPES[entity.type]}
    if entity.language:
        kind["@type"] = f"{_PREFIX}PreCode"
    details: JsonObject = {
        "url": entity.url,
        "user_id": entity.user_id,
        "language": entity.language,
        "custom_emoji_id": entity.custom_emoji_id,
    }
    kind.update({name: value for name, value in details.items() if value is not None})
    return {
        "@type": "textEntity",
        "offset": entity.offset,
        "length": entity.length,
        "type": kind,
    }


_execute("setLogVerbosityLevel", new_verbosity_level=0)
