"""Logs that hold no secret, no question and no one's id."""

import hashlib
import logging
import secrets
from collections.abc import Iterable

_SALT = secrets.token_bytes(16)
_HIDDEN = "[hidden]"
_OURS = ("bot", "embeddings", "corpus")
_UNREADABLE = "An update cannot be read, and is not processed."
_tracebacks = logging.Formatter()


class SecretFilter(logging.Filter):
    """Takes secrets out of messages and tracebacks. It belongs on a handler, not on a logger.

    Args:
        hidden: the secrets; of a bot token the part behind the colon is hidden too.
    """

    def __init__(self, hidden: Iterable[str]) -> None:
        super().__init__()
        parts = {part for secret in hidden for part in (secret, secret.partition(":")[2])}
        self._secrets = sorted((part for part in parts if part), key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record, without the secrets."""
        record.msg, record.args = self._redacted(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = _tracebacks.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self._redacted(record.exc_text)
        if record.stack_info:
            record.stack_info = self._redacted(record.stack_info)
        return True

    def _redacted(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return text


class _ContentFilter(logging.Filter):
    """Says in one sentence what the library would say with a whole update in it.

    The library records as CRITICAL, with what it was sent, that it cannot read an update.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record; a critical one without its content."""
        if record.levelno >= logging.CRITICAL and (record.args or record.exc_info):
            record.msg, record.args = _UNREADABLE, ()
            record.exc_info = record.exc_text = None
        return True


_WITHOUT_CONTENT = _ContentFilter()


def configure(level: str, hidden: Iterable[str]) -> None:
    """Log to standard error; ``hidden`` never appears there.

    Args:
        level: of this project's own records; libraries warn, or are silent. At INFO httpx would
            name the address of each request, with the token in it.
        hidden: the secrets.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(SecretFilter(hidden))
    quiet = max(logging.WARNING, logging.getLevelName(level))
    logging.basicConfig(level=quiet, handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    # Tracebacks of network trouble, which this package tells in one sentence.
    for name in ("telegram.ext", "telegram.request"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    for name in ("telegram.ext.Application", "telegram.ext.Updater"):
        logging.getLogger(name).setLevel(quiet)
    logging.getLogger("telegram.ext.Updater").addFilter(_WITHOUT_CONTENT)
    # What cannot be read while polling is told by ``client``, which goes on without it.
    for name in ("telegram.Bot", "telegram.ext.ExtBot"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def alias(identifier: int) -> str:
    """A short name for a person or a chat: the same within one run, and no way back."""
    digest = hashlib.blake2s(str(identifier).encode(), key=_SALT, digest_size=4)
    return digest.hexdigest()
