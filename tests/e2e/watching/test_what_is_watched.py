"""Whoever watches a question: how it is ended, how many there may be, who sees it."""

from contextlib import closing
from pathlib import Path

import pytest

from bot.telegram_app.tables import open_database
from bot.telegram_app.traces import Traces
from bot.telegram_app.watching.novelty import Edition
from bot.telegram_app.watching.watches import MOST_OF_ONE_PERSON, Watches
from bot.wording import watching as wording
from e2e.fake_process import StartBot
from e2e.watching.asked import GENEVA, LEAD, QUESTION, TALKS, nothing_is_told, watches
from library import Library
from telegram_server import TelegramServer
from telegram_server.people import Person


@pytest.mark.usefixtures("bot")
def test_the_same_question_is_watched_once(library: Library, ada: Person) -> None:
    watches(ada)
    ada.writes(ada.chat, "/watch where are the  talks held")
    assert ada.chat.next_message().text == wording.watched_already(QUESTION)
    library.write("talks.txt", TALKS)
    library.index()
    assert ada.chat.next_message().text.startswith(LEAD)
    nothing_is_told(ada)


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
