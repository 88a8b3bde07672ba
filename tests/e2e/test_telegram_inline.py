"""Inline mode: ``@bot question`` in any chat."""

from pathlib import Path

import pytest

from bot.telegram_app.conversation.deep_links import question_payload
from bot.telegram_app.elsewhere.inline import CACHED_LISTED_SECONDS, CACHED_OPEN_SECONDS
from bot.wording import answers as answers_wording
from bot.wording import inline as wording
from bot.wording import telegram as telegram_wording
from e2e.fake_bot import LONG, WAITS_FOR
from e2e.fake_process import StartBot
from hand_made import TALKS
from telegram_server import BotProcess, TelegramServer
from telegram_server.chats import Message
from telegram_server.faults import BadGateway, Dropped, Refusal
from telegram_server.people import Person
from telegram_server.process import free_port
from telegram_server.queries import InlineAnswer

QUESTION = "Where were the talks held?"


def button(answer: InlineAnswer) -> str | None:
    """What stands above the results; it always leads to the private chat."""
    if answer.button is None:
        return None
    assert answer.button.keys() == {"text", "start_parameter"}
    asked = None if answer.results else question_payload(answer.query)
    assert answer.button["start_parameter"] == (asked or "inline")
    return str(answer.button["text"])


def listed(server: TelegramServer, kind: str) -> int:
    return len(server.calls_of(kind))


def sent_elsewhere(server: TelegramServer, ada: Person, answer: InlineAnswer) -> Message:
    group = server.world.supergroup("Without the bot", ada)
    return ada.sends_result(group, answer)


def test_passages_are_offered_and_sent(
    server: TelegramServer, bot: BotProcess, ada: Person
) -> None:
    answer = ada.inline(f"  {QUESTION} ")
    assert answer.titles == [
        "Talks in Istanbul", "Обмін полоненими", "notes/agreed.txt", "Talks in Istanbul",
    ]  # fmt: skip
    assert answer.results[0]["description"] == (
        "The talks were held in Istanbul on Friday. — Example Times · 16 May 2025"
    )
    assert (answer.is_personal, answer.cache_time) == (True, CACHED_OPEN_SECONDS)
    assert answer.next_offset == ""
    assert button(answer) == wording.start_button()
    sent = sent_elsewhere(server, ada, answer)
    assert sent.texts_of("expandable_blockquote") == [TALKS[0].passage.text]
    assert sent.texts_of("bold") == ["The talks were held in Istanbul on Friday."]
    assert sent.text.endswith("[1] Talks in Istanbul · Example Times · 16 May 2025\u00a0·\u00a0¶1")
    assert [it.text for it in sent.buttons] == [telegram_wording.open_button()]
    assert sent.buttons[0].action == "url"
    assert sent.link_preview == {"is_disabled": True}
    server.world.settled()
    assert "inline chosen" in bot.output
    assert "total=1" in bot.output
    for secret in (QUESTION, str(ada.id), str(answer.results[0]["id"])):
        assert secret not in bot.output
    again = ada.inline(QUESTION)
    assert [it["id"] for it in again.results] == [it["id"] for it in answer.results]
    assert button(again) is None, "whoever has sent a result needs no introduction"


@pytest.mark.usefixtures("bot")
def test_the_start_button_is_for_those_whom_the_bot_does_not_know(ada: Person) -> None:
    assert button(ada.inline(QUESTION)) == wording.start_button()
    ada.starts("inline")
    assert ada.chat.next_message().text == answers_wording.start(2)
    assert button(ada.inline("talks")) is None


@pytest.mark.usefixtures("bot")
def test_an_empty_query_shows_recent_documents(server: TelegramServer, ada: Person) -> None:
    answer = ada.inline("")
    assert answer.titles == ["Talks in Istanbul", "notes/agreed.txt"]
    sent = sent_elsewhere(server, ada, answer)
    assert sent.text.startswith(f"Talks in Istanbul\n\n{TALKS[0].passage.text}\n[1] ")
    assert sent.texts_of("expandable_blockquote") == [TALKS[0].passage.text]


def test_recent_documents_in_pages(fake_bot: StartBot, ada: Person) -> None:
    with fake_bot(FURTHER_DOCUMENTS="20"):
        pages = [ada.inline("")]
        while pages[-1].next_offset:
            pages.append(ada.inline("", offset=pages[-1].next_offset))
        assert [len(answer.results) for answer in pages] == [10, 10, 2]
        titles = [title for answer in pages for title in answer.titles]
        assert titles[:3] == ["Talks in Istanbul", "notes/agreed.txt", "undated/00.txt"]
        assert len(set(titles)) == 22
        beyond = ada.inline("", offset="4000")
        assert (beyond.results, button(beyond)) == ([], wording.start_button())
        assert ada.inline("", offset="\x00nobody gave this").results == []


@pytest.mark.usefixtures("bot")
def test_near_misses_say_so(server: TelegramServer, ada: Person) -> None:
    answer = ada.inline("near")
    assert len(answer.results) == 7
    assert all(
        str(result["description"]).startswith("May not answer: ") for result in answer.results
    )
    assert sent_elsewhere(server, ada, answer).text.startswith(answers_wording.closest_lead())


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("text", ["something else", "Thanks!", "?!", "x" * 256])
def test_nothing_found(ada: Person, text: str) -> None:
    answer = ada.inline(text)
    assert answer.results == []
    assert button(answer) == wording.nothing_found_button()


@pytest.mark.usefixtures("bot")
def test_long_hostile_and_altered_passages(server: TelegramServer, ada: Person) -> None:
    (quoted,) = sent_elsewhere(server, ada, ada.inline("long")).texts_of("expandable_blockquote")
    assert LONG.startswith(quoted.removesuffix(" …"))
    assert len(ada.inline("hostile").results) == 3
    altered = ada.inline("altered")
    assert [str(it["description"])[:9] for it in altered.results] == ["The first", "The third"]


@pytest.mark.usefixtures("bot")
def test_a_question_stands_alone_and_leaves_the_conversation(ada: Person) -> None:
    ada.writes(ada.chat, QUESTION)
    assert ada.chat.next_message().text.startswith("The talks were held")
    assert ada.inline("And when?").results == []
    assert ada.inline("near").results
    ada.writes(ada.chat, "/more")
    assert ada.chat.next_message().text.startswith("A second round was left open.")


def test_strangers_get_the_way_in_and_nothing_else(
    fake_bot: StartBot, ada: Person, bob: Person
) -> None:
    with fake_bot(ACCESS="allowlist", ALLOWED_IDS=f"{bob.id}") as bot:
        for text in ("", QUESTION, "near"):
            answer = ada.inline(text)
            assert (answer.results, button(answer)) == ([], wording.strangers_button())
            assert (answer.is_personal, answer.cache_time) == (True, CACHED_LISTED_SECONDS)
        ada.starts("inline")
        assert ada.chat.next_message().text == telegram_wording.stranger(ada.id)
        assert button(ada.inline(QUESTION)) == wording.strangers_button()
        let_in = bob.inline(QUESTION)
        assert len(let_in.results) == 4
        assert (let_in.is_personal, let_in.cache_time) == (True, CACHED_LISTED_SECONDS)
        assert str(ada.id) not in bot.output


def test_whoever_types_on_is_answered_once(
    server: TelegramServer, bot: BotProcess, ada: Person, bob: Person, tmp_path: Path
) -> None:
    signal = tmp_path / "go"
    first = ada.types(f"{WAITS_FOR}{signal}")
    server.world.wait_for(lambda: not server.world.updates.pending, "the first to be taken")
    others = [ada.types(f"talks {'a' * number}") for number in range(20)]
    assert bob.inline(QUESTION).results, "nobody waits for somebody else's typing"
    server.world.wait_for(lambda: not server.world.updates.pending, "all to be taken")
    signal.touch()
    server.world.wait_for(lambda: others[-1].answer is not None, "the newest")
    server.world.settled()
    assert first.answer is None
    assert [query.answer for query in others[:-1]] == [None] * 19
    assert listed(server, "answerInlineQuery") == 2
    assert bot.output.count("inline user=") == 2


def test_a_query_that_has_expired_is_no_error(
    server: TelegramServer, bot: BotProcess, ada: Person
) -> None:
    server.world.query_lifetime = 0.0
    ada.types(QUESTION)
    server.world.wait_for(lambda: listed(server, "answerInlineQuery") == 1, "an answer")
    server.world.settled()
    assert "could not be answered in time" in bot.output
    assert "ERROR" not in bot.output
    server.world.query_lifetime = 15.0
    assert len(ada.inline(QUESTION).results) == 4


@pytest.mark.parametrize("fault", [BadGateway(), Dropped(), Dropped(after_doing=True)], ids=repr)
def test_an_answer_is_tried_again(
    server: TelegramServer, bot: BotProcess, ada: Person, fault: BadGateway | Dropped
) -> None:
    server.fails("answerInlineQuery", fault, times=1)
    assert len(ada.inline(QUESTION).results) == 4
    server.world.wait_for(lambda: listed(server, "answerInlineQuery") == 2, "the second try")
    server.world.settled()
    assert "ERROR" not in bot.output


def test_what_fails_is_logged_without_words(
    server: TelegramServer, bot: BotProcess, ada: Person
) -> None:
    server.fails("answerInlineQuery", Refusal(400, "Bad Request: something odd"), times=1)
    ada.types(QUESTION)
    server.world.wait_for(lambda: "something odd" in bot.output.casefold(), "a line in the log")
    ada.types("crash")
    server.world.wait_for(lambda: "the disk is on fire" in bot.output, "another")
    assert "talks" not in bot.output
    assert len(ada.inline(QUESTION).results) == 4
    server.world.settled()
    ada.chat.no_message(0.1)


def test_by_webhook(server: TelegramServer, fake_bot: StartBot, ada: Person) -> None:
    port = free_port()
    settings = {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": "a-secret-of-16_characters",
    }
    with fake_bot(**settings):
        assert len(ada.inline(QUESTION).results) == 4
        room = server.world.supergroup("Elsewhere", ada)
        ada.summons(room, f"@footnote_test_bot {QUESTION}")
        assert room.next_message().text.startswith("The talks were held")
