"""When calls are made. What Telegram sees of it is in tests/e2e."""

import asyncio
from collections import defaultdict
from itertools import chain
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.telegram_app.wire.lost_chats import LostChats
from bot.telegram_app.wire.pacing import LAST_CALL_SECONDS, LONGEST_WAIT_SECONDS, MOST_CHATS, Pacer
from virtual_time import run_at_once

GROUP = -1_001


@pytest.fixture(autouse=True)
def _as_the_bot_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


class Telegram:
    """Notes when it was called, and fails on demand."""

    def __init__(self) -> None:
        self.lost = LostChats()
        self.pacer = Pacer(self.pause, self.lost)
        self.calls: defaultdict[int | str | None, list[float]] = defaultdict(list)
        self.errors: list[TelegramError] = []
        self.goes_on = True
        self.takes = 0.0

    async def pause(self, seconds: float) -> bool:
        await asyncio.sleep(seconds)
        return self.goes_on

    async def call(self, endpoint: str, chat_id: int | str | None = 1) -> object:
        data: dict[str, Any] = {} if chat_id is None else {"chat_id": chat_id}

        async def callback() -> bool:
            self.calls[chat_id].append(asyncio.get_running_loop().time())
            await asyncio.sleep(self.takes)
            if self.errors:
                raise self.errors.pop(0)
            return True

        return await self.pacer.process_request(callback, (), {}, endpoint, data, None)


def most_in(window: float, times: list[float]) -> int:
    """The most calls in any window of so many seconds, its end not included."""
    # The clock's own rounding is far below a microsecond.
    return max(sum(0 <= time - begin < window - 1e-6 for time in times) for begin in times)


chats = st.sampled_from([1, 2, 3, GROUP, -5, "@a_channel"])


@given(
    calls=st.lists(
        st.tuples(chats, st.sampled_from(["sendMessage", "editMessageText"]), st.floats(0, 3)),
        min_size=1,
        max_size=150,
    )
)
@settings(max_examples=60, deadline=None)
def test_no_window_holds_more_than_telegram_takes(
    calls: list[tuple[int | str, str, float]],
) -> None:
    async def scenario() -> Telegram:
        telegram = Telegram()
        tasks = []
        for chat, endpoint, gap in calls:
            tasks.append(asyncio.create_task(telegram.call(endpoint, chat)))
            await asyncio.sleep(gap)
        await asyncio.gather(*tasks)
        return telegram

    telegram = run_at_once(scenario())
    assert sum(map(len, telegram.calls.values())) == len(calls)
    assert most_in(1, sorted(chain.from_iterable(telegram.calls.values()))) <= 30
    for chat, times in telegram.calls.items():
        assert most_in(1, times) <= 6
        assert most_in(10, times) <= 15
        if not (isinstance(chat, int) and chat > 0):
            assert most_in(60, times) <= 20


@pytest.mark.parametrize("chat", [GROUP, "@a_channel"])
def test_a_lively_group_gets_twenty_messages_a_minute(chat: int | str) -> None:
    async def scenario() -> list[float]:
        telegram = Telegram()
        await asyncio.gather(*(telegram.call("sendMessage", chat) for _ in range(60)))
        return telegram.calls[chat]

    times = run_at_once(scenario())
    assert most_in(60, times) <= 20
    assert times[7] - times[0] < 4  # the first eight hardly wait


def test_a_few_messages_go_at_once_and_many_chats_do_not_wait_for_one() -> None:
    async def scenario() -> Telegram:
        telegram = Telegram()
        crowd = [telegram.call("sendMessage", chat) for chat in range(2, 22)]
        many = [telegram.call("sendMessage", 1) for _ in range(30)]
        await asyncio.gather(*many, *crowd)
        return telegram

    telegram = run_at_once(scenario())
    assert telegram.calls[1][4] - 1_000 < 1
    assert telegram.calls[1][-1] - 1_000 == pytest.approx(25, abs=0.5)
    assert max(telegram.calls[chat][0] for chat in range(2, 22)) - 1_000 < 1.2


def test_what_expires_and_what_reads_never_waits() -> None:
    async def scenario() -> Telegram:
        telegram = Telegram()
        sends = [asyncio.create_task(telegram.call("sendMessage", 1)) for _ in range(100)]
        await asyncio.sleep(0.1)
        for _ in range(200):
            await telegram.call("answerCallbackQuery", None)
            await telegram.call("answerInlineQuery", None)
            await telegram.call("answerGuestQuery", None)
            await telegram.call("getChat", 1)
        assert asyncio.get_running_loop().time() < 1_000.2
        await asyncio.gather(*sends)
        return telegram

    assert len(run_at_once(scenario()).calls[None]) == 600


def test_an_edit_of_an_inline_message_keeps_the_pace_of_all() -> None:
    async def scenario() -> list[float]:
        telegram = Telegram()
        await asyncio.gather(*(telegram.call("editMessageText", None) for _ in range(60)))
        return telegram.calls[None]

    assert most_in(1, run_at_once(scenario())) <= 30


def test_a_flood_limit_holds_its_own_chat() -> None:
    async def scenario() -> Telegram:
        telegram = Telegram()
        telegram.errors = [RetryAfter(7)]
        with pytest.raises(RetryAfter):
            await telegram.call("sendMessage", 1)
        assert await telegram.call("sendChatAction", 1)  # as if; it is not even tried
        await telegram.call("sendMessage", 2)
        assert asyncio.get_running_loop().time() < 1_001
        await telegram.call("editMessageText", 1)
        await telegram.call("sendChatAction", 1)
        return telegram

    telegram = run_at_once(scenario())
    assert [round(time - 1_000) for time in telegram.calls[1]] == [0, 7, 7]


def test_a_flood_limit_that_nobody_waits_for_is_refused_at_once() -> None:
    async def scenario() -> Telegram:
        telegram = Telegram()
        telegram.errors = [RetryAfter(3_600)]
        for _ in range(5):
            with pytest.raises(RetryAfter):
                await telegram.call("sendMessage", 1)
        assert asyncio.get_running_loop().time() < 1_000 + LONGEST_WAIT_SECONDS
        return telegram

    assert len(run_at_once(scenario()).calls[1]) == 1


def test_what_waits_for_a_flood_limit_is_cut_off_when_the_process_ends() -> None:
    async def scenario() -> None:
        telegram = Telegram()
        telegram.errors = [RetryAfter(7)]
        with pytest.raises(RetryAfter):
            await telegram.call("sendMessage", 1)
        telegram.goes_on = False
        with pytest.raises(asyncio.CancelledError):
            await telegram.call("sendMessage", 1)

    run_at_once(scenario())


@pytest.mark.parametrize(
    "error",
    [
        Forbidden("Forbidden: bot was blocked by the user"),
        Forbidden("Forbidden: bot was kicked from the supergroup chat"),
        Forbidden("Forbidden: user is deactivated"),
        BadRequest("Bad Request: chat not found"),
        BadRequest("Bad Request: PEER_ID_INVALID"),
        BadRequest("Bad Request: group chat was deactivated"),
    ],
)
def test_a_lost_chat_is_forgotten_once_and_not_called(error: TelegramError) -> None:
    async def scenario() -> Telegram:
        telegram = Telegram()
        telegram.lost.when_lost(forgotten.append)
        telegram.errors = [error]
        for endpoint in ("sendMessage", "sendMessage", "sendChatAction", "editMessageText"):
            with pytest.raises(TelegramError):
                await telegram.call(endpoint, 5)
        await telegram.call("sendMessage", 6)
        return telegram

    forgotten: list[int] = []
    telegram = run_at_once(scenario())
    assert len(telegram.calls[5]) == 1
    assert forgotten == [5]


def test_what_waits_in_a_chat_that_gets_lost_is_not_sent() -> None:
    async def scenario() -> Telegram:
        telegram = Telegram()
        sends = [asyncio.create_task(telegram.call("sendMessage", 1)) for _ in range(20)]
        await asyncio.sleep(2.5)
        telegram.errors = [Forbidden("Forbidden: bot was blocked by the user")]
        results = await asyncio.gather(*sends, return_exceptions=True)
        assert sum(isinstance(result, Forbidden) for result in results) == 13
        return telegram

    assert len(run_at_once(scenario()).calls[1]) == 8


def test_another_refusal_loses_no_chat() -> None:
    async def scenario() -> Telegram:
        telegram = Telegram()
        telegram.errors = [BadRequest("Bad Request: message is not modified")]
        with pytest.raises(BadRequest):
            await telegram.call("editMessageText", 5)
        await telegram.call("sendMessage", 5)
        return telegram

    assert len(run_at_once(scenario()).calls[5]) == 2


def test_chats_at_rest_are_forgotten() -> None:
    async def scenario() -> int:
        telegram = Telegram()
        for chat in range(1, MOST_CHATS + 2):
            await telegram.call("sendMessage", chat)
        return len(telegram.pacer._chats)  # what it holds is what is asked for here

    assert run_at_once(scenario()) < 200


@pytest.mark.parametrize("takes", [LAST_CALL_SECONDS - 1, LAST_CALL_SECONDS + 1])
def test_a_call_that_was_made_is_not_cut_off_unless_it_takes_too_long(takes: float) -> None:
    arrived: list[object] = []

    async def work(telegram: Telegram) -> None:
        arrived.append(await telegram.call("sendMessage"))
        arrived.append(await telegram.call("sendMessage"))

    async def scenario() -> Telegram:
        telegram = Telegram()
        telegram.takes = takes
        task = asyncio.create_task(work(telegram))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await telegram.call("sendMessage")  # another task's
        return telegram

    telegram = run_at_once(scenario())
    assert arrived == ([True] if takes < LAST_CALL_SECONDS else [])
    assert len(telegram.calls[1]) == 2
