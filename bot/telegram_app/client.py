"""The library's bot, made discreet and stubborn."""

import asyncio
import logging
import re
from collections.abc import Callable
from typing import Any

import httpx
from telegram import Update
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError
from telegram.ext import CallbackContext, ExtBot
from telegram.request import HTTPXRequest

from bot.settings import Settings
from corpus.errors import SettingError

_CONNECTIONS = 64
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_REFUSED = (
    "Telegram does not accept TELEGRAM_BOT_TOKEN. Copy the token once more from @BotFather "
    "(/mybots, then API Token); if TELEGRAM_API_BASE_URL is set, check that too."
)
_GARBLED = "its list of updates cannot be read"
_log = logging.getLogger(__name__)


class FootnoteBot(ExtBot[None]):
    """A bot that does not show its token, says what keeps it from starting, and never goes deaf."""

    def __init__(self, token: str, **kwargs: Any) -> None:  # noqa: ANN401 - the library's own
        super().__init__(token, **kwargs)
        self._ending = asyncio.Event()
        self._on_move: Callable[[int, int], None] = _nobody_follows

    def __repr__(self) -> str:
        return f"{type(self).__name__}[]"

    def when_a_chat_moves(self, follow: Callable[[int, int], None]) -> None:
        """Let ``follow`` know the old and the new id of a chat that a message ran after."""
        self._on_move = follow

    def note_move(self, old: int, new: int) -> None:
        """Telegram has refused a message, and named the chat's new id."""
        self._on_move(old, new)

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

    def end_pauses(self) -> None:
        """Let nobody wait any longer to try again: the process is about to end."""
        self._ending.set()

    async def pause(self, seconds: float) -> bool:
        """Wait before trying again; False, and at once, when the process is about to end."""
        try:
            await asyncio.wait_for(self._ending.wait(), seconds)
        except TimeoutError:
            return True
        return False

    async def get_updates(
        self,
        offset: int | None = None,
        *args: Any,  # noqa: ANN401 - passed on as they are; the library declares them
        **kwargs: Any,  # noqa: ANN401 - the same
    ) -> tuple[Update, ...]:
        """Receive updates; one that the library cannot read arrives empty, and is logged.

        Raises:
            NetworkError: instead of what would end the library's polling for good while the
                process lives on: InvalidToken, which a proxy's passing 404 looks like too, and
                updates without a number.
        """
        try:
            updates = await self._received(offset, *args, **kwargs)
        except InvalidToken:
            raise NetworkError(_REFUSED) from None
        if not all(isinstance(update.update_id, int) for update in updates):
            raise NetworkError(_GARBLED)  # the library would count on from the last one's number
        return updates

    async def _received(
        self,
        offset: int | None,
        *args: Any,  # noqa: ANN401 - as above
        **kwargs: Any,  # noqa: ANN401 - as above
    ) -> tuple[Update, ...]:
        try:
            return await super().get_updates(offset, *args, **kwargs)
        except TelegramError:
            raise
        except Exception:  # whatever reading one may raise; the offset must move on
            return await self._one_by_one(offset)

    async def _one_by_one(self, offset: int | None) -> tuple[Update, ...]:
        """Receive the updates that wait, each read by itself.

        Raises:
            NetworkError: what came is no list of numbered updates, so none can be confirmed.
        """
        received = await self._post("getUpdates", {"offset": offset, "timeout": 0})
        if not isinstance(received, list):
            raise NetworkError(_GARBLED)
        return tuple(self._read(update) for update in received)

    def _read(self, received: object) -> Update:
        if not isinstance(received, dict) or "update_id" not in received:
            raise NetworkError(_GARBLED)
        try:
            return Update.de_json(received, self)
        except Exception as error:
            # Its content stays out of the log. Empty, it is confirmed with the others.
            what = type(error).__name__
            _log.error("An update cannot be read (%s) and is left out.", what)
            return Update(received["update_id"])

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


def _nobody_follows(_old: int, _new: int) -> None:
    """Nothing is kept about chats by a process that only looks on, such as the doctor's."""


Context = CallbackContext[FootnoteBot, Any, Any, Any]
"""What a handler is given. The library's own stores, which it names too, are not used."""


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
    """A bot for the Bot API server that the settings name.

    Raises:
        SettingError: the proxy's address makes no sense. It may hold a password, and is not told.
    """
    server = settings.telegram_api_base_url.rstrip("/")
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None
    try:
        requests = [HTTPXRequest(size, proxy=proxy) for size in (_CONNECTIONS, 1)]
    except (ValueError, httpx.InvalidURL):
        raise SettingError(
            "TELEGRAM_PROXY is no address that can be used. Percent-encode what is unusual in a "
            "user name or a password."
        ) from None
    return FootnoteBot(
        token,
        base_url=f"{server}/bot",
        base_file_url=f"{server}/file/bot",
        request=requests[0],
        get_updates_request=requests[1],
    )
