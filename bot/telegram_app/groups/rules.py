"""Who may ask in a group: everyone, or its administrators where they have set so."""

import time
from collections import OrderedDict
from collections.abc import Callable, Collection

from telegram import Message

from bot.telegram_app.groups.administrators import Administrators
from bot.telegram_app.groups.settings import Groups
from bot.telegram_app.messages.rendering import render_text
from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.places import place_of
from bot.telegram_app.wire.sending import send_all
from bot.wording import groups as wording
from corpus.filters import Filters

_DAY_SECONDS = 24 * 3600.0
_REFUSED_REMEMBERED = 10_000


class GroupRules:
    """Applies a group's settings to those who ask in it.

    Args:
        groups: what is set.
        administrators: who administers which group.
        owners: the bot's own; they may ask everywhere.
    """

    def __init__(
        self,
        groups: Groups,
        administrators: Administrators,
        owners: Collection[int],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._groups = groups
        self._administrators = administrators
        self._owners = frozenset(owners)
        self._clock = clock
        self._refused: OrderedDict[tuple[int, int, str], float] = OrderedDict()

    def filters(self, chat_id: int) -> Filters:
        """The limits on what is asked in a chat."""
        return self._groups.settings(chat_id).filters

    async def lets_ask(self, bot: FootnoteBot, chat_id: int, user_id: int) -> bool:
        """Whether somebody may ask in a group.

        Raises:
            TelegramError: Telegram does not tell who administers it.
        """
        if user_id in self._owners or not self._groups.settings(chat_id).admins_only:
            return True
        return await self._administrators.include(bot, chat_id, user_id)

    async def admits(self, bot: FootnoteBot, message: Message) -> bool:
        """Whether who wrote a group's ``message`` may ask there; if not, they are told, daily.

        Raises:
            TelegramError: Telegram does not tell who administers the group.
        """
        if message.sender_chat is not None:
            return True  # an anonymous administrator: no other chat's post comes this far
        user = message.from_user
        if user is None or await self.lets_ask(bot, message.chat.id, user.id):
            return user is not None
        await self.refuse(bot, message, wording.only_administrators_ask())
        return False

    async def refuse(self, bot: FootnoteBot, message: Message, sentence: str) -> None:
        """Tell who wrote ``message`` that they may not: once a day, then nothing."""
        user_id = message.from_user.id if message.from_user else message.chat.id
        if self._is_first_today((message.chat.id, user_id, sentence)):
            await send_all(bot, place_of(message), [render_text(sentence)])

    def _is_first_today(self, refused: tuple[int, int, str]) -> bool:
        now = self._clock()
        told = self._refused.get(refused)
        if told is not None and now - told < _DAY_SECONDS:
            return False
        self._refused[refused] = now
        self._refused.move_to_end(refused)
        if len(self._refused) > _REFUSED_REMEMBERED:
            self._refused.popitem(last=False)
        return True
