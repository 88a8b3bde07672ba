"""A strict stand-in for Telegram's Bot API server, for end-to-end tests of a real bot process.

It listens on the loopback only, runs in a thread of its own, and is driven synchronously, so that
a test reads from top to bottom without async. What counts as right is not decided here: parameters
and updates are checked against the official schema, formatting against TDLib, and refusals use
telegram-bot-api's words. Every breach is in `server.violations`; `BotProcess` asserts that there
are none when it stops.

    with TelegramServer() as server:
        world = server.world
        ada = world.user("Ada", language_code="en")
        with BotProcess(server, [sys.executable, "-m", "bot", "telegram"], env={…}):
            ada.starts()                                   # /start, which opens the private chat
            welcome = ada.chat.next_message()              # waits; the bot's next message there
            question = ada.writes(ada.chat, "Who spoke in Istanbul?")
            answer = ada.chat.next_message()
            assert answer.text.startswith("…") and answer.reply_to is question
            toast = ada.presses(answer, "More")            # waits for answerCallbackQuery
            answer.next_edit()                             # waits for editMessageText

The bot is pointed at `server.url` + "/bot" and "/file/bot" and uses `server.token`.

People (`world.user(name, language_code=…, username=…)`), who act at once and return what they made:
    .chat  .starts(payload="")  .follows(link)  .copies(message, button) -> str
    .writes(chat, text, reply_to=…, thread=…, entities=…, under=…, passing_on=…,
        quoting=…)
    .edits(message, text)  .touches(message)  .deletes(message)
    .sends_document(chat, name, content, caption=…)
    .sends(chat, kind, caption=…, reply_to=…, album=…, passing_on=…)
    .presses(message, button) -> CallbackAnswer  .sends_callback(message, data) -> CallbackAnswer
    .inline(query, offset=…) -> InlineAnswer  .sends_result(chat, inline_answer, index)
    .types(query, offset=…) -> InlineQuery, without waiting
    .summons(chat, text, reply_to=…) -> GuestQuery, where the bot is no member
    .reacts(message, *emoji, under=…)  .blocks_bot()  .unblocks_bot()
Rooms: `world.group(title, *members)`, `world.supergroup(title, *members, forum=…)` and
    `world.channel(title, *members)`; `world.opens_topic(forum, name, by=ada)` is for `thread=…`.
    `world.adds_bot_to(room, by=ada, admin=…)`, `world.removes_bot_from(room, by=ada)`.
    `room.muted = True` takes the right to write from plain members; `telegram_server.rooms` has
    `upgrade(world, group, by=ada)`, `sets_status(room, bob, "administrator")` and
    `comments_follow(world, channel, group, text)`.
Chats:
    .messages (what is visible now)  .from_bot  .actions  .next_message(timeout=5)
    .no_message(seconds) asserts that none comes
Messages:
    .text  .entities (with the links and commands Telegram finds)  .formatting (only what was sent)
    .texts_of("blockquote")  .buttons  .button(text)  .reply_to  .quote  .thread_id  .document
    .reactions  .versions  .deleted  .next_edit(timeout=5)
World: `.privacy_mode`, `.inline_mode`, `.guest_mode` (True at first),
    `.settled(quiet=0.3)`, `.wait_for(condition, what)`,
    `.bot.menu(scope, language)`, `.bot.descriptions`, `.query_lifetime`, `.flood_limit`, `.files`.
Server: `.calls`, `.calls_of(method)`, `.violations`, and `.fails(method, fault, times=1)` with a
    fault from `telegram_server.faults`: `Refusal(status, description, retry_after)`,
    `too_many_requests(seconds)`, `Dropped(after_doing)`, `Silent(seconds, after_doing)`,
    `BadGateway()`.

`telegram_server.cleaning.clean` says what Telegram makes of a text: an exact quotation is exact up
to that. The schema must have been fetched before (tests/fetch_telegram_schema.py).
"""

from telegram_server.process import BotProcess
from telegram_server.server import TelegramServer

__all__ = ["BotProcess", "TelegramServer"]
