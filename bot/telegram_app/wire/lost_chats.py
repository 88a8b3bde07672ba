"""Chats that want nothing from the bot: it was blocked or removed, or they are gone.

The first refusal tells; what is still under way for such a chat is then not even tried, and what
the bot remembered of it goes. Whoever writes again is simply a chat again.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable

from telegram import Update
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.telegram_app.logs import alias

MOST_REMEMBERED = 10_000
_GONE = (
    "chat not found",
    "group chat was deactivated",
    "peer_id_invalid",
    "user is deactivated",
    "user not found",
)
_log = logging.getLogger(__name__)


def means_lost(error: BaseException) -> bool:
    """Whether ``error`` says that the chat is out of the bot's reach."""
    if isinstance(error, Forbidden):
        return True
    # The library changes the case of Telegram's words.
    return isinstance(error, BadRequest) and any(sign in error.message.lower() for sign in _GONE)


class LostChats:
    """The chats that are lost at present, and what is to be done when one is."""

    def __init__(self) -> None:
        self._lost: OrderedDict[int | str, None] = OrderedDict()
        self._forget: list[Callable[[int], None]] = []

    def when_lost(self, forget: Callable[[int], None]) -> None:
        """Call ``forget`` with the id of each chat that gets lost."""
        self._forget.append(forget)

    def note(self, chat_id: int | str, error: TelegramError) -> None:
        """Take note of ``error``, which a message to ``chat_id`` has met."""
        if not means_lost(error) or chat_id in self._lost:
            return
        self._lost[chat_id] = None
        if len(self._lost) > MOST_REMEMBERED:
            self._lost.popitem(last=False)
        if isinstance(chat_id, int):
            _log.info("chat=%s is lost and forgotten: %s", alias(chat_id), error)
            for forget in self._forget:
                forget(chat_id)

    def refuse(self, chat_id: int | str) -> None:
        """Pass if ``chat_id`` is not lost.

        Raises:
            Forbidden: it is.
        """
        if chat_id in self._lost:
            raise Forbidden("Forbidden: the chat was lost before")

    def heard_from(self, update: Update) -> None:
        """An update has come: its chat, if it has one, can be written to again."""
        if update.effective_chat is not None:
            self._lost.pop(update.effective_chat.id, None)
