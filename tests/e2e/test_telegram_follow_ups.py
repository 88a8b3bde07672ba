"""Questions that lean on what was said before, in a chat with a running bot."""

import pytest

from bot.wording import answers as wording
from bot.wording import telegram as telegram_wording
from telegram_server import TelegramServer
from telegram_server.chats import Chat, Message
from telegram_server.people import Person

pytestmark = pytest.mark.usefixtures("bot")

ONLY_MINE = telegram_wording.alone_button()


@pytest.fixture
def follow_up(ada: Person) -> Message:
    """The answer to a question that leans on the one before it."""
    ada.writes(ada.chat, "Where were the talks held?")
    assert ONLY_MINE not in [button.text for button in ada.chat.next_message().buttons]
    ada.writes(ada.chat, "And when?")
    return ada.chat.next_message()


def test_what_was_searched_is_shown(follow_up: Message) -> None:
    assert follow_up.text.startswith("Searched: talks held: And when?\n\nThe talks were held")
    assert [button.text for button in follow_up.button_rows[-1]] == [ONLY_MINE]


def test_the_button_asks_only_the_person_s_words_and_once(
    server: TelegramServer, follow_up: Message, ada: Person
) -> None:
    data = str(follow_up.button(ONLY_MINE).value)
    assert len(data.encode()) <= 64
    assert ada.presses(follow_up, ONLY_MINE).text is None
    assert ada.chat.next_message().text.startswith("The documents do not answer this")
    assert ada.sends_callback(follow_up, data).text is None
    server.world.settled()
    ada.chat.no_message(0.1)


@pytest.mark.parametrize("forged", ["a:AAAAAAAA:0", "a:{key}:1", "a:{key}:-1", "a:{key}:0 "])
def test_forged_data(follow_up: Message, ada: Person, forged: str) -> None:
    key = str(follow_up.button(ONLY_MINE).value).split(":")[1]
    assert ada.sends_callback(follow_up, forged.format(key=key)).text == wording.expired()


def test_an_answer_without_context_has_no_such_button(ada: Person) -> None:
    ada.writes(ada.chat, "Where were the talks held?")
    answer = ada.chat.next_message()
    key = str(answer.buttons[0].value).split(":")[1]
    assert ada.sends_callback(answer, f"a:{key}:0").text == wording.expired()


def test_new_forgets(follow_up: Message, ada: Person) -> None:
    del follow_up
    ada.writes(ada.chat, "/new")
    assert ada.chat.next_message().text == wording.forgotten()
    ada.writes(ada.chat, "And when?")
    assert ada.chat.next_message().text.startswith("The documents do not answer this")


def test_a_reply_goes_on_from_that_answer_though_another_came_after(ada: Person) -> None:
    ada.writes(ada.chat, "Where were the talks held?")
    talks = ada.chat.next_message()
    ada.writes(ada.chat, "What was the weather in Oslo?")
    weather = ada.chat.next_message()
    ada.writes(ada.chat, "And when?", reply_to=talks)
    assert ada.chat.next_message().text.startswith("Searched: Talks in Istanbul: And")
    ada.writes(ada.chat, "And when?", reply_to=weather)
    assert ada.chat.next_message().text.startswith("Searched: Talks in Istanbul: And when?")


def test_a_reply_goes_on_from_the_opened_passage_or_the_quoted_one(ada: Person) -> None:
    ada.writes(ada.chat, "Where were the talks held?")
    talks = ada.chat.next_message()
    ada.presses(talks, "2")
    talks.next_edit()
    ada.writes(ada.chat, "And when?", reply_to=talks)
    assert ada.chat.next_message().text.startswith("Searched: Обмін полоненими: And when?")
    ada.presses(talks, "Context")
    talks.next_edit()
    ada.writes(ada.chat, "And when?", reply_to=talks)
    assert ada.chat.next_message().text.startswith("Searched: Обмін полоненими: And when?")


def test_a_reply_to_a_later_page_goes_on_from_its_own_passages(ada: Person) -> None:
    ada.writes(ada.chat, "Where were the talks held?")
    talks = ada.chat.next_message()
    ada.presses(talks, "More (1)")
    ada.writes(ada.chat, "And when?", reply_to=talks.next_edit())
    assert ada.chat.next_message().text.startswith("Searched: Talks in Istanbul: And when?")


def test_a_reply_to_what_is_not_remembered_is_a_plain_question(ada: Person) -> None:
    ada.starts()
    greeting = ada.chat.next_message()
    ada.writes(ada.chat, "Where were the talks held?", reply_to=greeting)
    assert ada.chat.next_message().text.startswith("The talks were held")
    ada.writes(ada.chat, "/new")
    ada.chat.next_message()
    ada.writes(ada.chat, "And when?", reply_to=greeting)
    assert ada.chat.next_message().text.startswith("The documents do not answer this")


def test_in_a_group_anybody_may_reply_and_memories_are_apart(
    server: TelegramServer, ada: Person, bob: Person
) -> None:
    group: Chat = server.world.supergroup("Reading circle", ada, bob)
    server.world.adds_bot_to(group, by=ada)
    group.next_message()
    ada.writes(group, "/ask@footnote_test_bot Where were the talks held?")
    talks = group.next_message()
    bob.writes(group, "/ask@footnote_test_bot And when?")
    assert group.next_message().text.startswith("The documents do not answer this")
    bob.writes(group, "And when?", reply_to=talks)
    searched = group.next_message()
    assert searched.text.startswith("Searched: Talks in Istanbul: And when?")
    ada.presses(searched, ONLY_MINE)
    assert group.next_message().text.startswith("The documents do not answer this")
