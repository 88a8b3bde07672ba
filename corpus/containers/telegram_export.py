"""A chat or channel as Telegram's apps export it, ``result.json``: one document a message.

The format is described nowhere; what stands here was learnt from exports and from Telegram
Desktop's source, ``export_output_json.cpp``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import IO

from corpus.containers.fields import Columns, plain_extraction
from corpus.containers.json_stream import JsonStream
from corpus.containers.member import Keys, Member, Note
from corpus.containers.text_stream import text_of
from corpus.errors import ReadingError

_NOT_ONE = (
    "it is JSON, but no export of a Telegram chat; only those are read from .json files, and "
    "rows from .jsonl files, an object a line"
)
_TELLING = frozenset({"name", "type", "id", "username"})
_LISTS_OF_CHATS = frozenset({"chats", "left_chats"})
_USERNAME = re.compile(r"@?([A-Za-z0-9_]{4,32})")
_LINKED = ("channel", "supergroup")


@dataclass(slots=True)
class _Chat:
    """What an export says of a chat before its messages."""

    stated: dict[str, object] = field(default_factory=dict)

    def state(self, key: str, value: object) -> None:
        """Keep what is asked of it later; an export may say a great deal more."""
        if key in _TELLING:
            self.stated[key] = value

    @property
    def is_one(self) -> bool:
        return isinstance(self.stated.get("type"), str) and _is_number(self.stated.get("id"))

    def text(self, key: str) -> str | None:
        value = self.stated.get(key)
        return value if isinstance(value, str) and value else None

    def link(self, message: int) -> str | None:
        """Where a message can be opened, if the export tells that."""
        username = _USERNAME.fullmatch(self.text("username") or "")
        if username is not None:
            return f"https://t.me/{username[1]}/{message}"
        if (self.text("type") or "").endswith(_LINKED):
            return f"https://t.me/c/{self.stated['id']}/{message}"
        return None


def read_telegram_export(
    file: IO[bytes],
    columns: Columns,  # noqa: ARG001 - a RowReader; an export has its own fields
    note: Note,  # noqa: ARG001 - likewise
) -> Iterator[Member]:
    """The messages with text of one chat's export, or of all chats'.

    Raises:
        ReadingError: if it is no such export, or breaks off.
    """
    with text_of(file, newline="\n") as text:
        yield from _export(JsonStream(text))


def _export(stream: JsonStream) -> Iterator[Member]:
    if (sign := stream.peek()) != "{":
        raise ReadingError(_NOT_ONE if sign else "it is empty")
    chat, found = _Chat(), False
    # Nothing keeps an export from having two chats of one id, or two lists in a chat.
    keys: defaultdict[str, Keys] = defaultdict(Keys)
    for key in stream.keys():  # noqa: SIM118 - no mapping: it must be walked
        if key == "messages" and chat.is_one and stream.peek() == "[":
            found = True
            yield from _messages(stream, chat, "", keys[""])
        elif key in _LISTS_OF_CHATS and stream.peek() == "{":
            for inner in stream.keys():  # noqa: SIM118 - the same
                if inner == "list" and stream.peek() == "[":
                    found = True
                    yield from _chats(stream, keys)
                else:
                    stream.value()
        else:
            chat.state(key, stream.value())
    if not found:
        raise ReadingError(_NOT_ONE)


def _chats(stream: JsonStream, keys: Mapping[str, Keys]) -> Iterator[Member]:
    for _ in stream.items():
        if stream.peek() != "{":
            stream.value()
            continue
        chat = _Chat()
        for key in stream.keys():  # noqa: SIM118 - no mapping: it must be walked
            if key == "messages" and chat.is_one and stream.peek() == "[":
                prefix = f"{chat.stated['id']}/"
                yield from _messages(stream, chat, prefix, keys[prefix])
            else:
                chat.state(key, stream.value())


def _messages(stream: JsonStream, chat: _Chat, prefix: str, keys: Keys) -> Iterator[Member]:
    for count, _ in enumerate(stream.items(), 1):
        message = stream.value()
        if not isinstance(message, dict) or message.get("type") != "message":
            continue
        text = _text(message.get("text"))
        if not text.strip():
            continue
        number = message.get("id")
        place = f"message {number if _is_number(number) else count}"
        stated = _stated(chat, message)
        extract = partial(plain_extraction, text, stated, "the export")
        yield Member(prefix + keys.key(number, place), place, extract)


def _stated(chat: _Chat, message: Mapping[str, object]) -> dict[str, object]:
    number = message.get("id")
    name = chat.text("name")
    writers = (message.get(key) for key in ("forwarded_from", "author", "from"))
    author = next((writer for writer in writers if isinstance(writer, str) and writer), None)
    return {
        "publisher": name,
        # A name is one, whatever signs are in it; and a channel's posts are signed by the channel.
        "author": None if author in {None, name} else [author],
        "published": message.get("date"),
        "url": chat.link(number) if isinstance(number, int) and _is_number(number) else None,
    }


def _text(stated: object) -> str:
    """The text of a message: a string, or strings and stretches with a format of their own."""
    parts = stated if isinstance(stated, list) else [stated]
    pieces = (part.get("text") if isinstance(part, dict) else part for part in parts)
    return "".join(piece for piece in pieces if isinstance(piece, str))


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63
