"""The indexer at work beside the answers, and the message that tells how far it is."""

import asyncio
import atexit
import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial

from telegram import Message
from telegram.error import TelegramError

from bot.library.closed import Closed
from bot.library.library import Library
from bot.telegram_app.logs import alias
from bot.telegram_app.messages.rendering import RenderedMessage, render_text
from bot.telegram_app.owner.views import closed_sentence, summary_message
from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.places import Place, place_of
from bot.telegram_app.wire.sending import edit, say, send_all
from bot.wording import model_change as models
from bot.wording import owner as wording
from bot.wording import telegram as telegram_wording
from corpus.errors import BusyError, DocumentsError, FootnoteError, ModelError
from embeddings.indexing.progress import Progress
from embeddings.live import WaitingModelError
from embeddings.model_change import ModelChange

PERIOD_SECONDS = 1.5
"""At most one edit in this time; what happens meanwhile is in the next one."""

_LAST_WORDS_SECONDS = 3.0
_log = logging.getLogger(__name__)


class _StoppedError(Exception):
    """The process is about to end: what is indexed so far is taken up at the next run."""


class _Watched(Progress):
    """How far the indexer is; written by its thread, read by the event loop.

    Attributes:
        sentence: makes the sentence for it; None before anything was counted.
    """

    def __init__(self) -> None:
        self.sentence: Callable[[], str] | None = None
        self._changing: ModelChange | None = None
        self._is_stopped = False

    def reading(self, done: int, total: int) -> None:
        """``done`` of ``total`` changed files have been read."""
        self._note(lambda: wording.reading(done, total))

    def embedding(self, done: int, total: int) -> None:
        """``done`` of ``total`` new passages have their vectors."""
        self._note(lambda: "\n\n".join([wording.embedding(done, total), *self._change()]))

    def changing_model(self, change: ModelChange) -> None:
        """All passages are about to be embedded again; said as long as that lasts."""
        if change.cost.passages:
            self._changing = change
            self._note(lambda: "".join(self._change()))

    def stop(self) -> None:
        """Let the indexer end where it tells something next."""
        self._is_stopped = True

    def _change(self) -> list[str]:
        return [] if self._changing is None else [models.made_anew(self._changing)]

    def _note(self, sentence: Callable[[], str]) -> None:
        if self._is_stopped:
            raise _StoppedError
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Job:
    """A change of the index, and the message that tells of it.

    Attributes:
        begun: what the message says at first; None where it says that already.
        work: indexes, in a worker thread; what the message says at the end.
        over: called, in a worker thread too, when the message says how it ended; None where no
            file was changed, which would stay so if the indexer fails.
    """

    chat_id: int
    message_id: int
    begun: RenderedMessage | None
    work: Callable[[Progress], RenderedMessage]
    over: Callable[[], None] | None = None


class Indexing:
    """Runs the indexer, one job after another.

    A job is no part of the update that began it: its chat is answered meanwhile. What Telegram
    does with the messages that tell of it holds up nothing but them.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._turn = asyncio.Lock()
        self._work: set[asyncio.Task[RenderedMessage]] = set()
        self._telling: set[asyncio.Task[None]] = set()

    async def reindex(self, bot: FootnoteBot, message: Message, _: str) -> None:
        """Answer /reindex."""
        closed = await asyncio.to_thread(self._library.closed)
        # The articles that come with the bot can be indexed, though nobody changes them.
        if closed is not None and closed is not Closed.INSTALLED:
            await say(bot, message, closed_sentence(closed))
            return
        if self._work:
            await say(bot, message, wording.busy())
            return
        (sent,) = await send_all(bot, place_of(message), [render_text(wording.looking())])
        _log.info("reindex chat=%s", alias(message.chat.id))

        def work(progress: Progress) -> RenderedMessage:
            return summary_message(self._library.index((), progress), self._library)

        self.start(bot, Job(sent.chat.id, sent.message_id, None, work))

    def start(self, bot: FootnoteBot, job: Job) -> None:
        """Begin ``job``, or let it wait for those before it."""
        watched = _Watched()
        work = asyncio.create_task(self._in_turn(bot, job, watched))
        self._work.add(work)
        work.add_done_callback(self._work.discard)
        telling = asyncio.create_task(_tell(bot, job, work, watched))
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)

    async def _in_turn(self, bot: FootnoteBot, job: Job, watched: _Watched) -> RenderedMessage:
        async with self._turn:
            if bot.is_ending:
                raise asyncio.CancelledError
            work = asyncio.wrap_future(_beside(partial(job.work, watched)))
            try:
                await asyncio.wait({work})
                return work.result()
            finally:
                if not work.done():  # the process is about to end
                    watched.stop()
                    await _last_words(work)


async def _last_words(work: asyncio.Future[RenderedMessage]) -> None:
    """Let ``work``, which has been stopped, end by itself, or leave without it."""
    for ended in (await asyncio.wait({work}, timeout=_LAST_WORDS_SECONDS))[0]:
        ended.exception()  # nobody else will ask for it
    if not work.done():
        work.cancel()
        # Inside the model the thread cannot be ended, and the interpreter's own way out would
        # abort over it. The indexer may be cut off at any point.
        atexit.register(os._exit, 0)


async def _tell(
    bot: FootnoteBot, job: Job, work: asyncio.Task[RenderedMessage], watched: _Watched
) -> None:
    """Let the job's message say how far the work is, and how it ended."""
    if job.begun is not None:
        await _show(bot, job, job.begun)
    shown: Callable[[], str] | None = None
    while not (await asyncio.wait({work}, timeout=PERIOD_SECONDS))[0]:
        sentence = watched.sentence
        if sentence is not None and sentence is not shown:
            shown = sentence
            await _show(bot, job, render_text(sentence()))
    if work.cancelled() or bot.is_ending:  # a change is taken up at the next start
        return
    try:
        last = work.result()
    except Exception as error:  # nobody awaits this task: what it meets is told here
        last = render_text(_failure(error, changed=job.over is not None))
    await tell_end(bot, job.chat_id, job.message_id, last)
    if job.over is not None:
        await asyncio.to_thread(job.over)


async def tell_end(
    bot: FootnoteBot, chat_id: int, message_id: int, message: RenderedMessage
) -> None:
    """Let a job's message say how it ended; a new one, where that is gone."""
    try:
        if not await edit(bot, chat_id, message_id, message):
            await send_all(bot, Place(chat_id), [message])
    except TelegramError as error:
        _log.warning("chat=%s does not learn the end: %s", alias(chat_id), error)


async def _show(bot: FootnoteBot, job: Job, message: RenderedMessage) -> None:
    try:
        await edit(bot, job.chat_id, job.message_id, message)
    except TelegramError as error:  # a courtesy; the end is still to be told
        _log.info("progress could not be shown: %s", error)


def _beside(work: Callable[[], RenderedMessage]) -> Future[RenderedMessage]:
    """Do ``work`` in a thread of its own, which does not keep the process alive."""
    done: Future[RenderedMessage] = Future()
    done.set_running_or_notify_cancel()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:
            done.set_exception(error)
        else:
            done.set_result(result)

    speaking = copy_context()  # the language of whoever is told
    threading.Thread(target=speaking.run, args=(run,), name="indexing", daemon=True).start()
    return done


def _failure(error: Exception, *, changed: bool) -> str:
    """What the owner is told; the log learns the rest."""
    if isinstance(error, FootnoteError):
        _log.error("indexing failed: %s", error)
    else:
        _log.error("indexing failed", exc_info=error)
    match error:
        case BusyError():
            return wording.saved_but_busy() if changed else wording.busy()
        case _ if changed:
            return wording.saved_but_not_indexed()
        case DocumentsError():
            return wording.folder_fails()
        case ModelError():
            return (
                models.waits(error.model)
                if isinstance(error, WaitingModelError)
                else wording.model_fails()
            )
        case FootnoteError():
            return wording.index_fails()
        case _:
            return telegram_wording.failed()
