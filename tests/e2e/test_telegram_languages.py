"""People are spoken to in their language, or in the one that they choose."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.commands import CHAT_COMMANDS
from bot.wording import answers as wording
from bot.wording import groups as group_wording
from bot.wording import languages as language_wording
from bot.wording import telegram as telegram_wording
from bot.wording.conventions import day
from bot.wording.menu import description
from bot.wording.translation import LANGUAGES, _, speaking
from e2e.fake_process import StartBot
from telegram_server import TelegramServer
from telegram_server.chats import Message
from telegram_server.people import Person

TALKS = "Where were the talks held?"
OTHERS = LANGUAGES[1:]


def said_in(language: str, sentence: Callable[[], str]) -> str:
    with speaking(language):
        return sentence()


def opened(person: Person) -> Message:
    person.writes(person.chat, "/language")
    return person.chat.next_message()


@pytest.mark.usefixtures("bot")
def test_everybody_gets_their_own(server: TelegramServer) -> None:
    tags = {tag: server.world.user(tag.upper(), language_code=tag) for tag in (*OTHERS, "pt-br")}
    for person in tags.values():
        person.starts()
        person.writes(person.chat, TALKS)
        person.writes(person.chat, "What is the capital of Peru?")
    for tag, person in tags.items():
        language = tag if tag in LANGUAGES else "en"
        with speaking(language):
            assert person.chat.next_message().text == wording.start(2)
            answer = person.chat.next_message()
            # The passage stays as it is; the footnote and the buttons are the reader's.
            assert answer.text.startswith("The talks were held in Istanbul")
            assert day(date(2025, 5, 16)).replace("\u202f", " ") in answer.text.replace(
                "\u202f", " "
            )
            assert telegram_wording.context_button() in [button.text for button in answer.buttons]
            silence = person.chat.next_message().text
            assert silence == _("The documents do not answer this, as far as I can find.")
    assert len({said_in(language, telegram_wording.context_button) for language in LANGUAGES}) > 3


def test_a_choice_counts_at_once_and_after_a_restart(
    server: TelegramServer, fake_bot: StartBot
) -> None:
    eva = server.world.user("Eva", language_code="de")
    with fake_bot():
        menu = opened(eva)
        with speaking("de"):
            assert menu.text == language_wording.choose_language()
            assert [it.text for it in menu.buttons if "✓" in it.text] == [
                f"✓ {language_wording.as_in_telegram()}"
            ]
        toast = eva.presses(menu, "Українська")
        with speaking("uk"):
            assert toast.text == language_wording.language_chosen()
            assert menu.next_edit().text == language_wording.choose_language()
        assert [it.text for it in menu.buttons if "✓" in it.text] == ["✓ Українська"]
        eva.writes(eva.chat, "/more")
        assert eva.chat.next_message().text == said_in("uk", wording.nothing_asked)
    with fake_bot():
        eva.writes(eva.chat, "/more")
        assert eva.chat.next_message().text == said_in("uk", wording.nothing_asked)
        menu = opened(eva)
        eva.presses(menu, said_in("uk", language_wording.as_in_telegram))
        menu.next_edit()
        eva.writes(eva.chat, "/more")
        assert eva.chat.next_message().text == said_in("de", wording.nothing_asked)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("data", ["ln:xx", "ln:", "ln:de:de", "ln:DE"])
def test_a_forged_choice_changes_nothing(server: TelegramServer, ada: Person, data: str) -> None:
    menu = opened(ada)
    ada.sends_callback(menu, data)
    ada.writes(ada.chat, "/more")
    assert ada.chat.next_message().text == wording.nothing_asked()
    server.world.settled()


def test_a_stranger_may_not_choose(fake_bot: StartBot, ada: Person, bob: Person) -> None:
    with fake_bot(ACCESS="allowlist", ALLOWED_IDS=str(ada.account.id)):
        bob.writes(bob.chat, "/language")
        told = bob.chat.next_message()
        assert told.text == telegram_wording.stranger(bob.account.id)
        assert bob.sends_callback(told, "ln:ru").text == telegram_wording.not_yours()


@pytest.mark.usefixtures("bot")
def test_a_group_may_have_one_of_its_own(server: TelegramServer, ada: Person, bob: Person) -> None:
    eva = server.world.user("Eva", language_code="es")
    group = server.world.supergroup("Reading circle", ada, bob, eva)
    server.world.adds_bot_to(group, by=ada)
    group.next_message()
    more = "/more@footnote_test_bot"
    eva.writes(group, more)
    assert group.next_message().text == said_in("es", wording.nothing_asked)
    ada.writes(group, "/settings@footnote_test_bot")
    menu = group.next_message()
    ada.presses(menu, group_wording.languages_button())
    menu.next_edit()
    assert ada.presses(menu, "Français").text is None
    assert menu.next_edit().text == said_in("en", group_wording.choose_group_language)
    for person in (ada, bob, eva):
        person.writes(group, more)
        assert group.next_message().text == said_in("fr", wording.nothing_asked)
    eva.writes(eva.chat, "/more")
    assert eva.chat.next_message().text == said_in("es", wording.nothing_asked)
    bob.sends_callback(menu, str(menu.buttons[0].value))
    ada.writes(group, more)
    assert group.next_message().text == said_in("fr", wording.nothing_asked)


@pytest.mark.usefixtures("bot")
def test_each_language_has_its_menus(server: TelegramServer, ada: Person) -> None:
    ada.starts()
    ada.chat.next_message()
    last = "all_chat_administrators", LANGUAGES[-1]
    server.world.wait_for(lambda: bool(server.world.bot.menu(*last)), "the last menu")
    for language in LANGUAGES:
        for scope in ("all_private_chats", "all_group_chats", "all_chat_administrators"):
            menu = server.world.bot.menu(scope, "" if language == "en" else language)
            with speaking(language):
                assert menu["ask"] == next(
                    description(command) for command in CHAT_COMMANDS if command.name == "ask"
                )
            assert ("settings" in menu) == (scope == "all_chat_administrators")
