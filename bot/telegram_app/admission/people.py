"""What people are called in Telegram, asked when it is needed and kept nowhere but in memory."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from telegram.error import TelegramError

from bot.telegram_app.logs import alias
from bot.telegram_app.messages.formatted import visible_line
from bot.telegram_app.wire.client import FootnoteBot

KNOWN_SECONDS = 3600.0
_PATIENCE_SECONDS = 2.0
_MOST_REMEMBERED = 1_000
_NAME_LIMIT = 40
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Names:
    """What somebody is called.

    Attributes:
        first: on one line and never long; empty where it cannot be seen.
        username: without ``@``; None where there is none.
    """

    first: str = ""
    username: str | None = None


class People:
    """Names by id. Telegram tells those of people who have written to the bot."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[int, tuple[Names | None, float]] = OrderedDict()

    async def names(self, bot: FootnoteBot, person: int) -> Names | None:
        """What ``person`` is called; None where Telegram does not tell, or not soon."""
        names, until = self._known.get(person, (None, 0.0))
        if until > self._clock():
            return names
        names = await _asked(bot, person)
        self._known[person] = (names, self._clock() + KNOWN_SECONDS)
        self._known.move_to_end(person)
        if len(self._known) > _MOST_REMEMBERED:
            self._known.popitem(last=False)
        return names


def shown_name(name: str) -> str:
    """A first name as one may show it, whatever its bearer made of it; empty if nothing is seen."""
    return visible_line(name, _NAME_LIMIT)


async def _asked(bot: FootnoteBot, person: int) -> Names | None:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            chat = await bot.get_chat(person)
    except (TelegramError, TimeoutError) as error:
        _log.info("the name of user=%s is not told: %s", alias(person), type(error).__name__)
        return None
    return Names(shown_name(chat.first_name or ""), chat.username)
