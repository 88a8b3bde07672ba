"""What an owner decides about something that waits for it: once, and only theirs."""

import re
from collections.abc import Collection
from typing import TypeVar

from telegram import CallbackQuery

from bot.telegram_app.access.presses import OwnersPress, pressed_by_owner
from bot.telegram_app.owner.pending import Pending
from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.sending import acknowledge
from bot.wording import owner as wording

_T = TypeVar("_T")


async def decided(
    bot: FootnoteBot,
    query: CallbackQuery,
    data: re.Pattern[str],
    owners: Collection[int],
    pending: Pending[_T],
) -> tuple[OwnersPress, _T] | None:
    """The press, acknowledged, and what it decides about; None, and told so, where that is over.

    Args:
        bot: tells.
        query: the press, or what claims to be one.
        data: all that such a button can carry; its first group is the id of what waits.
        owners: whose presses count.
        pending: what waits; it is taken from there.
    """
    pressed = await pressed_by_owner(bot, query, data, owners)
    if pressed is None:
        return None
    waiting = pending.take(pressed.data[1], query.from_user.id)
    if waiting is None:
        await acknowledge(bot, query, wording.over(), alert=True)
        return None
    await acknowledge(bot, query)
    return pressed, waiting
