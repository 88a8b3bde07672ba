"""Who may ask: everybody, or the people and chats that the owner has listed or invited."""

import logging
from collections import OrderedDict
from collections.abc import Callable

from bot.settings import Access, Settings
from bot.telegram_app.logs import alias
from bot.wording import commands as wording

_STRANGERS_REMEMBERED = 10_000
_log = logging.getLogger(__name__)


class Doorkeeper:
    """Decides who is let in, and whom to tell that they are not.

    Args:
        settings: ``access`` None means open while only the samples are indexed.
        samples_only: whether nothing but the sample articles is indexed; asked each time, since
            a running bot follows a data folder that is made anew from other documents.

    Attributes:
        owners: ids of the bot's own administrators, who may ask everywhere.
    """

    def __init__(self, settings: Settings, *, samples_only: Callable[[], bool]) -> None:
        self._access = settings.access
        self._samples_only = samples_only
        self.owners = settings.admin_ids
        self._listed = set(settings.allowed_ids | settings.admin_ids)
        self._is_guest: Callable[[int], bool] = _is_nobody
        self._told: OrderedDict[int, None] = OrderedDict()
        self._refused: OrderedDict[int, None] = OrderedDict()
        if self.invites and not self.owners:
            _log.warning(wording.NOBODY_CAN_INVITE)
        elif not self.is_open() and not self._listed:
            _log.warning(wording.NOBODY_MAY_ASK)

    def admits(self, *ids: int) -> bool:
        """Whether a person or a chat with one of ``ids`` may ask."""
        return (
            not self._listed.isdisjoint(ids)
            or self.is_open()
            or any(self._is_guest(it) for it in ids)
        )

    def is_open(self) -> bool:
        """Whether everybody may ask."""
        if self._access is None:
            return self._samples_only()
        return self._access is Access.OPEN

    @property
    def invites(self) -> bool:
        """Whether an owner's invitation lets somebody in."""
        return self._access is Access.INVITE

    def let_in(self, is_guest: Callable[[int], bool]) -> None:
        """Let in, besides, whom an owner has invited.

        Args:
            is_guest: asked each time: another bot over the same data folder may let somebody in,
                or take that back.
        """
        self._is_guest = is_guest

    def turns_away(self, stranger: int) -> bool:
        """Whether to tell ``stranger`` so: not if they were told."""
        self.note_refusal(stranger)
        return stranger not in self._told

    def note_told(self, stranger: int) -> None:
        """Take note that ``stranger`` has been told; what could not be sent told nobody."""
        _is_first(stranger, self._told)

    def note_refusal(self, stranger: int) -> None:
        """Log that ``stranger`` may not ask: once, however often they try."""
        if _is_first(stranger, self._refused):
            _log.info("refused stranger=%s", alias(stranger))

    def move(self, old: int, new: int) -> None:
        """Let in a listed group under the new id that Telegram gave it.

        It lasts as long as the owner's list names the old one: nothing is written into the list.
        """
        if old in self._listed:
            self._listed.add(new)


def _is_nobody(_: int) -> bool:
    return False


def _is_first(stranger: int, seen: OrderedDict[int, None]) -> bool:
    """Whether ``stranger`` is not among ``seen`` yet, where they are from now on, for a while."""
    if stranger in seen:
        return False
    seen[stranger] = None
    if len(seen) > _STRANGERS_REMEMBERED:
        seen.popitem(last=False)
    return True
