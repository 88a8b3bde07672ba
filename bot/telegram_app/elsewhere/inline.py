"""Inline mode: ``@bot question`` in any chat, answered with passages to choose from.

The bot hears the words and who types them, not where; what is chosen is sent by that person.
"""

import asyncio
import logging
from collections.abc import Sequence

from telegram import InlineQuery, InlineQueryResultsButton, Update
from telegram.error import BadRequest

from bot.answering import Answerer
from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.conversation.deep_links import question_payload
from bot.telegram_app.counting.tally import Tally
from bot.telegram_app.elsewhere.acquaintances import Acquaintances
from bot.telegram_app.elsewhere.articles import Article
from bot.telegram_app.elsewhere.newest import Newest
from bot.telegram_app.elsewhere.offers import Offer, Offers
from bot.telegram_app.logs import alias
from bot.telegram_app.wire.client import Context, FootnoteBot
from bot.telegram_app.wire.sending import article_result, has_expired, persistently
from bot.wording import inline as wording
from corpus.errors import NoIndexError

START_PARAMETER = "inline"

CACHED_OPEN_SECONDS = 60
"""Typing a word back and forth costs one search, and a running bot's new documents show soon."""

CACHED_LISTED_SECONDS = 5
"""Who is taken off the list, or put on it, sees so at once."""

_log = logging.getLogger(__name__)


class InlineHandlers:
    """Answers inline queries, and counts what is chosen.

    Args:
        answerer: knows the documents.
        doorkeeper: decides who is let in.
        acquaintances: knows who needs no introduction.
        tally: counts what is chosen.

    Attributes:
        chosen: how many results people have sent, as far as Telegram tells (BotFather's
            ``/setinlinefeedback``).
    """

    def __init__(
        self,
        answerer: Answerer,
        doorkeeper: Doorkeeper,
        acquaintances: Acquaintances,
        tally: Tally,
    ) -> None:
        self.chosen = 0
        self._offers = Offers(answerer)
        self._doorkeeper = doorkeeper
        self._acquaintances = acquaintances
        self._newest = Newest()
        self._tally = tally

    async def on_query(self, update: Update, context: Context) -> None:
        """Somebody types ``@bot`` and maybe more."""
        query, bot = update.inline_query, context.bot
        if query is None:
            return
        person = query.from_user.id
        if not self._doorkeeper.admits(person):
            self._doorkeeper.note_refusal(person)
            await self._answer(bot, query, (), button=wording.strangers_button())
            return
        offer = await self._newest.result(
            person, lambda: asyncio.to_thread(self._find, query.query.strip(), query.offset)
        )
        if offer is None:
            return
        _log.info("inline user=%s articles=%d", alias(person), len(offer.articles))
        button = None
        if not offer.articles and not query.offset:
            button = wording.nothing_found_button()
        elif not self._acquaintances.knows(person):
            button = wording.start_button()
        await self._answer(bot, query, offer.articles, next_offset=offer.next_offset, button=button)

    async def on_chosen(self, update: Update, _context: Context) -> None:
        """Somebody has sent a result. Of the question nothing is noted."""
        chosen = update.chosen_inline_result
        if chosen is not None:
            self.chosen += 1
            self._tally.chosen()
            _log.info("inline chosen user=%s total=%d", alias(chosen.from_user.id), self.chosen)

    def _find(self, text: str, offset: str) -> Offer:
        try:
            return self._offers.find(text, offset)
        except NoIndexError as error:
            _log.error("%s", error)
            return Offer()

    async def _answer(
        self,
        bot: FootnoteBot,
        query: InlineQuery,
        articles: Sequence[Article],
        *,
        next_offset: str = "",
        button: str | None = None,
    ) -> None:
        # Always personal: whether a person may ask, and is known, must not be told to others.
        seconds = CACHED_OPEN_SECONDS if self._doorkeeper.is_open() else CACHED_LISTED_SECONDS
        results = [
            article_result(it.id, it.title, it.message, it.description or None) for it in articles
        ]
        above = None
        if button is not None:
            # Where nothing is offered the question goes along, if it fits into a link.
            asked = None if articles else question_payload(query.query)
            start = asked or START_PARAMETER
            above = InlineQueryResultsButton(button, start_parameter=start)
        try:
            await persistently(
                lambda: bot.answer_inline_query(
                    query.id,
                    results,
                    cache_time=seconds,
                    is_personal=True,
                    next_offset=next_offset,
                    button=above,
                ),
                bot.pause,
            )
        except BadRequest as error:
            if not has_expired(error):
                raise
            _log.info("an inline query could not be answered in time: %s", error)
