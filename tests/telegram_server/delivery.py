"""How updates reach the bot: getUpdates, or POSTs to its webhook. Runs on the server's own loop."""

import asyncio
import re
import time
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import aiohttp

from telegram_server.errors import bad_request, conflict
from telegram_server.values import Json, JsonObject, Params
from telegram_server.world import World

SECRET_LIMIT = 256
_OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
_WEBHOOK_IS_SET = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook "
    "first"
)
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_FIRST_RETRY = 0.1
_LAST_RETRY = 2.0


@dataclass(slots=True)
class Webhook:
    """Where updates are sent, and what came of it last."""

    url: str
    secret: str | None
    last_error: str | None = None
    last_error_date: int | None = None


class Delivery:
    """The one way, at any time, by which the bot gets its updates.

    Args:
        world: Whose updates these are.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._new = asyncio.Event()
        self._poll = 0
        self._webhook: Webhook | None = None
        self._posting: asyncio.Task[None] | None = None
        self._loop = asyncio.get_running_loop()
        self._world.updates.on_new = self._wake

    async def get_updates(self, params: Params) -> Json:
        """Answer getUpdates: what waits, or what comes within the timeout.

        Raises:
            ApiError: A webhook is set, or another getUpdates came while this one waited.
        """
        if self._webhook is not None:
            raise conflict(_WEBHOOK_IS_SET)
        self._poll += 1
        mine = self._poll
        self._new.set()
        self._allow(params)
        limit = min(max(params.integer("limit") or 100, 1), 100)
        with self._world.watch:
            self._world.updates.confirm(params.integer("offset") or 0)
        deadline = time.monotonic() + min(params.integer("timeout") or 0, 50)
        while True:
            with self._world.watch:
                batch: list[Json] = list(self._world.updates.pending[:limit])
            if batch or time.monotonic() >= deadline:
                return batch
            self._new.clear()
            try:
                await asyncio.wait_for(self._new.wait(), deadline - time.monotonic())
            except TimeoutError:
                continue
            if self._poll != mine:
                self._new.set()
                raise conflict(_OTHER_POLLER)
            if self._webhook is not None:
                raise conflict("terminated by setWebhook request")

    async def set_webhook(self, params: Params) -> Json:
        """Answer setWebhook; an empty URL deletes the webhook.

        Raises:
            ApiError: The URL is not on the loopback, or the secret has a wrong character.
        """
        url, secret = params.text("url") or "", params.text("secret_token")
        if secret is not None and len(secret) > SECRET_LIMIT:
            raise bad_request("secret token is too long")
        if secret is not None and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        if url:
            _check_loopback(url)
        await self.delete_webhook(params)
        self._allow(params)
        if url:
            self._webhook = Webhook(url, secret)
            self._new.set()
            self._posting = asyncio.create_task(self._post_updates(self._webhook))
        return True

    async def delete_webhook(self, params: Params) -> Json:
        """Answer deleteWebhook."""
        self._webhook = None
        await self.close()
        if params.flag("drop_pending_updates"):
            with self._world.watch:
                self._world.updates.clear()
        return True

    async def get_webhook_info(self, _: Params) -> Json:
        """Answer getWebhookInfo."""
        with self._world.watch:
            waiting = len(self._world.updates.pending)
        info: JsonObject = {
            "url": "" if self._webhook is None else self._webhook.url,
            "has_custom_certificate": False,
            "pending_update_count": waiting,
        }
        if self._webhook is not None and self._webhook.last_error is not None:
            info["last_error_date"] = self._webhook.last_error_date
            info["last_error_message"] = self._webhook.last_error
        return info

    async def close(self) -> None:
        """Stop posting."""
        if self._posting is not None:
            self._posting.cancel()
            await asyncio.gather(self._posting, return_exceptions=True)
            self._posting = None

    def _wake(self) -> None:
        self._loop.call_soon_threadsafe(self._new.set)

    def _allow(self, params: Params) -> None:
        with self._world.watch:
            unknown = self._world.updates.allow(params.strings("allowed_updates"))
        if unknown:
            self._world.violations.append(f"allowed_updates names no kind of update: {unknown}")

    async def _post_updates(self, webhook: Webhook) -> None:
        wait = _FIRST_RETRY
        async with aiohttp.ClientSession() as session:
            while True:
                with self._world.watch:
                    update = next(iter(self._world.updates.pending), None)
                if update is None:
                    self._new.clear()
                    await self._new.wait()
                elif await self._post(session, webhook, update):
                    wait = _FIRST_RETRY
                else:
                    await asyncio.sleep(wait)
                    wait = min(2 * wait, _LAST_RETRY)

    async def _post(
        self, session: aiohttp.ClientSession, webhook: Webhook, update: JsonObject
    ) -> bool:
        headers = {} if webhook.secret is None else {_SECRET_HEADER: webhook.secret}
        try:
            async with session.post(webhook.url, json=update, headers=headers) as response:
                taken = 200 <= response.status < 300
                error = f"Wrong response from the webhook: {response.status} {response.reason}"
        except aiohttp.ClientError as failure:
            taken, error = False, f"Connection failed: {failure}"
        with self._world.watch:
            if taken:
                self._world.updates.remove(update)
            else:
                webhook.last_error, webhook.last_error_date = error, int(time.time())
        return taken


_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def _check_loopback(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    host = "127.0.0.1" if parts.hostname == "localhost" else parts.hostname or ""
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise bad_request("bad webhook: this server posts to the loopback only")
