"""What Telegram itself says about the bot: for ``footnote doctor``."""

import asyncio
import logging
from collections.abc import Sequence

from telegram import User, WebhookInfo
from telegram.error import TelegramError

from bot.settings import Settings
from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.wire.client import make_bot, token_from
from bot.telegram_app.wire.webhook import webhook_from
from bot.wording import commands as wording
from corpus.errors import SettingError


def look(settings: Settings, *, samples_only: bool) -> Sequence[tuple[bool, str]]:
    """Ask Telegram about the bot: whether each finding is good, and what it is.

    Args:
        settings: which bot, and who may ask it.
        samples_only: whether nothing but the sample articles is indexed.

    Raises:
        SettingError: a setting is wrong, or Telegram does not accept the token.
    """
    if settings.telegram_bot_token is None:
        return [(True, wording.NO_BOT_YET)]
    webhook_from(settings)
    # The log speaks to whoever runs the bot, of trying again; here each finding is told once.
    logging.getLogger("bot.telegram_app").addHandler(logging.NullHandler())
    return [*_about_access(settings, samples_only=samples_only), *asyncio.run(_look(settings))]


def _about_access(settings: Settings, *, samples_only: bool) -> list[tuple[bool, str]]:
    door = Doorkeeper(settings, samples_only=lambda: samples_only)
    if door.invites and not door.owners:
        return [(False, wording.NOBODY_CAN_INVITE)]
    if door.admits(*settings.allowed_ids, *settings.admin_ids):
        return []
    return [(False, wording.NOBODY_MAY_ASK)]


async def _look(settings: Settings) -> list[tuple[bool, str]]:
    bot = make_bot(settings, token_from(settings))
    try:
        async with bot:
            me = await bot.get_me()
            webhook = await bot.get_webhook_info()
    except SettingError:
        raise
    except TelegramError as error:
        return [(False, wording.unreachable(settings.telegram_api_base_url, str(error)))]
    return [*_about_groups(me), *_about_elsewhere(me), _about_webhook(webhook, settings)]


def _about_groups(me: User) -> list[tuple[bool, str]]:
    return [
        (True, wording.bot_found(me.username or me.first_name)),
        (bool(me.can_join_groups), wording.joins_groups(allowed=bool(me.can_join_groups))),
        (True, wording.hears_groups(everything=bool(me.can_read_all_group_messages))),
    ]


def _about_elsewhere(me: User) -> list[tuple[bool, str]]:
    """Neither is a fault: both are off until the owner switches them on."""
    return [
        (True, wording.inline_mode(on=bool(me.supports_inline_queries))),
        (True, wording.guest_mode(on=bool(me.supports_guest_queries))),
    ]


def _about_webhook(webhook: WebhookInfo, settings: Settings) -> tuple[bool, str]:
    if webhook.last_error_message:
        return False, wording.webhook_fails(webhook.url, webhook.last_error_message)
    if webhook.url and not settings.webhook_url:
        return True, wording.webhook_elsewhere(webhook.url)
    return True, wording.updates_arrive(by_webhook=bool(settings.webhook_url))
