"""Which update goes to whom: the handlers of the library, in the order in which they are asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    ChosenInlineResultHandler,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    filters,
)

from bot.answering import Answerer
from bot.commands import FORGET, INVITE, LANGUAGE, PRIVACY, SETTINGS, STATS, UNANSWERED
from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.admission.invitations import Invitations
from bot.telegram_app.admission.invite_command import PREFIX as INVITE_PREFIX
from bot.telegram_app.admission.invite_command import InviteCommand
from bot.telegram_app.admission.people import People
from bot.telegram_app.admission.strangers import Strangers
from bot.telegram_app.conversation.pages import Pages
from bot.telegram_app.counting.stats_command import StatsCommand
from bot.telegram_app.counting.tally import Tally
from bot.telegram_app.elsewhere.acquaintances import Acquaintances
from bot.telegram_app.elsewhere.guest import GuestHandlers
from bot.telegram_app.elsewhere.inline import InlineHandlers
from bot.telegram_app.groups.administrators import Administrators
from bot.telegram_app.groups.membership import Membership
from bot.telegram_app.groups.rules import GroupRules
from bot.telegram_app.groups.settings_handlers import SettingsHandlers
from bot.telegram_app.groups.settings_menu import PREFIX as SETTINGS_PREFIX
from bot.telegram_app.incoming.buttons import ButtonHandlers
from bot.telegram_app.incoming.handlers import MessageHandlers, Reply
from bot.telegram_app.incoming.reactions import ReactionHandlers
from bot.telegram_app.language.handlers import PREFIX as LANGUAGE_PREFIX
from bot.telegram_app.language.handlers import LanguageHandlers
from bot.telegram_app.life import BotApplication
from bot.telegram_app.privacy import PrivacyHandlers
from bot.telegram_app.storage import Storage
from bot.telegram_app.unanswered.unanswered_command import PREFIX as UNANSWERED_PREFIX
from bot.telegram_app.unanswered.unanswered_command import UnansweredCommand
from bot.telegram_app.wire.client import FootnoteBot


@dataclass(frozen=True, slots=True)
class Parts:
    """What more than one room of the bot works with.

    Attributes:
        application: the library's, which is given the handlers.
        answerer: knows the documents.
        storage: what is kept on the disk.
        doorkeeper: knows who may ask.
        people: knows what owners are called.
        invitations: let others in.
        tally: counts what is asked.
        pages: the talks.
        acquaintances: those who were met in chats.
    """

    application: BotApplication
    answerer: Answerer
    storage: Storage
    doorkeeper: Doorkeeper
    people: People
    invitations: Invitations
    tally: Tally
    pages: Pages
    acquaintances: Acquaintances


def add_personal(parts: Parts) -> Mapping[str, Reply]:
    """The commands about the person who gives them, and the buttons of their menus."""
    menu = LanguageHandlers(parts.storage.languages, parts.doorkeeper)
    privacy = PrivacyHandlers(parts.pages, parts.invitations, parts.storage)
    parts.application.add_handler(
        CallbackQueryHandler(menu.on_press, pattern=f"^{LANGUAGE_PREFIX}:")
    )
    return {
        LANGUAGE.name: menu.show,
        PRIVACY.name: privacy.tell,
        FORGET.name: privacy.forget,
    }


def add_for_owners(parts: Parts) -> Mapping[str, Reply]:
    """The commands that only owners can give, and the buttons under what they then read."""
    invite = InviteCommand(parts.invitations, parts.people, parts.doorkeeper)
    stats = StatsCommand(parts.storage.counts, parts.answerer)
    unanswered = UnansweredCommand(parts.storage.kept, parts.doorkeeper)
    for prefix, press in (
        (INVITE_PREFIX, invite.on_press),
        (UNANSWERED_PREFIX, unanswered.on_press),
    ):
        parts.application.add_handler(CallbackQueryHandler(press, pattern=f"^{prefix}:"))
    return {
        INVITE.name: invite.show,
        STATS.name: stats.show,
        UNANSWERED.name: unanswered.show,
    }


def add_conversation(parts: Parts, commands: Mapping[str, Reply]) -> None:
    """Say who answers which update of a chat; the first that fits does."""
    application, answerer, doorkeeper = parts.application, parts.answerer, parts.doorkeeper
    groups, pages = parts.storage.groups, parts.pages
    strangers = Strangers(doorkeeper, parts.invitations, parts.people)
    bot: FootnoteBot = application.bot
    bot.lost_chats.when_lost(pages.forget_chat)
    administrators = Administrators()
    rules = GroupRules(groups, administrators, doorkeeper.owners)
    menu = SettingsHandlers(answerer, groups, administrators, rules, doorkeeper)
    membership = Membership(groups, doorkeeper, pages)
    commands = {**commands, SETTINGS.name: menu.show}
    messages = MessageHandlers(answerer, pages, strangers, rules, commands, membership)
    buttons = ButtonHandlers(pages, doorkeeper, rules)
    application.bot.when_a_chat_moves(membership.move)
    application.add_handler(
        ChatMemberHandler(membership.on_change, ChatMemberHandler.MY_CHAT_MEMBER)
    )
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, membership.on_migration))
    # A channel post is not for us, new or edited.
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE, messages.on_message))
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, messages.on_edit))
    application.add_handler(CallbackQueryHandler(menu.on_press, pattern=f"^{SETTINGS_PREFIX}:"))
    application.add_handler(CallbackQueryHandler(buttons.on_button))
    reactions = ReactionHandlers(pages.shown, doorkeeper)
    changed = MessageReactionHandler.MESSAGE_REACTION_UPDATED
    application.add_handler(
        MessageReactionHandler(reactions.on_reaction, message_reaction_types=changed)
    )


def add_elsewhere(parts: Parts) -> None:
    """Say who answers what comes from chats that the bot is not in."""
    application, answerer, doorkeeper = parts.application, parts.answerer, parts.doorkeeper
    inline = InlineHandlers(answerer, doorkeeper, parts.acquaintances, parts.tally)
    guest = GuestHandlers(answerer, doorkeeper, parts.tally)
    application.add_handler(InlineQueryHandler(inline.on_query))
    application.add_handler(ChosenInlineResultHandler(inline.on_chosen))
    application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, guest.on_message))
