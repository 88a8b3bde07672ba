"""Guest mode: the bot is summoned by its name in a chat that it has not joined, and answers once.

It cannot write there of itself, edit, or hear anything else, and a chat's id may be another
chat's too: so nothing of it is remembered, and no list of chats lets anybody in.
"""

import asyncio
import logging
from dataclasses import replace

from telegram import Update

from bot.answer import Answer, Closest, Question, Reason, hits_of
from bot.answering import Answerer
from bot.conversation import page
from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.conversation.addressing import summoned
from bot.telegram_app.counting.tally import Surface, Tally
from bot.telegram_app.logs import alias
from bot.telegram_app.messages.keyboard import Button
from bot.telegram_app.messages.originals import differing
from bot.telegram_app.messages.reading import View, first_view, render_alone
from bot.telegram_app.messages.rendering import RenderedMessage, render_text
from bot.telegram_app.wire.client import Context
from bot.telegram_app.wire.sending import answer_guest
from bot.wording import answers as answers_wording
from bot.wording import inline as wording
from bot.wording import telegram as telegram_wording
from corpus.errors import NoIndexError
from corpus.filters import Filters

_log = logging.getLogger(__name__)


class GuestHandlers:
    """Answers summons; each one once.

    Args:
        answerer: knows the documents.
        doorkeeper: decides who is let in.
        tally: counts what is answered.
    """

    def __init__(self, answerer: Answerer, doorkeeper: Doorkeeper, tally: Tally) -> None:
        self._tally = tally
        self._answerer = answerer
        self._doorkeeper = doorkeeper

    async def on_message(self, update: Update, context: Context) -> None:
        """A message that summons the bot where it is no member."""
        message, bot = update.guest_message, context.bot
        if message is None or message.guest_query_id is None or message.from_user is None:
            return
        asked = summoned(message, bot.bot)
        if asked is None:
            return
        person = message.from_user.id
        answer = None
        if self._doorkeeper.admits(person):
            shown, answer = await self._shown(asked.text, person, bot.username)
        else:
            self._doorkeeper.note_refusal(person)
            shown = render_text(telegram_wording.not_yours())
        in_time = await answer_guest(bot, message.guest_query_id, shown)
        if in_time and answer is not None:
            self._tally.answered(Surface.GUEST, answer)

    async def _shown(
        self, text: str, person: int, username: str
    ) -> tuple[RenderedMessage, Answer | None]:
        """What is shown, and the answer behind it; none where nothing is indexed."""
        try:
            view = await asyncio.to_thread(self._view, text.strip())
        except NoIndexError as error:
            _log.error("%s", error)
            return render_text(answers_wording.silence(Reason.NO_DOCUMENTS, Filters())), None
        answer = view.page.answer
        _log.info(
            "guest user=%s answer=%s passages=%d ms=%.1f",
            alias(person),
            type(answer).__name__.lower(),
            len(hits_of(answer)),
            answer.took_ms,
        )
        message = render_alone(view)
        if isinstance(answer, Closest):  # near misses wait for a button, and none works here
            private = Button(wording.ask_in_private_button(), url=f"https://t.me/{username}")
            message = replace(message, buttons=((private,),))
        return message, answer

    def _view(self, text: str) -> View:
        answer: Answer = self._answerer.answer(Question(text))
        first = page(answer)
        out = differing(self._answerer.receipts, hits_of(answer), range(first.first, first.end))
        return first_view(first, short=True, left_out=out)
