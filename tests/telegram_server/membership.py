"""The methods about chats and the people in them, and reactions to their messages."""

from telegram_server.chats import Account, Chat
from telegram_server.errors import bad_request
from telegram_server.rendering import PERMISSIONS, chat_json, member_json
from telegram_server.sending import writable_chat
from telegram_server.values import Json, Params
from telegram_server.world import World

# The free reactions that everyone has; the real list is longer.
REACTIONS = frozenset(
    "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾😡"
)


def get_chat(world: World, params: Params) -> Json:
    """Answer getChat."""
    chat = writable_chat(world, params)
    shown = chat_json(chat)
    if chat.type in ("group", "supergroup"):
        shown["permissions"] = dict.fromkeys(PERMISSIONS, not chat.muted)
    return {
        **shown,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def get_chat_member(world: World, params: Params) -> Json:
    """Answer getChatMember."""
    chat = writable_chat(world, params)
    user_id = params.integer("user_id") or 0
    account = _account(world, chat, user_id)
    return member_json(account, chat.status(user_id))


def get_chat_administrators(world: World, params: Params) -> Json:
    """Answer getChatAdministrators: the owner and the administrators, without other bots."""
    chat = writable_chat(world, params)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return [
        member_json(chat.accounts[user_id], status)
        for user_id, status in chat.members.items()
        if status in ("creator", "administrator") and not chat.accounts[user_id].is_bot
    ]


def leave_chat(world: World, params: Params) -> Json:
    """Answer leaveChat."""
    chat = writable_chat(world, params)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.members[world.bot.account.id] = "left"
    return True


def set_message_reaction(world: World, params: Params) -> Json:
    """Answer setMessageReaction: at most one emoji, of those that Telegram offers."""
    chat = writable_chat(world, params)
    message = chat.message(params.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    emoji = [reaction.text("emoji") or "" for reaction in params.mappings("reaction")]
    if len(emoji) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if not all(mark.rstrip("\ufe0f") in REACTIONS for mark in emoji):
        raise bad_request("REACTION_INVALID")
    message.reactions[world.bot.account.id] = emoji
    return True


def _account(world: World, chat: Chat, user_id: int) -> Account:
    if user_id == world.bot.account.id:
        return world.bot.account
    account = chat.accounts.get(user_id)
    if account is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return account
