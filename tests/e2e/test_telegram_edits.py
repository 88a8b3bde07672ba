"""An edited question edits its answer."""

from pathlib import Path

import pytest

from bot.wording import answers as wording
from bot.wording.media import wordless
from e2e.fake_bot import WAITS_FOR
from e2e.fake_process import StartBot
from telegram_server import BotProcess, TelegramServer
from telegram_server.chats import Chat
from telegram_server.people import Person

ASK = "/ask@footnote_test_bot"
TALKS = "Where were the talks held?"
SILENCE = "The documents do not answer this"


@pytest.fixture
def group(server: TelegramServer, bot: BotProcess, ada: Person, bob: Person) -> Chat:
    del bot  # it runs
    made = server.world.supergroup("Reading circle", ada, bob)
    server.world.adds_bot_to(made, by=ada)
    made.next_message()
    return made


@pytest.mark.usefixtures("bot")
def test_the_answer_is_edited_and_the_talk_goes_on_from_it(ada: Person) -> None:
    asked = ada.writes(ada.chat, "Who is the best cook?")
    answer = ada.chat.next_message()
    assert answer.text.startswith(SILENCE)
    ada.edits(asked, TALKS)
    assert answer.next_edit().text.startswith("The talks were held in Istanbul")
    ada.presses(answer, "2")
    assert answer.next_edit().text.startswith("Обидві")
    ada.writes(ada.chat, "/more")
    assert "[4] " in ada.chat.next_message().text
    ada.writes(ada.chat, "And when?")
    assert ada.chat.next_message().text.startswith("Searched: talks held: And when?")
    ada.writes(ada.chat, "And when?", reply_to=answer)
    assert ada.chat.next_message().text.startswith("Searched: Обмін полоненими: And when?")


@pytest.mark.usefixtures("bot")
def test_it_is_searched_in_the_context_that_it_had(ada: Person) -> None:
    ada.writes(ada.chat, "What was the weather in Oslo?")
    ada.chat.next_message()
    asked = ada.writes(ada.chat, "And where were the talks?")
    answer = ada.chat.next_message()
    assert answer.text.startswith("The talks were held")
    ada.edits(asked, "And when?")
    assert answer.next_edit().text.startswith("Searched: weather Oslo: And when?")


@pytest.mark.usefixtures("bot")
def test_an_edited_question_does_not_lean_on_itself(ada: Person) -> None:
    asked = ada.writes(ada.chat, TALKS)
    answer = ada.chat.next_message()
    ada.edits(asked, "And when?")
    assert answer.next_edit().text.startswith(SILENCE)
    ada.writes(ada.chat, "And when?", reply_to=answer)  # it shows no passage any more
    told = ada.chat.next_message().text
    assert SILENCE in told
    assert "Istanbul" not in told


@pytest.mark.usefixtures("bot")
def test_what_was_said_later_stays(ada: Person) -> None:
    first = ada.writes(ada.chat, "What was the weather in Oslo?")
    near = ada.chat.next_message()
    ada.writes(ada.chat, TALKS)
    ada.chat.next_message()
    ada.edits(first, "Who is the best cook?")
    assert near.next_edit().text.startswith(SILENCE)
    ada.writes(ada.chat, "And when?")
    assert ada.chat.next_message().text.startswith("Searched: talks held: And when?")
    last = ada.writes(ada.chat, TALKS)
    talks = ada.chat.next_message()
    ada.writes(ada.chat, "/new")
    ada.chat.next_message()
    ada.edits(last, "talks, please")
    talks.next_edit()
    ada.writes(ada.chat, "And when?")
    assert ada.chat.next_message().text.startswith(SILENCE)


@pytest.mark.usefixtures("bot")
def test_small_talk_and_back(ada: Person) -> None:
    asked = ada.writes(ada.chat, "hello")
    answer = ada.chat.next_message()
    ada.edits(asked, TALKS)
    assert answer.next_edit().text.startswith("The talks were held")
    ada.writes(ada.chat, "And when?")
    assert ada.chat.next_message().text.startswith("Searched: talks held: And when?")
    ada.edits(asked, "hello")
    assert answer.next_edit().text.startswith("Hello.")
    assert answer.buttons == []


@pytest.mark.usefixtures("bot")
def test_what_changes_no_text_changes_nothing(server: TelegramServer, ada: Person) -> None:
    asked = ada.writes(ada.chat, TALKS)
    answer = ada.chat.next_message()
    ada.touches(asked)
    ada.edits(asked, TALKS)
    place = ada.sends(ada.chat, "location")
    assert ada.chat.next_message().text == wordless("location")
    ada.touches(place)
    command = ada.writes(ada.chat, "/help")
    ada.chat.next_message()
    ada.edits(command, "/sources")
    ada.edits(asked, "/sources")
    server.world.settled()
    ada.chat.no_message(0.1)
    assert len(answer.versions) == 1
    assert len(server.calls_of("editMessageText")) == 0


@pytest.mark.usefixtures("bot")
def test_of_rapid_edits_the_newest_counts(
    server: TelegramServer, ada: Person, tmp_path: Path
) -> None:
    asked = ada.writes(ada.chat, TALKS)
    answer = ada.chat.next_message()
    ada.writes(ada.chat, f"{WAITS_FOR}{tmp_path / 'signal'}")
    for number in range(9):
        ada.edits(asked, f"What was the weather on day {number}?")
    ada.edits(asked, "question number 7")
    server.world.wait_for(lambda: not server.world.updates.pending, "all to be taken")
    (tmp_path / "signal").touch()
    ada.chat.next_message()
    assert answer.next_edit().text.startswith("This answers question number 7.")
    server.world.settled()
    assert len(answer.versions) == 2


@pytest.mark.usefixtures("bot")
def test_an_answer_that_is_gone_stays_gone(server: TelegramServer, ada: Person) -> None:
    asked = ada.writes(ada.chat, TALKS)
    answer = ada.chat.next_message()
    answer.deleted = True
    ada.edits(asked, "What was the weather?")
    server.world.settled()
    ada.chat.no_message(0.1)
    ada.writes(ada.chat, "/more")
    assert "[4] " in ada.chat.next_message().text


@pytest.mark.usefixtures("bot")
def test_what_was_not_answered_at_first_is_answered(ada: Person) -> None:
    slip = ada.writes(ada.chat, f"/aks {TALKS}")
    assert "/ask" in ada.chat.next_message().text
    ada.edits(slip, f"/ask {TALKS}")
    assert ada.chat.next_message().text.startswith("The talks were held")
    picture = ada.sends(ada.chat, "photo")
    assert ada.chat.next_message().text == wordless("photo")
    ada.edits(picture, TALKS)
    assert ada.chat.next_message().text.startswith("The talks were held")


def test_in_a_group_the_edited_text_must_be_addressed(
    server: TelegramServer, group: Chat, ada: Person, bob: Person
) -> None:
    asked = ada.writes(group, f"{ASK} Who is the best cook?")
    answer = group.next_message()
    ada.edits(asked, TALKS)
    server.world.settled()
    assert len(answer.versions) == 1
    ada.edits(asked, f"{ASK} {TALKS}")
    assert answer.next_edit().text.startswith("The talks were held")
    assert answer.reply_to is asked
    replied = bob.writes(group, "And the weather?", reply_to=answer)
    near = group.next_message()
    bob.edits(replied, "And when?")
    assert near.next_edit().text.startswith("Searched: Talks in Istanbul: And when?")
    slip = bob.writes(group, f"/ask@another_bot {TALKS}")
    chatter = bob.writes(group, "I wonder where the talks were.")
    bob.edits(slip, f"{ASK} {TALKS}")
    answer = group.next_message()
    assert answer.reply_to is slip
    bob.edits(chatter, "I wonder when the talks were.")
    server.world.settled()
    group.no_message(0.1)


def test_an_old_message_that_is_edited_gets_no_new_answer(
    server: TelegramServer, group: Chat, ada: Person
) -> None:
    for chat in (group, ada.chat):
        old = ada.writes(chat, "/ask@another_bot talks")
        server.world.settled()
        old.date -= 600
        ada.edits(old, f"{ASK} {TALKS}")
        server.world.settled()
        chat.no_message(0.1)


def test_after_a_restart_a_group_is_not_answered_twice(
    server: TelegramServer, fake_bot: StartBot, ada: Person
) -> None:
    with fake_bot():
        group = server.world.supergroup("Reading circle", ada)
        server.world.adds_bot_to(group, by=ada)
        group.next_message()
        asked = ada.writes(group, f"{ASK} Who is the best cook?")
        answer = group.next_message()
    asked.date -= 60  # a minute has passed
    with fake_bot() as bot:
        ada.edits(asked, f"{ASK} {TALKS}")
        server.world.settled()
        group.no_message(0.1)
        assert len(answer.versions) == 1
        private = ada.writes(ada.chat, TALKS)
        assert ada.chat.next_message().text.startswith("The talks were held")
        private.date -= 60
    assert "ERROR" not in bot.output


def test_what_was_asked_while_the_bot_was_away_is_answered_once_and_as_edited(
    server: TelegramServer, fake_bot: StartBot, ada: Person
) -> None:
    with fake_bot():
        ada.starts()
        assert ada.chat.next_message().text == wording.start(2)
    asked = ada.writes(ada.chat, "Who is the best cook?")
    ada.edits(asked, TALKS)
    with fake_bot():
        answer = ada.chat.next_message()
        server.world.wait_for(lambda: answer.text.startswith("The talks were held"), "the edit")
        server.world.settled()
        ada.chat.no_message(0.1)


def test_a_stranger_s_edit_is_a_stranger_s(
    server: TelegramServer, fake_bot: StartBot, bob: Person
) -> None:
    with fake_bot(ACCESS="allowlist", ALLOWED_IDS="1"):
        asked = bob.writes(bob.chat, "/help")
        bob.chat.next_message()
        bob.edits(asked, TALKS)
        server.world.settled()
        bob.chat.no_message(0.1)
