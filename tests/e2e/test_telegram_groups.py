"""Groups and topics: the bot answers who addresses it, and nobody else."""

import pytest

from bot.commands import CHAT_COMMANDS, GROUP_COMMANDS, SETTINGS
from bot.wording import answers as wording
from bot.wording import telegram as telegram_wording
from bot.wording.translation import LANGUAGES
from telegram_server import TelegramServer
from telegram_server.chats import Chat
from telegram_server.people import Person
from telegram_server.rooms import comments_follow

pytestmark = pytest.mark.usefixtures("bot")

ONLY_MINE = telegram_wording.alone_button()


@pytest.fixture
def group(server: TelegramServer, ada: Person, bob: Person) -> Chat:
    group = server.world.supergroup("Reading circle", ada, bob)
    server.world.adds_bot_to(group, by=ada)
    group.next_message()
    return group


def test_asking_by_command_and_by_reply(group: Chat, ada: Person, bob: Person) -> None:
    asked = ada.writes(group, "/ask@footnote_test_bot Where were the talks held?")
    answer = group.next_message()
    assert answer.reply_to is asked
    assert answer.text.startswith("The talks were held")
    replied = bob.writes(group, "And what was the weather?", reply_to=answer)
    second = group.next_message()
    assert second.reply_to is replied
    assert second.text.startswith(wording.closest_lead())
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
    assert group.next_message().text == wording.nothing_asked()
    ada.writes(group, "/ask@footnote_test_bot many")
    group.next_message()
    bob.writes(group, "/more@footnote_test_bot")
    assert group.next_message().text == wording.nothing_asked()
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
    assert group.next_message().text == wording.nothing_asked()
    asked = ada.writes(group, "/more@footnote_test_bot")
    last = group.next_message()
    assert "[7] " in last.text
    assert last.reply_to is asked


def test_topics(server: TelegramServer, ada: Person) -> None:
    forum = server.world.supergroup("Forum", ada, forum=True)
    server.world.adds_bot_to(forum, by=ada)
    forum.next_message()
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
    assert threads == [None, topic, topic, None, None]


def test_topics_are_conversations_of_their_own(server: TelegramServer, ada: Person) -> None:
    forum = server.world.supergroup("Forum", ada, forum=True)
    server.world.adds_bot_to(forum, by=ada)
    forum.next_message()
    talks, other = (server.world.opens_topic(forum, name, by=ada) for name in ("Talks", "Other"))
    ada.writes(forum, "/ask@footnote_test_bot many talks", thread=talks)
    forum.next_message()
    for thread in (other, None):
        ada.writes(forum, "/ask@footnote_test_bot And when?", thread=thread)
        assert forum.next_message().text.startswith("The documents do not answer this")
    ada.writes(forum, "/more@footnote_test_bot", thread=other)
    assert forum.next_message().text == wording.nothing_more()
    ada.writes(forum, "/more@footnote_test_bot", thread=talks)
    assert "[4] " in forum.next_message().text
    ada.writes(forum, "/ask@footnote_test_bot And when?", thread=talks)
    leaning = forum.next_message()
    assert leaning.text.startswith("Searched: ")
    ada.presses(leaning, ONLY_MINE)
    alone = forum.next_message()
    assert alone.thread_id == talks
    assert alone.text.startswith("The documents do not answer this")


def test_nothing_said_in_private_is_leaned_on_in_a_group(group: Chat, ada: Person) -> None:
    ada.writes(ada.chat, "Where were the talks held?")
    ada.chat.next_message()
    ada.writes(group, "/ask@footnote_test_bot And when?")
    assert group.next_message().text.startswith("The documents do not answer this")
    ada.writes(ada.chat, "And when?")
    assert ada.chat.next_message().text.startswith("Searched: ")


def test_an_anonymous_administrator_is_answered_and_follows_up_by_reply(
    group: Chat, ada: Person
) -> None:
    asked = ada.writes(group, "/ask@footnote_test_bot many talks", under=group)
    answer = group.next_message()
    assert answer.reply_to is asked
    # Another anonymous administrator may have asked that: nobody can tell.
    ada.writes(group, "/ask@footnote_test_bot And when?", under=group)
    assert group.next_message().text.startswith("The documents do not answer this")
    ada.writes(group, "And when?", reply_to=answer, under=group)
    assert group.next_message().text.startswith("Searched: ")


def test_asking_by_one_s_own_words_goes_on_with_the_asker_s_conversation(
    group: Chat, ada: Person, bob: Person
) -> None:
    ada.writes(group, "/ask@footnote_test_bot talks", under=group)
    ada.writes(group, "And when, at the talks?", reply_to=group.next_message(), under=group)
    ada.presses(group.next_message(), ONLY_MINE)
    assert "[3] " in group.next_message().text
    bob.writes(group, "/more@footnote_test_bot")
    assert group.next_message().text == wording.nothing_asked()
    ada.writes(group, "/more@footnote_test_bot")  # under her own name she has asked nothing
    assert group.next_message().text == wording.nothing_asked()
    ada.writes(group, "/more@footnote_test_bot", under=group)
    assert "[4] " in group.next_message().text


def test_pressing_a_button_makes_nobody_lean_on_another_s_question(
    group: Chat, ada: Person, bob: Person
) -> None:
    ada.writes(group, "/ask@footnote_test_bot talks")
    ada.writes(group, "And when, at the talks?", reply_to=group.next_message())
    leaning = group.next_message()
    bob.presses(leaning, ONLY_MINE)
    assert group.next_message().text.startswith("The talks were held")
    bob.writes(group, "/ask@footnote_test_bot And when?")
    assert group.next_message().text.startswith("The documents do not answer this")


def test_an_old_button_that_somebody_presses_leaves_the_asker_s_conversation_alone(
    group: Chat, ada: Person, bob: Person
) -> None:
    ada.writes(group, "/ask@footnote_test_bot talks")
    ada.writes(group, "And when?", reply_to=group.next_message())
    leaning = group.next_message()
    ada.writes(group, "/ask@footnote_test_bot many")
    group.next_message()
    bob.presses(leaning, ONLY_MINE)
    assert group.next_message().text.startswith("The documents do not answer this")
    ada.writes(group, "/more@footnote_test_bot")
    assert "[4] " in group.next_message().text
    for other, under in ((bob, None), (ada, group)):
        other.writes(group, "/more@footnote_test_bot", under=under)
        assert group.next_message().text == wording.nothing_asked()


def test_what_channels_post_and_people_pass_on_is_not_for_the_bot(
    server: TelegramServer, group: Chat, ada: Person, bob: Person
) -> None:
    server.world.privacy_mode = False
    channel = server.world.channel("News", ada)
    server.world.adds_bot_to(channel, by=ada, admin=True)
    post = comments_follow(server.world, channel, group, "@footnote_test_bot Where were the talks?")
    comments_follow(server.world, channel, group, "/ask@footnote_test_bot talks")
    bob.writes(group, "/ask@footnote_test_bot talks", under=channel)
    bob.writes(group, "/ask@footnote_test_bot talks", passing_on=True)
    server.world.settled()
    assert len(server.calls_of("sendMessage")) == 1  # on being added
    asked = bob.writes(group, "/ask@footnote_test_bot", reply_to=post)
    answer = group.next_message()
    assert (answer.reply_to, answer.text[:9]) == (asked, "The talks")


def test_the_menus_of_commands(server: TelegramServer, group: Chat, ada: Person) -> None:
    menu = server.world.bot.menu
    last = "all_chat_administrators", LANGUAGES[-1]
    server.world.wait_for(lambda: bool(menu(*last)), "the last menu")
    assert list(menu("all_private_chats")) == [command.name for command in CHAT_COMMANDS]
    assert list(menu("all_group_chats")) == ["ask", "more", "new", "why", "help", "language"]
    assert list(menu("all_chat_administrators")) == [*menu("all_group_chats"), "settings"]
    ada.writes(group, "/help@footnote_test_bot")
    assert group.next_message().text == wording.help_text((*GROUP_COMMANDS, SETTINGS))


def test_an_asking_message_that_is_deleted_is_answered_all_the_same(
    group: Chat, ada: Person
) -> None:
    asked = ada.writes(group, "/ask@footnote_test_bot talks")
    ada.deletes(asked)
    assert group.next_message().reply_to is None
