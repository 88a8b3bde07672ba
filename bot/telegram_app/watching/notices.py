"""What a person is told unasked: an answer from new passages, sent once or not at all.

Telegram knows no idempotency key. So a notice is written down as told before it is sent, and taken
back only where it surely has not arrived; where nobody can know, it is not sent again.
"""

import asyncio
import logging
from dataclasses import dataclass, replace

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.answer import Answered, Question
from bot.answering import Answerer
from bot.conversation import page
from bot.telegram_app.conversation.pages import Pages
from bot.telegram_app.logs import alias
from bot.telegram_app.messages.originals import differing
from bot.telegram_app.messages.reading import first_view, render
from bot.telegram_app.watching.newcomers import Newcomers, News, State
from bot.telegram_app.watching.watches import Watch, Watches
from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.lost_chats import means_lost
from bot.telegram_app.wire.pacing import seconds_of
from bot.telegram_app.wire.places import Place
from bot.telegram_app.wire.sending import send_once
from corpus.filters import Filters
from embeddings.hit import Hit

_ANSWERS = 0.5
"""A passage's score from which it would be an answer by itself (``embeddings.hit.Hit``)."""

MOST_PASSAGES = 99
"""Of one notice: the buttons' data has two digits for them."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Held:
    """A notice that could not be sent.

    Attributes:
        seconds: how long Telegram asks to wait; None where it does not say.
    """

    seconds: float | None = None


class Notices:
    """Makes notices, and sends them.

    Args:
        answerer: knows the documents.
        newcomers: know what is new.
        pages: keep the answers that buttons and replies refer to.
        watches: keep how far each has come.
    """

    def __init__(
        self, answerer: Answerer, newcomers: Newcomers, pages: Pages, watches: Watches
    ) -> None:
        self._answerer = answerer
        self._newcomers = newcomers
        self._pages = pages
        self._watches = watches

    def answer(self, watch: Watch, state: State, news: News) -> Answered | None:
        """What ``news`` says to ``watch``; None where that is nothing. For a worker thread.

        Every passage of it would be an answer by itself, by a sentence that is new.

        Raises:
            FootnoteError: the index cannot be read.
        """
        question = Question(watch.question)
        first: Answered | None = None
        hits: list[Hit] = []
        left = set(news.paths) if news.rows.size else set()
        while left and len(hits) < MOST_PASSAGES:
            limited = replace(question, filters=Filters(sources=tuple(sorted(left))))
            answer = self._answerer.answer_among(limited, state.generation, news.rows)
            if not isinstance(answer, Answered):
                break
            first = first or answer
            found = [hit for hit in answer.hits if hit.score >= _ANSWERS]
            hits += [hit for hit in found if self._newcomers.is_new(hit, watch.seen)]
            told_of = {hit.passage.citation.document for hit in answer.hits}
            if len(found) < len(answer.hits) or told_of.isdisjoint(left):
                break  # what is left answers less than this
            left -= told_of
        unsound = differing(self._answerer.receipts, hits, range(len(hits)))
        sound = tuple(hit for place, hit in enumerate(hits) if place not in unsound)
        if first is None or not sound:
            return None
        return replace(first, question=question, hits=sound[:MOST_PASSAGES], watch=watch.word)

    async def send(
        self, bot: FootnoteBot, watch: Watch, state: State, answer: Answered
    ) -> Held | None:
        """Tell ``watch``'s person of ``answer``; what holds it up, if something does.

        Raises:
            StoreError: it cannot be noted, and is not sent.
        """
        noted = await asyncio.to_thread(self._watches.note_told, watch, state.edition)
        if not noted:  # stopped in the meantime
            return None
        try:
            await self._show(bot, watch.person, answer)
        except TelegramError as error:
            return await self._failed(watch, error)
        _log.info("notice chat=%s passages=%d", alias(watch.person), len(answer.hits))
        return None

    async def _show(self, bot: FootnoteBot, person: int, answer: Answered) -> None:
        """Send ``answer`` as any answer is, but beside the conversation that may be under way."""
        key = self._pages.shown.keep(answer, person)
        first = page(answer)
        sent = await send_once(bot, Place(person), render(first_view(first), key))
        self._pages.shown.note_message(key, person, sent.message_id, first.first)

    async def _failed(self, watch: Watch, error: TelegramError) -> Held | None:
        who = alias(watch.person)
        if means_lost(error):
            await asyncio.to_thread(self._watches.forget, watch.person)
            return None
        if not _surely_unsent(error):
            _log.warning("a notice to chat=%s may be lost, and is not repeated: %s", who, error)
            return None
        await asyncio.to_thread(self._watches.take_back, watch)
        _log.info("a notice to chat=%s waits: %s", who, error)
        return Held(seconds_of(error) if isinstance(error, RetryAfter) else None)


def _surely_unsent(error: TelegramError) -> bool:
    """Whether a second try can neither repeat a message nor meet the same refusal for ever."""
    if isinstance(error, BadRequest):
        return False
    cause = error.__cause__
    if isinstance(error, NetworkError) and isinstance(cause, httpx.TransportError):
        return isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
    return True
