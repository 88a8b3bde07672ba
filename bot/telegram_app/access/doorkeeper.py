"""Who may ask: everybody, or the people and chats that the owner has listed."""

import logging
from collections import OrderedDict
from collections.abc import Callable

from bot.settings import Access, Settings

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
        self._told: OrderedDict[int, None] = OrderedDict()
        if not self.is_open() and not self._listed:
            _log.warning(
                "Nobody may ask this bot yet: list numeric ids in ALLOWED_IDS, or set ACCESS=open. "
                "Whoever writes to the bot is told their id."
            )

    def admits(self, *ids: int) -> bool:
        """Whether a person or a chat with one of ``ids`` may ask."""
        return not self._listed.isdisjoint(ids) or self.is_open()

    def is_open(self) -> bool:
        """Whether everybody may ask."""
        if self._access is None:
            return self._samples_only()
        return self._access is Access.OPEN

    def turns_away(self, stranger: int) -> bool:
        """Whether to tell ``stranger`` so; True the first time only."""
        if stranger in self._told:
            return False
        self._told[stranger] = None
        if len(self._told) > _STRANGERS_REMEMBERED:
            self._told.popitem(last=False)
        return True

    def move(self, old: int, new: int) -> None:
        """Let in a listed group under the new id that Telegram gave it.

        It lasts as long as the owner's list names the old one: nothing is written into the list.
        """
        if old in self._listed:
            self._listed.add(new)
