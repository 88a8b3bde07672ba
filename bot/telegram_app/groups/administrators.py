"""Who administers a group, as Telegram says."""

import time
from collections import OrderedDict
from collections.abc import Callable

from telegram import Message

from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.sending import persistently

LIFETIME_SECONDS = 15.0
_GROUPS_REMEMBERED = 1_000


class Administrators:
    """Knows groups' administrators, each group's for a moment.

    Telegram is asked for all of a group at once: about a single member it answers for certain
    only where the bot is an administrator itself.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[int, tuple[float, frozenset[int]]] = OrderedDict()

    async def include(
        self, bot: FootnoteBot, chat_id: int, user_id: int, *, surely: bool = False
    ) -> bool:
        """Whether somebody administers a group.

        Args:
            bot: asks Telegram.
            chat_id: the group.
            user_id: the person; an anonymous administrator's own id is as good.
            surely: whether to ask again before a remembered yes is believed. A remembered no is
                believed for its moment, so that nobody can make the bot ask without end.

        Raises:
            TelegramError: Telegram does not tell.
        """
        now = self._clock()
        asked, known = self._known.get(chat_id, (now - LIFETIME_SECONDS, frozenset[int]()))
        if now - asked < LIFETIME_SECONDS and not (surely and user_id in known):
            return user_id in known
        members = await persistently(lambda: bot.get_chat_administrators(chat_id), bot.pause)
        known = frozenset(member.user.id for member in members)
        self._known[chat_id] = (now, known)
        self._known.move_to_end(chat_id)
        if len(self._known) > _GROUPS_REMEMBERED:
            self._known.popitem(last=False)
        return user_id in known

    async def wrote(self, bot: FootnoteBot, message: Message) -> bool:
        """Whether an administrator wrote a group's ``message``, under a name or anonymously.

        Raises:
            TelegramError: Telegram does not tell.
        """
        if message.sender_chat is not None:
            return message.sender_chat.id == message.chat.id
        if message.from_user is None:
            return False
        return await self.include(bot, message.chat.id, message.from_user.id)
