"""The methods about the bot itself: who it is, its command menus, its descriptions, its files."""

import json
import re

from telegram_server.chats import StoredFile
from telegram_server.errors import bad_request
from telegram_server.rendering import file_json, user_json
from telegram_server.sending import is_known
from telegram_server.values import Json, JsonObject, Params
from telegram_server.world import World

COMMANDS_LIMIT = 100
DESCRIPTION_LIMIT = 512
SHORT_DESCRIPTION_LIMIT = 120
DOWNLOAD_LIMIT = 20 * 1024 * 1024
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")


def get_me(world: World, _: Params) -> Json:
    """Answer getMe."""
    return {
        **user_json(world.bot.account),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy_mode,
        "supports_inline_queries": world.inline_mode,
        "supports_guest_queries": world.guest_mode,
    }


def set_my_commands(world: World, params: Params) -> Json:
    """Answer setMyCommands."""
    commands: list[JsonObject] = []
    for item in params.mappings("commands"):
        command = (item.text("command") or "").removeprefix("/")
        description = (item.text("description") or "").strip()
        if not _COMMAND.fullmatch(command):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        commands.append({"command": command, "description": description})
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.bot.commands[_scope(world, params)] = commands
    return True


def get_my_commands(world: World, params: Params) -> Json:
    """Answer getMyCommands."""
    return list(world.bot.commands.get(_scope(world, params), []))


def delete_my_commands(world: World, params: Params) -> Json:
    """Answer deleteMyCommands."""
    world.bot.commands.pop(_scope(world, params), None)
    return True


def set_my_description(world: World, params: Params) -> Json:
    """Answer setMyDescription."""
    description = params.text("description") or ""
    if len(description) > DESCRIPTION_LIMIT:
        raise bad_request("BOT_DESCRIPTION_TOO_LONG")
    world.bot.descriptions[_language(params)] = description
    return True


def set_my_short_description(world: World, params: Params) -> Json:
    """Answer setMyShortDescription."""
    description = params.text("short_description") or ""
    if len(description) > SHORT_DESCRIPTION_LIMIT:
        raise bad_request("BOT_SHORT_DESCRIPTION_TOO_LONG")
    world.bot.short_descriptions[_language(params)] = description
    return True


def get_file(world: World, params: Params) -> Json:
    """Answer getFile."""
    file = world.files.get(params.text("file_id") or "")
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**file_json(file), "file_path": file_path(file)}


def file_path(file: StoredFile) -> str:
    """Return the path under which a file is downloaded."""
    return f"{file.kind}s/{file.file_id}"


def stop_working(_: World, __: Params) -> Json:
    """Answer close and logOut, which a bot has no reason to call."""
    return True


def _scope(world: World, params: Params) -> tuple[str, str]:
    scope = params.json("scope") or {"type": "default"}
    if "chat_id" in scope:
        chat_id = scope["chat_id"]
        chat = world.find_chat(chat_id if isinstance(chat_id, int | str) else None)
        if chat is None or not is_known(world, chat):
            raise bad_request("chat not found")
    return json.dumps(scope, sort_keys=True), _language(params)


def _language(params: Params) -> str:
    language = params.text("language_code") or ""
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language
