"""The library's bot, made discreet and stubborn."""

import logging
import re
from typing import Any

from telegram import Update
from telegram.error import BadRequest, InvalidToken, NetworkError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.settings import Settings
from corpus.errors import SettingError

_CONNECTIONS = 64
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_REFUSED = (
    "Telegram does not accept TELEGRAM_BOT_TOKEN. Copy the token once more from @BotFather "
    "(/mybots, then API Token); if TELEGRAM_API_BASE_URL is set, check that too."
)
_log = logging.getLogger(__name__)


class FootnoteBot(ExtBot[None]):
    """A bot that does not show its token, says what keeps it from starting, and never goes deaf."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}[]"

    async def initialize(self) -> None:
        """Get ready, and learn the bot's own name.

        Raises:
            SettingError: the token is wrong. The library's own error would quote it.
            TelegramError: Telegram cannot be reached; the caller tries again.
        """
        try:
            await super().initialize()
        except InvalidToken:
            raise SettingError(_REFUSED) from None
        except NetworkError as error:
            _log.warning("Telegram cannot be reached (%s). Trying again.", error)
            raise

    async def get_updates(
        self,
        *args: Any,  # noqa: ANN401 - passed on as they are; the library declares them
        **kwargs: Any,  # noqa: ANN401 - the same
    ) -> tuple[Update, ...]:
        """Receive updates.

        Raises:
            NetworkError: instead of InvalidToken, which would end the library's polling for good
                while the process lives on. A proxy's passing 404 looks like that too.
        """
        try:
            return await super().get_updates(*args, **kwargs)
        except InvalidToken:
            raise NetworkError(_REFUSED) from None

    async def set_webhook(
        self,
        *args: Any,  # noqa: ANN401 - passed on as they are; the library declares them
        **kwargs: Any,  # noqa: ANN401 - the same
    ) -> bool:
        """Tell Telegram where to deliver updates.

        Raises:
            SettingError: Telegram refuses the address; the library would ask again for ever.
        """
        try:
            return await super().set_webhook(*args, **kwargs)
        except BadRequest as error:
            raise SettingError(f"Telegram refuses WEBHOOK_URL: {error.message}.") from None


def token_from(settings: Settings) -> str:
    """The bot's token.

    Raises:
        SettingError: there is none, or it cannot be one.
    """
    if settings.telegram_bot_token is None:
        raise SettingError(
            "TELEGRAM_BOT_TOKEN is not set. Ask @BotFather in Telegram for a bot (/newbot) and "
            "write its token into .env."
        )
    token = settings.telegram_bot_token.get_secret_value().strip()
    if not _TOKEN.fullmatch(token):
        raise SettingError(
            "TELEGRAM_BOT_TOKEN does not look like a token (123456:ABC…). Copy it once more from "
            "@BotFather."
        )
    return token


def make_bot(settings: Settings, token: str) -> FootnoteBot:
    """A bot for the Bot API server that the settings name."""
    server = settings.telegram_api_base_url.rstrip("/")
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None
    return FootnoteBot(
        token,
        base_url=f"{server}/bot",
        base_file_url=f"{server}/file/bot",
        request=HTTPXRequest(connection_pool_size=_CONNECTIONS, proxy=proxy),
        get_updates_request=HTTPXRequest(connection_pool_size=1, proxy=proxy),
    )
