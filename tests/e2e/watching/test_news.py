"""Standing questions: documents come, and whoever watches is told once, whatever happens."""

import os

import pytest

from bot.wording import languages as language_wording
from bot.wording import watching as wording
from bot.wording.translation import speaking
from e2e.fake_process import StartBot
from e2e.watching.asked import GENEVA, LEAD, QUESTION, TALKS, nothing_is_told, watches
from library import Library
from telegram_server import TelegramServer
from telegram_server.people import Person

COFFEE = "Coffee and tea are free for everybody who comes on foot or by bicycle."


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
