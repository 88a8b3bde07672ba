"""How long Telegram's word about administrators is believed, and how often one is refused."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from telegram import ChatMember, Message, User

from bot.telegram_app.groups import rules as group_rules
from bot.telegram_app.groups.administrators import LIFETIME_SECONDS, Administrators
from bot.telegram_app.groups.rules import GroupRules
from bot.telegram_app.groups.settings import Groups, GroupSettings
from bot.telegram_app.tables import open_database
from bot.telegram_app.wire.client import FootnoteBot

GROUP = -5


class Telegram:
    """Knows who administers a group, and counts how often it is asked."""

    def __init__(self, *administrators: int) -> None:
        self.administrators = set(administrators)
        self.asked = 0


class AskingBot(FootnoteBot):
    def __init__(self, telegram: Telegram) -> None:
        super().__init__("7000000001:AAfakeFAKE-fake_FAKE")
        self._telegram = telegram

    async def get_chat_administrators(  # type: ignore[override]  # the library's takes time limits
        self, _chat_id: int
    ) -> tuple[ChatMember, ...]:
        self._telegram.asked += 1
        return tuple(
            ChatMember(User(user_id, "Ada", is_bot=False), ChatMember.ADMINISTRATOR)
            for user_id in self._telegram.administrators
        )


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_an_answer_is_believed_for_a_moment() -> None:
    clock, telegram = Clock(), Telegram(1)
    bot = AskingBot(telegram)
    administrators = Administrators(clock)

    def is_one(user_id: int, *, surely: bool = False) -> bool:
        return asyncio.run(administrators.include(bot, GROUP, user_id, surely=surely))

    assert [is_one(1), is_one(2), is_one(1)] == [True, False, True]
    assert telegram.asked == 1
    telegram.administrators = {2}
    assert not is_one(2, surely=True)  # whoever is none cannot make the bot ask
    assert telegram.asked == 1
    assert not is_one(1, surely=True)  # a yes is not believed where it must be sure
    assert is_one(2)
    assert telegram.asked == 2
    telegram.administrators = {1}
    clock.now += LIFETIME_SECONDS
    assert is_one(1)
    assert telegram.asked == 3


@pytest.fixture
def groups(tmp_path: Path) -> Iterator[Groups]:
    with closing(open_database(tmp_path)) as database:
        yield Groups(database)


def message(user_id: int, chat_id: int = GROUP) -> Message:
    made = Message.de_json(
        {
            "message_id": 3, "date": 0, "text": "/ask",
            "chat": {"id": chat_id, "type": "group", "title": "Readers"},
            "from": {"id": user_id, "first_name": "Bob", "is_bot": False},
        },
        None,
    )  # fmt: skip
    assert made is not None
    return made


def test_a_refusal_is_told_once_a_day(groups: Groups, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, bot = Clock(), AskingBot(Telegram(1))
    told: list[object] = []

    async def send(_bot: FootnoteBot, place: object, messages: object) -> None:
        told.append((place, messages))

    monkeypatch.setattr(group_rules, "send_all", send)
    groups.change(GROUP, GroupSettings(admins_only=True))
    rules = GroupRules(groups, Administrators(clock), owners=[9], clock=clock)
    admits: Callable[[Message], bool] = lambda asked: asyncio.run(rules.admits(bot, asked))  # noqa: E731 - one line for each row below
    assert [admits(message(1)), admits(message(9)), admits(message(2, -6))] == [True] * 3
    assert not told
    assert [admits(message(2)), admits(message(2)), admits(message(3))] == [False] * 3
    assert len(told) == 2
    clock.now += 24 * 3600 - 1
    admits(message(2))
    assert len(told) == 2
    clock.now += 1
    admits(message(2))
    assert len(told) == 3
