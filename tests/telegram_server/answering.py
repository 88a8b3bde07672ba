"""The methods that answer a client's question: a pressed button, inline mode, a guest."""

import time

from telegram_server.chats import Message
from telegram_server.errors import ApiError, bad_request
from telegram_server.formatting import TEXT_LIMIT, SentText, check_length, read_text
from telegram_server.markup import check_reply_markup
from telegram_server.queries import (
    CallbackAnswer,
    CallbackQuery,
    GuestQuery,
    InlineAnswer,
    InlineQuery,
)
from telegram_server.values import Json, Params, utf16_length
from telegram_server.world import World

CALLBACK_TEXT_LIMIT = 200
RESULTS_LIMIT = 50
RESULT_ID_LIMIT = 64
OFFSET_LIMIT = 64
BUTTON_TEXT_LIMIT = 64
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, params: Params) -> Json:
    """Answer answerCallbackQuery, once for each query and not too late."""
    query = world.callback_queries.get(params.text("callback_query_id") or "")
    _check_open(world, query)
    text = params.text("text")
    if text is not None and utf16_length(text) > CALLBACK_TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    if query is not None:
        query.answer = CallbackAnswer(text, params.flag("show_alert"), params.text("url"))
    return True


def answer_inline_query(world: World, params: Params) -> Json:
    """Answer answerInlineQuery, once for each query and not too late."""
    query = world.inline_queries.get(params.text("inline_query_id") or "")
    _check_open(world, query)
    results = params.objects("results")
    if len(results) > RESULTS_LIMIT:
        raise bad_request("too many inline query results specified")
    ids = [str(result["id"]) for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len((params.text("next_offset") or "").encode()) > OFFSET_LIMIT:
        raise bad_request("NEXT_OFFSET_INVALID")
    for result in results:
        _read_result(world, Params(result))
    button = params.mapping("button")
    if button is not None:
        _check_start_parameter(button)
    if query is not None:
        seconds = params.integer("cache_time")
        query.answer = InlineAnswer(
            query=query.query,
            results=results,
            button=params.json("button"),
            cache_time=300 if seconds is None else seconds,
            is_personal=params.flag("is_personal"),
            next_offset=params.text("next_offset") or "",
        )
    return True


def answer_guest_query(world: World, params: Params) -> Json:
    """Answer answerGuestQuery, once for each summons and not too late: the bot's one message."""
    query = world.guest_queries.get(params.text("guest_query_id") or "")
    _check_open(world, query)
    result = params.mapping("result")
    if query is None or result is None:
        raise bad_request(_TOO_OLD)
    sent = _read_result(world, result)
    chat = query.message.chat
    query.answer = Message(
        chat,
        chat.new_id(),
        world.bot.account,
        [sent.content],
        formatting=sent.formatting,
        reply_to=query.message,
        reply_markup=result.json("reply_markup"),
    )
    world.post(query.answer)
    return {"inline_message_id": f"guest-{query.id}"}


def _check_open(world: World, query: CallbackQuery | InlineQuery | GuestQuery | None) -> None:
    if query is None or query.answer is not None:
        raise bad_request(_TOO_OLD)
    if time.monotonic() - query.asked_at > world.query_lifetime:
        raise bad_request(_TOO_OLD)


def _read_result(world: World, result: Params) -> SentText:
    if not 1 <= len((result.text("id") or "").encode()) <= RESULT_ID_LIMIT:
        raise bad_request("RESULT_ID_INVALID")
    if not (result.text("title") or "").strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.mapping("input_message_content")
    check_reply_markup(result.json("reply_markup"))
    if content is None or "message_text" not in content:
        raise ApiError(501, "Not Implemented: this server knows only inline results of text")
    if not content.text("message_text"):
        raise bad_request("can't parse inline query result: Message text is empty")
    sent = read_text(content, "message_text")
    world.violations.extend(sent.violations)
    check_length(sent.content, TEXT_LIMIT, "message is too long")
    if not sent.content.text.strip():
        raise bad_request("text must be non-empty")
    return sent


def _check_start_parameter(button: Params) -> None:
    if not 1 <= len((button.text("text") or "").strip()) <= BUTTON_TEXT_LIMIT:
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    parameter = button.text("start_parameter")
    plain = parameter is not None and parameter.replace("-", "").replace("_", "").isalnum()
    if "web_app" not in button and not (plain and parameter and len(parameter) <= 64):
        raise bad_request("START_PARAM_INVALID")
    if parameter is not None and not parameter.isascii():
        raise bad_request("START_PARAM_INVALID")
