"""Answers in chats: sent, turned by editing, and remembered for the buttons under them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakValueDictionary

from telegram import Message

from bot.answer import Answer, hits_of, nothing_asked, only
from bot.answering import Answerer
from bot.conversation import Cited, Page, page_holding
from bot.conversation import page as first_page
from bot.receipts import Receipt
from bot.state import ShownAnswers
from bot.telegram_app.conversation.chats import ChatKey, Conversations, Memory
from bot.telegram_app.conversation.deep_links import link_to, passage_payload
from bot.telegram_app.conversation.questions import Questions
from bot.telegram_app.conversation.replies import is_answer, place_meant, replies_to
from bot.telegram_app.counting.tally import Tally
from bot.telegram_app.messages.keyboard import can_lead
from bot.telegram_app.messages.originals import differing
from bot.telegram_app.messages.reading import View, first_view, render, render_context
from bot.telegram_app.messages.rendering import RenderedMessage, render_receipts
from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.places import Place, place_of
from bot.telegram_app.wire.sending import edit, say, send_all
from bot.wording import answers as wording
from bot.wording import receipts as receipts_wording
from bot.wording import telegram as telegram_wording
from corpus.reference import Reference, reference_to
from embeddings.hit import Hit


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message of the bot's, which may be gone, and the answer kept under ``key`` in it."""

    chat_id: int
    message_id: int
    key: str
    answer: Answer


class Pages:
    """Sends answers, edits what is shown of them, and keeps what their buttons refer to.

    An answer has one id, on all its messages. Nothing is quoted that does not agree with the
    stored original.

    Args:
        answerer: knows the documents.
        short: whether answers in that chat have the short form.
        tally: hears what people think of answers.

    Attributes:
        conversations: of everybody.
        shown: the answers that buttons refer to; their owner is the chat.
        questions: what they answer.
        tally: the same.
    """

    def __init__(self, answerer: Answerer, short: Callable[[int], bool], tally: Tally) -> None:
        self.tally = tally
        self.shown = ShownAnswers(marked=tally.marked)
        self.questions = Questions()
        self._answerer = answerer
        self._short = short
        self.conversations = Conversations(answerer)
        self._askers: WeakValueDictionary[str, Memory] = WeakValueDictionary()

    def memory(self, key: ChatKey) -> Memory:
        """What is remembered of a conversation."""
        return self.conversations.of(key)

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
        return self.conversations.apart()

    def forget_chat(self, chat_id: int) -> None:
        """Forget what was asked and shown in a chat."""
        self.conversations.forget_chat(chat_id)
        self.shown.forget(chat_id)
        self.questions.forget_chat(chat_id)

    def move(self, old: int, new: int) -> None:
        """Let what was asked and shown in a chat go on under its new id."""
        self.conversations.move(old, new)
        self.shown.move(old, new)
        self.questions.forget_chat(old)  # the new one numbers its messages anew

    async def show(self, bot: FootnoteBot, place: Place, memory: Memory, page: Page) -> int:
        """Send the first page of the answer that ``memory``'s conversation has just got.

        Returns:
            The message that shows it.
        """
        if nothing_asked(page.answer):
            return await self._send(bot, place, first_view(page), None)
        key = self._identify(memory, page, place.chat_id)
        view = await self._first_view(place.chat_id, page)
        memory.near_hidden = _hides_near(view)
        memory.turn = await self._send(bot, place, view, key)
        return memory.turn

    async def show_instead(
        self, bot: FootnoteBot, at: Place, shown_in: int, page: Page, memory: Memory | None
    ) -> bool:
        """Let a message show another answer in place of its own; False if it cannot be edited.

        Args:
            bot: edits it.
            at: where it stands.
            shown_in: the message.
            page: the answer's first.
            memory: of the conversation, if that answer is its last one.
        """
        key = self.shown.keep(page.answer, at.chat_id) if can_lead(page) else None
        view = await self._first_view(at.chat_id, page)
        if not await edit(bot, at.chat_id, shown_in, render(view, key)):
            return False
        self._note(view, key, at.chat_id, shown_in)
        if memory is not None:
            self._belongs(memory, key)
            memory.near_hidden = _hides_near(view)
        return True

    async def show_next(self, bot: FootnoteBot, place: Place, memory: Memory) -> bool:
        """Send the next page of ``memory``'s conversation; False if there is none.

        As a new message: whoever writes ``/more`` looks at the end of the chat.
        """
        talk = memory.conversation
        page = talk.shown if memory.near_hidden else talk.next_page()
        if page is None:
            return False
        key = memory.key
        if key is None or self.shown.find(key, place.chat_id) is None:
            key = self._identify(memory, page, place.chat_id)  # the last id has expired
        await self._send(bot, place, await self._view(place.chat_id, page, page.first), key)
        memory.near_hidden = False
        talk.note(page)
        return True

    async def open(self, bot: FootnoteBot, at: ShownMessage, opened: int) -> None:
        """Let a message show passage ``opened`` at length, and its page's others as lines.

        Args:
            bot: edits it.
            at: the message, which may be gone.
            opened: counted from 0, one of the answer's.
        """
        page = page_holding(at.answer, opened)
        view = await self._view(at.chat_id, page, opened, at.key)
        if await edit(bot, at.chat_id, at.message_id, render(view, at.key)):
            self.shown.note_message(at.key, at.chat_id, at.message_id, opened)
        # Of whoever asked, though somebody else may have pressed the button.
        memory = self._askers.get(at.key)
        if memory is not None:
            memory.conversation.note(page)
            memory.near_hidden = False

    async def open_context(
        self, bot: FootnoteBot, at: ShownMessage, place: int, part: int | None
    ) -> None:
        """Let a message show what stands around passage ``place``; otherwise as ``open``."""
        if await self._left_out(at.answer, range(place, place + 1)):
            await self.open(bot, at, place)
            return
        message = await self._in_context(bot, hits_of(at.answer)[place], at.key, place, part)
        if await edit(bot, at.chat_id, at.message_id, message):
            self.shown.note_message(at.key, at.chat_id, at.message_id, place)

    async def show_passage(self, bot: FootnoteBot, place: Place, reference: Reference) -> bool:
        """Send the passage that a link names, in its context; False if it is not there any more.

        It is no part of the conversation, but may be replied to.
        """
        passage = await asyncio.to_thread(self._answerer.referred, reference)
        if passage is None:
            return False
        answer = only(passage)
        key = self.shown.keep(answer, place.chat_id)
        (hit,) = answer.hits
        (sent,) = await send_all(bot, place, [await self._in_context(bot, hit, key)])
        self.shown.note_message(key, sent.chat.id, sent.message_id, 0)
        return True

    async def verify(self, bot: FootnoteBot, message: Message, memory: Memory) -> None:
        """Answer ``/verify``: receipts for the answer replied to, or else for the last one."""
        replied = self._replied(message)
        if replied is None and replies_to(message, bot.id):
            await say(bot, message, telegram_wording.not_remembered())
            return
        page = _page_of(*replied) if replied else memory.conversation.shown
        if page is None:
            await say(bot, message, wording.nothing_asked())
            return
        receipts = await asyncio.to_thread(self._receipts, page)
        if receipts:
            await send_all(bot, place_of(message), render_receipts(receipts))
        else:
            await say(bot, message, receipts_wording.nothing_quoted())

    def cited(self, message: Message) -> Cited | None:
        """The footnote that ``message`` replies to; None if it does not, or that is forgotten.

        It is the opened passage's, unless a part of another one is quoted.
        """
        found = self._replied(message)
        if found is None or not hits_of(found[0]):
            return None
        answer, opened = found
        page = page_holding(answer, opened)
        places = [opened, *(it for it in range(page.first, page.end) if it != opened)]
        quoted = message.quote.text.strip() if message.quote else ""
        return Cited(answer, hits_of(answer)[place_meant(answer, places, quoted)])

    def has_forgotten(self, message: Message) -> bool:
        """Whether ``message`` replies to an answer that is not remembered any more."""
        replied = message.reply_to_message
        return replied is not None and is_answer(replied) and self._replied(message) is None

    async def _send(self, bot: FootnoteBot, place: Place, view: View, key: str | None) -> int:
        (sent,) = await send_all(bot, place, [render(view, key)])
        self._note(view, key, sent.chat.id, sent.message_id)
        return sent.message_id

    def _note(self, view: View, key: str | None, chat_id: int, message_id: int) -> None:
        opened = view.page.first if view.opened is None else view.opened
        if key is None:
            self.shown.forget_message(chat_id, message_id)
        else:
            self.shown.note_message(key, chat_id, message_id, opened)

    async def _in_context(
        self, bot: FootnoteBot, hit: Hit, key: str, place: int = 0, part: int | None = None
    ) -> RenderedMessage:
        around = await asyncio.to_thread(self._answerer.context, hit.passage)
        link = link_to(bot.username, passage_payload(reference_to(hit.passage)))
        # The passage itself is kept with the answer, so it can be shown though its document went.
        return render_context(place, hit, around or (hit.passage,), key, part, link=link)

    async def _first_view(self, chat_id: int, page: Page) -> View:
        left_out = await self._left_out(page.answer, range(page.first, page.end))
        return first_view(page, short=self._short(chat_id), left_out=left_out)

    async def _view(self, chat_id: int, page: Page, opened: int, key: str | None = None) -> View:
        left_out = await self._left_out(page.answer, range(page.first, page.end))
        votes = self.shown.votes(key or "", chat_id)
        return View(page, opened, self._short(chat_id), left_out, votes)

    async def _left_out(self, answer: Answer, places: range) -> frozenset[int]:
        """Which of the passages about to be quoted are not what the stored document says."""
        return await asyncio.to_thread(differing, self._answerer.receipts, hits_of(answer), places)

    def _receipts(self, page: Page) -> list[tuple[int, Receipt]]:
        hits = hits_of(page.answer)
        compare = self._answerer.receipts.receipt
        return [(it + 1, compare(hits[it].passage)) for it in range(page.first, page.end)]

    def _replied(self, message: Message) -> tuple[Answer, int] | None:
        replied = message.reply_to_message
        return self.shown.find_message(replied.message_id, message.chat.id) if replied else None

    def _identify(self, memory: Memory, page: Page, chat_id: int) -> str | None:
        """Give the conversation's answer an id, in place of its last one, if buttons need it."""
        self._belongs(memory, self.shown.keep(page.answer, chat_id) if can_lead(page) else None)
        return memory.key

    def _belongs(self, memory: Memory, key: str | None) -> None:
        if memory.key is not None:
            self._askers.pop(memory.key, None)
        memory.key = key
        if key is not None:
            self._askers[key] = memory


def _page_of(answer: Answer, opened: int) -> Page:
    return page_holding(answer, opened) if hits_of(answer) else first_page(answer)


def _hides_near(view: View) -> bool:
    return view.opened is None and bool(hits_of(view.page.answer))
