"""What people send besides text: pictures, recordings, albums, captions."""

import pytest

from bot.wording.media import wordless
from telegram_server import TelegramServer
from telegram_server.people import Person

pytestmark = pytest.mark.usefixtures("bot")

KINDS = (
    "animation", "audio", "checklist", "contact", "dice", "document", "game", "location", "photo",
    "poll", "sticker", "story", "venue", "video", "video_note", "voice",
)  # fmt: skip
TALKS = "Where were the talks held?"


def test_each_kind_gets_one_kind_sentence(server: TelegramServer, ada: Person) -> None:
    for kind in KINDS:
        ada.sends(ada.chat, kind)
        assert ada.chat.next_message().text == wordless(kind)
    ada.sends(ada.chat, "story", passing_on=True)
    assert ada.chat.next_message().text == wordless("story")
    server.world.settled()
    ada.chat.no_message(0.1)
    assert wordless("voice").startswith("I cannot listen")
    assert len({wordless(kind) for kind in KINDS}) == 5


def test_an_album_gets_one_sentence(server: TelegramServer, ada: Person, bob: Person) -> None:
    for _ in range(10):
        ada.sends(ada.chat, "photo", album="77")
    assert ada.chat.next_message().text == wordless("photo")
    bob.sends(bob.chat, "photo", album="77")  # the name of an album is its chat's
    assert bob.chat.next_message().text == wordless("photo")
    server.world.settled()
    ada.chat.no_message(0.1)
    ada.sends(ada.chat, "photo", album="78")
    assert ada.chat.next_message().text == wordless("photo")


def test_a_caption_is_a_question(server: TelegramServer, ada: Person) -> None:
    ada.sends_document(ada.chat, "report.pdf", b"%PDF", caption=TALKS)
    assert ada.chat.next_message().text.startswith("The talks were held")
    ada.sends(ada.chat, "photo", album="77", caption=TALKS)
    for _ in range(9):
        ada.sends(ada.chat, "photo", album="77")
    assert ada.chat.next_message().text.startswith("The talks were held")
    server.world.settled()
    ada.chat.no_message(0.1)


def test_in_a_group_only_an_addressed_caption_is_heard(
    server: TelegramServer, ada: Person, bob: Person
) -> None:
    group = server.world.supergroup("Reading circle", ada, bob)
    server.world.adds_bot_to(group, by=ada, admin=True)
    group.next_message()
    asked = ada.sends(group, "photo", caption=f"/ask@footnote_test_bot {TALKS}")
    answer = group.next_message()
    assert answer.reply_to is asked
    assert answer.text.startswith("The talks were held")
    for kind in KINDS:
        bob.sends(group, kind)
    bob.sends(group, "photo", caption=TALKS)
    bob.sends(group, "voice", reply_to=answer)
    server.world.settled()
    group.no_message(0.1)
    ada.sends(group, "photo", caption=f"@footnote_test_bot {TALKS}")
    assert group.next_message().text.startswith("The talks were held")
    bob.sends(group, "photo", caption="And when?", reply_to=answer)
    assert group.next_message().text.startswith("Searched: Talks in Istanbul: And when?")
