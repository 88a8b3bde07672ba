"""What Telegram does to a text before anyone sees it.

Carriage returns, U+2028 to U+202E and some combining marks go; tabs and other control characters
become spaces; white space at both ends goes. Entities move along and lose what they covered. An
exact quotation in a message is exact up to this and no further, so the tests compare with `clean`.
"""

from dataclasses import replace

from telegram_server import tdlib
from telegram_server.values import FormattedText, utf16_length

_BLANK = " \n"


def clean(formatted: FormattedText) -> FormattedText:
    """Return the text and entities as a phone shows them; the text may end up empty.

    Raises:
        TdlibError: An entity lies outside the text, splits a surrogate pair, or has a bad URL.
    """
    return trim(tdlib.settle(formatted))


def trim(formatted: FormattedText) -> FormattedText:
    """Cut white space off both ends, as TDLib does: at the start only before the first entity."""
    text = formatted.text.rstrip(_BLANK)
    end = utf16_length(text)
    first = min((entity.offset for entity in formatted.entities), default=end)
    removed = 0
    while removed < min(first, end) and text[removed] in _BLANK:
        removed += 1
    kept = [
        replace(entity, offset=entity.offset - removed, length=min(entity.end, end) - entity.offset)
        for entity in formatted.entities
        if entity.offset < end
    ]
    kept.sort(key=lambda entity: (entity.offset, -entity.length))
    return FormattedText(text[removed:], tuple(kept))
