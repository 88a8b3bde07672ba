"""What a group's administrators can set, who can set it, and that it stays."""

import pytest

from bot.wording import answers as answer_wording
from bot.wording import groups as wording
from bot.wording import telegram as telegram_wording
from corpus.filters import Filters
from e2e.fake_process import StartBot
from telegram_server import TelegramServer
from telegram_server.chats import Chat, Message
from telegram_server.people import Person
from telegram_server.rooms import sets_status

SETTINGS = "/settings@footnote_test_bot"
ASK = "/ask@footnote_test_bot talks"


@pytest.fixture
def group(server: TelegramServer, ada: Person, bob: Person) -> Chat:
    """Ada owns it, Bob is a member; the bot was there before it was started."""
    group = server.world.supergroup("Reading circle", ada, bob)
    server.world.adds_bot_to(group, by=ada)
    server.world.updates.clear()
    return group


def opened(group: Chat, by: Person) -> Message:
    by.writes(group, SETTINGS)
    return group.next_message()


def chosen(menu: Message) -> list[str]:
    return [button.text for button in menu.buttons if button.text.startswith("✓")]


@pytest.mark.usefixtures("bot")
def test_the_menu_is_changed_in_place(group: Chat, ada: Person) -> None:
    asked = ada.writes(group, SETTINGS)
    menu = group.next_message()
    assert menu.reply_to is asked
    assert menu.text == wording.overview((), more=0, short=True, admins_only=False, language="")
    assert chosen(menu) == ["✓ Short answers", "✓ Everyone may ask"]
    assert all(len(str(button.value).encode()) <= 64 for button in menu.buttons)
    toast = ada.presses(menu, wording.full_answers())
    assert (toast.text, toast.show_alert) == (None, False)
    menu.next_edit()
    assert menu.text == wording.overview((), more=0, short=False, admins_only=False, language="")
    assert chosen(menu) == ["✓ Full answers", "✓ Everyone may ask"]
    ada.presses(menu, wording.sources_button())
    menu.next_edit()
    assert [button.text for button in menu.buttons] == [
        "✓ All documents", "Example Times", "notes/", "talks/", telegram_wording.back_button(),
    ]  # fmt: skip
    ada.presses(menu, telegram_wording.back_button())
    overview = wording.overview((), more=0, short=False, admins_only=False, language="")
    assert menu.next_edit().text == overview
    group.no_message(0.1)


@pytest.mark.usefixtures("bot")
def test_sources_limit_what_the_group_is_answered_from(group: Chat, ada: Person) -> None:
    menu = opened(group, ada)
    ada.presses(menu, wording.sources_button())
    menu.next_edit()
    ada.presses(menu, "notes/")
    assert chosen(menu.next_edit()) == ["✓ notes/"]
    ada.writes(group, ASK)
    assert "source notes/" in group.next_message().text
    ada.writes(group, "/sources@footnote_test_bot")
    assert group.next_message().text.splitlines()[1:] == ["• notes/agreed.txt"]
    ada.writes(ada.chat, "talks")
    assert ada.chat.next_message().text.startswith("The talks were held")
    ada.presses(menu, "Example Times")
    menu.next_edit()
    ada.presses(menu, "✓ notes/")
    assert chosen(menu.next_edit()) == ["✓ Example Times"]
    ada.writes(group, ASK)
    assert group.next_message().text.startswith("The talks were held")
    ada.presses(menu, wording.all_sources())
    assert chosen(menu.next_edit()) == ["✓ All documents"]


@pytest.mark.usefixtures("bot")
def test_answers_are_short_until_it_is_set_otherwise(group: Chat, ada: Person) -> None:
    ada.writes(ada.chat, "long")
    in_private = ada.chat.next_message().text
    ada.writes(group, "/ask@footnote_test_bot long")
    short = group.next_message()
    menu = opened(group, ada)
    ada.presses(menu, wording.full_answers())
    menu.next_edit()
    ada.writes(group, "/ask@footnote_test_bot long")
    assert group.next_message().text == in_private
    assert len(short.text) < len(in_private)


@pytest.mark.usefixtures("bot")
def test_asking_by_one_s_own_words_keeps_to_what_is_set_now(group: Chat, ada: Person) -> None:
    ada.writes(group, ASK)
    ada.writes(group, "And when?", reply_to=group.next_message())
    follow_up = group.next_message()
    menu = opened(group, ada)
    ada.presses(menu, wording.sources_button())
    ada.presses(menu.next_edit(), "notes/")
    menu.next_edit()
    ada.presses(follow_up, "Only my own words")
    assert "source notes/" in group.next_message().text


@pytest.mark.usefixtures("bot")
def test_other_members_can_change_nothing(
    server: TelegramServer, group: Chat, ada: Person, bob: Person
) -> None:
    asked = bob.writes(group, SETTINGS)
    refused = group.next_message()
    assert (refused.text, refused.reply_to) == (wording.not_an_administrator(), asked)
    bob.writes(group, SETTINGS)
    menu = opened(group, ada)
    before = menu.text
    for button in list(menu.buttons):
        toast = bob.presses(menu, button.text)
        assert (toast.text, toast.show_alert) == (wording.not_an_administrator(), False)
    server.world.settled()
    assert menu.text == before
    group.no_message(0.1)


@pytest.mark.usefixtures("bot")
def test_whoever_is_no_administrator_any_more_can_change_nothing(
    group: Chat, ada: Person, bob: Person
) -> None:
    sets_status(group, bob, "administrator")
    menu = opened(group, bob)
    ada.presses(menu, wording.full_answers())
    menu.next_edit()
    sets_status(group, bob, "member")
    assert bob.presses(menu, wording.short_answers()).text == wording.not_an_administrator()
    assert "Length: full" in menu.text


@pytest.mark.usefixtures("bot")
def test_anonymous_administrators_count(group: Chat, ada: Person) -> None:
    ada.writes(group, SETTINGS, under=group)
    menu = group.next_message()
    ada.presses(menu, wording.administrators())
    menu.next_edit()
    asked = ada.writes(group, ASK, under=group)
    assert group.next_message().reply_to is asked


@pytest.mark.usefixtures("bot")
def test_only_administrators_may_ask(
    server: TelegramServer, group: Chat, ada: Person, bob: Person
) -> None:
    menu = opened(group, ada)
    ada.presses(menu, wording.administrators())
    menu.next_edit()
    asked = bob.writes(group, ASK)
    refused = group.next_message()
    assert (refused.text, refused.reply_to) == (wording.only_administrators_ask(), asked)
    bob.writes(group, ASK)
    bob.writes(group, "talks", reply_to=refused)
    bob.writes(group, "/sources@footnote_test_bot")
    ada.writes(group, ASK)
    answer = group.next_message()
    assert answer.text.startswith("The talks were held")
    bob.presses(answer, "Context")
    assert "[1]" in answer.next_edit().text
    ada.writes(group, "And when?", reply_to=answer)
    follow_up = group.next_message()
    assert bob.presses(follow_up, "Only my own words").text == wording.only_administrators_ask()
    bob.writes(bob.chat, "talks")
    assert bob.chat.next_message().text.startswith("The talks were held")
    server.world.settled()
    group.no_message(0.1)


def test_the_owner_of_the_bot_may_ask_everywhere(
    fake_bot: StartBot, group: Chat, ada: Person, bob: Person
) -> None:
    with fake_bot(ADMIN_IDS=str(bob.id)):
        menu = opened(group, ada)
        ada.presses(menu, wording.administrators())
        menu.next_edit()
        asked = bob.writes(group, ASK)
        assert group.next_message().reply_to is asked
        assert bob.presses(menu, wording.everyone()).text == wording.not_an_administrator()


def test_settings_and_their_buttons_outlive_the_process(
    fake_bot: StartBot, group: Chat, ada: Person, bob: Person
) -> None:
    with fake_bot():
        menu = opened(group, ada)
        ada.presses(menu, wording.sources_button())
        ada.presses(menu.next_edit(), "notes/")
        ada.presses(menu.next_edit(), telegram_wording.back_button())
        ada.presses(menu.next_edit(), wording.administrators())
        menu.next_edit()
    with fake_bot():
        bob.writes(group, ASK)
        assert group.next_message().text == wording.only_administrators_ask()
        ada.writes(group, ASK)
        limits = Filters(sources=("notes/",))
        assert answer_wording.limits(limits) in group.next_message().text
        ada.presses(menu, wording.everyone())
        assert menu.next_edit().text == wording.overview(
            ["notes/"], more=0, short=True, admins_only=False, language=""
        )


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "forged",
    [
        "gs:{menu}:",
        "gs:AAAAAAAA:w1",
        "gs:{menu}:w2",
        "gs:{menu}:w1 ",
        "gs:{menu}:s10zzzzzzzz",
        "gs:",
    ],
)
def test_forged_data(group: Chat, ada: Person, forged: str) -> None:
    menu = opened(group, ada)
    word = str(menu.buttons[0].value).split(":")[1]
    assert ada.sends_callback(menu, forged.format(menu=word)).text == wording.menu_gone()
    assert "Who may ask: everyone" in menu.text


@pytest.mark.usefixtures("bot")
def test_another_group_s_buttons_and_sources_that_are_not_there(
    server: TelegramServer, group: Chat, ada: Person
) -> None:
    other = server.world.group("Elsewhere", ada)
    server.world.adds_bot_to(other, by=ada)
    other.next_message()
    mine, theirs = opened(group, ada), opened(other, ada)
    stolen = str(theirs.button(wording.administrators()).value)
    assert ada.sends_callback(mine, stolen).text == wording.menu_gone()
    unknown = str(mine.buttons[0].value).replace(":p0", ":s1000000000")
    assert ada.sends_callback(mine, unknown).text is None
    assert chosen(mine.next_edit()) == ["✓ All documents"]


@pytest.mark.usefixtures("bot")
def test_a_button_pressed_twice_and_a_menu_that_is_deleted(
    server: TelegramServer, group: Chat, ada: Person
) -> None:
    menu = opened(group, ada)
    data = str(menu.button(wording.full_answers()).value)
    assert ada.sends_callback(menu, data).text is None
    assert ada.sends_callback(menu, data).text is None
    server.world.settled()
    assert "Length: full" in menu.text
    ada.deletes(menu)
    assert ada.sends_callback(menu, data.replace("l0", "l1")).text is None
    assert "Length: short" in opened(group, ada).text


@pytest.mark.usefixtures("bot")
def test_in_private_there_is_nothing_to_set(ada: Person) -> None:
    ada.writes(ada.chat, "/settings")
    said = ada.chat.next_message()
    assert (said.text, said.buttons) == (wording.settings_are_of_groups(), [])


@pytest.mark.usefixtures("bot")
def test_the_menu_stays_in_its_topic(server: TelegramServer, ada: Person) -> None:
    forum = server.world.supergroup("Forum", ada, forum=True)
    server.world.adds_bot_to(forum, by=ada)
    forum.next_message()
    topic = server.world.opens_topic(forum, "Talks", by=ada)
    ada.writes(forum, SETTINGS, thread=topic)
    menu = forum.next_message()
    assert menu.thread_id == topic
    ada.presses(menu, wording.full_answers())
    assert "Length: full" in menu.next_edit().text
