"""Guest mode: the bot's name in a chat that it has not joined."""

import pytest

from bot.answer import Reason
from bot.telegram_app.messages.reading import QUOTED_SHORT
from bot.wording import answers as answers_wording
from bot.wording import inline as wording
from bot.wording import telegram as telegram_wording
from corpus.filters import Filters
from e2e.fake_process import StartBot
from hand_made import TALKS
from telegram_server import BotProcess, TelegramServer
from telegram_server.chats import Chat, Message
from telegram_server.faults import Refusal
from telegram_server.people import Person
from telegram_server.values import utf16_length

NAME = "@footnote_test_bot"


@pytest.fixture
def room(server: TelegramServer, ada: Person, bob: Person) -> Chat:
    """A group that the bot has not joined."""
    return server.world.supergroup("Elsewhere", ada, bob)


def summoned(ada: Person, room: Chat, text: str, reply_to: Message | None = None) -> Message:
    query = ada.summons(room, text, reply_to=reply_to)
    answer = room.next_message()
    assert query.answer is answer
    return answer


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "text",
    [
        f"{NAME} Where were the talks held?",
        f"Where were the talks held, {NAME}?",
        f"/ask{NAME} Where were the talks held?",
    ],
)
def test_a_question_is_answered_in_the_short_form(ada: Person, room: Chat, text: str) -> None:
    answer = summoned(ada, room, text)
    assert answer.texts_of("expandable_blockquote") == [TALKS[0].passage.text]
    assert [line[:4] for line in answer.text.splitlines() if line.startswith("[")] == [
        "[1] ", "[2] ", "[3] ",
    ]  # fmt: skip
    assert [(it.text, it.action) for it in answer.buttons] == [("Open", "url")]


@pytest.mark.usefixtures("bot")
def test_a_long_passage_is_short(ada: Person, room: Chat) -> None:
    (quoted,) = summoned(ada, room, f"{NAME} long").texts_of("expandable_blockquote")
    assert utf16_length(quoted) <= QUOTED_SHORT + 4


@pytest.mark.usefixtures("bot")
def test_what_somebody_else_wrote_is_asked(ada: Person, bob: Person, room: Chat) -> None:
    said = bob.writes(room, "I wonder where the talks were held")
    assert summoned(ada, room, NAME, reply_to=said).text.startswith("The talks were held")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{NAME} something else", Reason.NO_MATCH),
        (NAME, Reason.EMPTY_QUESTION),
        (f"/more{NAME}", Reason.EMPTY_QUESTION),
    ],
)
def test_silence_is_a_sentence(ada: Person, room: Chat, text: str, reason: Reason) -> None:
    answer = summoned(ada, room, text)
    assert answer.text == answers_wording.silence(reason, Filters())
    assert answer.buttons == []


@pytest.mark.usefixtures("bot")
def test_near_misses_are_shown_in_private(ada: Person, room: Chat) -> None:
    answer = summoned(ada, room, f"{NAME} near")
    assert answer.text == answers_wording.closest_lead()
    assert [(it.text, it.value) for it in answer.buttons] == [
        (wording.ask_in_private_button(), "https://t.me/footnote_test_bot")
    ]


@pytest.mark.usefixtures("bot")
def test_what_differs_from_its_original_is_left_out(ada: Person, room: Chat) -> None:
    answer = summoned(ada, room, f"{NAME} altered")
    assert answer.texts_of("expandable_blockquote") == ["The first stands there."]
    assert telegram_wording.left_out(2) in answer.text


def test_nothing_is_carried_over(
    server: TelegramServer, bot: BotProcess, ada: Person, room: Chat
) -> None:
    ada.writes(ada.chat, "Where were the talks held?")
    ada.chat.next_message()
    no_match = answers_wording.silence(Reason.NO_MATCH, Filters())
    assert summoned(ada, room, f"{NAME} And when?").text == no_match
    assert summoned(ada, room, f"{NAME} Where were the talks held?").buttons
    assert summoned(ada, room, f"{NAME} And when?").text == no_match
    ada.writes(ada.chat, "/more")
    assert ada.chat.next_message().text.startswith("A second round")
    server.world.settled()
    assert "talks" not in bot.output
    assert str(ada.id) not in bot.output
    assert str(room.id) not in bot.output


def test_access_goes_by_the_person_alone(
    server: TelegramServer, fake_bot: StartBot, ada: Person, bob: Person, room: Chat
) -> None:
    # In the private chat of two people its id is one of theirs, and may stand on the list.
    listed = f"{bob.id},{room.id}"
    with fake_bot(ACCESS="allowlist", ALLOWED_IDS=listed):
        for _ in range(2):
            answer = summoned(ada, room, f"{NAME} talks")
            assert answer.text == telegram_wording.not_yours()
        assert summoned(bob, room, f"{NAME} talks").text.startswith("The talks were held")
        server.world.settled()


def test_a_summons_that_has_expired_is_no_error(
    server: TelegramServer, bot: BotProcess, ada: Person, room: Chat
) -> None:
    server.world.query_lifetime = 0.0
    ada.summons(room, f"{NAME} talks")
    server.world.wait_for(lambda: bool(server.calls_of("answerGuestQuery")), "an answer")
    server.world.settled()
    assert "could not be answered in time" in bot.output
    assert "ERROR" not in bot.output
    assert len(server.calls_of("answerGuestQuery")) == 1


def test_a_failure_is_owned_up_to(
    server: TelegramServer, bot: BotProcess, ada: Person, room: Chat
) -> None:
    assert summoned(ada, room, f"{NAME} crash").text == telegram_wording.failed()
    server.fails("answerGuestQuery", Refusal(400, "Bad Request: something odd"), times=1)
    assert summoned(ada, room, f"{NAME} talks").text == telegram_wording.failed()
    assert server.calls_of("sendMessage") == []
    assert "the disk is on fire" in bot.output
