"""A private chat with a running bot."""

from pathlib import Path

import pytest

from bot.answer import Question
from bot.commands import CHAT_COMMANDS
from bot.conversation import page
from bot.telegram_app.messages.formatted import clean
from bot.telegram_app.messages.reading import first_view, render
from bot.telegram_app.messages.rendering import payload
from bot.wording import answers as wording
from bot.wording import telegram as telegram_wording
from bot.wording.menu import description
from bot.wording.why import in_short, why
from e2e.fake_bot import HOSTILE, WAITS_FOR, ScriptedAnswerer
from hand_made import TALKS, answered
from telegram_server import BotProcess, TelegramServer
from telegram_server.people import Person

pytestmark = pytest.mark.usefixtures("bot")


def test_question_and_answer(ada: Person) -> None:
    ada.starts()
    assert ada.chat.next_message().text == wording.start(2)
    ada.writes(ada.chat, "Where were the talks held?")
    answer = ada.chat.next_message()
    assert answer.reply_to is None
    (quotation,) = answer.texts_of("expandable_blockquote")
    assert quotation.startswith("The talks were held in Istanbul on Friday. They lasted")
    assert answer.texts_of("bold") == ["The talks were held in Istanbul on Friday."]
    (link,) = [entity for entity in answer.formatting if entity.type == "text_link"]
    assert answer.content.under(link) == "Talks in Istanbul"
    assert link.url is not None
    assert link.url.endswith("#:~:text=The%20talks%20were%20held%20in%20Istanbul%20on%20Friday.")
    assert "[3] notes/agreed.txt — An exchange of 1,000 prisoners from each side." in answer.text
    assert ada.chat.actions == []


def test_telegram_gets_exactly_the_payload_that_the_repl_shows(
    server: TelegramServer, ada: Person
) -> None:
    ada.writes(ada.chat, "Where were the talks held?")
    key = str(ada.chat.next_message().buttons[0].value).split(":")[1]
    answer = ScriptedAnswerer().answer(Question("Where were the talks held?"))
    sent = payload(render(first_view(page(answer)), key), ada.id)
    assert server.calls_of("sendMessage")[-1].params == sent


def test_what_the_documents_do_not_answer(ada: Person) -> None:
    ada.writes(ada.chat, "What was the weather?")
    near = ada.chat.next_message()
    assert near.text == wording.closest_lead()
    ada.presses(near, "Show what is near (1)")
    assert len(near.next_edit().texts_of("expandable_blockquote")) == 1
    ada.writes(ada.chat, "Who is the best cook?")
    assert ada.chat.next_message().text.startswith("The documents do not answer this")
    ada.writes(ada.chat, "hello")
    assert ada.chat.next_message().text.startswith("Hello.")


def test_commands(server: TelegramServer, ada: Person) -> None:
    table = {command.name: description(command) for command in CHAT_COMMANDS}
    assert server.world.bot.menu("all_private_chats") == table
    said = {}
    for command in (
        "/help",
        "/sources",
        "/more",
        "/why",
        "/sorces",
        "/mehr",
        "/ask@another_bot talks",
        "/ask talks",
    ):
        ada.writes(ada.chat, command)
        if "another" not in command:
            said[command] = ada.chat.next_message().text
    assert said["/help"] == wording.help_text(CHAT_COMMANDS)
    assert said["/sources"].splitlines()[1:] == [
        "• Talks in Istanbul · Example Times · 16 May 2025",
        "• notes/agreed.txt",
    ]
    assert said["/more"] == said["/why"] == wording.nothing_asked()
    ada.writes(ada.chat, "/why")
    told, answer = ada.chat.next_message(), answered(*TALKS, question="talks")
    assert told.texts_of("expandable_blockquote") == [why(answer, 0, 3)]
    assert told.text.startswith("\n".join(in_short(answer, 0, 3)))
    assert said["/sorces"] == wording.unknown_command("sorces", "sources")
    assert said["/mehr"] == wording.unknown_command("mehr", "more")
    assert said["/ask talks"].startswith("The talks were held")


def test_hostile_documents(ada: Person) -> None:
    ada.writes(ada.chat, "hostile")
    answer = ada.chat.next_message()
    assert answer.texts_of("expandable_blockquote") == [clean(HOSTILE[0].passage.text).strip()]
    assert "[1] <script> title\u00a0·\u00a0¶1" in answer.text
    assert answer.texts_of("text_link") == []
    assert "\u202e" not in answer.text


def test_order_within_a_chat_and_none_across(ada: Person, bob: Person, tmp_path: Path) -> None:
    signal = tmp_path / "signal"
    ada.writes(ada.chat, f"{WAITS_FOR}{signal}")
    ada.writes(ada.chat, "What was the weather?")
    ada.world.wait_for(lambda: ada.chat.actions == ["typing"], "typing")
    bob.writes(bob.chat, "Where were the talks held?")
    assert bob.chat.next_message().text.startswith("The talks were held")
    assert ada.chat.from_bot == []
    assert bob.chat.actions == []
    signal.touch()
    assert ada.chat.next_message().text.startswith("The talks were held")
    assert ada.chat.next_message().text.startswith(wording.closest_lead())


def test_an_error_is_one_sentence_to_the_person_and_a_traceback_in_the_log(
    server: TelegramServer, bot: BotProcess, ada: Person
) -> None:
    ada.writes(ada.chat, "crash")
    assert ada.chat.next_message().text == telegram_wording.failed()
    ada.writes(ada.chat, "Where were the talks held?")
    assert ada.chat.next_message().text.startswith("The talks were held")
    server.world.settled()
    assert "the disk is on fire" in bot.output
    assert "Traceback" in bot.output
    for private in (server.token, server.token.partition(":")[2], str(ada.id), "Where were"):
        assert private not in bot.output
