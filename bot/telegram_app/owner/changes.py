"""Changes of the documents folder: noted before they are made, followed by the index, told of.

The note outlives the process: the next one goes on from it.
"""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.library.library import Library
from bot.telegram_app.logs import alias
from bot.telegram_app.messages.rendering import RenderedMessage, render_text
from bot.telegram_app.owner.indexing import Indexing, Job, tell_end
from bot.telegram_app.owner.unfinished import (
    MOST_STARTS,
    Change,
    Unfinished,
    UnfinishedChanges,
)
from bot.telegram_app.owner.views import change_begun, change_ended
from bot.telegram_app.wire.client import FootnoteBot
from bot.wording import owner as wording
from bot.wording.translation import speaking
from corpus.errors import FootnoteError
from embeddings.indexing.progress import Progress

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Changes:
    """Lets the index follow changes of the folder, whatever ends the process meanwhile.

    Args:
        library: the documents folder.
        indexing: runs the indexer.
        unfinished: keeps what is not done.
    """

    def __init__(self, library: Library, indexing: Indexing, unfinished: UnfinishedChanges) -> None:
        self._library = library
        self._indexing = indexing
        self._unfinished = unfinished

    def noted(
        self, change: Callable[[str], Change], make: Callable[[Callable[[str], None]], _T]
    ) -> tuple[int, _T]:
        """Make a change that is noted before; for a worker thread.

        Args:
            change: what it is, of a path.
            make: makes it, and calls what it is given with the path just before.

        Returns:
            The note's number, and what ``make`` returned.

        Raises:
            FootnoteError: what ``make`` raises, or it cannot be noted, and is not made.
        """
        numbers: list[int] = []
        try:
            made = make(lambda path: numbers.append(self._unfinished.note(change(path))))
        except BaseException:
            for number in numbers:
                self._unfinished.cross_out(number)
            raise
        return numbers[0], made

    def follow(
        self, bot: FootnoteBot, number: int, change: Change, kept: Path | None = None
    ) -> None:
        """Let the index follow.

        Args:
            bot: tells of it.
            number: of the note.
            change: what was done.
            kept: where a file that was removed is now, if that is known.
        """
        job = Job(
            change.chat_id,
            change.message_id,
            change_begun(change),
            partial(self._followed, change, kept or self._library.removed),
            partial(self._unfinished.cross_out, number),
        )
        self._indexing.start(bot, job)

    async def take_up(self, bot: FootnoteBot) -> None:
        """Go on with what an earlier process has left."""
        try:
            closed = await asyncio.to_thread(self._library.closed)
            left = [] if closed else await asyncio.to_thread(self._unfinished.take_up)
        except FootnoteError as error:
            _log.error("changes of an earlier process are not taken up: %s", error)
            return
        for it in left:
            with speaking(it.language):
                if it.starts <= MOST_STARTS:
                    _log.info("taken up chat=%s", alias(it.change.chat_id))
                    self.follow(bot, it.number, it.change)
                else:
                    await self._give_up(bot, it)

    def _followed(self, change: Change, kept: Path, progress: Progress) -> RenderedMessage:
        """Index what was changed, where there is anything of it, and say how that ended."""
        path, library = change.path, self._library
        done = None
        if library.holds(path) or library.file(path) is not None:
            done = library.index((path,), progress)
        return change_ended(change, kept, library, done)

    async def _give_up(self, bot: FootnoteBot, left: Unfinished) -> None:
        """Tell of a change that the index cannot follow, as no process survives that."""
        _log.error("an index run was cut off %d times; it is not begun again", MOST_STARTS)
        message = render_text(wording.saved_but_not_indexed())
        await tell_end(bot, left.change.chat_id, left.change.message_id, message)
        await asyncio.to_thread(self._unfinished.cross_out, left.number)
