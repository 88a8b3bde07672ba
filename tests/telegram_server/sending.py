"""The methods that put messages into chats, change them and take them away."""

import time

from telegram_server.chats import GENERAL, Chat, Message, Quote, StoredFile
from telegram_server.errors import (
    ApiError,
    bad_request,
    chat_moved,
    forbidden,
    too_many_requests,
)
from telegram_server.formatting import (
    CAPTION_LIMIT,
    TEXT_LIMIT,
    SentText,
    check_length,
    part_of,
    read_text,
)
from telegram_server.markup import check_reply_markup
from telegram_server.rendering import message_json
from telegram_server.values import FormattedText, Json, Params, utf16_length
from telegram_server.world import World

QUOTE_LIMIT = 1024
_ROOMS = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}
_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def send_message(world: World, params: Params) -> Json:
    """Answer sendMessage."""
    chat = writable_chat(world, params)
    sent = _checked_text(world, params)
    return _post(world, params, chat, sent)


def send_document(world: World, params: Params) -> Json:
    """Answer sendDocument."""
    return _send_file(world, params, "document")


def send_photo(world: World, params: Params) -> Json:
    """Answer sendPhoto."""
    return _send_file(world, params, "photo")


def edit_message_text(world: World, params: Params) -> Json:
    """Answer editMessageText."""
    message = _own_message(world, params)
    sent = _checked_text(world, params, too_long="MESSAGE_TOO_LONG")
    if message.document is not None:
        raise bad_request("there is no text in the message to edit")
    return _edit(params, message, sent.content, sent)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Answer editMessageReplyMarkup."""
    message = _own_message(world, params)
    return _edit(params, message, message.content, None)


def delete_message(world: World, params: Params) -> Json:
    """Answer deleteMessage: the bot's own, any in a private chat, any as an administrator."""
    chat = writable_chat(world, params)
    message = chat.message(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    bot = world.bot.account
    allowed = message.sender == bot or chat.type == "private"
    if not allowed and chat.status(bot.id) != "administrator":
        raise bad_request("message can't be deleted")
    message.deleted = True
    return True


def send_chat_action(world: World, params: Params) -> Json:
    """Answer sendChatAction."""
    chat = writable_chat(world, params)
    action = params.text("action") or ""
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    if not (chat.is_forum and params.integer("message_thread_id") == GENERAL):
        _thread(chat, params, None)
    chat.actions.append(action)
    return True


def writable_chat(world: World, params: Params) -> Chat:
    """Return the chat that a call names, if the bot may write there.

    Raises:
        ApiError: There is no such chat, or the bot was blocked, kicked or never let in.
    """
    if params.values.get("chat_id") == "":
        raise bad_request("chat_id is empty")
    chat_id = params.values.get("chat_id")
    chat = world.find_chat(chat_id if isinstance(chat_id, int | str) else None)
    bot = world.bot.account
    if chat is None or not is_known(world, chat):
        raise bad_request("chat not found")
    if chat.type == "private":
        if chat.id in world.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.opened:
            raise forbidden("bot can't initiate conversation with a user")
        return chat
    if chat.moved_to is not None:
        raise chat_moved(chat.moved_to.id)
    status = chat.status(bot.id)
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {_ROOMS[chat.type]}")
    if status == "left":
        raise forbidden(f"bot is not a member of the {_ROOMS[chat.type]}")
    if chat.type == "channel" and status != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    return chat


def is_known(world: World, chat: Chat) -> bool:
    """Return whether the bot has met the person: in private, or in a group that it is in."""
    if chat.type != "private" or chat.opened:
        return True
    bot = world.bot.account.id
    return any(bot in room.members and chat.id in room.accounts for room in world.chats.values())


def _checked_text(world: World, params: Params, too_long: str = "message is too long") -> SentText:
    if not params.text("text"):
        raise bad_request("message text is empty")
    sent = read_text(params)
    world.violations.extend(sent.violations)
    if not sent.content.text:
        raise bad_request("text must be non-empty")
    check_length(sent.content, TEXT_LIMIT, too_long)
    return sent


def _send_file(world: World, params: Params, kind: str) -> Json:
    chat = writable_chat(world, params)
    sent = read_text(params, "caption", entities="caption_entities")
    world.violations.extend(sent.violations)
    check_length(sent.content, CAPTION_LIMIT, "message caption is too long")
    upload, known = params.upload(kind), world.files.get(str(params.values.get(kind)))
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        known = world.store(upload.name, upload.content, "photo" if kind == "photo" else "document")
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return _post(world, params, chat, sent, known)


def _post(
    world: World, params: Params, chat: Chat, sent: SentText, document: StoredFile | None = None
) -> Json:
    _check_voice(world, chat)
    reply_to, quote = _reply(chat, params)
    thread = _thread(chat, params, reply_to)
    markup = check_reply_markup(params.json("reply_markup"))
    seconds = world.flood_limit.wait(chat.id)
    if seconds is not None:
        raise too_many_requests(seconds)
    message = Message(
        chat,
        chat.new_id(),
        world.bot.account,
        [sent.content],
        formatting=sent.formatting,
        reply_to=reply_to,
        quote=quote,
        thread_id=thread,
        is_topic=thread is not None,
        reply_markup=markup,
        link_preview=params.json("link_preview_options"),
        document=document,
    )
    world.post(message)
    return message_json(message)


def _check_voice(world: World, chat: Chat) -> None:
    status = chat.status(world.bot.account.id)
    if status == "restricted" or (chat.muted and status == "member"):
        raise bad_request("not enough rights to send text messages to the chat")


def _reply(chat: Chat, params: Params) -> tuple[Message | None, Quote | None]:
    wish = params.mapping("reply_parameters")
    if wish is None:
        return None, None
    if wish.values.get("chat_id", chat.id) != chat.id:
        raise ApiError(501, "Not Implemented: this server knows no replies to other chats")
    target = chat.message(wish.integer("message_id"))
    if target is None:
        if wish.flag("allow_sending_without_reply"):
            return None, None
        raise bad_request("message to be replied not found")
    if not wish.text("quote"):
        return target, None
    quoted = read_text(wish, "quote", "quote_parse_mode", "quote_entities").content
    position = target.find(quoted.text, near=wish.integer("quote_position") or 0)
    if position is None or utf16_length(quoted.text) > QUOTE_LIMIT:
        raise bad_request("QUOTE_TEXT_INVALID")
    end = position + utf16_length(quoted.text)
    return target, Quote(part_of(target.content, position, end), position)


def _thread(chat: Chat, params: Params, reply_to: Message | None) -> int | None:
    thread = params.integer("message_thread_id")
    if thread is not None and thread not in chat.topics:
        raise bad_request("message thread not found")
    if thread is None and reply_to is not None and reply_to.is_topic:
        return reply_to.thread_id
    return thread


def _own_message(world: World, params: Params) -> Message:
    if "inline_message_id" in params:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = writable_chat(world, params)
    message = chat.message(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender != world.bot.account:
        raise bad_request("message can't be edited")
    return message


def _edit(params: Params, message: Message, content: FormattedText, sent: SentText | None) -> Json:
    markup = check_reply_markup(params.json("reply_markup"))
    if content == message.content and markup == message.reply_markup:
        raise bad_request(_NOT_MODIFIED)
    message.becomes(content)
    message.reply_markup = markup
    if sent is not None:
        message.formatting = sent.formatting
        message.link_preview = params.json("link_preview_options")
        message.edit_date = int(time.time())
    return message_json(message)
