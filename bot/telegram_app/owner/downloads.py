"""Files that people send, fetched from Telegram; what is too large is not even begun."""

import asyncio
import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from telegram.error import BadRequest, TelegramError

from bot.settings import Settings
from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.sending import persistently
from bot.wording import adding

HOSTED_SERVER = "api.telegram.org"
HOSTED_MEGABYTES = 20
"""What Telegram's own server hands to bots; a self-hosted one has no such limit."""

_READ_SECONDS = 30.0
_WHOLE_SECONDS = 300.0
_TOO_BIG = "file is too big"
_log = logging.getLogger(__name__)


class NotFetchedError(Exception):
    """A file is not here.

    Attributes:
        sentence: for whoever has sent it, made of the file's name.
    """

    def __init__(self, sentence: Callable[[str], str]) -> None:
        super().__init__("a file is not here")
        self.sentence = sentence


class Downloads:
    """Fetches files within the owner's and Telegram's limits."""

    def __init__(self, settings: Settings) -> None:
        self._megabytes = settings.max_file_mb
        self._is_hosted = urlsplit(settings.telegram_api_base_url).hostname == HOSTED_SERVER

    async def fetch(self, bot: FootnoteBot, file_id: str, size: int | None) -> bytes:
        """The bytes of a file.

        Args:
            bot: asks Telegram.
            file_id: Telegram's.
            size: in bytes, where Telegram has told it.

        Raises:
            NotFetchedError: it is too large, or did not come.
        """
        self._refuse_large(size or 0)
        try:
            async with asyncio.timeout(_WHOLE_SECONDS):
                file = await persistently(lambda: bot.get_file(file_id), bot.pause)
                self._refuse_large(file.file_size or 0)
                data = await persistently(
                    lambda: file.download_as_bytearray(read_timeout=_READ_SECONDS), bot.pause
                )
        except (TelegramError, TimeoutError) as error:
            if isinstance(error, BadRequest) and _TOO_BIG in error.message.lower():
                raise NotFetchedError(_beyond_telegram) from error
            _log.warning("a file could not be fetched: %s", type(error).__name__)
            raise NotFetchedError(adding.not_fetched) from error
        self._refuse_large(len(data))
        return bytes(data)

    def _refuse_large(self, size: int) -> None:
        if size > self._megabytes * 1_000_000:
            raise NotFetchedError(lambda name: adding.too_large(name, self._megabytes))
        if self._is_hosted and size > HOSTED_MEGABYTES * 2**20:
            raise NotFetchedError(_beyond_telegram)


def _beyond_telegram(name: str) -> str:
    return adding.too_large_for_telegram(name, HOSTED_MEGABYTES)
