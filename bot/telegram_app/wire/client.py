"""The library's bot, made discreet and stubborn."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from telegram import Update
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError
from telegram.ext import CallbackContext, ExtBot
from telegram.request import HTTPXRequest

from bot.settings import Settings
from bot.telegram_app.wire.lost_chats import LostChats
from bot.telegram_app.wire.outage import Outage
from bot.telegram_app.wire.pacing import Pacer
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
    """A bot that keeps Telegram's pace, does not show its token, and never goes deaf."""

    def __init__(self, token: str, **kwargs: Any) -> None:  # noqa: ANN401 - the library's own
        self._lost_chats = LostChats()
        self._ending = asyncio.Event()
        self._on_move: Callable[[int, int], None] = _nobody_follows
        self._outage = Outage()
        super().__init__(token, rate_limiter=Pacer(self.pause, self._lost_chats), **kwargs)

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

    @property
    def lost_chats(self) -> LostChats:
        """The chats that want nothing from the bot."""
        return self._lost_chats

    @property
    def is_ending(self) -> bool:
        """Whether the process is about to end."""
        return self._ending.is_set()

    async def ended(self) -> None:
        """Wait until the process is about to end."""
        await self._ending.wait()

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

        What keeps them from coming is told once, and waited out here: the library would let the
        end of the process wait too, and would end its polling at a proxy's passing 404.
        """
        try:
            updates = await self._received(offset, *args, **kwargs)
            if not all(_is_number(update.update_id) for update in updates):
                # The library would count on from the last one's number.
                raise NetworkError(_GARBLED)
        except TelegramError as error:
            if not self.is_ending:  # then nobody asks again, and what is delivered again is known
                await self.pause(self._outage.begun(error))
            return ()
        self._outage.over()
        return updates

    async def start_up(self, step: Callable[[], Awaitable[object]]) -> None:
        """Await ``step()`` until it works, or the process is about to end.

        Raises:
            BadRequest: Telegram refuses it, and would again.
        """
        while not self.is_ending:
            try:
                await step()
            except BadRequest:
                raise
            except TelegramError as error:
                await self.pause(self._outage.begun(error))
            else:
                self._outage.over()
                return

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
        return tuple(self.read_update(update) for update in received)

    def read_update(self, received: object) -> Update:
        """Read one update; what the library cannot read becomes an empty one, and is logged.

        Raises:
            NetworkError: it is no update, or has no number.
        """
        if not isinstance(received, dict) or not _is_number(received.get("update_id")):
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


def _is_number(value: object) -> bool:
    return isinstance(value, int) and 0 <= value < 2**63  # as the schema has it, and SQLite


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


def bot_number(settings: Settings) -> int:
    """The bot's own id, which its token begins with.

    Raises:
        SettingError: there is no token, or it cannot be one.
    """
    return int(token_from(settings).partition(":")[0])


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
