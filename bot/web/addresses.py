"""Which machines may be asked for a page: those on the public internet, and no others.

Whoever names an address, be it a person, a page that redirects or a server of names, must not make
this machine ask its own network. So names are resolved here, once; all that they resolve to is
checked; and the connection goes to what was checked, however the name would be resolved next time.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from corpus.errors import FetchError

Address = IPv4Address | IPv6Address
Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""A host's name → its addresses; raises ``OSError`` if it has none."""

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""Addresses that stand for the IPv4 address in their last 32 bits."""

_NOT_GLOBAL = (
    IPv6Network("3fff::/20"),  # for examples, since RFC 9637
    IPv6Network("5f00::/16"),  # within one provider, since RFC 9602
    IPv4Network("192.88.99.0/24"),  # once relays of 6to4, until RFC 7526
)
"""What some releases of Python take for parts of the public internet."""

_SERVE_INSIDE = (IPv4Network("192.0.0.0/24"), IPv4Network("168.63.129.16/32"))
"""What clouds tell their machines from, though it counts as public: passwords among others.

The first is not for servers of the internet at all (RFC 6890), though parts of it are global.
https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
"""


async def resolve(host: str) -> Sequence[str]:
    """The addresses of ``host``, as this machine knows them.

    Raises:
        OSError: if it has none.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class UnreachableError(FetchError):
    """No server can be asked, whichever of its pages is meant."""


class Addresses:
    """What names lead to, and whether one may go there.

    Args:
        resolve: finds the addresses of a name.
        allow_private: whether machines that are not on the public internet may be asked.
    """

    def __init__(self, resolve: Resolve, *, allow_private: bool) -> None:
        self._resolve = resolve
        self._allow_private = allow_private

    async def of(self, host: str) -> list[Address]:
        """The addresses of ``host``, each of which may be asked.

        Raises:
            UnreachableError: if it has none, or one that may not be asked.
        """
        literal = numeric(host)
        if literal is not None:
            found = [literal]
        else:
            try:
                found = [ip_address(it.partition("%")[0]) for it in await self._resolve(host)]
            except (OSError, UnicodeError):
                raise UnreachableError(f"there is no server called {host}, or no network") from None
        if not found:
            raise UnreachableError(f"there is no server called {host}")
        if not self._allow_private and not all(map(is_public, found)):
            raise UnreachableError(
                f"{host} is an address inside a private network, where Footnote does not go"
            )
        return found


def numeric(host: str) -> Address | None:
    """The address that ``host`` spells in figures, in any of the ways that systems understand."""
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    try:
        # As connect() would: in one to four parts, each decimal, octal or hexadecimal.
        return IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


def is_public(address: Address) -> bool:
    """Whether ``address``, and any that it stands for, belongs to the public internet."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _TRANSLATED:
            return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
        if address.sixtofour is not None and not is_public(address.sixtofour):
            return False
        if address.is_site_local:
            return False
    elif any(address in network for network in _SERVE_INSIDE):
        return False
    return address.is_global and not (
        any(address in network for network in _NOT_GLOBAL)
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
    )
