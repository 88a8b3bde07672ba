"""What the bot does on /invite, and when a button under what it then says is pressed."""

import asyncio
import re
from collections.abc import Sequence

from telegram import CallbackQuery, Message, Update

from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.access.presses import OwnersPress, pressed_by_owner
from bot.telegram_app.admission.invitations import Guest, Invitation, Invitations
from bot.telegram_app.admission.people import People
from bot.telegram_app.conversation.deep_links import invitation_payload, link_to
from bot.telegram_app.messages.keyboard import Button, Rows, last_page, turning_rows
from bot.telegram_app.messages.rendering import RenderedMessage, render_text
from bot.telegram_app.wire.client import Context, FootnoteBot
from bot.telegram_app.wire.places import place_of
from bot.telegram_app.wire.sending import acknowledge, edit, say, send_all
from bot.wording import invitations as wording
from bot.wording import telegram as telegram_wording
from bot.wording.translation import spoken

PREFIX = "iv"
"""What the data of these buttons begins with, and no other button's."""

GUESTS_AT_ONCE = 8
_CANCEL, _TAKE_BACK, _PAGE = "c", "t", "p"
_DATA = re.compile(
    rf"{PREFIX}:(?:({_CANCEL})([0-9]{{1,15}})|({_TAKE_BACK})([0-9]{{1,15}})|({_PAGE})([0-9]{{1,4}}))"
)


class InviteCommand:
    """Gives owners links that let one person in each, and shows who has come.

    Args:
        invitations: makes them, and knows the guests.
        people: knows what guests are called.
        doorkeeper: knows the owners, and whether invitations count.
    """

    def __init__(self, invitations: Invitations, people: People, doorkeeper: Doorkeeper) -> None:
        self._invitations = invitations
        self._people = people
        self._doorkeeper = doorkeeper

    async def show(self, bot: FootnoteBot, message: Message, _: str) -> None:
        """Answer /invite: a new link, and then the guests, if there are any."""
        if not self._doorkeeper.invites:
            await say(bot, message, wording.not_by_invitation(everybody=self._doorkeeper.is_open()))
            return
        invitation = self._invitations.make(message.chat.id, spoken())
        messages = [_link_message(bot.username, invitation)]
        if self._invitations.guests():
            messages.append(await self._guests_message(bot, 0))
        await send_all(bot, place_of(message), messages)

    async def on_press(self, update: Update, context: Context) -> None:
        """A button of these, or what claims to be one; only an owner's counts, in private."""
        query, bot = update.callback_query, context.bot
        if query is None:
            return
        pressed = await pressed_by_owner(bot, query, _DATA, self._doorkeeper.owners)
        if pressed is not None:
            await self._carry_out(bot, query, pressed)

    async def _carry_out(
        self, bot: FootnoteBot, query: CallbackQuery, pressed: OwnersPress
    ) -> None:
        cancelled, taken_back, page = pressed.data[2], pressed.data[4], pressed.data[6]
        note = None
        if cancelled:
            self._invitations.cancel(int(cancelled))
            shown = render_text(wording.cancelled())
        else:
            if taken_back:
                self._invitations.take_back(int(taken_back))
                note = wording.taken_back()
            shown = await self._guests_message(bot, int(page or 0))
        await acknowledge(bot, query, note)
        await edit(bot, *pressed.message, shown)

    async def _guests_message(self, bot: FootnoteBot, page: int) -> RenderedMessage:
        guests = self._invitations.guests()
        last = last_page(len(guests), GUESTS_AT_ONCE)
        page = min(page, last)
        listed = guests[page * GUESTS_AT_ONCE : (page + 1) * GUESTS_AT_ONCE]
        known = await asyncio.gather(*(self._people.names(bot, it.person) for it in listed))
        names = [(it.first, it.username or "") if it else ("", "") for it in known]
        turns = turning_rows(page, last, lambda it: f"{PREFIX}:{_PAGE}{it}")
        return _list_of(listed, names, len(guests), turns)


def _link_message(username: str, invitation: Invitation) -> RenderedMessage:
    link = link_to(username, invitation_payload(invitation.token))
    text = render_text(wording.invitation(link, invitation.last_day)).text
    buttons = (
        Button(telegram_wording.link_button(), copied=link),
        Button(wording.cancel_button(), f"{PREFIX}:{_CANCEL}{invitation.number}"),
    )
    return RenderedMessage(text, buttons=(buttons,))


def _list_of(
    guests: Sequence[Guest],
    names: Sequence[tuple[str, str]],
    count: int,
    turns: Rows,
) -> RenderedMessage:
    lines = [wording.guests_lead(count)]
    rows = []
    for guest, (first, username) in zip(guests, names, strict=True):
        lines.append(wording.guest_line(first, username, guest.person, guest.since))
        label = wording.take_back_button(first or str(guest.person))
        rows.append((Button(label, f"{PREFIX}:{_TAKE_BACK}{guest.person}"),))
    return RenderedMessage(render_text("\n".join(lines)).text, buttons=(*rows, *turns))
