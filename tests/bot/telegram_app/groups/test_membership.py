"""How often a group is told how to ask, and what happens when a move cannot be written down."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import ChatMember, ChatMemberMember, User

from bot.settings import Settings
from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.conversation.pages import Pages
from bot.telegram_app.counting.counts import Counts
from bot.telegram_app.counting.tally import Tally
from bot.telegram_app.groups.membership import Membership
from bot.telegram_app.groups.settings import Groups
from bot.telegram_app.tables import open_database
from bot.telegram_app.traces import Traces
from bot.telegram_app.unanswered.kept_questions import KeptQuestions
from bot.telegram_app.wire.client import FootnoteBot
from corpus.database import Database
from hand_made import FakeAnswerer

ME = User(7, "Footnote", is_bot=True, username="footnote_bot")
LISTED = Settings(
    telegram_bot_token=SecretStr("7:AAfakeFAKE-fake_FAKE"), allowed_ids=frozenset([-5])
)


class MemberBot(FootnoteBot):
    """A plain member wherever it is."""

    def __init__(self) -> None:
        super().__init__("7:AAfakeFAKE-fake_FAKE")
        self._bot_user = ME

    async def get_chat_member(  # type: ignore[override]  # the library's takes time limits
        self, _chat_id: int, _user_id: int
    ) -> ChatMember:
        return ChatMemberMember(ME)


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path)) as opened:
        yield opened


def pages(database: Database) -> Pages:
    return Pages(
        FakeAnswerer(),
        lambda chat_id: chat_id < 0,
        Tally(Counts(database), KeptQuestions(database, Traces(database), LISTED)),
    )


def closed_door() -> Doorkeeper:
    return Doorkeeper(LISTED, samples_only=lambda: False)


def test_a_group_is_told_how_to_ask_but_not_again_at_once(database: Database) -> None:
    clock, bot = Clock(), MemberBot()
    membership = Membership(
        Groups(database),
        closed_door(),
        pages(database),
        clock,
    )

    def told(chat_id: int) -> bool:
        return asyncio.run(membership.how_to_ask(bot, chat_id)) is not None

    assert [told(-5), told(-5), told(-6)] == [True, False, True]
    clock.now += 10
    assert [told(-5), told(-5)] == [True, False]


def test_a_move_that_cannot_be_written_down_holds_until_the_next_start(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    door = closed_door()
    membership = Membership(Groups(database), door, pages(database))
    with database.writing() as connection:
        connection.execute("DROP TABLE moved_groups")
    membership.move(-5, -1_005)
    assert door.admits(-1_005)
    assert "forgotten at the next start" in caplog.text


def test_a_move_holds_at_the_next_start_as_long_as_the_old_id_is_listed(database: Database) -> None:
    groups = Groups(database)
    Membership(groups, closed_door(), pages(database)).move(-5, -1_005)
    started, emptied = closed_door(), Doorkeeper(Settings(), samples_only=lambda: False)
    for door in (started, emptied):
        Membership(groups, door, pages(database))
    assert started.admits(-1_005)
    assert not emptied.admits(-1_005)
