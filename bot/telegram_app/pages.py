"""Pages of answers: sent, and remembered for the buttons under them."""

from telegram import Bot

from bot.answer import hits_of
from bot.answering import Answerer
from bot.conversation import Page
from bot.state import ShownAnswers
from bot.telegram_app.chats import ChatKey, Conversations, Memory
from bot.telegram_app.rendering import render
from bot.telegram_app.sending import Place, send_all


class Pages:
    """Sends pages, and keeps what their buttons and ``/more`` refer to.

    Attributes:
        shown: the answers that buttons refer to; their owner is the chat.
    """

    def __init__(self, answerer: Answerer) -> None:
        self.shown = ShownAnswers()
        self._conversations = Conversations(answerer)

    def memory(self, key: ChatKey) -> Memory:
        """What is remembered of a conversation."""
        return self._conversations.of(key)

    async def show(self, bot: Bot, place: Place, memory: Memory, page: Page) -> None:
        """Send a page that ``memory``'s conversation has just turned to."""
        key = self.shown.keep(page.answer, place.chat_id) if hits_of(page.answer) else None
        sent = await send_all(bot, place, render(page, key))
        memory.more_at = sent if page.remaining > 0 else None

    async def turn(self, bot: Bot, place: Place, memory: Memory, page: Page, key: str) -> None:
        """Send the page that a button asks for.

        Args:
            bot: sends it.
            place: where to.
            memory: of whoever pressed, who may not be the one who asked.
            page: a page of the answer that is kept under ``key``.
            key: the id that its own buttons carry on.
        """
        sent = await send_all(bot, place, render(page, key))
        if memory.conversation.last is page.answer:
            memory.conversation.note(page)
            memory.more_at = sent if page.remaining > 0 else None
