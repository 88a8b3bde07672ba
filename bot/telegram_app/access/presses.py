"""Presses of owners' buttons: whoever presses, and whatever they forge, is answered alike."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from telegram import CallbackQuery

from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.sending import acknowledge
from bot.wording import owner as wording


@dataclass(frozen=True, slots=True)
class OwnersPress:
    """An owner's press in private.

    Attributes:
        data: what the button carries, taken apart.
        message: the ids of the chat, which is the owner's own, and of the message with the button.
    """

    data: re.Match[str]
    message: tuple[int, int]


async def pressed_by_owner(
    bot: FootnoteBot, query: CallbackQuery, data: re.Pattern[str], owners: Collection[int]
) -> OwnersPress | None:
    """The press, for the caller to acknowledge; None, and told so, where it does not count.

    Args:
        bot: tells.
        query: the press, or what claims to be one.
        data: all that such a button can carry.
        owners: whose presses count.
    """
    person, message = query.from_user.id, query.message
    if person not in owners:
        await acknowledge(bot, query, wording.only_owners(), alert=True)
        return None
    found = data.fullmatch(query.data or "")
    # No such button stands anywhere but in the private chat of the owner who was asked.
    if found is None or message is None or message.chat.id != person:
        await acknowledge(bot, query, wording.over(), alert=True)
        return None
    return OwnersPress(found, (person, message.message_id))
