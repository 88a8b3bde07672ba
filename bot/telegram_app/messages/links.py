"""Links that open a web page at the quoted sentence (``#:~:text=``)."""

import re
from urllib.parse import quote, urlsplit, urlunsplit

from bot.telegram_app.messages.formatted import one_line

_LONGEST = 2_000
_WHOLE_WORDS = 12
_EDGE_WORDS = 5
_HOST = re.compile(r"(?:[\w-]{1,63}\.)+[\w-]{1,63}")
_KEPT = "/:?#[]@!$&'()*+,;=%~"  # reserved characters, and % for what is encoded already
_DIRECTIVE = ":~:"


def sentence_url(url: str | None, sentence: str) -> str | None:
    """``url`` with a fragment that marks ``sentence``; None where Telegram could not open it.

    Telegram refuses a whole message for one bad link, so anything but a plain http(s) address
    of a host with a dot gives None.
    """
    address = _web_address(url or "")
    if address is None:
        return None
    directive = _text_directive(sentence)
    if not directive:
        return address
    base, _, fragment = address.partition("#")
    fragment = fragment.partition(_DIRECTIVE)[0]
    marked = f"{base}#{fragment}{_DIRECTIVE}{directive}"
    return marked if len(marked) <= _LONGEST else address


def _web_address(url: str) -> str | None:
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host) or port == 0:
        return None
    if parts.username is not None:  # "https://bank.example@evil.example/" deceives its reader
        return None
    try:
        host = host.encode("idna").decode("ascii")
        tail = [quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment)]
    except UnicodeError:
        return None
    address = urlunsplit((parts.scheme, host if port is None else f"{host}:{port}", *tail))
    return address if len(address) <= _LONGEST else None


def _text_directive(sentence: str) -> str:
    """The directive for a sentence: all of it, or its first and last words when it is long."""
    words = one_line(sentence).split()
    if not words:
        return ""
    if len(words) <= _WHOLE_WORDS:
        return f"text={_encoded(' '.join(words))}"
    first, last = words[:_EDGE_WORDS], words[-_EDGE_WORDS:]
    return f"text={_encoded(' '.join(first))},{_encoded(' '.join(last))}"


def _encoded(words: str) -> str:
    """Percent-encoded; ``-`` too, which has a meaning of its own in a text directive."""
    return quote(words, safe="").replace("-", "%2D")
