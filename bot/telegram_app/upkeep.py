"""What is done at the start and every minute, so that nothing is kept for longer than was said."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

from corpus.errors import StoreError

EVERY_SECONDS = 60.0
_log = logging.getLogger(__name__)


async def with_upkeep(
    life: Awaitable[None],
    pause: Callable[[float], Awaitable[bool]],
    steps: Iterable[Callable[[], None]],
) -> None:
    """Await ``life``, and take ``steps`` every minute as long as it lasts.

    Args:
        life: the bot's.
        pause: waits, and says whether the process goes on: ``FootnoteBot.pause``.
        steps: each may raise ``StoreError``, which is logged.

    Raises:
        FootnoteError: what ``life`` raises.
    """
    upkeep = asyncio.create_task(_keep_up(pause, tuple(steps)))
    try:
        await life
    finally:
        upkeep.cancel()


async def _keep_up(
    pause: Callable[[float], Awaitable[bool]], steps: tuple[Callable[[], None], ...]
) -> None:
    goes_on = True
    while goes_on:
        for step in steps:
            try:
                await asyncio.to_thread(step)
            except StoreError as error:
                _log.error("what is old could not be let go of: %s", error)
        goes_on = await pause(EVERY_SECONDS)
