"""Links into the chat with the bot: they ask a question, or show a passage in its context."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.telegram_app.conversation.deep_links import passage_payload, question_payload
from bot.wording import answers as wording
from bot.wording import telegram as telegram_wording
from corpus.reference import reference_to
from e2e.fake_bot import AROUND
from e2e.fake_process import StartBot
from hand_made import TALKS
from telegram_server import BotProcess, TelegramServer
from telegram_server.chats import Chat
from telegram_server.people import Person

COMMAND = [str(Path(sys.executable).parent / "footnote")]
PROJECT = Path(__file__).parents[2]


def asking(text: str) -> str:
    payload = question_payload(text)
    assert payload is not None
    return payload


def copied(person: Person, chat: Chat, question: str) -> str:
    """Ask, open the context of the best passage, and copy the link that is offered there."""
    person.writes(chat, question)
    answer = chat.next_message(timeout=60)
    person.presses(answer, "Context")
    return person.copies(answer.next_edit(), telegram_wording.link_button())


@pytest.mark.usefixtures("bot")
def test_a_link_asks_a_question_that_stands_alone(ada: Person) -> None:
    ada.starts(asking("Where were the talks held?"))
    assert ada.chat.next_message().text.startswith("The talks were held in Istanbul")
    ada.writes(ada.chat, "And when?")
    assert ada.chat.next_message().text.startswith("Searched: talks held: And when?")
    ada.starts(asking("And when?"))
    assert ada.chat.next_message().text.startswith("The documents do not answer this")


@pytest.mark.usefixtures("bot")
def test_what_is_no_link_of_ours_is_greeted(server: TelegramServer, ada: Person) -> None:
    for payload in ("doc-4", "q_A", "q__w", "p_AAAA"):
        ada.starts(payload)
        assert ada.chat.next_message().text == wording.start(2)
    ada.writes(ada.chat, "/start q_ \x00 \u202e ../../etc")
    assert ada.chat.next_message().text == wording.start(2)
    group = server.world.supergroup("Reading circle", ada)
    server.world.adds_bot_to(group, by=ada)
    group.next_message()
    ada.writes(group, f"/start@footnote_test_bot {asking('Where were the talks held?')}")
    server.world.settled()
    group.no_message(0.1)  # how to ask there has just been said, and nothing is answered


def test_a_passage_s_link_is_copied_and_followed_by_another_after_a_restart(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person
) -> None:
    with fake_bot():
        link = copied(ada, ada.chat, "Where were the talks held?")
        group = server.world.supergroup("Reading circle", ada, bob)
        server.world.adds_bot_to(group, by=ada)
        group.next_message()
        assert copied(ada, group, "/ask@footnote_test_bot talks") == link
    assert link.endswith(passage_payload(reference_to(TALKS[0].passage)))
    with fake_bot():
        bob.follows(link)
        shown = bob.chat.next_message()
        assert shown.text.startswith("Around [1] Talks in Istanbul")
        assert TALKS[0].passage.text in shown.texts_of("blockquote")
        assert bob.copies(shown, telegram_wording.link_button()) == link
        bob.presses(shown, telegram_wording.back_button())
        assert shown.next_edit().text.startswith(TALKS[0].passage.text)
        bob.writes(bob.chat, "/more")
        assert bob.chat.next_message().text == wording.nothing_asked()
        bob.writes(bob.chat, "And when?", reply_to=shown)
        assert bob.chat.next_message().text.startswith("Searched: Talks in Istanbul: And when?")
        bob.writes(bob.chat, "/verify", reply_to=shown)
        assert bob.chat.next_message().text.startswith(
            "[1] ? cannot be compared with talks/istanbul.md"
        )


@pytest.mark.usefixtures("bot")
def test_a_passage_that_is_gone(ada: Person) -> None:
    ada.starts(passage_payload(reference_to(AROUND[0].passage)))
    assert ada.chat.next_message().text == telegram_wording.passage_gone()


def test_who_may_not_ask_may_not_follow_links_either(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person
) -> None:
    with fake_bot(ACCESS="allowlist", ALLOWED_IDS=str(ada.id)):
        passage = passage_payload(reference_to(TALKS[1].passage))
        bob.starts(passage)
        assert bob.chat.next_message().text == telegram_wording.stranger(bob.id)
        bob.starts(asking("Where were the talks held?"))
        server.world.settled()
        bob.chat.no_message(0.1)
        ada.starts(passage)
        assert ada.chat.next_message().text.startswith("Around [1]")


def test_links_into_a_real_folder(server: TelegramServer, ada: Person, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    more = "And so on, as the council said in its last report of the year. " * 6
    file, closed = documents / "bridge.txt", f"The old bridge is closed until May. {more}"
    env = {
        "DATA_DIR": str(tmp_path / "data"),
        "DOCUMENTS_DIR": str(documents),
        "ACCESS": "open",
        "PYTHONPATH": os.pathsep.join([str(PROJECT), os.environ["PYTHONPATH"]]),
    }

    def index(text: str) -> None:
        file.write_text(text)
        subprocess.run(
            [*COMMAND, "index"],
            env={**os.environ, **env}, cwd=tmp_path, check=True, capture_output=True,
        )  # fmt: skip

    index(f"{closed}\n")
    settings = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_BASE_URL": server.url, **env}
    with BotProcess(server, [*COMMAND, "telegram"], settings, cwd=tmp_path):
        link = copied(ada, ada.chat, "Until when is the old bridge closed?")
        index(f"A new beginning. {more}\n\n{closed}\n")
        ada.follows(link)
        shown = ada.chat.next_message(timeout=60)
        assert shown.text.startswith("Around [1] bridge.txt\u00a0·\u00a0¶2")
        index("The old bridge is open.\n")
        ada.follows(link)
        assert ada.chat.next_message().text == telegram_wording.passage_gone()
