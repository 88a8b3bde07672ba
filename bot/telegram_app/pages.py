"""Pages of answers: sent, and remembered for the buttons under them."""

from weakref import WeakValueDictionary

from telegram import Message
from telegram.error import TelegramError

from bot.answer import hits_of, in_context, nothing_asked
from bot.answering import Answerer
from bot.conversation import Cited, Page
from bot.conversation import page as page_of
from bot.state import ShownAnswers
from bot.telegram_app.chats import ChatKey, Conversations, Memory
from bot.telegram_app.client import FootnoteBot
from bot.telegram_app.rendering import render
from bot.telegram_app.sending import Place, send_all


class Pages:
    """Sends pages, and keeps what their buttons and ``/more`` refer to.

    An answer has one id, on all its pages, so that no page is sent twice, whoever turns it.

    Attributes:
        shown: the answers that buttons refer to; their owner is the chat.
    """

    def __init__(self, answerer: Answerer) -> None:
        self.shown = ShownAnswers()
        self._conversations = Conversations(answerer)
        self._askers: WeakValueDictionary[str, Memory] = WeakValueDictionary()

    def memory(self, key: ChatKey) -> Memory:
        """What is remembered of a conversation."""
        return self._conversations.of(key)

    def asker(self, key: str, place: Place) -> Memory:
        """The conversation that the answer under ``key``, shown at ``place``, belongs to.

        Whoever presses a button may be somebody else, and of an anonymous administrator nobody
        can tell: so it is looked up by the answer. Where that conversation has gone on since, or
        is forgotten, it is nobody's.
        """
        memory = self._askers.get(key)
        if memory is not None:
            return memory
        if place.chat_id > 0:  # in private nobody else can be meant
            return self.memory(ChatKey(place.chat_id, place.chat_id, place.thread_id))
        return self._conversations.apart()

    def forget_chat(self, chat_id: int) -> None:
        """Forget what was asked and shown in a chat."""
        self._conversations.forget_chat(chat_id)
        self.shown.forget(chat_id)

    def move(self, old: int, new: int) -> None:
        """Let what was asked and shown in a chat go on under its new id."""
        self._conversations.move(old, new)
        self.shown.move(old, new)

    async def show(self, bot: FootnoteBot, place: Place, memory: Memory, page: Page) -> None:
        """Send the first page of the answer that ``memory``'s conversation has just got."""
        if nothing_asked(page.answer):
            await send_all(bot, place, render(page, None))
            return
        key = self._identify(memory, page, place.chat_id)
        memory.more_at = None
        sent = await send_all(bot, place, render(page, key))
        self._note(key, sent, page)
        memory.more_at = sent[-1] if page.remaining > 0 else None

    async def show_next(self, bot: FootnoteBot, place: Place, memory: Memory) -> bool:
        """Send the next page of ``memory``'s conversation; False if there is none."""
        page = memory.conversation.next_page()
        if page is None:
            return False
        key = memory.key
        if key is None or self.shown.find(key, place.chat_id) is None:
            key = self._identify(memory, page, place.chat_id)  # the last id has expired
        return key is not None and await self.turn(bot, place, page, key)

    async def turn(self, bot: FootnoteBot, place: Place, page: Page, key: str) -> bool:
        """Send a page once, however often it is asked for; False if it was sent before.

        Args:
            bot: sends it.
            place: where to.
            page: a page of the answer that is kept under ``key``.
            key: the id that its own buttons carry on.
        """
        if not self.shown.take(key, place.chat_id, page.first):
            return False
        try:
            sent = await send_all(bot, place, render(page, key))
        except TelegramError:
            self.shown.give_back(key, place.chat_id, page.first)
            raise
        self._note(key, sent, page)
        # Of whoever asked, though somebody else may have pressed the button.
        memory = self._askers.get(key)
        if memory is not None:
            memory.conversation.note(page)
            memory.more_at = sent[-1] if page.remaining > 0 else None
        return True

    def cited(self, message: Message) -> Cited | None:
        """The footnote that ``message`` replies to; None if it does not, or that is forgotten.

        A quoted part tells which of a page's footnotes is meant; otherwise it is the first.
        """
        replied = message.reply_to_message
        found = self.shown.find_message(replied.message_id, message.chat.id) if replied else None
        if found is None:
            return None
        answer, first = found
        hits = hits_of(answer)[first : page_of(answer, first).end]
        quoted = message.quote.text.strip() if message.quote else ""
        meant = (
            hit
            for hit in hits
            if quoted and (quoted in hit.passage.text or hit.passage.citation.name in quoted)
        )
        hit = next(meant, next(iter(hits), None))
        return Cited(answer, hit) if hit else None

    def _note(self, key: str | None, sent: list[Message], page: Page) -> None:
        """Remember which messages show ``page``, for replies to them."""
        if key is not None:
            for message in sent:
                self.shown.note_message(key, message.chat.id, message.message_id, page.first)

    def _identify(self, memory: Memory, page: Page, chat_id: int) -> str | None:
        """Give the conversation's answer an id, in place of its last one, if buttons need it."""
        if memory.key is not None:
            self._askers.pop(memory.key, None)
        memory.key = (
            self.shown.keep(page.answer, chat_id)
            if hits_of(page.answer) or in_context(page.answer)
            else None
        )
        if memory.key is not None:
            self._askers[memory.key] = memory
        return memory.key
