"""When a call is tried again. What the tries look like to Telegram is in tests/e2e."""

import asyncio
from typing import Any

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.places import Place
from bot.telegram_app.wire.sending import persistently, while_typing


@pytest.fixture(autouse=True)
def _as_the_bot_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


class Pauses(list[float]):
    """The pauses that would have been made; ``left`` of them before the process ends."""

    def __init__(self, left: int = 99) -> None:
        super().__init__()
        self.left = left

    async def pause(self, seconds: float) -> bool:
        self.append(seconds)
        self.left -= 1
        return self.left >= 0


def timed_out(cause: Exception) -> TimedOut:
    error = TimedOut()
    error.__cause__ = cause
    return error


def tries(
    *outcomes: TelegramError | str, pauses: Pauses | None = None
) -> tuple[int, TelegramError | str]:
    """How often a call is made that meets ``outcomes`` in turn, and what comes of it."""
    made = 0
    pause = (Pauses() if pauses is None else pauses).pause

    async def call() -> str:
        nonlocal made
        outcome = outcomes[min(made, len(outcomes) - 1)]
        made += 1
        if isinstance(outcome, TelegramError):
            raise outcome
        return outcome

    try:
        result: TelegramError | str = asyncio.run(persistently(call, pause))
    except TelegramError as error:
        result = error
    return made, result


def test_what_passes_is_tried_again() -> None:
    assert tries("sent") == (1, "sent")
    assert tries(NetworkError("Bad Gateway"), NetworkError("httpx.ReadError"), "sent") == (
        3,
        "sent",
    )
    assert tries(RetryAfter(3), "sent") == (2, "sent")
    assert tries(timed_out(httpx.ReadTimeout("")), "sent") == (2, "sent")
    unsent = timed_out(httpx.ConnectTimeout(""))
    assert tries(unsent, unsent, unsent, "sent") == (4, "sent")


def test_what_stays_is_not() -> None:
    for final in (BadRequest("chat not found"), Forbidden("bot was blocked by the user")):
        assert tries(final) == (1, final)
    read = timed_out(httpx.ReadTimeout(""))
    assert tries(read, read, "never") == (2, read)
    down = NetworkError("Bad Gateway")
    assert tries(down) == (5, down)
    long = RetryAfter(3600)
    assert tries(long, "never") == (1, long)


def test_pauses_grow_and_a_flood_limit_is_kept() -> None:
    pauses = Pauses()
    tries(NetworkError("a"), NetworkError("b"), RetryAfter(7), "sent", pauses=pauses)
    assert pauses == [0.5, 1.0, 7.0]


def test_no_more_tries_when_the_process_ends() -> None:
    down, limit = NetworkError("Bad Gateway"), RetryAfter(40)
    with pytest.raises(asyncio.CancelledError):
        tries(down, limit, "never", pauses=Pauses(left=1))


class SilentBot(FootnoteBot):
    """Never learns whether its typing was shown."""

    def __init__(self) -> None:
        super().__init__("1:abc")
        self._shown = asyncio.Event()

    async def shown(self) -> str:
        await self._shown.wait()
        return "the answer"

    async def send_chat_action(
        self,
        *_args: Any,  # noqa: ANN401 - as the library declares them
        **_kwargs: Any,  # noqa: ANN401 - the same
    ) -> bool:
        self._shown.set()
        await asyncio.Event().wait()
        return True


def test_an_answer_does_not_wait_until_typing_was_shown() -> None:
    async def scenario() -> str:
        bot = SilentBot()
        return await asyncio.wait_for(while_typing(bot, Place(1), bot.shown()), 5)

    assert asyncio.run(scenario()) == "the answer"
