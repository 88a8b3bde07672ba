"""What the bot does with each message: read it, check who speaks, answer."""

import asyncio
import logging

from telegram import Message, Update

from bot.answer import Reason
from bot.answering import Answerer
from bot.commands import CHAT_COMMANDS, nearest_command
from bot.telegram_app.access import Doorkeeper
from bot.telegram_app.addressing import Asked, Commanded, Heard, Wordless, hear, is_private
from bot.telegram_app.chats import ChatKey
from bot.telegram_app.client import Context, FootnoteBot
from bot.telegram_app.logs import alias
from bot.telegram_app.pages import Pages
from bot.telegram_app.rendering import render_sources, render_text
from bot.telegram_app.sending import Place, place_of, send_all, while_typing
from bot.wording import answers as wording
from bot.wording import telegram as telegram_wording
from bot.wording import terminal as terminal_wording
from bot.wording.why import why
from corpus.errors import NoIndexError
from corpus.filters import Filters

_log = logging.getLogger(__name__)


class MessageHandlers:
    """Answers messages.

    Args:
        answerer: knows the documents.
        pages: sends pages of answers and remembers conversations.
        doorkeeper: decides who is let in.
    """

    def __init__(self, answerer: Answerer, pages: Pages, doorkeeper: Doorkeeper) -> None:
        self._answerer = answerer
        self._pages = pages
        self._doorkeeper = doorkeeper

    async def on_message(self, update: Update, context: Context) -> None:
        """Any new message in any chat; most messages of a group are not for the bot."""
        message, bot = update.message, context.bot
        if message is None:
            return
        if message.migrate_to_chat_id is not None:
            await self._move(bot, message.chat.id, message.migrate_to_chat_id)
            return
        heard = hear(message, bot.bot)
        if heard is None or not await self._admit(bot, message, heard):
            return
        try:
            await self._respond(bot, message, heard)
        except NoIndexError as error:
            _log.error("%s", error)
            await _say(bot, message, wording.silence(Reason.NO_DOCUMENTS, Filters()))

    async def _respond(self, bot: FootnoteBot, message: Message, heard: Heard) -> None:
        match heard:
            case Asked(text=text):
                await self._answer(bot, message, text)
            case Commanded(name="more"):
                await self._more(bot, message)
            case Commanded(name="why"):
                await _say(bot, message, self._why(message))
            case Commanded(name="verify"):
                memory = self._pages.memory(_conversation_key(message))
                await self._pages.verify(bot, message, memory)
            case Commanded(name="new"):
                self._pages.memory(_conversation_key(message)).conversation.forget()
                await _say(bot, message, wording.FORGOTTEN)
            case Commanded(name="sources"):
                documents = await asyncio.to_thread(self._answerer.documents)
                await send_all(bot, place_of(message), render_sources(documents))
            case Commanded(name=name):
                await _say(bot, message, await self._command_text(bot, message, name))
            case Wordless():
                await _say(bot, message, telegram_wording.ONLY_TEXT)

    async def _answer(self, bot: FootnoteBot, message: Message, text: str) -> None:
        place = place_of(message)
        memory = self._pages.memory(_conversation_key(message))
        cited = self._pages.cited(message)
        work = asyncio.to_thread(memory.conversation.ask, text, cited=cited)
        page = await while_typing(bot, place, work)
        _log.info(
            "question chat=%s kind=%s answer=%s passages=%d ms=%.1f",
            alias(message.chat.id),
            message.chat.type,
            type(page.answer).__name__.lower(),
            page.end + page.remaining,
            page.answer.took_ms,
        )
        await self._pages.show(bot, place, memory, page)

    async def _more(self, bot: FootnoteBot, message: Message) -> None:
        memory = self._pages.memory(_conversation_key(message))
        asked = memory.conversation.last is not None
        if not await self._pages.show_next(bot, place_of(message), memory):
            await _say(bot, message, wording.NOTHING_MORE if asked else wording.NOTHING_ASKED)

    def _why(self, message: Message) -> str:
        page = self._pages.memory(_conversation_key(message)).conversation.shown
        if page is None:
            return wording.NOTHING_ASKED
        return why(page.answer, page.first, page.end)

    async def _command_text(self, bot: FootnoteBot, message: Message, name: str) -> str:
        if name == "help":
            return wording.help_text(CHAT_COMMANDS)
        if name == "start" and is_private(message):
            documents = await asyncio.to_thread(self._answerer.documents)
            return wording.start(len(documents))
        if name == "start":
            hears_all = bool(bot.bot.can_read_all_group_messages)
            return telegram_wording.group_start(bot.username, hears_all=hears_all)
        return terminal_wording.unknown_command(name, nearest_command(name, CHAT_COMMANDS))

    async def _admit(self, bot: FootnoteBot, message: Message, heard: Heard) -> bool:
        """Whether the sender may ask; strangers are told once how to become known."""
        chat_id, user_id = _conversation_key(message)
        if self._doorkeeper.admits(user_id, chat_id):
            return True
        if is_private(message):
            if self._doorkeeper.turns_away(user_id):
                await _say(bot, message, telegram_wording.stranger(user_id))
        elif isinstance(heard, Asked) and heard.outright and self._doorkeeper.turns_away(chat_id):
            await _say(bot, message, telegram_wording.strange_group(chat_id))
        return False

    async def _move(self, bot: FootnoteBot, old: int, new: int) -> None:
        """A group has become a supergroup, with another id."""
        if self._doorkeeper.move(old, new):
            await send_all(bot, Place(new), [render_text(telegram_wording.group_moved(old, new))])


def _conversation_key(message: Message) -> ChatKey:
    """Anonymous administrators of a group share one conversation, under the group's own id."""
    if message.from_user is None or message.sender_chat is not None:
        return message.chat.id, message.chat.id
    return message.chat.id, message.from_user.id


async def _say(bot: FootnoteBot, message: Message, text: str) -> None:
    await send_all(bot, place_of(message), [render_text(text)])
