"""The world behind the server: people, rooms, messages, and what the bot hears of them."""

import itertools
import json
import mimetypes
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from telegram_server.chats import (
    Account,
    Chat,
    ChatType,
    Message,
    Status,
    StoredFile,
    Watch,
)
from telegram_server.faults import FloodControl
from telegram_server.people import Person
from telegram_server.queries import CallbackQuery, GuestQuery, InlineQuery
from telegram_server.rendering import chat_json, member_json, message_json, user_json
from telegram_server.schema import Schema
from telegram_server.updates import UpdateQueue
from telegram_server.values import FormattedText, JsonObject


@dataclass(slots=True)
class BotProfile:
    """The bot's account and what it has told Telegram about itself."""

    account: Account
    commands: dict[tuple[str, str], list[JsonObject]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)

    def menu(self, scope: str = "default", language: str = "") -> dict[str, str]:
        """Return the command menu of a scope ("all_group_chats", …): command, description."""
        key = (json.dumps({"type": scope}), language)
        return {str(c["command"]): str(c["description"]) for c in self.commands.get(key, [])}


class World:
    """Everything that stands outside the bot.

    Args:
        schema: Judges each update before it is queued.
    """

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.watch = Watch()
        self.bot = BotProfile(Account(7_000_000_001, "Footnote", "footnote_test_bot", is_bot=True))
        self.updates = UpdateQueue(schema.fields_of("Update") - {"update_id"})
        self.flood_limit = FloodControl()
        self.privacy_mode = True
        self.inline_mode = True
        self.guest_mode = True
        self.query_lifetime = 15.0
        self.chats: dict[int, Chat] = {}
        self.blocked: set[int] = set()
        self.files: dict[str, StoredFile] = {}
        self.callback_queries: dict[str, CallbackQuery] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.guest_queries: dict[str, GuestQuery] = {}
        self.violations: list[str] = []
        self.last_activity = time.monotonic()
        self._user_ids = itertools.count(5_000_000_001)
        self._group_ids = itertools.count(4_000_001)
        self._message_ids = itertools.count(101)

    def user(
        self,
        name: str,
        *,
        language_code: str | None = None,
        username: str | None = None,
        is_bot: bool = False,
    ) -> Person:
        """Make a person, who has not spoken with the bot yet, or another bot."""
        account = Account(next(self._user_ids), name, username, language_code, is_bot)
        chat = self._room("private", account.id, name, (account,), username)
        chat.opened = False
        return Person(account, chat, self)

    def group(self, title: str, *members: Person) -> Chat:
        """Make a basic group; the first member is its owner."""
        return self._room("group", -next(self._group_ids), title, _accounts(members))

    def supergroup(
        self, title: str, *members: Person, forum: bool = False, username: str | None = None
    ) -> Chat:
        """Make a supergroup, with topics if it is a forum; the first member is its owner."""
        chat_id = -1_000_000_000_000 - next(self._group_ids)
        chat = self._room("supergroup", chat_id, title, _accounts(members), username)
        chat.is_forum = forum
        return chat

    def channel(self, title: str, *members: Person, username: str | None = None) -> Chat:
        """Make a channel; the first member is its owner."""
        chat_id = -1_000_000_000_000 - next(self._group_ids)
        return self._room("channel", chat_id, title, _accounts(members), username)

    def adds_bot_to(self, chat: Chat, *, by: Person, admin: bool = False) -> None:
        """Let someone add the bot to a group or a channel, or change its rights there."""
        self.set_bot_status(chat, "administrator" if admin else "member", by)

    def removes_bot_from(self, chat: Chat, *, by: Person) -> None:
        """Let someone remove the bot."""
        self.set_bot_status(chat, "kicked", by)

    def opens_topic(self, forum: Chat, name: str, *, by: Person) -> int:
        """Let someone open a topic in a forum; return its thread id."""
        with self.watch:
            thread = forum.new_id()
            forum.topics[thread] = name
            opened: JsonObject = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
            message = Message(forum, thread, by.account, [FormattedText("")], service=opened)
            message.thread_id, message.is_topic = thread, True
            self.post(message)
        return thread

    def set_bot_status(self, chat: Chat, status: Status, by: Person) -> None:
        """Change how the bot belongs to a chat, and tell it."""
        with self.watch:
            account = self.bot.account
            before = chat.status(account.id)
            chat.members[account.id] = status
            chat.accounts[account.id] = account
            change: JsonObject = {
                "chat": chat_json(chat),
                "from": user_json(by.account),
                "date": int(time.time()),
                "old_chat_member": member_json(account, before),
                "new_chat_member": member_json(account, status),
            }
            self.inject("my_chat_member", change)
            inside = ("member", "administrator", "restricted")
            joined = before in ("left", "kicked") and status in inside
            if joined and chat.type in ("group", "supergroup"):
                service: JsonObject = {"new_chat_members": [user_json(account)]}
                self.post(
                    Message(chat, chat.new_id(), by.account, [FormattedText("")], service=service)
                )

    def find_chat(self, chat_id: int | str | None) -> Chat | None:
        """Return a chat by its id or its @username."""
        if isinstance(chat_id, int):
            return self.chats.get(chat_id)
        name = str(chat_id).removeprefix("@").lower()
        named = (c for c in self.chats.values() if c.type in ("supergroup", "channel"))
        return next((chat for chat in named if (chat.username or "").lower() == name), None)

    def post(self, message: Message) -> Message:
        """Put a message into its chat, and tell the bot if it may hear it."""
        with self.watch:
            message.chat.history.append(message)
            if message.sender.is_bot:
                message.chat.last_bot = message.sender.id
            self.tell(message, "channel_post" if message.chat.type == "channel" else "message")
        return message

    def tell(self, message: Message, kind: str) -> None:
        """Queue a message, or its edit, for the bot if the bot may hear it."""
        if self.reaches_bot(message):
            self.inject(kind, message_json(message))

    def reaches_bot(self, message: Message) -> bool:
        """Whether the bot hears a message: its own never; in groups privacy mode decides."""
        chat, bot = message.chat, self.bot.account
        if message.sender.is_bot:
            return False
        if chat.type == "private":
            return chat.id not in self.blocked
        status = chat.status(bot.id)
        if status in ("left", "kicked"):
            return False
        if message.service is not None or status == "administrator" or not self.privacy_mode:
            return chat.type != "channel" or status == "administrator"
        replied = message.reply_to is not None and message.reply_to.sender.id == bot.id
        return replied or message.via_bot == bot or self._is_command_for_bot(message)

    def inject(self, kind: str, content: JsonObject) -> None:
        """Queue an update.

        Raises:
            AssertionError: The update breaks the schema: a mistake in this server.
        """
        with self.watch:
            update = self.updates.add(kind, content)
            faults = list(self.schema.check("Update", update))
            if faults:
                raise AssertionError(f"the server made a wrong update: {faults}")

    def store(self, name: str, content: bytes, kind: Literal["document", "photo"]) -> StoredFile:
        """Keep a file under a new id."""
        mime_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        file = StoredFile(secrets.token_urlsafe(24), name, content, mime_type, kind)
        self.files[file.file_id] = file
        return file

    def wait_for(self, condition: Callable[[], bool], what: str, timeout: float = 5.0) -> None:
        """Wait until a condition on this world or the server holds.

        Raises:
            AssertionError: It did not hold in time.
        """
        self.watch.wait_for(condition, what, timeout)

    def settled(self, quiet: float = 0.3, timeout: float = 10.0) -> None:
        """Wait until every update is taken and the bot has called nothing for `quiet` seconds.

        Long polls do not count. Where an answer is expected, wait for the answer instead.

        Raises:
            AssertionError: The bot did not come to rest in time.
        """
        deadline = time.monotonic() + timeout
        while not self._is_quiet(quiet):
            if time.monotonic() > deadline:
                raise AssertionError(f"the bot did not come to rest in {timeout} s")
            time.sleep(0.02)

    def _is_quiet(self, quiet: float) -> bool:
        with self.watch:
            silent = time.monotonic() - self.last_activity >= quiet
            return silent and not self.updates.pending

    def _is_command_for_bot(self, message: Message) -> bool:
        first = next((e for e in message.entities if e.offset == 0), None)
        if first is None or first.type != "bot_command":
            return False
        _, _, addressee = message.content.under(first).partition("@")
        if not addressee:
            return message.chat.last_bot in (None, self.bot.account.id)
        return addressee.lower() == str(self.bot.account.username).lower()

    def _room(
        self,
        kind: ChatType,
        chat_id: int,
        title: str,
        accounts: tuple[Account, ...],
        username: str | None = None,
    ) -> Chat:
        numbered_apart = kind in ("supergroup", "channel")
        ids: Iterator[int] = itertools.count(2) if numbered_apart else self._message_ids
        chat = Chat(chat_id, kind, title, self.watch, self.bot.account.id, ids, username)
        for account in accounts:
            chat.accounts[account.id] = account
            chat.members[account.id] = "member" if chat.members else "creator"
        with self.watch:
            self.chats[chat_id] = chat
        return chat


def _accounts(members: tuple[Person, ...]) -> tuple[Account, ...]:
    return tuple(member.account for member in members)
