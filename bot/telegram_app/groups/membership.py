"""What the bot does when it is added to a group, removed from it, or the group gets another id."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable

from telegram import Chat, ChatMember, ChatMemberAdministrator, ChatMemberRestricted, Update
from telegram.error import TelegramError

from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.conversation.pages import Pages
from bot.telegram_app.groups.settings import Groups
from bot.telegram_app.logs import alias
from bot.telegram_app.messages.rendering import render_text
from bot.telegram_app.wire.client import Context, FootnoteBot
from bot.telegram_app.wire.places import Place
from bot.telegram_app.wire.sending import persistently, send_all
from bot.wording import telegram as wording
from corpus.errors import StoreError

_GROUPS = (Chat.GROUP, Chat.SUPERGROUP)
_IN = (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER)
_ONCE_IN_SECONDS = 10.0
_GREETINGS_REMEMBERED = 1_000
_log = logging.getLogger(__name__)


class Membership:
    """Follows the bot through groups.

    Args:
        groups: the settings, which stay for a return and go along with a move.
        doorkeeper: decides which groups are answered.
        pages: remembers conversations, which end when the bot goes.
    """

    def __init__(
        self,
        groups: Groups,
        doorkeeper: Doorkeeper,
        pages: Pages,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._groups = groups
        self._doorkeeper = doorkeeper
        self._pages = pages
        self._clock = clock
        self._arrived: set[int] = set()
        self._greeted: OrderedDict[int, float] = OrderedDict()
        for old, new in groups.moves():
            doorkeeper.move(old, new)

    async def on_change(self, update: Update, context: Context) -> None:
        """The bot's own place in a chat has changed."""
        change = update.my_chat_member
        if change is None:
            return
        was_in, is_in = _is_in(change.old_chat_member), _is_in(change.new_chat_member)
        if was_in and not is_in:
            self._arrived.discard(change.chat.id)
            self._greeted.pop(change.chat.id, None)
            self._pages.forget_chat(change.chat.id)
        elif change.chat.id in self._arrived:
            self._arrived.discard(change.chat.id)  # a new id, but the people know the bot
        elif is_in and not was_in and change.chat.type in _GROUPS:
            _log.info("added chat=%s kind=%s", alias(change.chat.id), change.chat.type)
            try:
                await self._introduce(context.bot, change.chat, change.new_chat_member)
            except TelegramError as error:  # nobody asked, so nobody waits
                _log.info("chat=%s could not be greeted: %s", alias(change.chat.id), error)

    async def on_migration(self, update: Update, _: Context) -> None:
        """A group has become a supergroup, with another id; both of them are told."""
        message = update.message
        if message is None:
            return
        chat_id = message.chat.id
        if message.migrate_to_chat_id is not None:
            self.move(chat_id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id is not None:
            self.move(message.migrate_from_chat_id, chat_id)

    def move(self, old: int, new: int) -> None:
        """Let settings, the owner's list and conversations follow a group to its new id."""
        self._arrived.add(new)
        self._doorkeeper.move(old, new)
        self._pages.move(old, new)
        try:
            self._groups.move(old, new)
        except StoreError as error:  # nobody asked; Telegram names the new id again where need be
            _log.error("that a group has moved is forgotten at the next start: %s", error)
        _log.info("moved chat=%s to chat=%s", alias(old), alias(new))

    async def how_to_ask(self, bot: FootnoteBot, chat_id: int) -> str | None:
        """How to ask in a group; None where that was said a moment ago.

        Whoever adds the bot from its profile sends /start by that, and one greeting is enough.

        Raises:
            TelegramError: Telegram does not tell what the bot hears there.
        """
        if not self._greets(chat_id):
            return None
        myself = await persistently(lambda: bot.get_chat_member(chat_id, bot.id), bot.pause)
        return wording.group_start(bot.username, hears_all=_hears_all(bot, myself))

    async def _introduce(self, bot: FootnoteBot, chat: Chat, myself: ChatMember) -> None:
        """Say how to ask here, or that the owner has not listed the group; nothing if muted."""
        if not await _may_write(bot, chat, myself):
            return
        if self._doorkeeper.admits(chat.id):
            if not self._greets(chat.id):
                return
            await persistently(bot.get_me, bot.pause)  # privacy mode changes while the bot is out
            text = wording.group_start(bot.username, hears_all=_hears_all(bot, myself))
        elif self._doorkeeper.turns_away(chat.id):
            text = wording.strange_group(chat.id)
        else:
            return
        await send_all(bot, Place(chat.id), [render_text(text)])
        if not self._doorkeeper.admits(chat.id):
            self._doorkeeper.note_told(chat.id)

    def _greets(self, chat_id: int) -> bool:
        """Whether to say how to ask: not again at once."""
        now = self._clock()
        if now - self._greeted.get(chat_id, now - _ONCE_IN_SECONDS) < _ONCE_IN_SECONDS:
            return False
        self._greeted[chat_id] = now
        self._greeted.move_to_end(chat_id)
        if len(self._greeted) > _GREETINGS_REMEMBERED:
            self._greeted.popitem(last=False)
        return True


def _is_in(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in _IN


def _hears_all(bot: FootnoteBot, myself: ChatMember) -> bool:
    administers = isinstance(myself, ChatMemberAdministrator)
    return administers or bool(bot.bot.can_read_all_group_messages)


async def _may_write(bot: FootnoteBot, chat: Chat, myself: ChatMember) -> bool:
    if isinstance(myself, ChatMemberRestricted):
        return bool(myself.can_send_messages)
    if isinstance(myself, ChatMemberAdministrator):
        return True
    permissions = (await persistently(lambda: bot.get_chat(chat.id), bot.pause)).permissions
    return permissions is None or permissions.can_send_messages is not False
