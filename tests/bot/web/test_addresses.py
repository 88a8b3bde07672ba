import asyncio
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.addresses import Address, Addresses, is_public, numeric
from corpus.errors import FetchError

TRANSLATED = IPv6Network("64:ff9b::/96")


def in_base(number: int, base: int) -> str:
    return {8: f"0{number:o}", 10: f"{number}", 16: f"0x{number:x}"}[base]


@st.composite
def spellings(draw: st.DrawFn) -> tuple[IPv4Address, str]:
    """An address, and one of the ways to write it that systems understand."""
    address = draw(st.one_of(st.ip_addresses(v=4), st.sampled_from(["127.0.0.1", "10.1.2.3"])))
    address = IPv4Address(address)
    count = draw(st.integers(1, 4))
    number = int(address)
    parts = [number >> shift & 0xFF for shift in (24, 16, 8)[: count - 1]]
    parts.append(number & (1 << 8 * (5 - count)) - 1)
    bases = draw(st.lists(st.sampled_from([8, 10, 16]), min_size=count, max_size=count))
    return address, ".".join(map(in_base, parts, bases))


async def unasked(host: str) -> Sequence[str]:
    raise AssertionError(f"{host} was looked up")


def may_go_to(host: str) -> bool:
    try:
        asyncio.run(Addresses(unasked, allow_private=False).of(host))
    except FetchError:
        return False
    return True


@given(spellings())
def test_any_spelling_is_the_address_that_it_spells(spelt: tuple[IPv4Address, str]) -> None:
    address, host = spelt

    assert numeric(host) == address
    # Whether one may go there does not depend on how it is written.
    assert may_go_to(host) == may_go_to(str(address))
    if address.is_private or address.is_multicast or address.is_reserved:
        assert not may_go_to(host)


@given(st.ip_addresses(v=4))
def test_what_stands_for_an_address_is_as_private_as_that(address: IPv4Address) -> None:
    mapped = IPv6Address(f"::ffff:{address}")
    translated = IPv6Address(f"64:ff9b::{address}")
    tunnelled = IPv6Address((0x2002 << 112) | (int(address) << 80) | 1)

    assert is_public(mapped) == is_public(translated) == is_public(address)
    assert is_public(tunnelled) <= is_public(address)


@given(st.ip_addresses())
def test_what_is_public_is_none_of_the_others(address: Address) -> None:
    if isinstance(address, IPv6Address) and (address.ipv4_mapped or address in TRANSLATED):
        return  # as private as what it stands for
    inside = address.is_loopback or address.is_link_local or address.is_unspecified
    if inside or address.is_multicast or address.is_private:
        assert not is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0", "0.0.0.0", "[::1]", "::1",  # noqa: S104 - nothing is bound
        "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fe80::1%25eth0]", "[fec0::1]",
        "168.63.129.16", "[::ffff:168.63.129.16]", "192.0.0.192", "[64:ff9b:1::a00:1]",
        "[fd00::1]", "[ff02::1]", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "[2002:7f00:1::]",
        "[64:ff9b::10.0.0.1]", "[::127.0.0.1]", "[2001:db8::1]", "[3fff::1]", "192.88.99.2",
        "[3fff:fff:ffff::1]", "[::ffff:192.88.99.2]", "[2002:c058:6301::1]", "[5f00::1]",
        "[2001:0:7f00:1::]",
    ],
)  # fmt: skip
def test_inside_is_inside(host: str) -> None:
    assert not may_go_to(host)


@pytest.mark.parametrize(
    "host",
    [
        "93.184.216.34",
        "[2606:4700::1111]",
        "8.8.8.8",
        "0x08.8.2056",
        "192.88.98.1",
        "192.88.100.1",
        "[3ffe::1]",
    ],
)
def test_the_internet_is_outside(host: str) -> None:
    assert may_go_to(host)


@pytest.mark.parametrize(
    ("found", "allowed"),
    [
        (["93.184.216.34", "2606:4700::1111"], True),
        (["93.184.216.34", "127.0.0.1"], False),  # one that is inside is one too many
        (["fe80::1%eth0"], False),
        ([], False),
    ],
)
def test_all_that_a_name_leads_to_counts(found: list[str], allowed: bool) -> None:
    async def resolve(_: str) -> Sequence[str]:
        return found

    addresses = Addresses(resolve, allow_private=False)
    if allowed:
        assert asyncio.run(addresses.of("a.example")) == [ip_address(it) for it in found]
    else:
        with pytest.raises(FetchError):
            asyncio.run(addresses.of("a.example"))


def test_a_name_without_an_address() -> None:
    async def resolve(_: str) -> Sequence[str]:
        raise socket.gaierror("no such name")

    with pytest.raises(FetchError, match=r"no server called a\.example"):
        asyncio.run(Addresses(resolve, allow_private=True).of("a.example"))


def test_private_addresses_may_be_allowed() -> None:
    assert asyncio.run(Addresses(unasked, allow_private=True).of("127.1")) == [
        ip_address("127.0.0.1")
    ]
