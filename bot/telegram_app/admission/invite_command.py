"""What the bot does on /invite, and when a button under what it then says is pressed."""

import asyncio
import re

from telegram import CallbackQuery, Message, Update

from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.access.presses import OwnersPress, pressed_by_owner
from bot.telegram_app.admission.invitations import (
    Guest,
    Invitation,
    Invitations,
    OpenInvitation,
)
from bot.telegram_app.admission.people import People
from bot.telegram_app.conversation.deep_links import invitation_payload, link_to
from bot.telegram_app.messages.keyboard import Button, last_page, turning_rows
from bot.telegram_app.messages.rendering import RenderedMessage, render_text
from bot.telegram_app.wire.client import Context, FootnoteBot
from bot.telegram_app.wire.places import Place, place_of
from bot.telegram_app.wire.sending import acknowledge, edit, say, send_all
from bot.wording import invitations as wording
from bot.wording import telegram as telegram_wording
from bot.wording.translation import spoken

PREFIX = "iv"
"""What the data of these buttons begins with, and no other button's."""

AT_ONCE = 8
_NEW, _CANCEL, _CANCEL_LISTED, _TAKE_BACK, _PAGE = "n", "c", "x", "t", "p"
_DATA = re.compile(
    rf"{PREFIX}:(?:{_NEW}|([{_CANCEL}{_CANCEL_LISTED}{_TAKE_BACK}{_PAGE}])([0-9]{{1,15}}))"
)


class InviteCommand:
    """Shows owners who has come and which links are open, and makes links on demand.

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
        """Answer /invite: guests, open links, and a button that makes another."""
        if not self._doorkeeper.invites:
            await say(bot, message, wording.not_by_invitation(everybody=self._doorkeeper.is_open()))
            return
        await send_all(bot, place_of(message), [await self._list(bot)])

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
        owner, what, number = query.from_user.id, pressed.data[1] or _NEW, int(pressed.data[2] or 0)
        note, shown, page = None, None, 0
        if what == _NEW:
            link = _link_message(bot.username, self._invitations.make(owner, spoken()))
            await send_all(bot, Place(owner), [link])
        elif what == _TAKE_BACK:
            self._invitations.take_back(number)
            note = wording.taken_back()
        elif what == _PAGE:
            page = number
        else:
            self._invitations.cancel(number)
            shown = render_text(wording.cancelled()) if what == _CANCEL else None
        await acknowledge(bot, query, note)
        await edit(bot, *pressed.message, shown or await self._list(bot, page))

    async def _list(self, bot: FootnoteBot, page: int = 0) -> RenderedMessage:
        guests, links = self._invitations.guests(), self._invitations.open()
        entries = (*guests, *links)
        last = last_page(len(entries), AT_ONCE)
        page = min(page, last)
        listed = entries[page * AT_ONCE : (page + 1) * AT_ONCE]
        people = [it for it in listed if isinstance(it, Guest)]
        known = await asyncio.gather(*(self._people.names(bot, it.person) for it in people))
        texts = [wording.guests_lead(len(guests))]
        rows: list[tuple[Button, ...]] = []
        for guest, names in zip(people, known, strict=True):
            first, username = (names.first, names.username or "") if names else ("", "")
            texts.append(wording.guest_line(first, username, guest.person, guest.since))
            label = wording.take_back_button(first or str(guest.person))
            rows.append((Button(label, f"{PREFIX}:{_TAKE_BACK}{guest.person}"),))
        texts += ["", wording.open_lead(len(links))] if links else []
        for link in listed:
            if isinstance(link, OpenInvitation):
                texts.append(wording.open_line(link.number, link.last_day))
                label = wording.cancel_listed_button(link.number)
                rows.append((Button(label, f"{PREFIX}:{_CANCEL_LISTED}{link.number}"),))
        rows += turning_rows(page, last, lambda it: f"{PREFIX}:{_PAGE}{it}")
        rows.append((Button(wording.new_link_button(), f"{PREFIX}:{_NEW}"),))
        return RenderedMessage(render_text("\n".join(texts)).text, buttons=tuple(rows))


def _link_message(username: str, invitation: Invitation) -> RenderedMessage:
    link = link_to(username, invitation_payload(invitation.token))
    text = render_text(wording.invitation(invitation.number, link, invitation.last_day)).text
    buttons = (
        Button(telegram_wording.link_button(), copied=link),
        Button(wording.cancel_button(), f"{PREFIX}:{_CANCEL}{invitation.number}"),
    )
    return RenderedMessage(text, buttons=(buttons,))
