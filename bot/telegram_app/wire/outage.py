"""Telegram gives no updates: told once, waited out with growing pauses, and its end told too."""

import logging
import time
from collections.abc import Callable

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.telegram_app.wire.pacing import seconds_of

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
# Two pollers take turns at pushing each other out; what passes between two turns is no peace.
CONFLICT_SECONDS = 3 * LONGEST_PAUSE_SECONDS
_log = logging.getLogger(__name__)


class Outage:
    """What keeps the bot from its updates at present, if anything does.

    Args:
        clock: seconds, from any moment on.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._told: type[TelegramError] | None = None
        self._conflict_until = float("-inf")

    def begun(self, error: TelegramError) -> float:
        """Take note of ``error``; seconds to wait before the next try."""
        self._failures += 1
        if isinstance(error, Conflict):
            self._conflict_until = self._clock() + CONFLICT_SECONDS
        # A single request without an answer is nothing unusual where requests wait for long.
        if type(error) is not self._told and (self._failures > 1 or type(error) is not TimedOut):
            self._told = type(error)
            _tell(error)
        if isinstance(error, RetryAfter):
            return seconds_of(error)
        grown = FIRST_PAUSE_SECONDS * 1.5 ** min(self._failures - 1, 20)
        return min(LONGEST_PAUSE_SECONDS, grown)

    def over(self) -> None:
        """Take note that Telegram answers."""
        if not self._failures or self._clock() < self._conflict_until:
            return
        if self._told is not None:
            _log.info("Updates arrive again.")
        self._failures, self._told = 0, None


def _tell(error: TelegramError) -> None:
    match error:
        case Conflict():
            _log.error(
                "Another process is receiving this bot's updates, or has set a webhook for them. "
                "Stop the other one, or give each its own token. Trying again meanwhile."
            )
        case InvalidToken():
            _log.warning("Telegram does not know this bot at present. Trying again.")
        case RetryAfter():
            _log.warning("Telegram is asked too often: %s", error)
        case _:
            _log.warning("Telegram cannot be reached (%s). Trying again.", error)
