"""A real python-telegram-bot process against the server, polling and by webhook."""

import sys
from pathlib import Path

import pytest

from telegram_server import BotProcess, TelegramServer
from telegram_server.process import free_port

ECHO_BOT = """
import os
from telegram import BotCommandScopeAllGroupChats, InlineKeyboardButton, InlineKeyboardMarkup
from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions
from telegram import MessageEntity, ReplyParameters, Update
from telegram.ext import Application, CallbackQueryHandler, InlineQueryHandler, MessageHandler
from telegram.ext import filters


async def echo(update, context):
    message = update.effective_message
    await message.chat.send_action("typing", message_thread_id=message.message_thread_id)
    if message.document:
        content = await (await message.document.get_file()).download_as_bytearray()
        await message.reply_document(bytes(content), filename="copy.txt", caption="a copy")
        return
    await context.bot.send_message(
        message.chat_id,
        message.text,
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
        entities=[MessageEntity("blockquote", 0, len(message.text))],
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(message.message_id, quote=message.text),
        reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="m")]]),
    )


async def more(update, context):
    await update.callback_query.answer("Here is more")
    await update.callback_query.edit_message_text("more")
    await update.callback_query.message.set_reaction("👍")


async def offer(update, context):
    content = InputTextMessageContent(f"about {update.inline_query.query}")
    result = InlineQueryResultArticle("1", "An answer", content)
    await update.inline_query.answer([result], cache_time=0, is_personal=True)


async def start(application):
    await application.bot.set_my_commands(
        [("ask", "Ask a question")], BotCommandScopeAllGroupChats(), "en"
    )


url = os.environ["URL"]
application = (
    Application.builder().token(os.environ["TOKEN"]).post_init(start)
    .base_url(url + "/bot").base_file_url(url + "/file/bot").build()
)
application.add_handler(MessageHandler(filters.TEXT | filters.Document.ALL, echo))
application.add_handler(CallbackQueryHandler(more))
application.add_handler(InlineQueryHandler(offer))
port = int(os.environ.get("PORT", "0"))
if port:
    application.run_webhook(
        "127.0.0.1", port, "hook", webhook_url=f"http://127.0.0.1:{port}/hook",
        secret_token="s-1", allowed_updates=Update.ALL_TYPES,
    )
else:
    application.run_polling(allowed_updates=Update.ALL_TYPES)
"""


def command(tmp_path: Path, script: str) -> list[str]:
    path = tmp_path / "bot.py"
    path.write_text(script, encoding="utf-8")
    return [sys.executable, str(path)]


def environment(server: TelegramServer, port: int = 0) -> dict[str, str]:
    return {"URL": server.url, "TOKEN": server.token, "PORT": str(port)}


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_a_bot_at_work(server: TelegramServer, tmp_path: Path, webhook: bool) -> None:
    world = server.world
    ada = world.user("Ada", language_code="en")
    env = environment(server, free_port() if webhook else 0)
    with BotProcess(server, command(tmp_path, ECHO_BOT), env):
        assert world.bot.menu("all_group_chats", "en") == {"ask": "Ask a question"}
        asked = ada.writes(ada.chat, "Where is Ąžuolynas 🌳?")
        answer = ada.chat.next_message()
        assert (answer.text, answer.reply_to) == (asked.text, asked)
        assert ada.presses(answer, "More").text == "Here is more"
        assert answer.next_edit().text == "more"
        world.wait_for(lambda: bool(answer.reactions), "a reaction")
        ada.sends_document(ada.chat, "a.txt", b"text")
        copy = ada.chat.next_message()
        assert copy.document is not None
        assert (copy.document.content, copy.text) == (b"text", "a copy")
        offered = ada.inline("kites")
        assert (offered.titles, offered.is_personal) == (["An answer"], True)
        assert ada.sends_result(ada.chat, offered).text == "about kites"
        assert ada.chat.next_message().text == "about kites", "the bot echoes this too"
        forum = world.supergroup("Forum", ada, forum=True)
        world.adds_bot_to(forum, by=ada)
        topic = world.opens_topic(forum, "Questions", by=ada)
        ada.writes(forum, "unheard", thread=topic)
        ada.writes(forum, "/ask@footnote_test_bot a", thread=topic)
        assert forum.next_message().thread_id == topic
        forum.no_message(0.1)
        world.settled()
        assert ada.chat.actions == ["typing"] * 3
    assert server.violations == []
    assert bool(server.calls_of("getUpdates")) is not webhook


def test_a_violation_fails_the_test_at_the_end(server: TelegramServer, tmp_path: Path) -> None:
    bot = BotProcess(server, command(tmp_path, ECHO_BOT), environment(server))
    bot.start()
    server.violations.append("something was wrong")
    with pytest.raises(AssertionError, match="something was wrong"):
        bot.stop()


def test_a_process_that_ends_at_once_shows_why(server: TelegramServer, tmp_path: Path) -> None:
    bot = BotProcess(server, command(tmp_path, "raise SystemExit('no token')"))
    with pytest.raises(AssertionError, match=r"(?s)ended with 1 at start-up.*no token"):
        bot.start()


def test_a_process_that_does_not_call_is_ended(server: TelegramServer, tmp_path: Path) -> None:
    script = "import time\nprint('waiting', flush=True)\ntime.sleep(60)"
    bot = BotProcess(server, command(tmp_path, script), start_timeout=1.0)
    with pytest.raises(AssertionError, match=r"(?s)did not call at start-up.*waiting"):
        bot.start()


def test_a_process_that_ends_badly(server: TelegramServer, tmp_path: Path) -> None:
    script = (
        "import os, signal, sys, time, urllib.request\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit('could not save'))\n"
        "urllib.request.urlopen(f\"{os.environ['URL']}/bot{os.environ['TOKEN']}/getUpdates\")\n"
        "while True:\n    time.sleep(0.1)"
    )
    bot = BotProcess(server, command(tmp_path, script), environment(server))
    bot.start()
    with pytest.raises(AssertionError, match=r"(?s)exit code 1.*could not save"):
        bot.stop()


def test_a_failed_test_shows_the_bots_output(server: TelegramServer, tmp_path: Path) -> None:
    script = f"print('a last word', flush=True)\n{ECHO_BOT}"
    bot = BotProcess(server, command(tmp_path, script), environment(server))
    with pytest.raises(ValueError, match="the test's own") as failure, bot:
        raise ValueError("the test's own")
    assert "a last word" in failure.value.__notes__[0]


def test_two_processes_are_in_conflict(server: TelegramServer, tmp_path: Path) -> None:
    argv, env = command(tmp_path, ECHO_BOT), environment(server)
    with BotProcess(server, argv, env), BotProcess(server, argv, env):
        server.world.wait_for(
            lambda: any(call.status == 409 for call in server.calls_of("getUpdates")), "a conflict"
        )


def test_a_killed_bot_hears_later_what_it_missed(server: TelegramServer, tmp_path: Path) -> None:
    ada = server.world.user("Ada")
    argv, env = command(tmp_path, ECHO_BOT), environment(server)
    first = BotProcess(server, argv, env)
    first.start()
    first.kill()
    ada.writes(ada.chat, "hello")
    with BotProcess(server, argv, env):
        assert ada.chat.next_message().text == "hello"
