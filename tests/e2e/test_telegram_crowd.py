"""Many chats at once, and what the log says of them. Timings are in benchmarks/telegram_load.py."""

import pytest

from e2e.fake_bot import NUMBERED
from e2e.fake_process import StartBot
from telegram_server import BotProcess, TelegramServer
from telegram_server.faults import Refusal, too_many_requests
from telegram_server.people import Person


@pytest.mark.usefixtures("bot")
def test_a_crowd_is_answered_completely_and_in_order(server: TelegramServer) -> None:
    crowd = [server.world.user(f"Person {number}") for number in range(30)]
    for number in range(3):
        for person in crowd:
            person.writes(person.chat, f"{NUMBERED}{number} of {person.id}")
    for person in crowd:
        for number in range(3):
            answer = person.chat.next_message(timeout=20)
            assert f"{NUMBERED}{number} of {person.id}." in answer.text
    server.world.settled()
    assert all(len(person.chat.from_bot) == 3 for person in crowd)


def test_one_chat_s_flood_of_questions_is_answered_in_order_and_at_its_pace(
    server: TelegramServer, bot: BotProcess, ada: Person
) -> None:
    with server.world.watch:
        server.world.flood_limit.messages, server.world.flood_limit.seconds = 6, 1.0
    for number in range(9):
        ada.writes(ada.chat, f"{NUMBERED}{number}.")
    for number in range(9):
        assert f"{NUMBERED}{number}." in ada.chat.next_message(timeout=10).text
    server.world.settled()
    assert {call.status for call in server.calls_of("sendMessage")} == {200}
    assert "Traceback" not in bot.output


def test_the_log_holds_nobody_s_words_names_and_ids(
    server: TelegramServer, fake_bot: StartBot
) -> None:
    eve = server.world.user("Evelyn Secretname", username="eve_secret")
    group = server.world.supergroup("Secret circle", eve)
    with fake_bot() as bot:
        server.world.adds_bot_to(group, by=eve)
        eve.starts()
        for text in ("my secret words about talks", "my secret words: crash", "/more", "/new x"):
            eve.writes(eve.chat, text)
        eve.writes(group, "/ask@footnote_test_bot my secret words")
        server.world.settled(timeout=20)
        server.fails("sendMessage", Refusal(400, "Bad Request: something odd"), times=1)
        eve.writes(eve.chat, "my secret words, refused")
        server.world.settled(timeout=20)
        server.fails("sendMessage", too_many_requests(1), times=1)
        eve.writes(eve.chat, "my secret words, flooded")
        server.world.settled(quiet=1.5, timeout=20)
        eve.blocks_bot()
        eve.unblocks_bot()
        server.fails("sendMessage", Refusal(403, "Forbidden: bot was blocked by the user"))
        eve.writes(eve.chat, "my secret words, unwanted")
        server.world.settled(timeout=20)
    assert "question chat=" in bot.output
    for sign in ("ecret", str(eve.id), str(abs(group.id)), server.token):
        assert sign not in bot.output
