"""Which footnote a reply means."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import Message

from bot.answer import Abstained, Question, Reason
from bot.settings import Settings
from bot.telegram_app.conversation.pages import Pages
from bot.telegram_app.counting.counts import Counts
from bot.telegram_app.counting.tally import Tally
from bot.telegram_app.tables import open_database
from bot.telegram_app.traces import Traces
from bot.telegram_app.unanswered.kept_questions import KeptQuestions
from hand_made import TALKS, FakeAnswerer, answered

SETTINGS = Settings(telegram_bot_token=SecretStr("7:AAfakeFAKE-fake_FAKE"))
CHAT = {"id": 5, "type": "private"}


def reply(quote: str | None = None, chat: int = 5, to: int = 70) -> Message:
    """A message that replies to message ``to``, of which it may quote a part."""
    sent: dict[str, object] = {
        "message_id": 80, "date": 0, "chat": {**CHAT, "id": chat}, "text": "And when?",
        "reply_to_message": {"message_id": to, "date": 0, "chat": {**CHAT, "id": chat}},
    }  # fmt: skip
    if quote is not None:
        sent["quote"] = {"text": quote, "position": 0}
    made = Message.de_json(sent, None)
    assert made is not None
    return made


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Pages]:
    database = open_database(tmp_path)
    made = Pages(
        FakeAnswerer(),
        lambda chat_id: chat_id < 0,
        Tally(Counts(database), KeptQuestions(database, Traces(database), SETTINGS)),
    )
    key = made.shown.keep(answered(*TALKS), 5)
    made.shown.note_message(key, 5, 70, opened=0)
    made.shown.note_message(key, 5, 71, opened=3)
    made.shown.note_message(key, 5, 72, opened=1)
    yield made
    database.close()


@pytest.mark.parametrize(
    ("message", "rank"),
    [
        (reply(), 1),
        (reply("An exchange of 1,000 prisoners"), 3),
        (reply("[2] Обмін полоненими · ¶2"), 2),
        (reply("words that stand nowhere"), 1),
        (reply(""), 1),
        (reply("A second round"), 1),  # on the next page
        (reply(to=71), 4),
        (reply(to=72), 2),
        (reply("[3] notes/agreed.txt — An exchange", to=72), 3),
        (reply("notes/agreed.txt", to=72), 3),
        (reply("[4] Talks in Istanbul", to=72), 1),  # the title of the first
        (reply("тисяча на тисячу", to=70), 2),
    ],
)
def test_the_footnote_meant(pages: Pages, message: Message, rank: int) -> None:
    cited = pages.cited(message)
    assert cited is not None
    assert cited.hit == TALKS[rank - 1]


def test_no_footnote_is_meant(pages: Pages) -> None:
    assert pages.cited(reply(chat=6)) is None
    assert pages.cited(reply(to=74)) is None
    plain = Message.de_json({"message_id": 81, "date": 0, "chat": CHAT, "text": "Why?"}, None)
    assert plain is not None
    assert pages.cited(plain) is None
    silence = Abstained(Question("Why?"), Reason.NO_MATCH, "Why?", 1.0)
    pages.shown.note_message(pages.shown.keep(silence, 5), 5, 73, opened=0)
    assert pages.cited(reply(to=73)) is None
