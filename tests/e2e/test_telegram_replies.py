"""Replies to answers: which footnote is meant, also by others and after a restart."""

import pytest

from bot.wording import telegram as telegram_wording
from e2e.fake_process import StartBot
from telegram_server import TelegramServer
from telegram_server.chats import Chat
from telegram_server.people import Person


@pytest.mark.usefixtures("bot")
def test_a_quoted_line_is_meant_in_private_and_in_a_group(
    server: TelegramServer, ada: Person, bob: Person
) -> None:
    ada.writes(ada.chat, "Where were the talks held?")
    talks = ada.chat.next_message()
    for quoted, searched in (
        ("[2] Обмін полоненими", "Обмін полоненими: And when?"),
        ("тисяча на тисячу", "Обмін полоненими: And when?"),
        ("lasted less than two hours", "Talks in Istanbul: And when?"),
    ):
        ada.writes(ada.chat, "And when?", reply_to=talks, quoting=quoted)
        assert ada.chat.next_message().text.startswith(f"Searched: {searched}")
    group: Chat = server.world.supergroup("Reading circle", ada, bob)
    server.world.adds_bot_to(group, by=ada)
    group.next_message()
    ada.writes(group, "/ask@footnote_test_bot Where were the talks held?")
    talks = group.next_message()
    asked = bob.writes(group, "And when?", reply_to=talks, quoting="[2] Обмін полоненими")
    answer = group.next_message()
    assert answer.reply_to is asked
    assert answer.text.startswith("Searched: Обмін полоненими: And when?")


def test_a_reply_to_a_forgotten_answer_stands_alone_whatever_was_said_since(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person
) -> None:
    with fake_bot():
        ada.writes(ada.chat, "Where were the talks held?")
        talks = ada.chat.next_message()
        group: Chat = server.world.supergroup("Reading circle", ada, bob)
        server.world.adds_bot_to(group, by=ada)
        group.next_message()
        ada.writes(group, "/ask@footnote_test_bot Where were the talks held?")
        theirs = group.next_message()
    with fake_bot():
        ada.writes(ada.chat, "What was the weather in Oslo?")
        ada.chat.next_message()
        ada.writes(ada.chat, "And when?", reply_to=talks)
        assert ada.chat.next_message().text.startswith("The documents do not answer this")
        ada.writes(ada.chat, "/verify", reply_to=talks)
        assert ada.chat.next_message().text == telegram_wording.not_remembered()
        bob.writes(group, "And when?", reply_to=theirs)
        assert group.next_message().text.startswith("The documents do not answer this")


@pytest.mark.usefixtures("bot")
def test_a_reply_to_a_plain_sentence_goes_on_with_the_talk(ada: Person) -> None:
    ada.writes(ada.chat, "Where were the talks held?")
    ada.chat.next_message()
    ada.writes(ada.chat, "hello")
    ada.writes(ada.chat, "And when?", reply_to=ada.chat.next_message())
    assert ada.chat.next_message().text.startswith("Searched: talks held: And when?")
