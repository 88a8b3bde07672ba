"""What the bot keeps of people: said on /privacy, and let go on /forget."""

import asyncio

from telegram import Message

from bot.telegram_app.admission.invitations import Invitations
from bot.telegram_app.conversation.chats import LIFETIME_SECONDS, key_of
from bot.telegram_app.conversation.pages import Pages
from bot.telegram_app.counting.counts import KEPT_DAYS
from bot.telegram_app.storage import Storage
from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.places import is_private
from bot.telegram_app.wire.sending import say
from bot.wording import privacy as wording
from bot.wording.translation import language_for, speaking


class PrivacyHandlers:
    """Tells what is kept, and forgets it.

    Args:
        pages: remember what was asked and shown.
        invitations: remember who came by one.
        storage: what people chose and watch, what was asked in vain, and traces of that.
    """

    def __init__(self, pages: Pages, invitations: Invitations, storage: Storage) -> None:
        self._pages = pages
        self._invitations = invitations
        self._storage = storage

    async def tell(self, bot: FootnoteBot, message: Message, _: str) -> None:
        """Answer /privacy."""
        guests = self._invitations.keep_guests()
        text = wording.privacy(
            LIFETIME_SECONDS // 3600,
            KEPT_DAYS,
            questions_days=self._storage.kept.days,
            guests=guests,
        )
        await say(bot, message, text)

    async def forget(self, bot: FootnoteBot, message: Message, _: str) -> None:
        """Answer /forget: in private all is forgotten, in a group one's own conversation there."""
        if not is_private(message):
            self._pages.conversations.forget(key_of(message))
            await say(bot, message, wording.forgotten_here())
            return
        self._pages.forget_chat(message.chat.id)
        # In private the chat has the person's id.
        self._storage.languages.choose(message.chat.id, None)
        self._storage.watches.forget(message.chat.id)
        self._storage.kept.forget(message.chat.id)
        await asyncio.to_thread(self._storage.traces.remove)
        tag = message.from_user.language_code if message.from_user else None
        with speaking(language_for(tag)):
            await say(bot, message, wording.forgotten(questions=bool(self._storage.kept.days)))
