"""When two questions are the same one, written in another way."""

import re
import unicodedata

_WORD = re.compile(r"\w+")


def same(text: str) -> str:
    """The same for texts that differ in letter case, punctuation and white space only."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_WORD.findall(folded)) or text
