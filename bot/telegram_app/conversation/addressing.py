"""Who is being spoken to: which messages are for this bot, and what they ask."""

import re
from dataclasses import dataclass

from telegram import Chat, Message, User
from telegram.constants import MessageAttachmentType

from bot.commands import CHAT_COMMANDS, SETTINGS
from bot.telegram_app.wire.places import is_private

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?:\s+(.*)|\s*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asks the documents something.

    Attributes:
        text: the question; empty where only ``/ask`` or a mention was written.
        outright: whether it came as a command, which nobody gives by chance.
    """

    text: str
    outright: bool = False


@dataclass(frozen=True, slots=True)
class Commanded:
    """Somebody gives a command other than ``/ask``; its name is in lower case.

    Attributes:
        argument: what follows the name, without white space around it; often empty.
    """

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Wordless:
    """Somebody sends, in private, what has no text to read: a picture, a sticker, a contact.

    Attributes:
        kind: Telegram's name for it (``photo``).
        album: what the parts of one album share; None for what is sent alone.
    """

    kind: str
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """Somebody comes into the private chat by a link, or writes ``/start`` with anything."""

    payload: str


_ATTACHMENTS = (*(str(kind.value) for kind in MessageAttachmentType), "checklist")
_OURS = frozenset(command.name for command in (*CHAT_COMMANDS, SETTINGS))
Heard = Asked | Commanded | Linked | Wordless


def command_in(text: str) -> str | None:
    """The name of the command that ``text`` is, whoever it is for; None if it is none."""
    command = _COMMAND.fullmatch(text)
    return command[1].lower() if command else None


def hear(message: Message, me: User) -> Heard | None:
    """What ``message`` wants of this bot; None when it is not for it.

    In private everything is. In a group only a command, a mention, or a reply to the bot's own
    message is; Telegram may hold back mentions (privacy mode). What is forwarded there was said
    to others.
    """
    if not _by_a_person(message) or _is_passed_on(message):
        return None
    text = message.caption if message.text is None else message.text
    if text is None:
        return _wordless(message) if is_private(message) else None
    command = _COMMAND.fullmatch(text)
    if command:
        return _command(command, message, me)
    if is_private(message):
        return Asked(text)
    mention = _mention(me)
    if mention.search(text):
        question = " ".join(mention.sub(" ", text, count=1).split())
        return Asked(question or _replied_text(message, me))
    return Asked(text) if _answers_bot(message, me) else None


def summoned(message: Message, me: User) -> Asked | None:
    """What a message asks that summons the bot as a guest; None if no person has written it.

    Telegram passes it on for the bot's name in it, or because it replies to the bot, so it is
    for the bot whatever else it holds; a command is as good as its words.
    """
    if not _by_a_person(message) or message.forward_origin is not None:
        return None
    text = message.text or message.caption or ""
    command = _COMMAND.fullmatch(text)
    if command:
        heard = _command(command, message, me)
        return heard if isinstance(heard, Asked) else Asked("")
    question = " ".join(_mention(me).sub(" ", text, count=1).split())
    return Asked(question or _replied_text(message, me))


def _wordless(message: Message) -> Wordless | None:
    kind = next((name for name in _ATTACHMENTS if getattr(message, name)), None)
    return Wordless(kind, message.media_group_id) if kind else None


def _command(command: re.Match[str], message: Message, me: User) -> Heard | None:
    name, addressee, argument = command[1].lower(), command[2], command[3] or ""
    if addressee and addressee.casefold() != (me.username or "").casefold():
        return None
    if name == "ask":
        return Asked(argument.strip() or _replied_text(message, me), outright=True)
    if name == "start" and argument and is_private(message):
        return Linked(argument.strip())
    for_us = is_private(message) or addressee or name in _OURS
    return Commanded(name, argument.strip()) if for_us else None


def _by_a_person(message: Message) -> bool:
    """Not a bot (this one included), not a channel; an anonymous administrator is a person."""
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat.id and message.chat.type != Chat.CHANNEL
    return message.from_user is not None and not message.from_user.is_bot and not message.via_bot


def _is_passed_on(message: Message) -> bool:
    return message.forward_origin is not None and not is_private(message)


def _mention(me: User) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@/])@{re.escape(me.username or '')}(?!\w)", re.IGNORECASE)


def _answers_bot(message: Message, me: User) -> bool:
    """Whether it replies to this bot; each message of a topic "replies" to the topic's opening."""
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.forum_topic_created is not None:
        return False
    return replied.from_user.id == me.id


def _replied_text(message: Message, me: User) -> str:
    """What somebody else wrote in the message replied to, or the part of it that is quoted."""
    if _answers_bot(message, me):
        return ""
    replied = message.reply_to_message
    whole = (replied.text or replied.caption) if replied else None
    quoted = message.quote.text if message.quote else None  # it may be of another chat's message
    return (quoted or whole or "").strip()
