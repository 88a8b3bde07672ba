"""Whom the bot has met in this run: others are shown the way to it in inline mode.

In memory only, since it is worth no record: after a restart somebody may be shown it once more.
"""

from collections import OrderedDict

from telegram import Update

from bot.telegram_app.wire.places import is_private

MOST_REMEMBERED = 10_000


class Acquaintances:
    """The people who have written to the bot in private, or sent something that it offered."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, None] = OrderedDict()

    def heard_from(self, update: Update) -> None:
        """An update has come; whoever it is from may be known by it."""
        chosen, message = update.chosen_inline_result, update.message
        if chosen is not None:
            self._note(chosen.from_user.id)
        elif message is not None and message.from_user is not None and is_private(message):
            self._note(message.from_user.id)

    def knows(self, user_id: int) -> bool:
        """Whether somebody has been met."""
        return user_id in self._known

    def _note(self, user_id: int) -> None:
        self._known[user_id] = None
        self._known.move_to_end(user_id)
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)
