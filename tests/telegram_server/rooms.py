"""What happens to groups: they grow, fall silent, follow a channel, change their administrators."""

import time

from telegram_server.chats import Account, Chat, Message, Status
from telegram_server.cleaning import clean
from telegram_server.formatting import with_found_entities
from telegram_server.people import Person
from telegram_server.rendering import chat_json
from telegram_server.values import FormattedText, JsonObject
from telegram_server.world import World

TELEGRAM = Account(777000, "Telegram")


def upgrade(world: World, group: Chat, *, by: Person, heard: bool = True) -> Chat:
    """Make a supergroup of a basic group: another id, the same people, the old chat is dead.

    Args:
        world: where it happens.
        group: the basic group.
        by: its owner.
        heard: whether the bot gets the two service messages that say so.
    """
    with world.watch:
        new = world.supergroup(group.title)
        new.members, new.accounts = dict(group.members), dict(group.accounts)
        new.muted = group.muted
        group.moved_to = new
        if heard:
            notes: tuple[tuple[Chat, JsonObject], ...] = (
                (group, {"migrate_to_chat_id": new.id}),
                (new, {"migrate_from_chat_id": group.id}),
            )
            for chat, service in notes:
                blank = [FormattedText("")]
                world.post(Message(chat, chat.new_id(), by.account, blank, service=service))
    return new


def sets_status(chat: Chat, person: Person, status: Status) -> None:
    """Make somebody an administrator, or a plain member again."""
    with chat.watch:
        chat.members[person.id] = status
        chat.accounts[person.id] = person.account


def comments_follow(world: World, channel: Chat, group: Chat, text: str) -> Message:
    """Post in a channel and let Telegram pass the post on to its discussion group."""
    with world.watch:
        post = Message(channel, channel.new_id(), TELEGRAM, [_content(text)], sender_chat=channel)
        world.post(post)
        origin: JsonObject = {
            "type": "channel",
            "date": int(time.time()),
            "chat": chat_json(channel),
            "message_id": post.id,
        }
        return world.post(
            Message(
                group,
                group.new_id(),
                TELEGRAM,
                [_content(text)],
                sender_chat=channel,
                forwarded={"forward_origin": origin, "is_automatic_forward": True},
            )
        )


def _content(text: str) -> FormattedText:
    return with_found_entities(clean(FormattedText(text)))
