"""Who is let in."""

from bot.wording import telegram as wording
from e2e.fake_process import StartBot
from telegram_server import TelegramServer, faults
from telegram_server.people import Person


def test_strangers_are_told_their_id_once(fake_bot: StartBot, ada: Person, bob: Person) -> None:
    with fake_bot(ACCESS="allowlist", ALLOWED_IDS=f"{bob.id}") as bot:
        ada.starts()
        assert ada.chat.next_message().text == wording.stranger(ada.id)
        ada.writes(ada.chat, "Where were the talks held?")
        bob.writes(bob.chat, "Where were the talks held?")
        answer = bob.chat.next_message()
        assert answer.text.startswith("The talks were held")
        ada.chat.no_message(0.2)
        refused = ada.sends_callback(ada.chat.from_bot[0], str(answer.buttons[0].value))
        assert refused.text == wording.not_yours()
        assert str(ada.id) not in bot.output


def test_an_unlisted_group_is_told_once_and_only_when_it_asks(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person
) -> None:
    server.world.privacy_mode = False
    group = server.world.supergroup("Readers", ada, bob)
    with fake_bot(ACCESS="allowlist", ADMIN_IDS=f"{bob.id}"):
        server.world.adds_bot_to(group, by=ada)
        server.world.updates.clear()  # it was added while the bot was away
        ada.writes(group, "chatter")
        ada.writes(group, "@footnote_test_bot talks")
        ada.writes(group, "/start@footnote_test_bot")
        ada.writes(group, "/ask@footnote_test_bot talks")
        assert group.next_message().text == wording.strange_group(group.id)
        ada.writes(group, "/ask@footnote_test_bot talks")
        asked = bob.writes(group, "/ask@footnote_test_bot talks")
        answer = group.next_message()
        assert answer.reply_to is asked
        assert ada.presses(answer, "Context").text == wording.not_yours()
        server.world.settled()
        group.no_message(0.1)


def test_a_refusal_that_could_not_be_sent_is_sent_the_next_time(
    server: TelegramServer, fake_bot: StartBot, ada: Person
) -> None:
    with fake_bot(ACCESS="allowlist"):
        server.fails("sendMessage", faults.Refusal(400, "Bad Request: not now"))
        ada.writes(ada.chat, "Hello?")
        server.world.wait_for(lambda: bool(server.calls_of("sendMessage")), "a first try")
        server.world.settled()
        said = len(ada.chat.from_bot)
        ada.writes(ada.chat, "Hello?")
        ada.writes(ada.chat, "Hello?")  # at once, and told once
        server.world.settled()
        told = [message.text for message in ada.chat.from_bot[said:]]
        assert told == [wording.stranger(ada.id)]
