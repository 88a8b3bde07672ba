"""Groups and topics: the bot answers who addresses it, and nobody else."""

import pytest

from bot.wording import answers as wording
from telegram_server import TelegramServer
from telegram_server.chats import Chat
from telegram_server.people import Person

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture
def group(server: TelegramServer, ada: Person, bob: Person) -> Chat:
    group = server.world.supergroup("Reading circle", ada, bob)
    server.world.adds_bot_to(group, by=ada)
    return group


def test_asking_by_command_and_by_reply(group: Chat, ada: Person, bob: Person) -> None:
    asked = ada.writes(group, "/ask@footnote_test_bot Where were the talks held?")
    answer = group.next_message()
    assert answer.reply_to is asked
    assert answer.text.startswith("The talks were held")
    replied = bob.writes(group, "And what was the weather?", reply_to=answer)
    second = group.next_message()
    assert second.reply_to is replied
    assert second.text.startswith(wording.CLOSEST_LEAD)
    bare = bob.writes(group, "/ask talks")
    assert group.next_message().reply_to is bare


def test_asking_what_somebody_wrote(group: Chat, ada: Person, bob: Person) -> None:
    wondered = bob.writes(group, "I wonder where the talks were held.")
    asked = ada.writes(group, "/ask@footnote_test_bot", reply_to=wondered)
    answer = group.next_message()
    assert answer.reply_to is asked
    assert answer.text.startswith("The talks were held")


@pytest.mark.parametrize("privacy", [True, False])
def test_chatter(server: TelegramServer, group: Chat, ada: Person, privacy: bool) -> None:
    server.world.privacy_mode = privacy
    mine = ada.writes(group, "Where were the talks held?")
    ada.writes(group, "No idea.", reply_to=mine)
    ada.writes(group, "/ask@another_bot talks")
    ada.sends_document(group, "report.pdf", b"%PDF")
    server.world.settled()
    group.no_message(0.1)
    ada.writes(group, "@footnote_test_bot talks")
    if privacy:
        group.no_message(0.3)
    else:
        assert group.next_message().text.startswith("The talks were held")


def test_memories_are_apart(group: Chat, ada: Person, bob: Person) -> None:
    ada.writes(ada.chat, "many")
    ada.chat.next_message()
    ada.writes(group, "/more@footnote_test_bot")
    assert group.next_message().text == wording.NOTHING_ASKED
    ada.writes(group, "/ask@footnote_test_bot many")
    group.next_message()
    bob.writes(group, "/more@footnote_test_bot")
    assert group.next_message().text == wording.NOTHING_ASKED
    ada.writes(group, "/more@footnote_test_bot")
    assert "[4] " in group.next_message().text


def test_buttons_in_a_group_are_everyone_s(group: Chat, ada: Person, bob: Person) -> None:
    ada.writes(group, "/ask@footnote_test_bot many")
    answer = group.next_message()
    bob.presses(answer, "More (4)")
    assert "[4] " in answer.next_edit().text
    group.no_message(0.1)


def test_a_button_that_somebody_else_presses_turns_the_asker_s_page(
    group: Chat, ada: Person, bob: Person
) -> None:
    ada.writes(group, "/ask@footnote_test_bot many")
    answer = group.next_message()
    bob.presses(answer, "More (4)")
    answer.next_edit()
    bob.writes(group, "/more@footnote_test_bot")
    assert group.next_message().text == wording.NOTHING_ASKED
    asked = ada.writes(group, "/more@footnote_test_bot")
    last = group.next_message()
    assert "[7] " in last.text
    assert last.reply_to is asked


def test_topics(server: TelegramServer, ada: Person) -> None:
    forum = server.world.supergroup("Forum", ada, forum=True)
    server.world.adds_bot_to(forum, by=ada)
    topic = server.world.opens_topic(forum, "Talks", by=ada)
    ada.writes(forum, "/ask@footnote_test_bot many", thread=topic)
    answer = forum.next_message()
    assert answer.thread_id == topic
    ada.presses(answer, "Context")
    assert answer.next_edit().text.startswith("Around [1]")
    ada.writes(forum, "/more@footnote_test_bot", thread=topic)
    assert forum.next_message().thread_id == topic
    ada.writes(forum, "chatter", thread=topic)
    asked = ada.writes(forum, "/ask@footnote_test_bot talks")
    general = forum.next_message()
    assert (general.thread_id, general.reply_to) == (None, asked)
    # A reply outside topics has a thread id too, but it is no topic's.
    replied = ada.writes(forum, "And what was the weather?", reply_to=general)
    assert forum.next_message().reply_to is replied
    threads = [call.params.get("message_thread_id") for call in server.calls_of("sendMessage")]
    assert threads == [topic, topic, None, None]


def test_an_asking_message_that_is_deleted_is_answered_all_the_same(
    group: Chat, ada: Person
) -> None:
    asked = ada.writes(group, "/ask@footnote_test_bot talks")
    ada.deletes(asked)
    assert group.next_message().reply_to is None
