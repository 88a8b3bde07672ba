"""Reactions to answers count as the marks under them."""

import pytest

from e2e.fake_process import StartBot
from telegram_server import TelegramServer
from telegram_server.chats import Message
from telegram_server.people import Person


def marks(server: TelegramServer, person: Person, answer: Message) -> list[str]:
    """The marks that the answer shows, once it is shown anew."""
    server.world.settled()
    for button in ("Context", "◂ Back"):
        person.presses(answer, button)
        answer.next_edit()
    return [button.text for button in answer.buttons if button.text[0] in "👍👎"]


@pytest.mark.usefixtures("bot")
def test_a_reaction_counts_until_it_is_taken_away(server: TelegramServer, ada: Person) -> None:
    ada.writes(ada.chat, "Where were the talks held?")
    answer = ada.chat.next_message()
    ada.reacts(answer, "🔥")
    assert marks(server, ada, answer) == ["👍 ✓", "👎"]
    ada.reacts(answer, "👎", "👀")
    assert marks(server, ada, answer) == ["👍", "👎 ✓"]
    ada.reacts(answer)
    assert marks(server, ada, answer) == ["👍", "👎"]
    ada.reacts(answer, "👍")
    ada.presses(answer, "👎")
    answer.next_edit()
    ada.reacts(answer, "👀")  # the button was pressed since, and holds
    assert marks(server, ada, answer) == ["👍", "👎 ✓"]
    question = ada.writes(ada.chat, "Who is the best cook?")
    ada.chat.next_message()
    ada.reacts(question, "👍")
    server.world.settled()
    ada.chat.no_message(0.1)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("admin", [True, False])
def test_in_a_group_each_person_has_one(
    server: TelegramServer, ada: Person, bob: Person, admin: bool
) -> None:
    carl = server.world.user("Carl")
    group = server.world.supergroup("Reading circle", ada, bob, carl)
    server.world.adds_bot_to(group, by=ada, admin=admin)
    group.next_message()
    ada.writes(group, "/ask@footnote_test_bot Where were the talks held?")
    answer = group.next_message()
    ada.reacts(answer, "👍")
    bob.reacts(answer, "❤")
    carl.reacts(answer, "👏", under=group)  # anonymously: it may be ada, or not
    assert marks(server, ada, answer) == (["👍 ✓ 2", "👎"] if admin else ["👍", "👎"])


def test_whoever_may_not_ask_has_no_say(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person
) -> None:
    with fake_bot(ACCESS="allowlist", ALLOWED_IDS=str(ada.id)) as bot:
        group = server.world.supergroup("Reading circle", ada, bob)
        server.world.adds_bot_to(group, by=ada, admin=True)
        ada.writes(group, "/ask@footnote_test_bot Where were the talks held?")
        server.world.settled()
        answer = group.from_bot[-1]
        bob.reacts(answer, "👎")
        assert marks(server, ada, answer) == ["👍", "👎"]
        ada.reacts(answer, "👎")
        assert marks(server, ada, answer) == ["👍", "👎 ✓"]
    assert "reaction chat=" in bot.output
    assert str(ada.id) not in bot.output


def test_a_reaction_to_what_is_forgotten(
    server: TelegramServer, fake_bot: StartBot, ada: Person
) -> None:
    with fake_bot():
        ada.writes(ada.chat, "Where were the talks held?")
        answer = ada.chat.next_message()
    with fake_bot() as bot:
        ada.reacts(answer, "👍")
        server.world.settled()
        ada.chat.no_message(0.1)
    assert "ERROR" not in bot.output
