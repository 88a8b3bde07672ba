"""People, who do to chats what people do, so that the bot hears of it."""

import itertools
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram_server.chats import GENERAL, Account, Chat, Message, Quote
from telegram_server.cleaning import clean
from telegram_server.formatting import read_text, with_found_entities
from telegram_server.queries import (
    CallbackAnswer,
    CallbackQuery,
    GuestQuery,
    InlineAnswer,
    InlineQuery,
)
from telegram_server.rendering import chat_json, message_json, user_json
from telegram_server.samples import content_of
from telegram_server.values import Entity, FormattedText, JsonObject, Params

if TYPE_CHECKING:
    from telegram_server.world import World

QUERY_LIMIT = 256
_query_ids = itertools.count(4_300_000_000_000_000_001)


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Someone with a Telegram account; `chat` is the private chat with the bot."""

    account: Account
    chat: Chat
    world: "World"

    @property
    def id(self) -> int:
        """The person's user id."""
        return self.account.id

    def starts(self, payload: str = "") -> Message:
        """Press Start, or follow a deep link with a payload.

        Raises:
            AssertionError: No link can carry that payload; a person can still write it.
        """
        if payload and not re.fullmatch("[A-Za-z0-9_-]{1,64}", payload):
            raise AssertionError(f"a link cannot carry {payload!r}")
        return self.writes(self.chat, f"/start {payload}".strip())

    def follows(self, link: str) -> Message:
        """Open a link that leads into the private chat with the bot.

        Raises:
            AssertionError: It leads somewhere else, or no link can carry its payload.
        """
        head = f"https://t.me/{self.world.bot.account.username}?start="
        if not link.startswith(head):
            raise AssertionError(f"{link!r} does not lead to the bot")
        return self.starts(link.removeprefix(head))

    def copies(self, message: Message, button: str) -> str:
        """Press a button that copies, and return what is in the clipboard.

        Raises:
            AssertionError: There is no such button.
        """
        pressed = message.button(button)
        if pressed.action != "copy_text" or not isinstance(pressed.value, dict):
            raise AssertionError(f"the button {button!r} copies nothing: {pressed}")
        return str(pressed.value["text"])

    def writes(
        self,
        chat: Chat,
        text: str,
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        entities: tuple[Entity, ...] = (),
        under: Chat | None = None,
        passing_on: bool = False,
        quoting: str | None = None,
    ) -> Message:
        """Send a text message.

        Args:
            chat: Where.
            text: The text, which Telegram cleans and searches for commands and links.
            reply_to: The message that it replies to.
            thread: The topic, in a forum; the General topic when not given.
            entities: The person's own formatting.
            under: The chat in whose name it is sent: the group's own, by an anonymous
                administrator, or a channel's.
            passing_on: Whether it is a forward of what the person wrote elsewhere.
            quoting: A part of the message that it replies to.

        Raises:
            AssertionError: What it replies to does not hold what is quoted.
        """
        quote = None
        if quoting is not None:
            position = None if reply_to is None else reply_to.find(quoting)
            if position is None:
                raise AssertionError(f"there is no {quoting!r} to quote")
            quote = Quote(FormattedText(quoting), position)
        content = with_found_entities(clean(FormattedText(text, entities)))
        forwarded = self._origin() if passing_on else None
        return self._posts(
            chat, content, reply_to, thread, under=under, forwarded=forwarded, quote=quote
        )

    def sends_document(
        self,
        chat: Chat,
        name: str,
        content: bytes,
        *,
        caption: str = "",
        reply_to: Message | None = None,
        thread: int | None = None,
        album: str | None = None,
    ) -> Message:
        """Send a file, alone or as a part of an album."""
        file = self.world.store(name, content, "document")
        shown = with_found_entities(clean(FormattedText(caption)))
        shared: JsonObject = {} if album is None else {"media_group_id": album}
        return self._posts(chat, shown, reply_to, thread, file.file_id, media=shared)

    def sends(
        self,
        chat: Chat,
        kind: str,
        *,
        caption: str = "",
        reply_to: Message | None = None,
        album: str | None = None,
        passing_on: bool = False,
    ) -> Message:
        """Send something of a kind ("voice", "sticker"), made from nothing but the schema.

        Args:
            chat: Where.
            kind: The field of a message that holds it.
            caption: What is written under it.
            reply_to: The message that it replies to.
            album: The name of the album that it is a part of.
            passing_on: Whether it is a forward.
        """
        media = content_of(self.world.schema, kind)
        if album is not None:
            media["media_group_id"] = album
        shown = with_found_entities(clean(FormattedText(caption)))
        forwarded = self._origin() if passing_on else None
        return self._posts(chat, shown, reply_to, None, media=media, forwarded=forwarded)

    def edits(self, message: Message, text: str) -> Message:
        """Change the text of a message of one's own."""
        with self.world.watch:
            message.becomes(with_found_entities(clean(FormattedText(text))))
            message.edit_date = int(time.time())
            channel = message.chat.type == "channel"
            self.world.tell(message, "edited_channel_post" if channel else "edited_message")
        return message

    def touches(self, message: Message) -> None:
        """Let a message of one's own change in what is no text, as when a link gets its preview."""
        with self.world.watch:
            message.edit_date = int(time.time())
            self.world.tell(message, "edited_message")

    def deletes(self, message: Message) -> None:
        """Delete a message, of which a bot hears nothing."""
        with self.world.watch:
            message.deleted = True

    def presses(self, message: Message, button: str, timeout: float = 5.0) -> CallbackAnswer:
        """Press the button with this text and wait until the bot has answered.

        Raises:
            AssertionError: There is no such button, or no answer came in time.
        """
        pressed = message.button(button)
        if pressed.action != "callback_data":
            raise AssertionError(f"the button {button!r} does not call the bot: {pressed}")
        return self.sends_callback(message, str(pressed.value), timeout)

    def sends_callback(self, message: Message, data: str, timeout: float = 5.0) -> CallbackAnswer:
        """Send callback data, true or forged, as any client can, and wait for the answer.

        Raises:
            AssertionError: No answer came in time.
        """
        query = self.asks_callback(message, data)
        self.world.wait_for(lambda: query.answer is not None, f"an answer to {data!r}", timeout)
        if query.answer is None:
            raise AssertionError("the answer went away")
        return query.answer

    def asks_callback(self, message: Message, data: str) -> CallbackQuery:
        """Send callback data without waiting for the answer."""
        query = CallbackQuery(str(next(_query_ids)), self.account, message, data)
        shown = message_json(message)
        if message.deleted:
            shown = {"chat": chat_json(message.chat), "message_id": message.id, "date": 0}
        with self.world.watch:
            self.world.callback_queries[query.id] = query
            content: JsonObject = {
                "id": query.id,
                "from": user_json(self.account),
                "message": shown,
                "chat_instance": str(message.chat.id * 31),
                "data": data,
            }
            self.world.inject("callback_query", content)
        return query

    def inline(self, text: str, *, offset: str = "", timeout: float = 5.0) -> InlineAnswer:
        """Type "@bot text" into any chat and wait for what is offered.

        Raises:
            AssertionError: Nothing was offered in time.
        """
        query = self.types(text, offset=offset)
        self.world.wait_for(lambda: query.answer is not None, f"results for {text!r}", timeout)
        if query.answer is None:
            raise AssertionError("the answer went away")
        return query.answer

    def types(self, text: str, *, offset: str = "") -> InlineQuery:
        """Type "@bot text" without waiting for what is offered; only 256 characters are passed on.

        Raises:
            AssertionError: The bot's inline mode is off: then a client asks nothing.
        """
        if not self.world.inline_mode:
            raise AssertionError("inline mode is off")
        query = InlineQuery(str(next(_query_ids)), self.account, text[:QUERY_LIMIT])
        with self.world.watch:
            self.world.inline_queries[query.id] = query
            content: JsonObject = {
                "id": query.id,
                "from": user_json(self.account),
                "query": query.query,
                "offset": offset,
                "chat_type": "group",
            }
            self.world.inject("inline_query", content)
        return query

    def summons(self, chat: Chat, text: str, *, reply_to: Message | None = None) -> GuestQuery:
        """Write a message that names the bot in a chat which it has not joined.

        Raises:
            AssertionError: It has joined, its guest mode is off, or the text does not name it.
        """
        bot = self.world.bot.account
        if not self.world.guest_mode or chat.status(bot.id) not in ("left", "kicked"):
            raise AssertionError("the bot is no guest there")
        if f"@{bot.username}" not in text:
            raise AssertionError(f"{text!r} summons nobody")
        content = with_found_entities(clean(FormattedText(text)))
        with self.world.watch:
            message = Message(chat, chat.new_id(), self.account, [content], reply_to=reply_to)
            query = GuestQuery(str(next(_query_ids)), self.account, message)
            self.world.guest_queries[query.id] = query
            self.world.post(message)
            shown: JsonObject = {**message_json(message), "guest_query_id": query.id}
            self.world.inject("guest_message", shown)
        return query

    def sends_result(self, chat: Chat, answer: InlineAnswer, index: int = 0) -> Message:
        """Choose one of the inline results and send it to a chat; it must be a text."""
        result = Params(answer.results[index])
        text = result.mapping("input_message_content")
        if text is None:
            raise AssertionError(f"the result is no text message: {result.values}")
        content = read_text(text, "message_text").content
        bot = self.world.bot.account
        with self.world.watch:
            chosen: JsonObject = {
                "result_id": result.text("id"),
                "from": user_json(self.account),
                "query": answer.query,
            }
            self.world.inject("chosen_inline_result", chosen)
            message = Message(
                chat,
                chat.new_id(),
                self.account,
                [content],
                via_bot=bot,
                reply_markup=result.json("reply_markup"),
                link_preview=text.json("link_preview_options"),
            )
            return self.world.post(message)

    def reacts(self, message: Message, *emoji: str, under: Chat | None = None) -> None:
        """Put reactions on a message, in place of one's earlier ones; none takes them away.

        In a group the bot hears of it as an administrator only.

        Args:
            message: Which.
            emoji: Several only by somebody with Telegram Premium.
            under: The group itself, by an anonymous administrator.
        """
        before, after = message.reactions.get(self.id, []), list(emoji)
        who: JsonObject = {"user": user_json(self.account)}
        if under is not None:
            who = {"actor_chat": chat_json(under)}
        bot = self.world.bot.account.id
        heard = message.chat.type == "private" or message.chat.status(bot) == "administrator"
        with self.world.watch:
            message.reactions[self.id] = after
            if not heard:
                return
            change: JsonObject = {
                "chat": chat_json(message.chat),
                "message_id": message.id,
                **who,
                "date": int(time.time()),
                "old_reaction": [{"type": "emoji", "emoji": mark} for mark in before],
                "new_reaction": [{"type": "emoji", "emoji": mark} for mark in after],
            }
            self.world.inject("message_reaction", change)

    def blocks_bot(self) -> None:
        """Block the bot, which then can send nothing to the private chat."""
        with self.world.watch:
            self.world.blocked.add(self.id)
            self.world.set_bot_status(self.chat, "kicked", self)

    def unblocks_bot(self) -> None:
        """Allow the bot to write again."""
        with self.world.watch:
            self.world.blocked.discard(self.id)
            self.world.set_bot_status(self.chat, "member", self)

    def _origin(self) -> JsonObject:
        origin: JsonObject = {"type": "user", "date": 1, "sender_user": user_json(self.account)}
        return {"forward_origin": origin}

    def _posts(
        self,
        chat: Chat,
        content: FormattedText,
        reply_to: Message | None,
        thread: int | None,
        file_id: str | None = None,
        *,
        under: Chat | None = None,
        forwarded: JsonObject | None = None,
        media: JsonObject | None = None,
        quote: Quote | None = None,
    ) -> Message:
        in_topic = chat.is_forum and thread not in (None, GENERAL)
        if thread is None and reply_to is not None and chat.type == "supergroup":
            # A reply outside topics names the message its thread began with, and is no topic.
            thread = reply_to.thread_id or reply_to.id
            in_topic = reply_to.is_topic
        with self.world.watch:
            chat.opened = True
            chat.accounts.setdefault(self.id, self.account)
            message = Message(
                chat,
                chat.new_id(),
                self.account,
                [content],
                reply_to=reply_to,
                quote=quote,
                thread_id=None if thread == GENERAL else thread,
                is_topic=in_topic,
                document=self.world.files.get(file_id or ""),
                media=media,
                sender_chat=under,
                forwarded=forwarded,
            )
            return self.world.post(message)
