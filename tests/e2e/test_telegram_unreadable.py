"""An update that the library cannot read, as an old Bot API server of one's own may send it."""

import pytest

from telegram_server import BotProcess, TelegramServer
from telegram_server.people import Person
from telegram_server.values import JsonObject

TALKS = "Where were the talks held?"


def sends_old_poll(server: TelegramServer, person: Person) -> None:
    """Send a poll that lacks what newer servers say of every poll, behind the schema's back."""
    poll: JsonObject = {"id": "1", "question": "A question of my own", "options": []}
    content: JsonObject = {
        "message_id": 9,
        "date": 1_700_000_000,
        "chat": {"id": person.id, "type": "private", "first_name": "A"},
        "from": {"id": person.id, "is_bot": False, "first_name": "A"},
        "poll": poll,
    }
    with server.world.watch:
        server.world.updates.add("message", content)


@pytest.mark.parametrize("among_others", [True, False], ids=["among others", "alone"])
def test_it_is_left_out_and_the_others_are_answered(
    server: TelegramServer, bot: BotProcess, ada: Person, bob: Person, among_others: bool
) -> None:
    with server.world.watch:  # so that they arrive together
        if among_others:
            bob.writes(bob.chat, TALKS)
        sends_old_poll(server, ada)
        sends_old_poll(server, ada)
    if among_others:
        assert bob.chat.next_message().text.startswith("The talks were held")
    server.world.wait_for(lambda: not server.world.updates.pending, "confirmation")
    ada.writes(ada.chat, TALKS)
    assert ada.chat.next_message().text.startswith("The talks were held")
    assert len(bob.chat.from_bot) == int(among_others)
    assert len(server.calls_of("getUpdates")) < 12
    bot.stop()  # asserts exit code 0
    assert bot.output.count("cannot be read (") == 2
    for hidden in ("A question of my own", str(ada.id), "Traceback", "CRITICAL"):
        assert hidden not in bot.output
