"""What the bot does with each message: read it, check who speaks, answer."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from telegram import Message, Update

from bot.answer import Reason, nothing_asked
from bot.answering import Answerer
from bot.commands import (
    CHAT_COMMANDS,
    GROUP_COMMANDS,
    OWNER_COMMANDS,
    PERSONAL_COMMANDS,
    SETTINGS,
    nearest_command,
)
from bot.conversation import Conversation, Page
from bot.telegram_app.admission.strangers import Strangers
from bot.telegram_app.conversation.addressing import Asked, Commanded, Heard, Linked, Wordless, hear
from bot.telegram_app.conversation.albums import Albums
from bot.telegram_app.conversation.chats import key_of
from bot.telegram_app.conversation.deep_links import (
    LinkedInvitation,
    LinkedPassage,
    LinkedQuestion,
    followed,
)
from bot.telegram_app.conversation.pages import Pages
from bot.telegram_app.conversation.questions import Turn
from bot.telegram_app.counting.tally import Surface
from bot.telegram_app.groups.membership import Membership
from bot.telegram_app.groups.rules import GroupRules
from bot.telegram_app.logs import alias
from bot.telegram_app.messages.rendering import (
    RenderedMessage,
    render_sources,
    render_text,
    render_why,
)
from bot.telegram_app.wire.client import Context, FootnoteBot
from bot.telegram_app.wire.places import is_private, place_of
from bot.telegram_app.wire.sending import say, send_all, while_typing
from bot.wording import answers as wording
from bot.wording import media as media_wording
from bot.wording import telegram as telegram_wording
from bot.wording.why import in_short, why
from corpus.errors import NoIndexError
from corpus.filters import Filters

Reply = Callable[[FootnoteBot, Message, str], Awaitable[None]]
"""Answers a command: by whom, to which message, and what followed the command's name."""

_KNOWN = frozenset(command.name for command in (*CHAT_COMMANDS, *OWNER_COMMANDS, SETTINGS))
_OF_OWNERS = frozenset(command.name for command in OWNER_COMMANDS)
_OF_ONESELF = frozenset(command.name for command in PERSONAL_COMMANDS)
_log = logging.getLogger(__name__)


class MessageHandlers:
    """Answers messages.

    Args:
        answerer: knows the documents.
        pages: sends pages of answers and remembers conversations.
        strangers: receive who is not let in.
        rules: what holds in a group.
        commands: what answers the commands that others look after, by name.
        membership: knows how to ask in a group.
    """

    def __init__(
        self,
        answerer: Answerer,
        pages: Pages,
        strangers: Strangers,
        rules: GroupRules,
        commands: Mapping[str, Reply],
        membership: Membership,
    ) -> None:
        self._answerer = answerer
        self._pages = pages
        self._strangers = strangers
        self._doorkeeper = strangers.doorkeeper
        self._rules = rules
        self._commands = commands
        self._membership = membership
        self._albums = Albums()

    async def on_message(self, update: Update, context: Context) -> None:
        """Any new message in any chat; most messages of a group are not for the bot."""
        message, bot = update.message, context.bot
        if message is None:
            return
        heard = hear(message, bot.bot)
        is_first = self._albums.is_first(message)  # a caption speaks for its whole album
        if heard is None or (isinstance(heard, Wordless) and not is_first):
            return
        await self._take(bot, message, heard)

    async def on_edit(self, update: Update, context: Context) -> None:
        """An edited message: its answer is edited too; a new one comes only if it had none."""
        message, bot, questions = update.edited_message, context.bot, self._pages.questions
        if message is None or not questions.is_newest(update):
            return
        heard, earlier = hear(message, bot.bot), questions.find(message)
        if heard is None or isinstance(heard, Wordless):
            return
        if earlier is None:
            if questions.may_open(message, private=is_private(message)):
                await self._take(bot, message, heard)
            return
        # Telegram tells of an edit, too, when a link has got its preview.
        shown_in = earlier.shown_in
        if not isinstance(heard, Asked) or heard.text == earlier.text or shown_in is None:
            return
        if await self._admit(bot, message, heard):
            await self._answer_anew(bot, message, replace(earlier, text=heard.text), shown_in)

    async def _take(self, bot: FootnoteBot, message: Message, heard: Heard) -> None:
        if not await self._admit(bot, message, heard):
            return
        try:
            await self._respond(bot, message, heard)
        except NoIndexError as error:
            _log.error("%s", error)
            await say(bot, message, wording.silence(Reason.NO_DOCUMENTS, Filters()))
        if isinstance(heard, Commanded) and heard.name in _KNOWN:
            self._pages.questions.note(message, Turn())

    async def _respond(self, bot: FootnoteBot, message: Message, heard: Heard) -> None:
        match heard:
            case Asked(text=text):
                await self._answer(bot, message, text)
            case Commanded(name="more"):
                await self._more(bot, message)
            case Commanded(name="why"):
                await send_all(bot, place_of(message), [self._why(message)])
            case Commanded(name="verify"):
                memory = self._pages.memory(key_of(message))
                await self._pages.verify(bot, message, memory)
            case Commanded(name="new"):
                memory = self._pages.memory(key_of(message))
                memory.conversation.forget()
                memory.turn = message.message_id
                await say(bot, message, wording.forgotten())
            case Commanded(name="sources"):
                await self._sources(bot, message)
            case Commanded(name=name, argument=argument) if self._may_give(name, message):
                await self._commands[name](bot, message, argument)
            case Commanded(name="start") if not is_private(message):
                how = await self._membership.how_to_ask(bot, message.chat.id)
                if how is not None:
                    await say(bot, message, how)
            case Commanded(name=name):
                await say(bot, message, await self._command_text(message, name))
            case Linked(payload=payload):
                await self._follow(bot, message, payload)
            case Wordless(kind=kind):
                await say(bot, message, media_wording.wordless(kind))

    def _may_give(self, name: str, message: Message) -> bool:
        """Whether a command is looked after elsewhere, and this person may give it here."""
        return name in self._commands and (name not in _OF_OWNERS or self._by_an_owner(message))

    def _by_an_owner(self, message: Message) -> bool:
        return is_private(message) and message.chat.id in self._doorkeeper.owners

    async def _answer(
        self, bot: FootnoteBot, message: Message, text: str, *, alone: bool = False
    ) -> None:
        """Answer a question.

        Args:
            bot: sends the answer.
            message: what is answered.
            text: the question.
            alone: whether it leans on nothing that was said before, as one that comes by a link.
        """
        place = place_of(message)
        memory = self._pages.memory(key_of(message))
        cited = self._pages.cited(message)
        # Anonymous administrators share a conversation: what was said may be another's. And a reply
        # to what is forgotten goes on from that, whatever was said since.
        if alone or message.sender_chat is not None or self._pages.has_forgotten(message):
            memory.conversation.forget()
        past, limits = memory.conversation.past, self._rules.filters(message.chat.id)
        work = asyncio.to_thread(memory.conversation.ask, text, limits, cited)
        page = await while_typing(bot, place, work)
        shown_in = await self._pages.show(bot, place, memory, page)
        self._note(message, page)
        if not nothing_asked(page.answer):
            memory.turn = message.message_id
        self._pages.questions.note(message, Turn(text, past, cited, shown_in))

    async def _answer_anew(
        self, bot: FootnoteBot, message: Message, turn: Turn, shown_in: int
    ) -> None:
        """Answer an edited question where its answer stands, in the context that it had."""
        place, memory = place_of(message), self._pages.memory(key_of(message))
        talk = Conversation(self._answerer, turn.past)
        limits = self._rules.filters(message.chat.id)
        work = asyncio.to_thread(talk.ask, turn.text, limits, turn.cited)
        page = await while_typing(bot, place, work)
        is_last = message.message_id >= memory.turn and not nothing_asked(page.answer)
        asker = memory if is_last else None
        if not await self._pages.show_instead(bot, place, shown_in, page, asker):
            return
        self._note(message, page)
        self._pages.questions.note(message, turn)
        if is_last:
            memory.conversation, memory.turn = talk, message.message_id

    async def _follow(self, bot: FootnoteBot, message: Message, payload: str) -> None:
        """Show what a link leads to."""
        match followed(payload):
            case LinkedQuestion(text=text):
                await self._answer(bot, message, text, alone=True)
            case LinkedPassage(reference=reference):
                if not await self._pages.show_passage(bot, place_of(message), reference):
                    await say(bot, message, telegram_wording.passage_gone())
            case LinkedInvitation(token=token):
                await self._strangers.welcome_back(bot, message, token)
                await say(bot, message, await self._command_text(message, "start"))
            case None:
                await say(bot, message, await self._command_text(message, "start"))

    async def _sources(self, bot: FootnoteBot, message: Message) -> None:
        documents = await asyncio.to_thread(self._answerer.documents)
        limits = self._rules.filters(message.chat.id)
        admitted = [known for known in documents if limits.admits(known.path, known.metadata)]
        await send_all(bot, place_of(message), render_sources(admitted))

    async def _more(self, bot: FootnoteBot, message: Message) -> None:
        memory = self._pages.memory(key_of(message))
        asked = memory.conversation.last is not None
        if not await self._pages.show_next(bot, place_of(message), memory):
            await say(bot, message, wording.nothing_more() if asked else wording.nothing_asked())

    def _why(self, message: Message) -> RenderedMessage:
        page = self._pages.memory(key_of(message)).conversation.shown
        if page is None:
            return render_text(wording.nothing_asked())
        shown = page.answer, page.first, page.end
        return render_why(in_short(*shown), why(*shown))

    async def _command_text(self, message: Message, name: str) -> str:
        known = CHAT_COMMANDS if is_private(message) else (*GROUP_COMMANDS, SETTINGS)
        if self._by_an_owner(message):
            known = (*CHAT_COMMANDS, *OWNER_COMMANDS)
        if name == "help":
            return wording.help_text(known)
        if name == "start":
            documents = await asyncio.to_thread(self._answerer.documents)
            return wording.start(len(documents))
        return wording.unknown_command(name, nearest_command(name, known))

    async def _admit(self, bot: FootnoteBot, message: Message, heard: Heard) -> bool:
        """Whether the sender may ask."""
        chat_id, user_id, _ = key_of(message)
        is_of_oneself = isinstance(heard, Commanded) and heard.name in _OF_ONESELF
        if is_of_oneself and is_private(message):  # whoever may not ask any more has left something
            return True
        if self._doorkeeper.admits(user_id, chat_id):
            is_settings = isinstance(heard, Commanded) and heard.name == SETTINGS.name
            may_try = is_private(message) or is_settings
            return may_try or await self._rules.admits(bot, message)
        return await self._strangers.receive(bot, message, heard)

    def _note(self, message: Message, page: Page) -> None:
        """Log and count an answer that was sent: what a kill cuts off is answered once more."""
        _log.info(
            "question chat=%s kind=%s answer=%s passages=%d ms=%.1f",
            alias(message.chat.id),
            message.chat.type,
            type(page.answer).__name__.lower(),
            page.end + page.remaining,
            page.answer.took_ms,
        )
        tally = self._pages.tally
        if is_private(message):
            tally.answered(Surface.PRIVATE, page.answer, message.chat.id)
        else:
            tally.answered(Surface.GROUP, page.answer)
