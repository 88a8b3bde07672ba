"""Who may change the documents, and who may not."""

from pathlib import Path

import pytest

from bot.wording import media
from bot.wording import owner as wording
from e2e.fake_process import StartBot
from e2e.owners.ferry import FERRY
from e2e.owners.looking import last_edit, names
from telegram_server import TelegramServer
from telegram_server.people import Person


@pytest.mark.usefixtures("bot")
def test_owners_have_a_menu(server: TelegramServer, ada: Person) -> None:
    def is_set() -> bool:
        return any(
            str(ada.id) in scope
            and not language
            and {"add", "remove", "reindex"} <= {it["command"] for it in listed}
            for (scope, language), listed in tuple(server.world.bot.commands.items())
        )

    ada.writes(ada.chat, "/help")
    assert "/reindex" in ada.chat.next_message().text
    server.world.wait_for(is_set, "an owner's menu")


def test_others_cannot(
    server: TelegramServer, start: StartBot, ada: Person, bob: Person, documents: Path
) -> None:
    with start(ACCESS="open"):
        bob.sends_document(bob.chat, "ferry.md", FERRY)
        assert bob.chat.next_message().text == media.wordless("document")
        bob.sends_document(bob.chat, "ferry.md", FERRY, caption="/add")
        assert bob.chat.next_message().text.startswith("There is no command /add")
        for command in ("/add", "/remove bridge.txt", "/reindex"):
            bob.writes(bob.chat, command)
            assert bob.chat.next_message().text.startswith("There is no command")
        ada.sends_document(ada.chat, "ferry.md", FERRY)
        preview = ada.chat.next_message()
        (add, cancel) = (str(button.value) for button in preview.buttons)
        bobs = bob.chat.from_bot[0]
        for forged in (add, cancel, "up:AAAAAAAA:a", "up:", "rm:AAAAAAAA:y0", "rm:x"):
            assert bob.sends_callback(bobs, forged).text == wording.only_owners()
            assert bob.sends_callback(preview, forged).text == wording.only_owners()
        for forged in ("up:AAAAAAAA:a", "up:" + "x" * 60, "rm:AAAAAAAA:y0", "rm:x"):
            assert ada.sends_callback(preview, forged).text == wording.over()
        group = server.world.supergroup("Reading circle", ada, bob)
        server.world.adds_bot_to(group, by=ada, admin=True)
        group.next_message()
        ada.sends_document(group, "ferry.md", FERRY)
        ada.sends_document(group, "ferry.md", FERRY, caption="/add")
        server.world.settled()
        group.no_message(0.1)
        assert names(documents) == ["bridge.txt"]
        ada.presses(preview, "Add")
        last_edit(preview, "ferry.md is live")


def test_one_owner_does_not_press_for_another(
    start: StartBot, ada: Person, bob: Person, documents: Path
) -> None:
    with start(ADMIN_IDS=f"{ada.id},{bob.id}"):
        ada.sends_document(ada.chat, "ferry.md", FERRY)
        preview = ada.chat.next_message()
        (add, _) = (str(button.value) for button in preview.buttons)
        assert bob.sends_callback(preview, add).text == wording.over()
        assert names(documents) == ["bridge.txt"]


def test_the_samples_stay_as_they_are(fake_bot: StartBot, ada: Person) -> None:
    with fake_bot(script="fake_library_bot.py", ADMIN_IDS=str(ada.id)):
        ada.sends_document(ada.chat, "ferry.md", FERRY)
        assert ada.chat.next_message().text == wording.installed()
        for command in ("/add", "/remove"):
            ada.writes(ada.chat, command)
            assert ada.chat.next_message().text == wording.installed()
