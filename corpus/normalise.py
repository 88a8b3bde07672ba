"""The one normalisation, done before any offset exists.

Only what no reader of the text can see is changed: a byte order mark goes, and each line ends with
a single line feed. Everything else stays as the author wrote it, since passages are shown word for
word.
"""

import re

_VISIBLE = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


def normalise(text: str) -> str:
    """``text`` without a leading byte order mark, each line ended by one line feed."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def is_blank(text: str) -> bool:
    """Whether ``text`` shows nothing: white space, control and zero-width characters only."""
    return _VISIBLE.search(text) is None
