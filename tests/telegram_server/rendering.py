"""State as the Bot API's JSON objects."""

from collections.abc import Iterable

from telegram_server.chats import Account, Chat, Message, Status, StoredFile
from telegram_server.values import Entity, Json, JsonObject

ANONYMOUS = Account(1087968824, "Group", "GroupAnonymousBot", is_bot=True)
"""Who is said to have written what an administrator writes anonymously."""
CHANNEL_BOT = Account(136817688, "Channel", "Channel_Bot", is_bot=True)
"""Who is said to have written what somebody writes under a channel's name."""
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
_ADMIN_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)


def user_json(account: Account) -> JsonObject:
    """Render a User."""
    return _present(
        id=account.id,
        is_bot=account.is_bot,
        first_name=account.first_name,
        username=account.username,
        language_code=account.language_code,
    )


def chat_json(chat: Chat) -> JsonObject:
    """Render a Chat."""
    if chat.type == "private":
        return _present(id=chat.id, type=chat.type, first_name=chat.title, username=chat.username)
    return _present(
        id=chat.id,
        type=chat.type,
        title=chat.title,
        username=chat.username,
        is_forum=chat.is_forum or None,
    )


def member_json(account: Account, status: Status) -> JsonObject:
    """Render a ChatMember of the kind that the status asks for."""
    member: JsonObject = {"user": user_json(account), "status": status}
    if status == "creator":
        member["is_anonymous"] = False
    if status == "administrator":
        member.update(dict.fromkeys(_ADMIN_RIGHTS, False))
        member.update(can_manage_chat=True, can_delete_messages=True)
    if status == "restricted":
        member.update(dict.fromkeys(PERMISSIONS, False), is_member=True, until_date=0)
    if status == "kicked":
        member["until_date"] = 0
    return member


def entities_json(entities: Iterable[Entity], accounts: dict[int, Account]) -> list[Json]:
    """Render entities; a mention of someone unknown keeps no user and is left out."""
    rendered: list[Json] = []
    for entity in entities:
        account = accounts.get(entity.user_id) if entity.user_id is not None else None
        if entity.type == "text_mention" and account is None:
            continue
        rendered.append(
            _present(
                type=entity.type,
                offset=entity.offset,
                length=entity.length,
                url=entity.url,
                user=None if account is None else user_json(account),
                language=entity.language,
                custom_emoji_id=entity.custom_emoji_id,
            )
        )
    return rendered


def file_json(file: StoredFile) -> JsonObject:
    """Render the fields that every file object shares."""
    return {
        "file_id": file.file_id,
        "file_unique_id": f"u{file.file_id}",
        "file_size": len(file.content),
    }


def message_json(message: Message, *, nested: bool = False) -> JsonObject:
    """Render a Message; a message inside another one never shows what it replies to."""
    shown: JsonObject = {
        "message_id": message.id,
        "date": message.date,
        "chat": chat_json(message.chat),
        **_author(message),
        **_content(message),
    }
    if message.thread_id is not None:
        shown["message_thread_id"] = message.thread_id
    if message.is_topic:
        shown["is_topic_message"] = True
    if message.edit_date is not None:
        shown["edit_date"] = message.edit_date
    if message.reply_markup is not None and "inline_keyboard" in message.reply_markup:
        shown["reply_markup"] = message.reply_markup
    reply_to = message.reply_to
    if reply_to is None and message.is_topic and message.thread_id != message.id:
        # In a topic, what replies to nothing replies to the message that opened the topic.
        reply_to = message.chat.message(message.thread_id)
    if reply_to is not None and not reply_to.deleted and not nested:
        shown["reply_to_message"] = message_json(reply_to, nested=True)
    if message.quote is not None:
        shown["quote"] = _present(
            text=message.quote.quoted.text,
            entities=entities_json(message.quote.quoted.entities, message.chat.accounts) or None,
            position=message.quote.position,
            is_manual=True,
        )
    return shown


def _author(message: Message) -> JsonObject:
    if message.chat.type == "channel":
        return {"sender_chat": chat_json(message.chat)}
    sender, chat = message.sender, message.sender_chat
    if chat is not None and message.forwarded is None:
        sender = ANONYMOUS if chat is message.chat else CHANNEL_BOT
    author: JsonObject = {"from": user_json(sender), **(message.forwarded or {})}
    if chat is not None:
        author["sender_chat"] = chat_json(chat)
    if message.via_bot is not None:
        author["via_bot"] = user_json(message.via_bot)
    return author


def _content(message: Message) -> JsonObject:
    if message.service is not None:
        return message.service
    entities = entities_json(message.entities, message.chat.accounts)
    if message.document is None and message.media is None:
        return _present(
            text=message.text,
            entities=entities or None,
            link_preview_options=message.link_preview,
        )
    caption = _present(caption=message.text or None, caption_entities=entities or None)
    document = {} if message.document is None else _media(message.document)
    return {**(message.media or {}), **document, **caption}


def _media(file: StoredFile) -> JsonObject:
    if file.kind == "photo":
        return {"photo": [{**file_json(file), "width": 320, "height": 240}]}
    named: JsonObject = {"file_name": file.name, "mime_type": file.mime_type}
    return {"document": {**file_json(file), **named}}


def _present(**fields: Json) -> JsonObject:
    return {name: value for name, value in fields.items() if value is not None}
