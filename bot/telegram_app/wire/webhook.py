"""Where Telegram delivers updates, when it does not wait to be asked for them."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.settings import Settings
from corpus.errors import SettingError

_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_UNIX = "unix:"
_NO_ADDRESS = "WEBHOOK_URL must be an address such as https://bot.example.org/hook."


@dataclass(frozen=True, slots=True)
class Webhook:
    """A checked webhook configuration.

    Attributes:
        url: the public address that Telegram is given.
        path: the path of ``url``, without slashes at its ends.
        socket: path of a Unix socket to listen on, instead of ``host`` and ``port``.
    """

    url: str
    path: str
    secret: str
    host: str = ""
    port: int = 0
    socket: str | None = None

    def __str__(self) -> str:
        """Where it listens, as ``WEBHOOK_LISTEN`` has it."""
        return f"{_UNIX}{self.socket}" if self.socket else f"{self.host}:{self.port}"


def webhook_from(settings: Settings) -> Webhook | None:
    """The webhook that the settings ask for; None for polling.

    Raises:
        SettingError: an address makes no sense, or there is no secret: without one, anybody who
            finds the address could pretend to be Telegram.
    """
    if settings.webhook_url is None:
        return None
    try:
        url = urlsplit(settings.webhook_url)
    except ValueError:  # half an IPv6 address
        raise SettingError(_NO_ADDRESS) from None
    if url.scheme not in {"http", "https"} or not url.hostname:
        raise SettingError(_NO_ADDRESS)
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    if not _SECRET.fullmatch(secret):
        raise SettingError(
            "WEBHOOK_URL needs a WEBHOOK_SECRET of 16 to 256 characters: letters, digits, _ and -."
        )
    path = url.path.strip("/")
    listen = settings.webhook_listen
    socket = listen.removeprefix(_UNIX)
    if socket and socket != listen:
        return Webhook(settings.webhook_url, path, secret, socket=socket)
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 2**16:
        raise SettingError(
            f"WEBHOOK_LISTEN is {listen!r}; write host:port, such as 127.0.0.1:8443, "
            "or unix: and the path of a socket."
        )
    return Webhook(settings.webhook_url, path, secret, host.strip("[]"), int(port))
