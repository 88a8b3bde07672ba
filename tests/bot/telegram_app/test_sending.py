"""When a call is tried again. What the tries look like to Telegram is in tests/e2e."""

import asyncio

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram_app.sending import persistently


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that would have been made."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    made: list[float] = []

    async def sleep(seconds: float) -> None:
        made.append(seconds)

    monkeypatch.setattr("asyncio.sleep", sleep)
    return made


def timed_out(cause: Exception) -> TimedOut:
    error = TimedOut()
    error.__cause__ = cause
    return error


def tries(*outcomes: TelegramError | str) -> tuple[int, TelegramError | str]:
    """How often a call is made that meets ``outcomes`` in turn, and what comes of it."""
    made = 0

    async def call() -> str:
        nonlocal made
        outcome = outcomes[min(made, len(outcomes) - 1)]
        made += 1
        if isinstance(outcome, TelegramError):
            raise outcome
        return outcome

    try:
        result: TelegramError | str = asyncio.run(persistently(call))
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


def test_pauses_grow_and_a_flood_limit_is_kept(pauses: list[float]) -> None:
    tries(NetworkError("a"), NetworkError("b"), RetryAfter(7), "sent")
    assert pauses == [0.5, 1.0, 7.0]
