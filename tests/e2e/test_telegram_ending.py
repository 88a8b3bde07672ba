"""The process is told to end while people wait."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from e2e.fake_bot import NUMBERED, WAITS_FOR
from e2e.fake_process import StartBot
from telegram_server import TelegramServer
from telegram_server.faults import BadGateway, too_many_requests
from telegram_server.people import Person

TALKS = "Where were the talks held?"


def test_an_answer_that_is_under_way_still_arrives(
    server: TelegramServer, fake_bot: StartBot, ada: Person, tmp_path: Path
) -> None:
    signal = tmp_path / "signal"
    with fake_bot() as bot, ThreadPoolExecutor(1) as pool:
        ada.writes(ada.chat, f"{WAITS_FOR}{signal}")
        server.world.wait_for(lambda: ada.chat.actions == ["typing"], "typing")
        polls = len(server.calls_of("getUpdates"))
        stopping = pool.submit(bot.stop)
        # The last poll, which only confirms, shows that the signal has been taken.
        server.world.wait_for(lambda: len(server.calls_of("getUpdates")) > polls, "the last poll")
        assert ada.chat.from_bot == []
        signal.touch()
        stopping.result()  # asserts exit code 0
    assert ada.chat.next_message().text.startswith("The talks were held")


def test_a_flood_limit_is_not_waited_out(
    server: TelegramServer, fake_bot: StartBot, ada: Person
) -> None:
    server.fails("sendMessage", too_many_requests(60), times=1)
    with fake_bot() as bot:
        ada.writes(ada.chat, TALKS)
        server.world.wait_for(lambda: len(server.calls_of("sendMessage")) == 1, "the refused call")
        bot.stop()  # asserts exit code 0 within 20 seconds
    assert len(server.calls_of("sendMessage")) == 1
    assert "Traceback" not in bot.output
    with fake_bot():
        assert ada.chat.next_message().text.startswith("The talks were held")


def test_a_server_that_is_down_is_not_waited_for(
    server: TelegramServer, fake_bot: StartBot, ada: Person
) -> None:
    server.fails("sendMessage", BadGateway(), times=9)
    with fake_bot() as bot:
        ada.writes(ada.chat, TALKS)
        server.world.wait_for(lambda: len(server.calls_of("sendMessage")) == 2, "a second try")
        bot.stop()
    assert len(server.calls_of("sendMessage")) <= 3
    assert "Traceback" not in bot.output


def test_a_server_that_is_down_at_the_start_is_not_waited_for(
    server: TelegramServer, fake_bot: StartBot
) -> None:
    server.fails("getUpdates", BadGateway(), times=99)
    bot = fake_bot()
    with bot:
        server.world.wait_for(lambda: len(server.calls_of("getUpdates")) == 3, "a pause of 2 s")
        begun = time.monotonic()
        bot.stop()
        assert time.monotonic() - begun < 2
    assert bot.output.count("Telegram cannot be reached") == 1


def test_what_there_is_no_time_for_is_answered_after_the_next_start(
    server: TelegramServer, fake_bot: StartBot, ada: Person
) -> None:
    count = 13  # five at once, then one a second; there are five seconds
    with fake_bot() as bot:
        for number in range(count):
            ada.writes(ada.chat, f"{NUMBERED}{number}.")
        ada.chat.next_message()
        begun = time.monotonic()
        bot.stop()
        assert time.monotonic() - begun < 8
    answered = len(ada.chat.from_bot)
    assert answered < count
    with fake_bot():
        server.world.wait_for(lambda: len(ada.chat.from_bot) == count, "the others", timeout=15)
    for number, answer in enumerate(ada.chat.from_bot):
        assert f"{NUMBERED}{number}." in answer.text
    assert "Traceback" not in bot.output
