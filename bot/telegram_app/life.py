"""The bot's life as a process: it takes up what was cut off, connects, listens, and ends in time.

The library's own ``run_polling`` and ``run_webhook`` would wait out a back-off and a flood limit
before they end, and their web server has no health path.
"""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

from telegram.ext import Application

from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.inbox import Inbox
from bot.telegram_app.wire.webhook import Webhook
from bot.telegram_app.wire.webhook_server import WebhookServer

# The library's own type names six parameters, none of which this package looks at.
BotApplication = Application[Any, Any, Any, Any, Any, Any]

_GRACE_SECONDS = 5.0
_log = logging.getLogger(__name__)


def at_start(application: BotApplication, work: Callable[[FootnoteBot], Awaitable[None]]) -> None:
    """Let ``work`` begin, beside all else, once the bot is connected."""
    earlier = application.post_init

    async def begin(started: BotApplication) -> None:
        if earlier is not None:
            await earlier(started)
        started.create_task(_given(work, started.bot))

    application.post_init = begin


class Life:
    """One run of the bot.

    Args:
        application: the bot, put together.
        inbox: knows what an earlier process was cut off from.
        allowed_updates: the kinds of update that Telegram is asked for.
        introduce: tells Telegram about the bot once it is connected, while the bot is at work.
    """

    def __init__(
        self,
        application: BotApplication,
        inbox: Inbox,
        allowed_updates: tuple[str, ...],
        introduce: Callable[[FootnoteBot], Coroutine[None, None, None]],
    ) -> None:
        self._application = application
        self._bot: FootnoteBot = application.bot
        self._inbox = inbox
        self._allowed_updates = allowed_updates
        self._introduce = introduce
        self._server: WebhookServer | None = None
        self._is_receiving = False
        self._introducing: asyncio.Task[None] | None = None

    async def run(self, webhook: Webhook | None, is_warm: Callable[[], bool]) -> None:
        """Live until SIGINT, SIGTERM or SIGABRT.

        Args:
            webhook: where Telegram delivers updates; None to ask for them.
            is_warm: whether the first answer would come without delay.

        Raises:
            SettingError: a setting is wrong, or Telegram does not accept it.
            StoreError: what was cut off by the last end cannot be read.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGABRT):
            loop.add_signal_handler(number, self._bot.end_pauses)
        queue = self._application.update_queue
        for update in self._inbox.unfinished(self._bot):
            queue.put_nowait(update)
        if webhook is not None:
            self._server = WebhookServer(
                webhook, self._bot, queue, lambda: self._is_receiving and is_warm()
            )
            self._server.listen()
        try:
            await self._bot.start_up(self._application.initialize)
            if not self._bot.is_ending:
                self._introducing = asyncio.create_task(self._introduce(self._bot))
                _log.info("@%s is ready", self._bot.username)
                await self._application.start()
                if self._application.post_init is not None:  # the library's own place for it
                    await self._application.post_init(self._application)
                await self._bot.start_up(partial(self._receive, webhook))
            self._is_receiving = True
            await self._bot.ended()
        finally:
            await self._end()

    async def _receive(self, webhook: Webhook | None) -> None:
        if webhook is not None:
            await self._bot.set_webhook(
                webhook.url, secret_token=webhook.secret, allowed_updates=self._allowed_updates
            )
        elif self._application.updater is not None:
            # It takes the webhook back first; what waits at Telegram stays there.
            await self._application.updater.start_polling(allowed_updates=self._allowed_updates)

    async def _end(self) -> None:
        self._is_receiving = False
        # A failure ends the process too: what waits beside the updates must hear of it.
        self._bot.end_pauses()
        if self._introducing is not None:
            self._introducing.cancel()
        if self._server is not None:
            await self._server.close()
        updater = self._application.updater
        if updater is not None and updater.running:
            await updater.stop()
        if self._application.running:
            stopping = asyncio.create_task(self._application.stop())
            await asyncio.wait({stopping}, timeout=_GRACE_SECONDS)
            if not stopping.done():
                _log.warning("What is still under way is taken up at the next start.")
                await self._application.update_processor.shutdown()
            await stopping
        await self._application.shutdown()


async def _given(work: Callable[[FootnoteBot], Awaitable[None]], bot: FootnoteBot) -> None:
    await work(bot)
