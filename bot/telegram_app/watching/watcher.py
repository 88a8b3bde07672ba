"""The task that holds each standing question against what has come into the documents.

It costs nothing while nobody watches, and next to nothing while nothing comes. Then it asks one
question after another, in a worker thread, and rests after each for as long as that took: whoever
asks something now must not wait for those who asked before.
"""

import asyncio
import logging
import time
from dataclasses import dataclass

from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.language.languages import Languages
from bot.telegram_app.logs import alias
from bot.telegram_app.watching.newcomers import Newcomers, News, State
from bot.telegram_app.watching.notices import Notices
from bot.telegram_app.watching.novelty import Edition
from bot.telegram_app.watching.watches import Watch, Watches
from bot.telegram_app.wire.client import FootnoteBot
from bot.wording.translation import speaking
from corpus.errors import FootnoteError

POLL_SECONDS = 2.0
_FIRST_WAIT_SECONDS = 5.0
_LONGEST_WAIT_SECONDS = 300.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Hold:
    """Until when somebody gets no notice, in the event loop's seconds, and after which wait."""

    until: float
    seconds: float


class Watcher:
    """Holds watches against what is new, for as long as the bot lives.

    Args:
        newcomers: know what is new.
        watches: the standing questions.
        notices: tell of what was found.
        doorkeeper: who is not let in any more is told nothing until they are again.
        languages: what people have chosen to be spoken to in.
    """

    def __init__(
        self,
        newcomers: Newcomers,
        watches: Watches,
        notices: Notices,
        doorkeeper: Doorkeeper,
        languages: Languages,
    ) -> None:
        self._newcomers = newcomers
        self._watches = watches
        self._notices = notices
        self._doorkeeper = doorkeeper
        self._languages = languages
        self._holds: dict[int, _Hold] = {}
        self._trouble = ""

    async def run(self, bot: FootnoteBot) -> None:
        """Watch until the process is about to end."""
        wait = POLL_SECONDS
        while await bot.pause(wait):
            try:
                await self._round(bot)
            except FootnoteError as error:
                wait = min(2 * wait, _LONGEST_WAIT_SECONDS)
                if str(error) != self._trouble:  # told once, not at each round
                    _log.error("standing questions wait: %s", error)
                self._trouble = str(error)
            except Exception as error:  # whatever it is, it may pass, and the questions stand
                wait = min(2 * wait, _LONGEST_WAIT_SECONDS)
                _log.error("standing questions meet an unforeseen error", exc_info=error)
            else:
                wait, self._trouble = POLL_SECONDS, ""

    async def _round(self, bot: FootnoteBot) -> None:
        """Hold against what is new every watch that has not been.

        Raises:
            FootnoteError: the documents or the watches cannot be read.
        """
        found = await asyncio.to_thread(self._behind)
        if found is None:
            return
        state, watches = found
        news: dict[Edition, News] = {}
        for watch in watches:
            if not self._may_be_told(watch.person):
                continue
            begun = time.perf_counter()
            if watch.seen not in news:
                news[watch.seen] = await asyncio.to_thread(self._newcomers.since, state, watch.seen)
            await self._hold_against(bot, watch, state, news[watch.seen])
            if not await bot.pause(time.perf_counter() - begun):
                return

    def _behind(self) -> tuple[State, list[Watch]] | None:
        """The watches with something to be held against; None while nobody watches."""
        if not self._watches.any():
            self._newcomers.let_go()
            return None
        state = self._newcomers.look()
        return state, self._watches.behind(state.edition)

    async def _hold_against(self, bot: FootnoteBot, watch: Watch, state: State, news: News) -> None:
        try:
            answer = await asyncio.to_thread(self._notices.answer, watch, state, news)
        except FootnoteError:
            raise
        except Exception as error:  # whatever one question may meet, the others are asked
            _log.error("chat=%s: a standing question fails", alias(watch.person), exc_info=error)
            self._hold(watch.person, None)
            return
        if answer is None:
            await asyncio.to_thread(self._watches.pass_over, watch, state.edition)
            return
        with speaking(self._languages.chosen(watch.person) or watch.language):
            held = await self._notices.send(bot, watch, state, answer)
        if held is None:
            self._holds.pop(watch.person, None)
        else:
            self._hold(watch.person, held.seconds)

    def _may_be_told(self, person: int) -> bool:
        hold = self._holds.get(person)
        if hold is not None and hold.until > asyncio.get_running_loop().time():
            return False
        return self._doorkeeper.admits(person)

    def _hold(self, person: int, seconds: float | None) -> None:
        """Tell ``person`` nothing for ``seconds``, or for longer each time."""
        last = self._holds.get(person)
        wait = _FIRST_WAIT_SECONDS if last is None else min(2 * last.seconds, _LONGEST_WAIT_SECONDS)
        wait = wait if seconds is None else seconds
        self._holds[person] = _Hold(asyncio.get_running_loop().time() + wait, wait)
