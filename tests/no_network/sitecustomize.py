"""Python runs this at start-up where the tests put this folder on PYTHONPATH.

It lets a process talk to this machine and to nobody else, so that a test, or a program that a test
starts, cannot reach the network by accident: not a model hub, not Telegram.
"""

import ipaddress
import socket
from typing import Any


class BlockedConnectionError(OSError):
    """Something tried to leave this machine."""


def _is_local(family: int, address: Any) -> bool:  # noqa: ANN401 - an address has any shape
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = str(address[0]).partition("%")[0]
    if host in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _guarded(name: str) -> None:
    original = getattr(socket.socket, name)

    def connect(self: socket.socket, address: Any) -> Any:  # noqa: ANN401 - as above
        if not _is_local(self.family, address):
            raise BlockedConnectionError(f"the tests may not connect to {address}")
        return original(self, address)

    setattr(socket.socket, name, connect)


_guarded("connect")
_guarded("connect_ex")
_resolve = socket.getaddrinfo


def _getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as above
    if host is not None and not _is_local(socket.AF_INET, (host,)):
        raise BlockedConnectionError(f"the tests may not look up {host}")
    return _resolve(host, *args, **kwargs)


socket.getaddrinfo = _getaddrinfo
