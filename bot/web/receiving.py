"""What a server answers: unpacked, within a limit of size, and described as the server does it.

httpx would unpack all that comes of one piece at once: a small answer could fill the memory.
"""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime

import httpx

from corpus.errors import FetchError

_GZIP = b"\x1f\x8b"
"""How a parcel begins; several may stand one behind the other."""

TOO_MANY = 429
"""The status of servers that are asked too often, for rules as for pages."""

_BUSY = 503
_LONGEST_REST = 366 * 24 * 3600.0

_LONGEST_VALIDATOR = 500
_STATUSES = {
    401: "it asks for a login",
    403: "the server refuses it (403)",
    404: "there is no such page (404)",
    410: "the page is gone (410)",
    TOO_MANY: "the server asks for fewer questions (429); try again later",
    451: "it is withheld for legal reasons (451)",
}


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server called the version of a page that is held."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came.

    Attributes:
        url: the address that it came from, after all redirects.
        data: unpacked; ``None`` if what is held is still the newest.
        content_type: in lower case, without parameters; empty if the server named none.
        charset: of the text, as the server named it.
    """

    url: str
    data: bytes | None
    content_type: str = ""
    charset: str | None = None
    validators: Validators = Validators()


class StatusError(FetchError):
    """The server's answer is no page.

    Attributes:
        status: of HTTP.
        url: what was asked for.
        again: when the server wants to be asked again; ``None`` if it does not say.
    """

    def __init__(self, status: int, url: str, again: datetime | None = None) -> None:
        kind = "the server fails" if status >= 500 else "the server does not give it"
        super().__init__(_STATUSES.get(status, f"{kind} ({status})"))
        self.status = status
        self.url = url
        self.again = again

    @property
    def wants_rest(self) -> bool:
        """Whether the server wants no other question either, for now."""
        return self.status == TOO_MANY or (self.status == _BUSY and self.again is not None)


def refused(response: httpx.Response, url: str) -> StatusError:
    """What an answer says that is no page."""
    again = _again(response.headers.get("retry-after", ""))
    return StatusError(response.status_code, url, again)


def _again(said: str) -> datetime | None:
    """The time that a server names in seconds from now, or as a date (RFC 9110, 10.2.3)."""
    now = datetime.now(UTC)
    try:
        seconds = float(int(said)) if said.strip().isdecimal() else _seconds_until(said, now)
        # A server that asks for a longer rest than any program makes has said nothing.
        return now + timedelta(seconds=seconds) if 0 < seconds <= _LONGEST_REST else None
    except (ValueError, OverflowError):
        return None


def _seconds_until(said: str, now: datetime) -> float:
    named = parsedate_to_datetime(said)
    return ((named if named.tzinfo else named.replace(tzinfo=UTC)) - now).total_seconds()


async def fetched(response: httpx.Response, url: str, limit: int, *, cut: bool) -> Fetched:
    """What comes of ``response``.

    Args:
        response: its body has not come yet.
        url: the address that it comes from.
        limit: bytes of it when it is unpacked.
        cut: whether what is more is left where it is, rather than all refused.

    Raises:
        FetchError: if it is more than that, torn, or cannot be unpacked.
    """
    data = await _received(response, limit, cut=cut)
    stated = response.headers.get("content-type")
    kind = Message()
    kind["content-type"] = stated or ""
    return Fetched(
        url=url,
        data=data,
        content_type=kind.get_content_type() if stated else "",
        charset=_charset(kind),
        validators=Validators(
            _sent_back(response.headers.get("etag")),
            _sent_back(response.headers.get("last-modified")),
        ),
    )


async def _received(response: httpx.Response, limit: int, *, cut: bool) -> bytes:
    packed = response.headers.get("content-encoding", "").strip().lower()
    if packed not in {"", "identity", "gzip", "x-gzip"}:
        raise FetchError("the server packs it in a way that was not asked for")
    parts: list[bytes] = []
    unpacked = _Unpacker(limit) if packed.endswith("gzip") else None
    size = 0
    async for chunk in response.aiter_raw():
        part = chunk if unpacked is None else unpacked.take(chunk)
        size += len(part)
        parts.append(part)
        if size > limit and cut:
            return b"".join(parts)[:limit]
        if size > limit:
            raise FetchError(f"it has more than {limit / 1_000_000:g} MB")
    if unpacked is not None and not unpacked.whole:
        raise FetchError("it broke off before its end")
    return b"".join(parts)


def _charset(kind: Message) -> str | None:
    """The encoding, also where servers leave a quotation mark open or name the kind twice."""
    stated = (kind.get_content_charset() or "").partition(",")[0].strip("\"' ")
    return stated or None


def _sent_back(value: str | None) -> str | None:
    """A header that can be sent back as it came; servers put anything there."""
    fits = value and len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()
    return value if fits else None


class _Unpacker:
    """Unpacks gzip piece by piece, and no more than it may: a bomb does not go off."""

    def __init__(self, limit: int) -> None:
        self._left = limit + 1
        self._unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def take(self, chunk: bytes) -> bytes:
        """What ``chunk`` brings, up to one byte above the limit."""
        parts: list[bytes] = []
        try:
            while chunk and self._left > 0:
                if self._unpacking.eof:
                    if not chunk.startswith(_GZIP[: len(chunk)]):
                        break  # what fills up the last block is nothing, as for gzip itself
                    self._unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
                parts.append(self._unpacking.decompress(chunk, self._left))
                self._left -= len(parts[-1])
                chunk = self._unpacking.unused_data
        except zlib.error:
            raise FetchError("it is damaged: it cannot be unpacked") from None
        return b"".join(parts)

    @property
    def whole(self) -> bool:
        """Whether the end has come."""
        return self._unpacking.eof
