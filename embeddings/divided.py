"""Words that were divided at the end of a line, made whole.

Whether a hyphen there divides a word (``govern-`` ``ment``) or belongs to it (``well-`` ``known``),
the words that are known tell: those of the corpus and those of the model.
"""

import re
from collections.abc import Callable

from embeddings.stopwords import STOPWORDS

_LETTERS = r"[^\W\d_]"
_SIGNS = "-\u2010\u2011\u00ac\u00ad"
_ALWAYS_DIVIDES = "\u00ac\u00ad"
_LINE_END = r"[ \t\r]*\n[ \t]*"

_DIVIDED = re.compile(
    rf"(?<![^\W_])(?P<first>{_LETTERS}+)(?P<sign>[{_SIGNS}])(?P<gap>{_LINE_END}| )"
    rf"(?P<second>{_LETTERS}+)(?![^\W_])"
)
_HALVES = re.compile(rf"(?<![^\W_]){_LETTERS}+[{_SIGNS}]{_LINE_END}{_LETTERS}+")

IsWord = Callable[[str], bool]


def without_divisions(text: str, language: str | None, is_word: IsWord | None) -> str:
    """``text`` with the words whole that the ends of lines divide; itself where none does.

    A word is known in one piece, or its halves are not both known; otherwise the hyphen is a
    compound's and stays, without the end of the line behind it. One in front of a small word
    (``pre-`` ``and post-war``) stays as it is. Where lines have become one already
    (``govern- ment``) only what is surely one word is joined.

    Args:
        text: any text.
        language: ISO 639-1 code of ``text``; ``None`` if unknown.
        is_word: whether a word, folded, is known; ``None`` where nobody can tell: then only signs
            that stand nowhere but inside of words are taken out.
    """
    small = STOPWORDS.get(language or "en", frozenset())

    def whole(match: re.Match[str]) -> str:
        return _made_whole(match, small, is_word)

    return _DIVIDED.sub(whole, text) if _DIVIDED.search(text) else text


def _made_whole(match: re.Match[str], small: frozenset[str], is_word: IsWord | None) -> str:
    first, sign, gap, second = match.group("first", "sign", "gap", "second")
    if sign in _ALWAYS_DIVIDES:
        return first + second
    if is_word is None:
        return match[0]
    one, other = first.casefold(), second.casefold()
    is_one_case = second.islower() or (first.isupper() and second.isupper())
    is_known = is_one_case and is_word(one + other)
    if "\n" not in gap:
        return first + second if is_known and not is_word(other) else match[0]
    if other in small and not is_known:
        return match[0]
    joins = is_known or (is_one_case and not (is_word(one) and is_word(other)))
    return first + second if joins else f"{first}-{second}"


def without_halves(text: str) -> str:
    """``text`` without the words that the ends of lines divide: their halves are no words."""
    return _HALVES.sub(" ", text)
