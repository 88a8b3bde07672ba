"""HTML as words: its tags go, its words stay."""

import re
from html import unescape

_SILENT = re.compile(r"<(!--|script\b|style\b)", re.IGNORECASE)
_SILENT_ENDS = {
    "!--": re.compile("-->"),
    "script": re.compile("</script[^<>]*>", re.IGNORECASE),
    "style": re.compile("</style[^<>]*>", re.IGNORECASE),
}
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z!?][^<>]*>", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n")


def without_tags(html: str) -> str:
    """The words of ``html``. Comments, scripts and styles have none."""
    text = _BREAK.sub("\n", _without_silent(html))
    text = unescaped(_TAG.sub("", text)).replace("\0", "\ufffd")
    return _BLANK_LINES.sub("\n", text).strip()


def unescaped(text: str) -> str:
    """``text`` with signs in place of their references, such as ``&amp;``."""
    try:
        return unescape(text)
    except ValueError:  # Python reads no number of 5,000 figures
        return text


def _without_silent(html: str) -> str:
    kept: list[str] = []
    position = 0
    while match := _SILENT.search(html, position):
        kept.append(html[position : match.start()])
        closing = _SILENT_ENDS[match[1].lower()].search(html, match.end())
        if closing is None:
            return "".join(kept)
        position = closing.end()
    return "".join([*kept, html[position:]])
