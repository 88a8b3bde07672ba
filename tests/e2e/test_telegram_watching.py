"""Standing questions: documents come, and whoever watches is told once, whatever happens."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.telegram_app.tables import open_database
from bot.telegram_app.traces import Traces
from bot.telegram_app.watching.novelty import Edition
from bot.telegram_app.watching.watches import MOST_OF_ONE_PERSON, Watches
from bot.wording import languages as language_wording
from bot.wording import watching as wording
from bot.wording.translation import speaking
from e2e.fake_process import StartBot
from library import Library
from telegram_server import BotProcess, TelegramServer
from telegram_server.chats import Message
from telegram_server.faults import BadGateway, Dropped, Fault, Silent, too_many_requests
from telegram_server.people import Person

HERE = Path(__file__).parent
QUESTION = "Where are the talks held?"
TALKS = "The talks are held in the town hall on Friday."
GENEVA = "Talks are held in Geneva next week, said the mayor."
COFFEE = "Coffee and tea are free for everybody who comes on foot or by bicycle."
LEAD = wording.new_in_documents(QUESTION)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Some documents, indexed, that know nothing of talks."""
    made = Library(tmp_path)
    made.write("bridge.txt", "The old bridge is closed until the end of May.")
    made.write("market.txt", "The market hall sells apples, pears and honey on Saturdays.")
    made.write("school.txt", "The village school begins lessons at eight in the morning.")
    made.index()
    yield made
    made.footnote.close()


@pytest.fixture
def make_bot(server: TelegramServer, library: Library, tmp_path: Path) -> StartBot:
    def make(**env: str) -> BotProcess:
        path = [str(HERE.parent.parent), str(HERE.parent), os.environ.get("PYTHONPATH", "")]
        settings = {
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_API_BASE_URL": server.url,
            "DOCUMENTS_DIR": str(library.documents),
            "DATA_DIR": str(tmp_path / "data"),
            "PYTHONPATH": os.pathsep.join(path),
            **env,
        }
        return BotProcess(
            server, [sys.executable, str(HERE / "watching_bot.py")], settings, cwd=tmp_path
        )

    return make


@pytest.fixture
def bot(make_bot: StartBot) -> Iterator[BotProcess]:
    with make_bot() as running:
        yield running


def watches(person: Person, question: str = QUESTION) -> Message:
    person.writes(person.chat, f"/watch {question}")
    confirmed = person.chat.next_message()
    assert confirmed.text == wording.watched(question)
    return confirmed


def says(bot: BotProcess, words: str) -> None:
    """Wait until the bot's log holds ``words``."""
    deadline = time.monotonic() + 15.0
    while words not in bot.output:
        assert time.monotonic() < deadline, bot.output
        time.sleep(0.02)


def nothing_is_told(person: Person) -> None:
    """Longer than ten polls."""
    person.chat.no_message(1.2)


@pytest.mark.usefixtures("bot")
def test_a_new_document_that_answers_is_told_once(library: Library, ada: Person) -> None:
    watches(ada)
    nothing_is_told(ada)
    library.write("boats.txt", "Rowing boats can be hired at the northern shore of the lake.")
    library.index()
    nothing_is_told(ada)
    library.write("talks.txt", TALKS)
    library.index()
    notice = ada.chat.next_message()
    assert notice.text.startswith(LEAD)
    assert TALKS in notice.texts_of("blockquote") + notice.texts_of("expandable_blockquote")
    library.write("weather.txt", "It rains.")
    library.index()
    nothing_is_told(ada)


@pytest.mark.usefixtures("bot")
def test_what_only_looks_new_is_not_told(library: Library, ada: Person) -> None:
    first = library.write("talks.txt", TALKS)
    library.index()
    watches(ada)
    os.utime(first, (1, 1))
    library.index()
    first.rename(library.documents / "renamed.txt")
    library.index()
    (library.documents / "renamed.txt").unlink()
    library.index()
    library.write("renamed.txt", TALKS)
    library.index()
    library.write("renamed.txt", TALKS, COFFEE)  # a passage of other text, but the same answer
    library.index()
    nothing_is_told(ada)
    library.write("renamed.txt", TALKS, COFFEE, "More talks are held in the old library.")
    library.index()
    assert "old library" in ada.chat.next_message().texts_of("bold")[0]
    nothing_is_told(ada)


@pytest.mark.usefixtures("bot")
def test_several_documents_at_once_are_one_notice(library: Library, ada: Person) -> None:
    watches(ada)
    library.write("talks.txt", TALKS)
    library.write("geneva.txt", GENEVA)
    library.write("coffee.txt", COFFEE)
    library.index()
    notice = ada.chat.next_message()
    assert "[2]" in notice.text
    assert "[3]" not in notice.text
    assert not any(button.text.startswith("More") for button in notice.buttons)
    ada.presses(notice, "2")
    opened = notice.next_edit()
    assert opened.text.startswith(LEAD)
    assert wording.stop_button() in [button.text for button in opened.buttons]
    ada.presses(notice, "Context")
    notice.next_edit()
    nothing_is_told(ada)


@pytest.mark.usefixtures("bot")
def test_what_is_renamed_and_changed_at_once_is_no_news(library: Library, ada: Person) -> None:
    watches(ada)
    first = library.write("report-v1.txt", TALKS, COFFEE)
    library.index()
    assert ada.chat.next_message().text.startswith(LEAD)
    first.unlink()
    library.write("report-v2.txt", TALKS, COFFEE, "It rains today.")
    library.index()
    library.write("copy.txt", "A copy of the report.", TALKS)
    library.index()
    nothing_is_told(ada)
    library.write("report-v3.txt", TALKS.replace("Friday", "Saturday"), COFFEE)
    library.index()
    assert "Saturday" in ada.chat.next_message().texts_of("bold")[0]


@pytest.mark.usefixtures("bot")
def test_every_document_of_many_is_told(library: Library, ada: Person) -> None:
    watches(ada)
    for number in range(15):
        library.write(f"talks{number}.txt", f"Talks of group {number} are held in hall {number}.")
    library.index()
    notice = ada.chat.next_message()
    assert "More (12)" in [button.text for button in notice.buttons]
    shown = notice.text
    while more := [it.text for it in notice.buttons if it.text.startswith("More")]:
        ada.presses(notice, more[0])
        shown += notice.next_edit().text
    assert [it for it in range(15) if f"group {it} are" not in shown] == []
    nothing_is_told(ada)


@pytest.mark.usefixtures("bot")
def test_the_same_question_is_watched_once(library: Library, ada: Person) -> None:
    watches(ada)
    ada.writes(ada.chat, "/watch where are the  talks held")
    assert ada.chat.next_message().text == wording.watched_already(QUESTION)
    library.write("talks.txt", TALKS)
    library.index()
    assert ada.chat.next_message().text.startswith(LEAD)
    nothing_is_told(ada)


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


@pytest.mark.usefixtures("bot")
def test_one_tap_stops(library: Library, ada: Person, bob: Person) -> None:
    first = watches(ada)
    watches(bob)
    second = watches(ada, "When does the market open?")
    ada.writes(ada.chat, "/watches")
    listed = ada.chat.next_message()
    assert listed.text.splitlines()[2:] == [f"1. {QUESTION}", "2. When does the market open?"]
    forged = str(first.button(wording.stop_button()).value)
    assert bob.sends_callback(first, forged).text == wording.stopped_before()
    for data in ("wt:", "wt:c:aaaaaaaa", "wt:x:aaaaaaaa", "wt:l:../../etc"):
        assert ada.sends_callback(listed, data).text == wording.stopped_before()
    assert ada.presses(listed, "Stop 2").text == wording.stopped()
    assert f"1. {QUESTION}" in listed.next_edit().text
    assert ada.presses(second, wording.stop_button()).text == wording.stopped_before()
    library.write("talks.txt", TALKS)
    library.index()
    notice = ada.chat.next_message()
    shown = notice.text
    assert bob.chat.next_message().text.startswith(LEAD)
    assert ada.presses(notice, wording.stop_button()).text == wording.stopped()
    assert wording.stop_button() not in [it.text for it in notice.next_edit().buttons]
    assert notice.text == shown
    ada.presses(first, wording.stop_button())
    library.write("geneva.txt", GENEVA)
    library.index()
    assert "Geneva" in bob.chat.next_message().text
    nothing_is_told(ada)


@pytest.mark.usefixtures("bot")
def test_what_is_watched_without_words(library: Library, ada: Person) -> None:
    ada.writes(ada.chat, "/watch")
    assert ada.chat.next_message().text == wording.how_to_watch()
    ada.writes(ada.chat, "/watch thanks!")
    assert ada.chat.next_message().text == wording.how_to_watch()
    asked = ada.writes(ada.chat, "Until when is the old bridge closed?")
    answer = ada.chat.next_message()
    ada.writes(ada.chat, "What does the market hall sell?")
    ada.chat.next_message()
    ada.writes(ada.chat, "/watch")
    assert ada.chat.next_message().text == wording.watched("What does the market hall sell?")
    ada.writes(ada.chat, "/watch", reply_to=asked)
    assert ada.chat.next_message().text == wording.watched("Until when is the old bridge closed?")
    ada.writes(ada.chat, "/watch", reply_to=answer)
    known = wording.watched_already("Until when is the old bridge closed?")
    assert ada.chat.next_message().text == known
    library.write("bridge.txt", "The old bridge is closed until the end of July.")
    library.index()
    assert "July" in ada.chat.next_message().text


@pytest.mark.usefixtures("bot")
def test_a_notice_leaves_the_conversation_alone(library: Library, ada: Person) -> None:
    watches(ada)
    for name in ("red", "green", "blue", "white", "black"):
        library.write(f"{name}.txt", f"The {name} harbour ferry leaves at nine o'clock.")
    library.index()
    ada.writes(ada.chat, "When does the harbour ferry leave?")
    ada.chat.next_message()
    library.write("talks.txt", TALKS)
    library.index()
    notice = ada.chat.next_message()
    assert notice.text.startswith(LEAD)
    ada.writes(ada.chat, "/more")
    assert "ferry" in ada.chat.next_message().text
    ada.writes(ada.chat, "/verify", reply_to=notice)
    assert "talks.txt" in ada.chat.next_message().text


def test_there_is_a_limit(make_bot: StartBot, ada: Person, tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "data")) as database:
        kept = Watches(database, Traces(database))
        for number in range(MOST_OF_ONE_PERSON):
            question = f"{number} " + "What is said of this? " * 45
            assert kept.add(ada.id, question, "en", Edition(0))
        assert kept.add(ada.id, QUESTION, "en", Edition(0)) is None
    with make_bot():
        ada.writes(ada.chat, f"/watch {QUESTION}")
        assert ada.chat.next_message().text == wording.too_many(MOST_OF_ONE_PERSON)
        ada.writes(ada.chat, "/watches")
        listed = ada.chat.next_message()
        assert len(listed.buttons) == MOST_OF_ONE_PERSON
        assert f"\n{MOST_OF_ONE_PERSON}. " in listed.text
        ada.presses(listed, "Stop 7")
        assert len(listed.next_edit().buttons) == MOST_OF_ONE_PERSON - 1


@pytest.mark.usefixtures("bot")
def test_a_group_is_led_to_the_private_chat(server: TelegramServer, ada: Person) -> None:
    group = server.world.supergroup("Reading circle", ada)
    server.world.adds_bot_to(group, by=ada)
    group.next_message()
    for command in (f"/watch@footnote_test_bot {QUESTION}", "/watches@footnote_test_bot"):
        ada.writes(group, command)
        told = group.next_message()
        assert told.text == wording.only_in_private()
        assert told.button(wording.private_button()).value == "https://t.me/footnote_test_bot"
    ada.writes(ada.chat, "/watches")
    assert ada.chat.next_message().text == wording.watching_nothing()


def test_forgetting_ends_watches_too(
    library: Library, make_bot: StartBot, ada: Person, tmp_path: Path
) -> None:
    with make_bot():
        watches(ada, "Where did the heron hide its marmalade?")
        ada.writes(ada.chat, "/forget")
        ada.chat.next_message()
        ada.writes(ada.chat, "/watches")
        assert ada.chat.next_message().text == wording.watching_nothing()
    kept = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert [path.name for path in kept if b"heron" in path.read_bytes()] == []
    library.write("heron.txt", "The heron hid its marmalade where the reeds are high.")
    library.index()
    with make_bot():
        nothing_is_told(ada)


def test_a_watched_question_stands_in_no_log(
    library: Library, make_bot: StartBot, ada: Person
) -> None:
    with make_bot(LOG_LEVEL="DEBUG") as running:
        watches(ada, "Where did the heron hide its marmalade?")
        library.write("heron.txt", "The heron hid its marmalade where the reeds are high.")
        library.index()
        assert "reeds" in ada.chat.next_message().text
    assert "heron" not in running.output
    assert str(ada.id) not in running.output


def test_a_notice_is_in_the_language_of_the_watch(
    server: TelegramServer, library: Library, make_bot: StartBot, ada: Person
) -> None:
    german = server.world.user("Käthe", language_code="de")
    with make_bot():
        german.writes(german.chat, f"/watch {QUESTION}")
        german.chat.next_message()
        watches(ada)
        ada.writes(ada.chat, "/language")
        menu = ada.chat.next_message()
        ada.presses(menu, "Français")
        with speaking("fr"):
            assert menu.next_edit().text == language_wording.choose_language()
    library.write("talks.txt", TALKS)
    library.index()
    with make_bot():
        for person, language in ((german, "de"), (ada, "fr")):
            with speaking(language):
                lead = wording.new_in_documents(QUESTION)
            assert person.chat.next_message().text.startswith(lead)
