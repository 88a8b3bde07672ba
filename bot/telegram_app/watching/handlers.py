"""What the bot does on /watch and /watches, and when a button that stops a watch is pressed."""

import asyncio

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest

from bot.answer import QUESTION_LIMIT, Answer, in_context
from bot.answering import unsearchable
from bot.sameness import same
from bot.telegram_app.conversation.addressing import Asked, Commanded, hear
from bot.telegram_app.conversation.chats import key_of
from bot.telegram_app.conversation.pages import Pages
from bot.telegram_app.messages.formatted import one_line, shortened
from bot.telegram_app.messages.keyboard import Button, Rows
from bot.telegram_app.messages.rendering import RenderedMessage
from bot.telegram_app.messages.stop_button import Press, Where, press_of, stop_button
from bot.telegram_app.watching.newcomers import Newcomers
from bot.telegram_app.watching.watches import MOST_OF_ONE_PERSON, Watch, Watches
from bot.telegram_app.wire.client import Context, FootnoteBot
from bot.telegram_app.wire.places import is_private, place_of
from bot.telegram_app.wire.sending import (
    acknowledge,
    edit,
    persistently,
    say,
    send_all,
    while_typing,
)
from bot.wording import watching as wording
from bot.wording.translation import spoken
from corpus.errors import NoIndexError

_SHOWN = 150
"""UTF-16 code units of a question in a list of twenty."""

_IN_A_ROW = 4


class WatchHandlers:
    """Lets people watch questions, and stop.

    Args:
        pages: knows what was asked and shown.
        watches: keeps what is watched.
        newcomers: knows what is new: what is there when a watch begins is not.
    """

    def __init__(self, pages: Pages, watches: Watches, newcomers: Newcomers) -> None:
        self._pages = pages
        self._watches = watches
        self._newcomers = newcomers

    async def watch(self, bot: FootnoteBot, message: Message, argument: str) -> None:
        """Answer /watch: watch the question that follows, or the one that was meant."""
        if not is_private(message):
            await _lead_to_private(bot, message)
            return
        question = one_line(argument or self._meant(bot, message))[:QUESTION_LIMIT]
        if unsearchable(question) is not None:
            await say(bot, message, wording.how_to_watch())
            return
        known = self._watches.of(message.chat.id)
        watched = next((it for it in known if same(it.question) == same(question)), None)
        if watched is not None:
            await _confirm(bot, message, wording.watched_already(watched.question), watched)
            return
        added = None
        if len(known) < MOST_OF_ONE_PERSON:
            work = asyncio.to_thread(self._add, message.chat.id, question)
            added = await while_typing(bot, place_of(message), work)
        if added is None:
            await say(bot, message, wording.too_many(MOST_OF_ONE_PERSON))
            return
        await _confirm(bot, message, wording.watched(question), added)

    async def list_watches(self, bot: FootnoteBot, message: Message, _: str) -> None:
        """Answer /watches: all of them, with a button each that stops it."""
        if is_private(message):
            await send_all(bot, place_of(message), [_listed(self._watches.of(message.chat.id))])
        else:
            await _lead_to_private(bot, message)

    async def on_press(self, update: Update, context: Context) -> None:
        """A button that stops a watch, or what claims to be one.

        Whoever has a watch may stop it, admitted to ask or not.
        """
        query, bot = update.callback_query, context.bot
        if query is None:
            return
        press = press_of(query.data)
        if press is None:
            await acknowledge(bot, query, wording.stopped_before())
            return
        stopped = self._watches.stop(query.from_user.id, press.word)
        said = wording.stopped_before() if stopped is None else wording.stopped()
        await acknowledge(bot, query, said)
        if isinstance(query.message, Message) and query.message.chat.id == query.from_user.id:
            await self._show(bot, query, query.message, press, stopped)

    async def _show(
        self,
        bot: FootnoteBot,
        query: CallbackQuery,
        message: Message,
        press: Press,
        stopped: Watch | None,
    ) -> None:
        """Let the message say what the press has done."""
        chat_id = message.chat.id
        if press.where is Where.LIST:
            await edit(bot, chat_id, message.message_id, _listed(self._watches.of(chat_id)))
        elif press.where is Where.CONFIRMATION and stopped is not None:
            text = wording.stopped_question(stopped.question)
            await edit(bot, chat_id, message.message_id, RenderedMessage(text))
        else:
            await _without_button(bot, message, query.data)

    def _add(self, person: int, question: str) -> Watch | None:
        """Watch ``question``: what is indexed up to now is not new to it."""
        try:
            edition = self._newcomers.look().edition
        except NoIndexError:
            edition = self._newcomers.newest()
        return self._watches.add(person, question, spoken(), edition)

    def _meant(self, bot: FootnoteBot, message: Message) -> str:
        """The question of the message replied to, or else the last one; empty if there is none."""
        replied = message.reply_to_message
        if replied is None:
            last = self._pages.memory(key_of(message)).conversation.last
            return "" if last is None else _whole(last)
        turn = self._pages.questions.find(replied)
        answer_in = replied.message_id if turn is None else turn.shown_in
        shown = None
        if answer_in is not None:
            shown = self._pages.shown.find_message(answer_in, message.chat.id)
        if shown is not None:
            return _whole(shown[0])
        match hear(replied, bot.bot):
            case Asked(text=text) | Commanded(name="watch", argument=text):
                return text
            case _:
                return ""


def _whole(answer: Answer) -> str:
    """An answer's question, with what it leaned on: a watch stands alone."""
    text = answer.question.text
    return f"{answer.inherited}: {text}" if in_context(answer) else text


async def _lead_to_private(bot: FootnoteBot, message: Message) -> None:
    button = Button(wording.private_button(), url=f"https://t.me/{bot.username}")
    told = RenderedMessage(wording.only_in_private(), buttons=((button,),))
    await send_all(bot, place_of(message), [told])


async def _confirm(bot: FootnoteBot, message: Message, text: str, watch: Watch) -> None:
    rows: Rows = ((stop_button(Where.CONFIRMATION, watch.word),),)
    await send_all(bot, place_of(message), [RenderedMessage(text, buttons=rows)])


def _listed(watches: list[Watch]) -> RenderedMessage:
    if not watches:
        return RenderedMessage(wording.watching_nothing())
    lines = [f"{it}. {shortened(watch.question, _SHOWN)}" for it, watch in enumerate(watches, 1)]
    buttons = [
        stop_button(Where.LIST, watch.word, wording.stop_numbered(number))
        for number, watch in enumerate(watches, 1)
    ]
    rows = [tuple(buttons[it : it + _IN_A_ROW]) for it in range(0, len(buttons), _IN_A_ROW)]
    text = "\n".join([wording.list_lead(len(watches)), "", *lines])
    return RenderedMessage(text, buttons=tuple(rows))


async def _without_button(bot: FootnoteBot, message: Message, data: str | None) -> None:
    """Take the button that carries ``data`` away; what the message shows stays."""
    keyboard = message.reply_markup.inline_keyboard if message.reply_markup else ()
    rows = [[button for button in row if button.callback_data != data] for row in keyboard]
    rows = [row for row in rows if row]
    markup = InlineKeyboardMarkup(rows) if rows else None
    try:
        await persistently(
            lambda: bot.edit_message_reply_markup(
                message.chat.id, message.message_id, reply_markup=markup
            ),
            bot.pause,
        )
    except BadRequest:  # pressed twice, or too old to be edited: what was to be done is done
        return
