"""What happens to somebody whom the doorkeeper does not know: let in by an invitation, or told."""

import asyncio
import logging

from telegram import Message
from telegram.error import TelegramError

from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.admission.invitations import Accepted, Invitations
from bot.telegram_app.admission.people import People, shown_name
from bot.telegram_app.conversation.addressing import Asked, Heard, Linked
from bot.telegram_app.conversation.chats import key_of
from bot.telegram_app.conversation.deep_links import LinkedInvitation, followed
from bot.telegram_app.messages.rendering import render_text
from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.places import Place, is_private
from bot.telegram_app.wire.sending import say, send_all
from bot.wording import invitations as wording
from bot.wording import telegram as telegram_wording
from bot.wording.translation import speaking

_MOST_NAMED = 3
_log = logging.getLogger(__name__)


class Strangers:
    """Receives those who may not ask.

    Args:
        doorkeeper: does not know them.
        invitations: may let them in.
        people: knows what owners are called.

    Attributes:
        doorkeeper: the same.
    """

    def __init__(self, doorkeeper: Doorkeeper, invitations: Invitations, people: People) -> None:
        self.doorkeeper = doorkeeper
        self._invitations = invitations
        self._people = people

    async def receive(self, bot: FootnoteBot, message: Message, heard: Heard) -> bool:
        """Whether a stranger has just come in; otherwise they are told once how they could.

        A link that brings nobody in is answered each time: who follows one waits for something.
        """
        chat_id, user_id, _ = key_of(message)
        invitation = followed(heard.payload) if isinstance(heard, Linked) else None
        if isinstance(invitation, LinkedInvitation):
            return await self._by_invitation(bot, message, invitation.token)
        if is_private(message):
            if self.doorkeeper.turns_away(user_id):
                await say(bot, message, await self._how_to_come_in(bot, user_id))
                self.doorkeeper.note_told(user_id)
        elif isinstance(heard, Asked) and heard.outright and self.doorkeeper.turns_away(chat_id):
            await say(bot, message, telegram_wording.strange_group(chat_id))
            self.doorkeeper.note_told(chat_id)
        return False

    async def welcome_back(self, bot: FootnoteBot, message: Message, token: str) -> None:
        """Tell somebody who is in already that an invitation is still good for another."""
        if self._invitations.is_open(token):
            await say(bot, message, wording.still_open())

    async def _by_invitation(self, bot: FootnoteBot, message: Message, token: str) -> bool:
        person = message.chat.id
        accepted = self._invitations.accept(token, person)
        if accepted is None:
            self.doorkeeper.note_refusal(person)
            hint = await self._how_to_come_in(bot, person)
            await say(bot, message, f"{wording.not_good()} {hint}")
            self.doorkeeper.note_told(person)
            return False
        # Whether or not the guest can be welcomed, the owner is told who has come.
        telling = asyncio.create_task(_tell(bot, accepted, message))
        try:
            await say(bot, message, wording.welcome())
        finally:
            await telling
        return True

    async def _how_to_come_in(self, bot: FootnoteBot, user_id: int) -> str:
        owners = sorted(self.doorkeeper.owners)[:_MOST_NAMED]
        names = await asyncio.gather(*(self._people.names(bot, owner) for owner in owners))
        whom = [name.username for name in names if name is not None and name.username]
        return telegram_wording.stranger(user_id, whom, invites=self.doorkeeper.invites)


async def _tell(bot: FootnoteBot, accepted: Accepted, message: Message) -> None:
    """Tell an owner who has come; that may fail without harm to whoever came."""
    guest = message.from_user
    name = shown_name(guest.first_name) if guest else ""
    with speaking(accepted.language):
        text = wording.accepted(name, message.chat.id)
    try:
        await send_all(bot, Place(accepted.owner), [render_text(text)])
    except TelegramError as error:
        _log.info("an owner could not be told of a guest: %s", error)
