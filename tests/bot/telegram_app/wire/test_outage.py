import logging

import pytest
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram_app.wire.outage import CONFLICT_SECONDS, LONGEST_PAUSE_SECONDS, Outage


@pytest.fixture(autouse=True)
def _as_the_bot_does(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    caplog.set_level(logging.INFO, "bot")


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


DOWN = NetworkError("Bad Gateway")
TAKEN = Conflict("Conflict: terminated by other getUpdates request")


def test_it_is_told_once_and_its_end_too(caplog: pytest.LogCaptureFixture) -> None:
    outage = Outage(Clock())
    outage.over()
    pauses = [outage.begun(DOWN) for _ in range(40)]
    assert pauses[:3] == [1.0, 1.5, 2.25]
    assert pauses[-1] == LONGEST_PAUSE_SECONDS
    outage.over()
    outage.over()
    assert [record.getMessage() for record in caplog.records] == [
        "Telegram cannot be reached (Bad Gateway). Trying again.",
        "Updates arrive again.",
    ]
    assert outage.begun(DOWN) == 1.0


def test_one_request_without_an_answer_is_not_told(caplog: pytest.LogCaptureFixture) -> None:
    outage = Outage(Clock())
    for _ in range(5):
        outage.begun(TimedOut())
        outage.over()
    assert not caplog.records
    outage.begun(TimedOut())
    outage.begun(TimedOut())
    assert len(caplog.records) == 1


def test_a_flood_limit_is_kept() -> None:
    assert Outage(Clock()).begun(RetryAfter(41)) == 41


def test_two_pollers_that_push_each_other_out_are_told_of_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = Clock()
    outage = Outage(clock)
    pauses = []
    for _ in range(30):  # the other's turn, and ours
        pauses.append(outage.begun(TAKEN))
        clock.now += pauses[-1]
        outage.over()
    assert pauses[-1] == LONGEST_PAUSE_SECONDS
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    clock.now += CONFLICT_SECONDS
    outage.over()
    assert caplog.records[-1].getMessage() == "Updates arrive again."


def test_another_trouble_is_told_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    outage = Outage(Clock())
    errors: list[TelegramError] = [DOWN, DOWN, TAKEN, TAKEN]
    for error in errors:
        outage.begun(error)
    assert [record.levelname for record in caplog.records] == ["WARNING", "ERROR"]
