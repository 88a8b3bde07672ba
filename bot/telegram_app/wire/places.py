"""Where an answer goes."""

from dataclasses import dataclass

from telegram import Chat, Message


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes.

    Attributes:
        thread_id: the topic. Only messages in a topic name it: the General topic refuses it.
        reply_to: the message that is answered; None in private, where that is plain to see.
    """

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None


def place_of(message: Message) -> Place:
    """Where to answer ``message``."""
    return Place(
        chat_id=message.chat.id,
        thread_id=message.message_thread_id if message.is_topic_message else None,
        reply_to=None if is_private(message) else message.message_id,
    )


def is_private(message: Message) -> bool:
    """Whether nobody but one person reads along."""
    return message.chat.type == Chat.PRIVATE
