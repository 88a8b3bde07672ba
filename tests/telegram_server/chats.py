"""Accounts, chats and messages on Telegram's side, and waiting for what comes next."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from telegram_server.values import Entity, FormattedText, Json, JsonObject, utf16_length

ChatType = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
GENERAL = 1


class Watch:
    """The one lock around all state, and the way to wait for a change of it."""

    def __init__(self) -> None:
        self._condition = threading.Condition(threading.RLock())

    def __enter__(self) -> None:
        self._condition.acquire()

    def __exit__(self, *_: object) -> None:
        self._condition.notify_all()
        self._condition.release()

    def wait_for(self, condition: Callable[[], bool], what: str, timeout: float) -> None:
        """Wait until the condition holds.

        Raises:
            AssertionError: It did not hold in time; names what was awaited.
        """
        with self._condition:
            if not self._condition.wait_for(condition, timeout):
                raise AssertionError(f"waited {timeout} s in vain for {what}")


@dataclass(frozen=True, slots=True)
class Account:
    """A person or a bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was sent to a chat."""

    file_id: str
    name: str
    content: bytes
    mime_type: str
    kind: Literal["document", "photo"]


@dataclass(frozen=True, slots=True)
class Quote:
    """The part of a message that a reply quotes; the position is in UTF-16 code units."""

    quoted: FormattedText
    position: int


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: its text, and the field that says what it does."""

    text: str
    action: str
    value: Json


@dataclass(slots=True, eq=False)
class Message:
    """A message; `versions` holds every content it has had, the last one being current.

    `moments` says when each of them came, in seconds of `time.monotonic`.
    """

    chat: "Chat"
    id: int
    sender: Account
    versions: list[FormattedText]
    formatting: tuple[Entity, ...] = ()
    date: int = field(default_factory=lambda: int(time.time()))
    edit_date: int | None = None
    reply_to: "Message | None" = None
    quote: Quote | None = None
    thread_id: int | None = None
    is_topic: bool = False
    reply_markup: JsonObject | None = None
    link_preview: JsonObject | None = None
    document: StoredFile | None = None
    media: JsonObject | None = None
    service: JsonObject | None = None
    via_bot: Account | None = None
    sender_chat: "Chat | None" = None
    forwarded: JsonObject | None = None
    reactions: dict[int, list[str]] = field(default_factory=dict)
    deleted: bool = False
    seen_versions: int = 1
    moments: list[float] = field(default_factory=lambda: [time.monotonic()])

    @property
    def content(self) -> FormattedText:
        """The current text and entities."""
        return self.versions[-1]

    @property
    def text(self) -> str:
        """The current text, or the caption of a document."""
        return self.content.text

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All current entities, with those that Telegram finds by itself."""
        return self.content.entities

    @property
    def buttons(self) -> list[Button]:
        """The inline buttons, row by row."""
        return [button for row in self.button_rows for button in row]

    @property
    def button_rows(self) -> list[list[Button]]:
        """The rows of inline buttons."""
        rows = (self.reply_markup or {}).get("inline_keyboard")
        if not isinstance(rows, list):
            return []
        return [[_button(item) for item in row] for row in rows if isinstance(row, list)]

    def becomes(self, content: FormattedText) -> None:
        """Take a new content, or the same one with other buttons."""
        self.versions.append(content)
        self.moments.append(time.monotonic())

    def button(self, text: str) -> Button:
        """Return the button with this text.

        Raises:
            AssertionError: There is none; names those there are.
        """
        for button in self.buttons:
            if button.text == text:
                return button
        raise AssertionError(f"no button {text!r} among {[b.text for b in self.buttons]}")

    def texts_of(self, entity_type: str) -> list[str]:
        """Return the texts under the entities of a type."""
        return [self.content.under(e) for e in self.entities if e.type == entity_type]

    def find(self, text: str, near: int = 0) -> int | None:
        """Return where the text stands in the message, in UTF-16 code units; the place nearest
        to `near`, or None when the message does not hold it.
        """
        places = []
        start = self.text.find(text)
        while start >= 0:
            places.append(utf16_length(self.text[:start]))
            start = self.text.find(text, start + 1)
        return min(places, key=lambda place: abs(place - near), default=None)

    def next_edit(self, timeout: float = 5.0) -> "Message":
        """Wait until the content or the buttons change once more than was seen so far."""
        self.chat.watch.wait_for(
            lambda: len(self.versions) > self.seen_versions, "an edit", timeout
        )
        self.seen_versions += 1
        return self


@dataclass(slots=True, eq=False)
class Chat:
    """A chat, as the server knows it and as a test looks at it."""

    id: int
    type: ChatType
    title: str
    watch: Watch
    bot_id: int
    message_ids: Iterator[int]
    username: str | None = None
    is_forum: bool = False
    members: dict[int, Status] = field(default_factory=dict)
    accounts: dict[int, Account] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    history: list[Message] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    opened: bool = True
    last_bot: int | None = None
    muted: bool = False
    moved_to: "Chat | None" = None
    seen: int = 0

    @property
    def messages(self) -> list[Message]:
        """The messages that are visible now, in order."""
        with self.watch:
            return [message for message in self.history if not message.deleted]

    @property
    def from_bot(self) -> list[Message]:
        """The bot's visible messages, in order."""
        return [message for message in self.messages if message.sender.id == self.bot_id]

    def message(self, message_id: int | None) -> Message | None:
        """Return a message that is not deleted."""
        found = (m for m in self.history if m.id == message_id and not m.deleted)
        return next(found, None)

    def new_id(self) -> int:
        """Return the id for the next message."""
        return next(self.message_ids)

    def status(self, user_id: int) -> Status:
        """Return how someone belongs to the chat."""
        return self.members.get(user_id, "left")

    def next_message(self, timeout: float = 5.0) -> Message:
        """Wait for the bot's next message here that no `next_message` has returned yet.

        Raises:
            AssertionError: None came in time.
        """
        self.watch.wait_for(
            lambda: len(self._sent_by_bot()) > self.seen, f"a message in {self.title!r}", timeout
        )
        self.seen += 1
        return self._sent_by_bot()[self.seen - 1]

    def no_message(self, seconds: float = 0.5) -> None:
        """Assert that the bot writes nothing more here for a while.

        Raises:
            AssertionError: It wrote something; shows the text.
        """
        try:
            message = self.next_message(seconds)
        except AssertionError:
            return
        raise AssertionError(f"the bot wrote to {self.title!r}: {message.text!r}")

    def _sent_by_bot(self) -> list[Message]:
        return [message for message in self.history if message.sender.id == self.bot_id]


def _button(item: Json) -> Button:
    if not isinstance(item, dict):
        raise TypeError(f"{item!r} is no button")
    plain = ("text", "style", "icon_custom_emoji_id")
    action, value = next((name, item[name]) for name in item if name not in plain)
    return Button(str(item["text"]), action, value)
