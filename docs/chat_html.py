"""Messages of the Bot API as HTML, much as a phone shows them.

What comes in is the API's own JSON: a text, entities whose offsets count UTF-16 code units, inline
buttons. A document may say anything: all text is escaped, and only web addresses become links, so
that a page made here runs nothing and fetches nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]

STYLE = Path(__file__).with_name("chat.css")
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
_BLOCKS = ("blockquote", "expandable_blockquote", "pre")
_LOOK_LIKE_LINKS = ("url", "mention", "hashtag", "bot_command", "email", "text_mention")
_ON_A_LINE = 42
"""Characters of a quotation that stand on one line of the page, about."""

_FOLDED_LINES = 3


@dataclass(frozen=True, slots=True)
class Entity:
    """A formatted stretch of a text, in UTF-16 code units."""

    kind: str
    start: int
    end: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """What inline mode lists above the line that is being written.

    Attributes:
        typed: that line.
        items: ``InlineQueryResultArticle`` objects.
    """

    typed: str
    items: tuple[JsonObject, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture.

    Attributes:
        title: the chat's name.
        below: what stands under it.
        reader: whose phone it is: the id of the account whose messages stand at the right.
        messages: the API's ``Message`` objects, in order.
        results: where somebody types in inline mode.
        dark: whether it is night.
    """

    title: str
    below: str
    reader: int
    messages: tuple[JsonObject, ...] = ()
    results: Results | None = None
    dark: bool = False


def page(screen: Screen) -> str:
    """The screen as a page that needs no other file."""
    bubbles = "\n".join(_bubble(message, screen.reader) for message in screen.messages)
    listed = "" if screen.results is None else _results(screen.results)
    theme = "dark" if screen.dark else "light"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=390">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{escape(screen.title)}</title>\n"
        f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n"
        f'<body class="{theme}">\n<header><b>{escape(screen.title)}</b>'
        f"<span>{escape(screen.below)}</span></header>\n"
        f"<main>\n{bubbles}\n</main>\n{listed}</body>\n</html>\n"
    )


def formatted(text: str, entities: Iterable[Entity]) -> str:
    """A text with its entities as HTML."""
    units = text.encode("utf-16-le", "surrogatepass")
    ordered = sorted(entities, key=lambda entity: (entity.start, -entity.end))
    return _stretch(units, 0, len(units) // 2, ordered)


def entities_of(given: Json) -> list[Entity]:
    """Read the API's ``MessageEntity`` objects; what has no length or no place is left out."""
    found: list[Entity] = []
    for item in _objects(given):
        start, length = item.get("offset"), item.get("length")
        if isinstance(start, int) and isinstance(length, int) and start >= 0 and length > 0:
            kind, url = str(item.get("type")), str(item.get("url") or "")
            found.append(Entity(kind, start, start + length, url))
    return found


def _stretch(units: bytes, start: int, end: int, inside: Sequence[Entity]) -> str:
    """The HTML of some code units; entities in order, the outer before the inner."""
    html, position, after_block = "", start, False
    waiting = list(inside)
    while waiting:
        entity = waiting.pop(0)
        entity_end = min(entity.end, end)  # one that reaches out of another one is cut there
        if entity.start < position or entity_end <= entity.start:
            continue
        html += _plain(units, position, entity.start, after_block=after_block)
        nested = [it for it in waiting if it.start < entity_end]
        waiting = waiting[len(nested) :]
        content = _stretch(units, entity.start, entity_end, nested)
        html += _wrapped(entity, content, entity_end - entity.start)
        position, after_block = entity_end, entity.kind in _BLOCKS
    return html + _plain(units, position, end, after_block=after_block)


def _plain(units: bytes, start: int, end: int, *, after_block: bool) -> str:
    text = units[2 * start : 2 * end].decode("utf-16-le", "replace")
    if after_block:  # a block has a line of its own: the line feed behind it is not seen
        text = text.removeprefix("\n")
    return escape(text)


def _wrapped(entity: Entity, content: str, length: int) -> str:
    if entity.kind == "text_link" and entity.url.startswith(("https://", "http://")):
        return f'<a href="{escape(entity.url)}">{content}</a>'
    if entity.kind in (*_LOOK_LIKE_LINKS, "text_link"):
        return f'<span class="link">{content}</span>'
    tag = _TAGS.get(entity.kind)
    if tag is None:
        return content
    folded = entity.kind == "expandable_blockquote" and length > _FOLDED_LINES * _ON_A_LINE
    if folded:
        return f'<blockquote class="folded"><div>{content}</div></blockquote>'
    return f"<{tag}>{content}</{tag}>"


def _bubble(message: JsonObject, reader: int) -> str:
    if "text" not in message and "document" not in message:
        return ""
    sender = _object(message.get("from"))
    mine = sender.get("id") == reader
    private = _object(message.get("chat")).get("type") == "private"
    name = "" if mine or private else f'<div class="name">{escape(_name(sender))}</div>'
    replied = _object(message.get("reply_to_message"))
    quoted = (
        f'<div class="reply"><b>{escape(_name(_object(replied.get("from"))))}</b>'
        f"<span>{escape(str(replied.get('text') or _file_name(replied)))}</span></div>"
        if replied
        else ""
    )
    text = formatted(str(message.get("text", "")), entities_of(message.get("entities")))
    file = f'<div class="file"><i></i>{escape(_file_name(message))}</div>'
    file = file if "document" in message else ""
    edited = '<span class="edited">edited</span>' if "edit_date" in message else ""
    keyboard = _keyboard(_object(message.get("reply_markup")).get("inline_keyboard"))
    side = "mine" if mine else "theirs"
    return (
        f'<div class="{side}{" wide" if keyboard else ""}"><div class="bubble">'
        f'{name}{quoted}{file}<div class="text">{text}</div>{edited}</div>{keyboard}</div>'
    )


def _keyboard(rows: Json) -> str:
    if not isinstance(rows, list):
        return ""
    return "".join(f'<div class="row">{"".join(map(_button, _objects(row)))}</div>' for row in rows)


def _button(button: JsonObject) -> str:
    kind = next((kind for kind in ("url", "copy_text") if kind in button), "plain")
    return f'<div class="button {kind}"><span>{escape(str(button.get("text")))}</span></div>'


def _results(results: Results) -> str:
    items = "".join(
        f'<div class="result"><i>{escape(str(item.get("title"))[:1])}</i><div>'
        f"<b>{escape(str(item.get('title')))}</b>"
        f"<span>{escape(str(item.get('description') or ''))}</span></div></div>"
        for item in results.items
    )
    return (
        f'<section class="results">{items}</section>\n'
        f'<footer><div class="line">{escape(results.typed)}<u></u></div></footer>\n'
    )


def _file_name(message: JsonObject) -> str:
    return str(_object(message.get("document")).get("file_name", ""))


def _name(account: JsonObject) -> str:
    return str(account.get("first_name", ""))


def _object(value: Json) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _objects(value: Json) -> list[JsonObject]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
