"""A notice arrives once, whatever becomes of the bot, of Telegram or of the reader meanwhile."""

import time

import pytest

from bot.wording import watching as wording
from e2e.fake_process import StartBot
from e2e.watching.asked import GENEVA, LEAD, TALKS, nothing_is_told, watches
from library import Library
from telegram_server import BotProcess, TelegramServer
from telegram_server.faults import BadGateway, Dropped, Fault, Silent, too_many_requests
from telegram_server.people import Person


def says(bot: BotProcess, words: str) -> None:
    """Wait until the bot's log holds ``words``."""
    deadline = time.monotonic() + 15.0
    while words not in bot.output:
        assert time.monotonic() < deadline, bot.output
        time.sleep(0.02)


def test_what_came_while_the_bot_was_away_is_told_when_it_is_back(
    library: Library, make_bot: StartBot, ada: Person
) -> None:
    with make_bot():
        watches(ada)
    library.write("talks.txt", TALKS)
    library.index()
    with make_bot():
        assert ada.chat.next_message().text.startswith(LEAD)
    with make_bot():
        nothing_is_told(ada)


def test_a_notice_that_waits_outlives_a_kill(
    server: TelegramServer, library: Library, make_bot: StartBot, ada: Person
) -> None:
    bot = make_bot()
    bot.start()
    watches(ada)
    server.fails("sendMessage", too_many_requests(60), times=1)
    library.write("talks.txt", TALKS)
    library.index()
    says(bot, "a notice to chat")  # it knows that it was refused
    bot.kill()
    with make_bot():
        assert ada.chat.next_message().text.startswith(LEAD)
        nothing_is_told(ada)


def test_a_notice_that_has_arrived_is_not_repeated_after_a_kill(
    server: TelegramServer, library: Library, make_bot: StartBot, ada: Person
) -> None:
    bot = make_bot()
    bot.start()
    watches(ada)
    server.fails("sendMessage", Silent(30.0, after_doing=True), times=1)
    library.write("talks.txt", TALKS)
    library.index()
    assert ada.chat.next_message().text.startswith(LEAD)
    bot.kill()  # it has not heard that it arrived
    with make_bot():
        nothing_is_told(ada)


@pytest.mark.parametrize("fault", [BadGateway(), too_many_requests(1)], ids=["502", "429"])
@pytest.mark.usefixtures("bot")
def test_what_was_refused_is_sent_again(
    server: TelegramServer, library: Library, ada: Person, fault: Fault
) -> None:
    watches(ada)
    server.fails("sendMessage", fault, times=1)
    library.write("talks.txt", TALKS)
    library.index()
    assert ada.chat.next_message(timeout=10).text.startswith(LEAD)
    nothing_is_told(ada)


@pytest.mark.parametrize("fault", [Dropped(after_doing=True), Silent(6.0, after_doing=True)])
def test_what_may_have_arrived_is_not_sent_again(
    server: TelegramServer, library: Library, bot: BotProcess, ada: Person, fault: Fault
) -> None:
    watches(ada)
    server.fails("sendMessage", fault, times=1)
    library.write("talks.txt", TALKS)
    library.index()
    assert ada.chat.next_message().text.startswith(LEAD)
    says(bot, "is not repeated")


@pytest.mark.usefixtures("bot")
def test_one_who_cannot_be_reached_holds_up_nobody(
    server: TelegramServer, library: Library, ada: Person, bob: Person
) -> None:
    watches(ada)
    watches(bob)
    server.fails("sendMessage", too_many_requests(30), times=1)
    library.write("talks.txt", TALKS)
    library.index()
    assert bob.chat.next_message().text.startswith(LEAD)


def test_whoever_blocks_the_bot_watches_nothing_any_more(
    server: TelegramServer, library: Library, bot: BotProcess, ada: Person
) -> None:
    watches(ada)
    ada.blocks_bot()
    library.write("talks.txt", TALKS)
    library.index()
    says(bot, "is lost and forgotten")
    assert len(server.calls_of("sendMessage")) == 2
    ada.unblocks_bot()
    ada.writes(ada.chat, "/watches")
    assert ada.chat.next_message().text == wording.watching_nothing()
    library.write("geneva.txt", GENEVA)
    library.index()
    nothing_is_told(ada)
    assert "Traceback" not in bot.output


def test_whoever_may_not_ask_is_told_when_they_may_again(
    library: Library, make_bot: StartBot, ada: Person
) -> None:
    with make_bot():
        watches(ada)
    library.write("talks.txt", TALKS)
    library.index()
    with make_bot(ACCESS="allowlist"):
        nothing_is_told(ada)
    with make_bot(ACCESS="allowlist", ALLOWED_IDS=str(ada.id)):
        assert ada.chat.next_message().text.startswith(LEAD)
