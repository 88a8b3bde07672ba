"""Reactions to answers: they count as the marks under an answer do, and nothing else is kept.

In a group Telegram passes reactions on to a bot that is an administrator there, in private to any.
"""

import logging

from telegram import ReactionType, ReactionTypeEmoji, Update

from bot.state import ShownAnswers
from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.logs import alias
from bot.telegram_app.wire.client import Context

GOOD = frozenset("👍❤🔥🥰👏🎉🤩🙏👌😍💯🏆🤝") | {"❤\u200d🔥"}
BAD = frozenset("👎💩🤮🤬🖕🤡💔")

_VARIATION = "\ufe0f"  # Telegram's own heart has none; a client's may
_log = logging.getLogger(__name__)


class ReactionHandlers:
    """Counts reactions to answers.

    Args:
        shown: the answers that messages show.
        doorkeeper: decides who is let in.
    """

    def __init__(self, shown: ShownAnswers, doorkeeper: Doorkeeper) -> None:
        self._shown = shown
        self._doorkeeper = doorkeeper

    async def on_reaction(self, update: Update, _: Context) -> None:
        """Somebody reacts to a message otherwise than before; of the anonymous nobody can tell."""
        change = update.message_reaction
        if change is None or change.user is None or change.user.is_bot:
            return
        chat_id, user_id = change.chat.id, change.user.id
        if not self._doorkeeper.admits(user_id, chat_id):
            return
        key = self._shown.key_of_message(change.message_id, chat_id)
        before, now = opinion(change.old_reaction), opinion(change.new_reaction)
        if key is None or before == now:
            return
        if now is not None:
            self._shown.vote(key, chat_id, user_id, good=now)
        elif before is not None:
            self._shown.take_back(key, chat_id, user_id, good=before)
        _log.info("reaction chat=%s good=%s", alias(chat_id), now)


def opinion(reactions: tuple[ReactionType, ...]) -> bool | None:
    """Whether ``reactions`` call an answer good; None where they say neither, or both."""
    said = {
        reaction.emoji.replace(_VARIATION, "")
        for reaction in reactions
        if isinstance(reaction, ReactionTypeEmoji)
    }
    good, bad = bool(said & GOOD), bool(said & BAD)
    return None if good == bad else good
