"""The small web server that takes updates from Telegram, usually behind a reverse proxy.

It speaks plain HTTP: the proxy in front of it has the certificate. Nothing depends on who asks, so
``X-Forwarded-*`` is not read at all; the secret alone says that an update is Telegram's.
"""

import asyncio
import hmac
import json
import logging
import socket
import stat
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from telegram.error import TelegramError
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.netutil import bind_unix_socket
from tornado.web import Application, HTTPError, RequestHandler

from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.webhook import Webhook
from corpus.errors import SettingError

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_MOST_BYTES = 4 * 1024 * 1024
_BODY_SECONDS = 30.0
_IDLE_SECONDS = 300.0
# The proxy usually runs as another user: one of the socket's group may write to it, nobody else.
_SOCKET_MODE = 0o660
_log = logging.getLogger(__name__)


class WebhookServer:
    """Listens for updates, and says at ``GET /healthz`` whether the bot is ready.

    A proxy may pass on the whole path of ``WEBHOOK_URL`` or what is left of it without a prefix.

    Args:
        webhook: where to listen, and the secret.
        bot: reads the updates.
        queue: takes them.
        is_ready: asked for the health path.
    """

    def __init__(
        self,
        webhook: Webhook,
        bot: FootnoteBot,
        queue: asyncio.Queue[object],
        is_ready: Callable[[], bool],
    ) -> None:
        self._webhook = webhook
        updates = {"webhook": webhook, "bot": bot, "queue": queue}
        application = Application(
            [(r"(?:/.*)?/healthz", _Health, {"is_ready": is_ready}), (r"/.*", _Updates, updates)],
            log_function=lambda _handler: None,  # it would name addresses
        )
        self._server = HTTPServer(
            application,
            max_body_size=_MOST_BYTES,
            body_timeout=_BODY_SECONDS,
            idle_connection_timeout=_IDLE_SECONDS,
        )
        self._identity: tuple[int, int] | None = None

    def listen(self) -> None:
        """Begin to listen.

        Raises:
            SettingError: that is not possible where ``WEBHOOK_LISTEN`` says.
        """
        where = self._webhook
        try:
            if where.socket is None:
                self._server.listen(where.port, where.host)
            else:
                path = Path(where.socket)
                _clear(path)
                self._server.add_socket(bind_unix_socket(where.socket, _SOCKET_MODE))
                self._identity = _identity(path)
        except OSError as error:
            raise SettingError(
                f"Cannot listen on WEBHOOK_LISTEN ({where}): {error.strerror or error}."
            ) from None

    async def close(self) -> None:
        """Listen no longer; the socket's file goes, unless another process has made it anew."""
        self._server.stop()
        await self._server.close_all_connections()
        if self._webhook.socket is not None and self._identity is not None:
            _remove(Path(self._webhook.socket), self._identity)


class _Quiet(RequestHandler):
    """What both paths have in common: they tell strangers nothing."""

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    def write_error(self, status_code: int, **_kwargs: object) -> None:
        self.finish(f"{status_code}\n")

    def log_exception(self, *_args: object) -> None:
        """Refusals are answered, not logged: anybody can bring them about."""


class _Health(_Quiet):
    def initialize(self, is_ready: Callable[[], bool]) -> None:
        self._is_ready = is_ready

    def get(self) -> None:
        ready = self._is_ready()
        self.set_status(200 if ready else 503)
        self.finish({"ready": ready})

    head = get


class _Updates(_Quiet):
    def initialize(self, webhook: Webhook, bot: FootnoteBot, queue: asyncio.Queue[object]) -> None:
        self._webhook = webhook
        self._bot = bot
        self._queue = queue

    async def post(self) -> None:
        """Take an update; Telegram is told so only when it is written down."""
        if not _is_tail(self.request, self._webhook.path):
            raise HTTPError(404)
        secret = self.request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(secret.encode(), self._webhook.secret.encode()):
            raise HTTPError(403)
        try:
            update = self._bot.read_update(json.loads(self.request.body))
        except (ValueError, RecursionError, TelegramError) as error:
            _log.error("What was sent with the webhook's secret is no update.")
            raise HTTPError(400) from error
        await self._queue.put(update)


def _is_tail(request: HTTPServerRequest, path: str) -> bool:
    """Whether the request's path is ``path``, with or without its first parts."""
    asked = unquote(request.path).strip("/")
    return not asked or f"/{unquote(path)}".endswith(f"/{asked}")


def _clear(path: Path) -> None:
    """Remove the socket that a process has left behind.

    Raises:
        SettingError: it is no socket, or somebody listens on it.
    """
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(mode):
        raise SettingError(
            f"WEBHOOK_LISTEN names {path}, which is no socket. Name another path, or move it away."
        )
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            path.unlink(missing_ok=True)
            return
    raise SettingError(
        f"Another process listens on WEBHOOK_LISTEN ({path}). Stop it, or name another path."
    )


def _remove(path: Path, identity: tuple[int, int]) -> None:
    if _identity(path) == identity:
        path.unlink()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        state = path.lstat()
    except FileNotFoundError:
        return None
    return state.st_dev, state.st_ino
