"""What the bot tells an owner on /unanswered, and when its buttons are pressed."""

import re
from collections.abc import Sequence

from telegram import Message, Update

from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.access.presses import pressed_by_owner
from bot.telegram_app.messages.formatted import visible_line
from bot.telegram_app.messages.keyboard import last_page, turning_rows
from bot.telegram_app.messages.rendering import RenderedMessage, render_text
from bot.telegram_app.unanswered.grouping import Group, grouped
from bot.telegram_app.unanswered.kept_questions import KeptQuestions
from bot.telegram_app.wire.client import Context, FootnoteBot
from bot.telegram_app.wire.places import place_of
from bot.telegram_app.wire.sending import acknowledge, edit, say, send_all
from bot.wording import unanswered as wording

PREFIX = "uq"
"""What the data of these buttons begins with, and no other button's."""

AT_ONCE = 10
_TEXT_LIMIT = 280  # ten of these, with what stands beside them, fit into a message
_DATA = re.compile(rf"{PREFIX}:([0-9]{{1,4}})")


class UnansweredCommand:
    """Shows owners what was asked in vain.

    Args:
        kept: the questions.
        doorkeeper: knows the owners.
    """

    def __init__(self, kept: KeptQuestions, doorkeeper: Doorkeeper) -> None:
        self._kept = kept
        self._doorkeeper = doorkeeper

    async def show(self, bot: FootnoteBot, message: Message, _: str) -> None:
        """Answer /unanswered."""
        if self._kept.days:
            await send_all(bot, place_of(message), [self._page(0)])
        else:
            await say(bot, message, wording.nothing_kept())

    async def on_press(self, update: Update, context: Context) -> None:
        """A button that turns the pages, or what claims to be one; only an owner's counts."""
        query, bot = update.callback_query, context.bot
        if query is None:
            return
        pressed = await pressed_by_owner(bot, query, _DATA, self._doorkeeper.owners)
        if pressed is None:
            return
        await acknowledge(bot, query)
        await edit(bot, *pressed.message, self._page(int(pressed.data[1])))

    def _page(self, page: int) -> RenderedMessage:
        return render_page(grouped(self._kept.all()), page, self._kept.days)


def render_page(groups: Sequence[Group], page: int, days: int) -> RenderedMessage:
    """A page of what was asked in vain.

    Args:
        groups: the latest first.
        page: from 0; the last one where there are not so many.
        days: for how long questions are kept.
    """
    last = last_page(len(groups), AT_ONCE)
    page = min(page, last)
    lines = [wording.lead(len(groups), days)]
    for group in groups[page * AT_ONCE : (page + 1) * AT_ONCE]:
        shown = visible_line(group.text, _TEXT_LIMIT) or wording.invisible()
        lines.append(
            wording.asked(shown, group.day, group.language, group.count, marked=group.marked)
        )
    rows = turning_rows(page, last, lambda it: f"{PREFIX}:{it}")
    return RenderedMessage(render_text("\n".join(lines)).text, buttons=rows)
