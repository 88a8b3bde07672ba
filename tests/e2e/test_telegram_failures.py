"""Telegram misbehaves, or the settings are wrong."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from bot.wording import answers as wording
from bot.wording import telegram as telegram_wording
from e2e.fake_bot import WAITS_FOR
from e2e.fake_process import StartBot
from telegram_server import BotProcess, TelegramServer
from telegram_server.faults import BadGateway, Dropped, Fault, Refusal, Silent, too_many_requests
from telegram_server.people import Person
from telegram_server.process import free_port

TALKS = "Where were the talks held?"
SECRET = "a-secret-of-16_characters"


@pytest.mark.parametrize(
    "fault",
    [
        Refusal(500, "Internal Server Error"),
        BadGateway(),
        Dropped(),
        Dropped(after_doing=True),
        too_many_requests(1),
    ],
    ids=["500", "502", "dropped", "dropped late", "429"],
)
def test_a_message_is_sent_again(
    server: TelegramServer, bot: BotProcess, ada: Person, fault: Fault
) -> None:
    server.fails("sendMessage", fault, times=1)
    ada.writes(ada.chat, TALKS)
    assert ada.chat.next_message().text.startswith("The talks were held")
    server.world.wait_for(lambda: len(server.calls_of("sendMessage")) == 2, "a second try")
    assert "Traceback" not in bot.output


@pytest.mark.parametrize("fault", [BadGateway(), Dropped(), Refusal(503, "Unavailable")])
def test_a_burst_of_faults_is_outlived(
    server: TelegramServer, bot: BotProcess, ada: Person, fault: Fault
) -> None:
    server.fails("sendMessage", fault, times=3)
    ada.writes(ada.chat, TALKS)
    assert ada.chat.next_message(timeout=10).text.startswith("The talks were held")
    assert len(server.calls_of("sendMessage")) == 4
    assert "Traceback" not in bot.output


@pytest.mark.usefixtures("bot")
def test_an_answer_whose_delivery_was_not_confirmed_is_not_lost(
    server: TelegramServer, ada: Person
) -> None:
    server.fails("sendMessage", Silent(6.0, after_doing=True), times=1)
    ada.writes(ada.chat, TALKS)
    for _ in range(2):  # Telegram has no key that would tell the two from each other
        assert ada.chat.next_message(timeout=15).text.startswith("The talks were held")


@pytest.mark.usefixtures("bot")
def test_a_read_timeout_is_tried_once_more(server: TelegramServer, ada: Person) -> None:
    server.fails("sendMessage", Silent(6.0), times=1)
    ada.writes(ada.chat, TALKS)
    assert ada.chat.next_message(timeout=15).text.startswith("The talks were held")


@pytest.mark.usefixtures("bot")
def test_a_flooded_chat_holds_up_no_other(server: TelegramServer, ada: Person) -> None:
    others = [server.world.user(f"Other {number}") for number in range(20)]
    server.fails("sendMessage", too_many_requests(3), times=1)
    ada.writes(ada.chat, TALKS)
    server.world.wait_for(lambda: len(server.calls_of("sendMessage")) == 1, "the refused call")
    ada.writes(ada.chat, "What was the weather?")
    for other in others:
        other.writes(other.chat, TALKS)
    for other in others:
        assert other.chat.next_message().text.startswith("The talks were held")
    assert ada.chat.from_bot == []  # three seconds have not passed
    assert ada.chat.next_message().text.startswith("The talks were held")
    assert ada.chat.next_message().text.startswith(wording.closest_lead())
    first, second = [
        call for call in server.calls_of("sendMessage") if call.params["chat_id"] == ada.id
    ][:2]
    assert second.time - first.time >= 3


def test_a_refused_message_is_owned_up_to(
    server: TelegramServer, bot: BotProcess, ada: Person
) -> None:
    server.fails("sendMessage", Refusal(400, "Bad Request: something odd"), times=1)
    ada.writes(ada.chat, TALKS)
    assert ada.chat.next_message().text == telegram_wording.failed()
    server.world.settled()
    assert "omething odd" in bot.output
    assert "Traceback" not in bot.output


def test_a_page_asked_for_by_command_is_not_lost_either(
    server: TelegramServer, bot: BotProcess, ada: Person
) -> None:
    ada.writes(ada.chat, "many")
    ada.chat.next_message()
    server.fails("sendMessage", Refusal(400, "Bad Request: something odd"), times=1)
    ada.writes(ada.chat, "/more")
    assert ada.chat.next_message().text == telegram_wording.failed()
    for passage in ("[4] ", "[7] "):
        ada.writes(ada.chat, "/more")
        assert passage in ada.chat.next_message().text
    assert "Traceback" not in bot.output


def test_who_has_blocked_the_bot_is_left_alone(
    server: TelegramServer, bot: BotProcess, ada: Person, tmp_path: Path
) -> None:
    ada.writes(ada.chat, "many")
    answer = ada.chat.next_message()
    signal = tmp_path / "signal"
    for text in (f"{WAITS_FOR}{signal}", TALKS, TALKS, TALKS):
        ada.writes(ada.chat, text)
    server.world.wait_for(lambda: ada.chat.actions == ["typing"], "typing")
    server.world.wait_for(lambda: not server.world.updates.pending, "the others to wait")
    ada.blocks_bot()
    signal.touch()
    server.world.settled()
    assert [call.status for call in server.calls_of("sendMessage")] == [200, 403]
    assert bot.output.count("blocked") == 1
    assert "Traceback" not in bot.output
    ada.unblocks_bot()
    assert ada.presses(answer, "More (4)").text == wording.expired()  # nothing was kept of her
    ada.writes(ada.chat, TALKS)
    assert ada.chat.next_message().text.startswith("The talks were held")


def test_a_chat_that_is_gone_is_left_alone_too(
    server: TelegramServer, bot: BotProcess, ada: Person
) -> None:
    server.fails("sendMessage", Refusal(400, "Bad Request: chat not found"), times=1)
    ada.writes(ada.chat, TALKS)
    server.world.settled()
    assert len(server.calls_of("sendMessage")) == 1
    ada.writes(ada.chat, TALKS)
    assert ada.chat.next_message().text.startswith("The talks were held")
    assert "ERROR" not in bot.output


def test_where_the_bot_may_not_write_it_does_not_insist(
    server: TelegramServer, bot: BotProcess, ada: Person
) -> None:
    muted = "Bad Request: not enough rights to send text messages to the chat"
    server.fails("sendMessage", Refusal(400, muted), times=1)
    ada.writes(ada.chat, TALKS)
    server.world.settled()
    assert len(server.calls_of("sendMessage")) == 1
    assert "ERROR" not in bot.output
    ada.writes(ada.chat, TALKS)  # it may again
    assert ada.chat.next_message().text.startswith("The talks were held")


def test_a_second_poller_is_named_once(
    server: TelegramServer, bot: BotProcess, ada: Person
) -> None:
    conflict = "Conflict: terminated by other getUpdates request"
    server.fails("getUpdates", Refusal(409, conflict), times=3)
    ada.writes(ada.chat, TALKS)  # ends the running poll; the next one meets the conflict
    assert ada.chat.next_message().text.startswith("The talks were held")
    ada.writes(ada.chat, TALKS)
    assert ada.chat.next_message(timeout=15).text.startswith("The talks were held")
    assert bot.output.count("Another process") == 1
    assert "Traceback" not in bot.output


@pytest.mark.usefixtures("bot")
def test_polling_outlives_a_passing_404(server: TelegramServer, ada: Person) -> None:
    server.fails("getUpdates", Refusal(404, "Not Found"), times=1)
    ada.writes(ada.chat, TALKS)
    ada.chat.next_message()
    ada.writes(ada.chat, TALKS)
    assert ada.chat.next_message(timeout=15).text.startswith("The talks were held")


def test_it_waits_for_telegram_at_the_start(
    server: TelegramServer, fake_bot: StartBot, ada: Person
) -> None:
    server.fails("getMe", BadGateway(), times=1)
    with fake_bot() as bot:
        ada.writes(ada.chat, TALKS)
        ada.chat.next_message()
        assert "Telegram cannot be reached" in bot.output


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"TELEGRAM_BOT_TOKEN": ""}, "TELEGRAM_BOT_TOKEN is not set. .*BotFather"),
        ({"TELEGRAM_BOT_TOKEN": "nonsense"}, "does not look like a token"),
        ({"TELEGRAM_BOT_TOKEN": "1:wrong-WRONG_wrong"}, "Telegram does not accept"),
        ({"TELEGRAM_API_BASE_URL": "localhost:8081"}, "TELEGRAM_API_BASE_URL: .*http://"),
        ({"TELEGRAM_PROXY": "proxy://ada:wrong-WRONG_wrong@127.0.0.1:1"}, "TELEGRAM_PROXY: "),
        ({"TELEGRAM_PROXY": "http://ada:wrong-WRONG_wrong@a\x7fb"}, "TELEGRAM_PROXY is no address"),
        ({"WEBHOOK_URL": "https://bot.example.org/hook"}, "WEBHOOK_SECRET of 16"),
        (
            {"WEBHOOK_URL": "https://bot.example.org/h", "WEBHOOK_SECRET": SECRET},
            "Telegram refuses WEBHOOK_URL",
        ),
    ],
    ids=[
        "no token",
        "odd token",
        "wrong token",
        "odd server",
        "odd proxy",
        "unusable proxy",
        "no secret",
        "refused webhook",
    ],
)
def test_wrong_settings_are_a_sentence(
    server: TelegramServer,
    footnote_command: list[str],
    tmp_path: Path,
    settings: dict[str, str],
    sentence: str,
) -> None:
    env = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_BASE_URL": server.url,
        "WEBHOOK_LISTEN": f"127.0.0.1:{free_port()}",
        **settings,
    }
    command = [*footnote_command, "telegram"]
    done = subprocess.run(
        command, env=env, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    written = done.stdout + done.stderr
    assert re.search(sentence, written), written
    assert done.returncode == 1
    assert "Traceback" not in written
    assert "wrong-WRONG_wrong" not in written
    assert server.token not in written


def test_a_button_from_before_a_restart(fake_bot: StartBot, ada: Person) -> None:
    with fake_bot():
        ada.writes(ada.chat, "many")
        answer = ada.chat.next_message()
    with fake_bot():
        assert ada.presses(answer, "Context").text == wording.expired()
