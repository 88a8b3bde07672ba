"""What the bot does on /language, and when a button of that menu is pressed."""

import logging
import re

from telegram import Message, Update, User

from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.language.languages import Languages
from bot.telegram_app.messages.keyboard import Button
from bot.telegram_app.messages.rendering import RenderedMessage
from bot.telegram_app.wire.client import Context, FootnoteBot
from bot.telegram_app.wire.places import place_of
from bot.telegram_app.wire.sending import acknowledge, edit, send_all
from bot.wording import languages as wording
from bot.wording import telegram as telegram_wording
from bot.wording.conventions import own_name
from bot.wording.groups import ticked
from bot.wording.translation import LANGUAGES, language_for, speaking

PREFIX = "ln"
"""What the data of these buttons begins with, and no other button's."""

_AS_IN_TELEGRAM = "-"
_log = logging.getLogger(__name__)
_DATA = re.compile(rf"{PREFIX}:({'|'.join(LANGUAGES)}|{_AS_IN_TELEGRAM})")


class LanguageHandlers:
    """Lets people choose the language that the bot speaks to them.

    Args:
        languages: keeps what they choose.
        doorkeeper: decides who is let in.
    """

    def __init__(self, languages: Languages, doorkeeper: Doorkeeper) -> None:
        self._languages = languages
        self._doorkeeper = doorkeeper

    async def show(self, bot: FootnoteBot, message: Message, _: str) -> None:
        """Answer /language: the languages as buttons."""
        person = message.from_user
        chosen = self._languages.chosen(person.id) if person else None
        menu = RenderedMessage(wording.choose_language(), buttons=_buttons(chosen))
        await send_all(bot, place_of(message), [menu])

    async def on_press(self, update: Update, context: Context) -> None:
        """A button of the menu, or what claims to be one; it counts for whoever presses it."""
        query, bot = update.callback_query, context.bot
        if query is None:
            return
        person, message = query.from_user, query.message
        chat_id = message.chat.id if message else person.id
        pressed = _DATA.fullmatch(query.data or "")
        if pressed is None or not self._doorkeeper.admits(person.id, chat_id):
            await acknowledge(bot, query, telegram_wording.not_yours() if pressed else None)
            return
        chosen = None if pressed[1] == _AS_IN_TELEGRAM else pressed[1]
        self._languages.choose(person.id, chosen)
        with speaking(self._language(person)):
            await acknowledge(bot, query, wording.language_chosen())
            # In a group the menu is everybody's, and stays as it is.
            if isinstance(message, Message) and chat_id > 0:
                menu = RenderedMessage(wording.choose_language(), buttons=_buttons(chosen))
                await edit(bot, chat_id, message.message_id, menu)

    def _language(self, person: User) -> str:
        return self._languages.chosen(person.id) or language_for(person.language_code)


def _buttons(chosen: str | None) -> tuple[tuple[Button, ...], ...]:
    """A button a language, each under its own name, and one for what Telegram says."""
    named = [(code, own_name(code)) for code in LANGUAGES]
    rows = [
        tuple(_button(code, name, chosen=code == chosen) for code, name in named[first : first + 2])
        for first in range(0, len(named), 2)
    ]
    own = _button(_AS_IN_TELEGRAM, wording.as_in_telegram(), chosen=chosen is None)
    return (*rows, (own,))


def _button(code: str, text: str, *, chosen: bool) -> Button:
    return Button(ticked(text) if chosen else text, f"{PREFIX}:{code}")
