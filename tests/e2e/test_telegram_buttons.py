"""Pressing buttons under answers: in good faith, twice, too late, and forged."""

import pytest

from bot.wording import answers as wording
from telegram_server import TelegramServer
from telegram_server.chats import Message
from telegram_server.people import Person

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture
def answer(ada: Person) -> Message:
    """The first three of seven passages."""
    ada.writes(ada.chat, "many")
    return ada.chat.next_message()


def test_more(answer: Message, ada: Person) -> None:
    assert [[button.text for button in row] for row in answer.button_rows] == [
        ["Context 1", "Context 2", "Context 3"],
        ["More (4)"],
    ]
    acknowledged = ada.presses(answer, "More (4)")
    assert (acknowledged.text, acknowledged.show_alert) == (None, False)
    second = ada.chat.next_message()
    assert "[4] " in second.text
    assert "[6] " in second.text
    answer.next_edit()
    assert [button.text for button in answer.buttons] == ["Context 1", "Context 2", "Context 3"]
    ada.presses(second, "More (1)")
    third = ada.chat.next_message()
    assert "[7] " in third.text
    assert [button.text for button in third.buttons] == ["Context 7"]


def test_a_double_tap_sends_one_page(server: TelegramServer, answer: Message, ada: Person) -> None:
    data = str(answer.button("More (4)").value)
    taps = [ada.asks_callback(answer, data) for _ in range(3)]
    server.world.wait_for(lambda: all(tap.answer for tap in taps), "three answers")
    assert all(tap.answer is not None and tap.answer.text is None for tap in taps)
    ada.chat.next_message()
    server.world.settled()
    ada.chat.no_message(0.1)
    assert len(server.calls_of("editMessageReplyMarkup")) == 1
    assert {call.status for call in server.calls_of("answerCallbackQuery")} == {200}


def test_more_by_command_and_by_button_go_on_from_each_other(answer: Message, ada: Person) -> None:
    ada.writes(ada.chat, "/more")
    second = ada.chat.next_message()
    assert "[4] " in second.text
    answer.next_edit()
    assert [button.text for button in answer.buttons] == ["Context 1", "Context 2", "Context 3"]
    ada.presses(second, "More (1)")
    assert "[7] " in ada.chat.next_message().text
    ada.writes(ada.chat, "/more")
    assert ada.chat.next_message().text == wording.NOTHING_MORE


def test_small_talk_leaves_the_page_and_its_button(answer: Message, ada: Person) -> None:
    ada.writes(ada.chat, "Thanks!")
    assert ada.chat.next_message().text == "You are welcome."
    ada.writes(ada.chat, "/more")
    assert "[4] " in ada.chat.next_message().text
    answer.next_edit()
    assert [button.text for button in answer.buttons] == ["Context 1", "Context 2", "Context 3"]


def test_a_page_shown_by_command_is_not_sent_again_by_its_button(
    server: TelegramServer, answer: Message, ada: Person
) -> None:
    data = str(answer.button("More (4)").value)
    ada.writes(ada.chat, "/more")
    ada.chat.next_message()
    assert ada.sends_callback(answer, data).text is None
    server.world.settled()
    ada.chat.no_message(0.1)


def test_context(answer: Message, ada: Person) -> None:
    ada.presses(answer, "Context 2")
    context = ada.chat.next_message()
    assert context.texts_of("blockquote") == [
        "Paragraph 1 stands here.",
        "Paragraph 2 stands here.",
        "Paragraph 3 stands here.",
    ]
    assert context.texts_of("bold") == ["¶2 · quoted above", "Paragraph"]
    assert context.text.startswith("Around [2] Talks in Istanbul")
    assert answer.button("More (4)").action == "callback_data"


def test_context_of_a_document_that_is_gone(ada: Person) -> None:
    ada.writes(ada.chat, "talks")
    ada.presses(ada.chat.next_message(), "Context 1")
    assert len(ada.chat.next_message().texts_of("blockquote")) == 1


@pytest.mark.parametrize(
    "forged",
    [
        "m:AAAAAAAA:3",
        "c:AAAAAAAA:0",
        "m:{key}:99",
        "m:{key}:100",
        "c:{key}:-1",
        "x",
        "m::",
        "m:{key}:3 ",
    ],
)
def test_forged_data(server: TelegramServer, answer: Message, ada: Person, forged: str) -> None:
    key = str(answer.buttons[0].value).split(":")[1]
    refused = ada.sends_callback(answer, forged.format(key=key))
    assert (refused.text, refused.show_alert) == (wording.EXPIRED, True)
    server.world.settled()
    ada.chat.no_message(0.1)


def test_another_chat_s_button(answer: Message, bob: Person) -> None:
    bob.writes(bob.chat, "talks")
    his = bob.chat.next_message()
    assert bob.sends_callback(his, str(answer.buttons[0].value)).text == wording.EXPIRED


def test_a_press_on_a_deleted_message_works_all_the_same(answer: Message, ada: Person) -> None:
    data = str(answer.button("More (4)").value)
    ada.deletes(answer)
    assert ada.sends_callback(answer, data).text is None
    assert "[4] " in ada.chat.next_message().text
