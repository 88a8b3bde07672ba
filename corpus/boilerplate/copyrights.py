"""Lines that say whose a page is: a sign, a year and names, or rights that are reserved.

Whoever writes about such words uses them in a sentence; a label has nothing beside them but names.
"""

import re

from corpus.boilerplate.mark import Reason
from corpus.boilerplate.phrases import folded
from corpus.boilerplate.rules import languages

_LONGEST = 200
_MOST_WORDS = 25
_MOST_CAPITALS, _MOST_BEHIND_SIGN = 2, 4
"""Words that may be names where all letters are capitals, which tell no names then; with ©."""

_SIGN = re.compile(
    r"^\W*(?:©|\(c\)\W*(?:19|20)\d\d\b|copyright\b\W*(?:©|\(c\)|(?:19|20)\d\d\b|by\b))"
)
"""The word alone, and the letter, begin the titles of acts and their items, too."""

_SIGNED = frozenset({"copyright", "c"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?\u2026])\s+|\n+|\s[|\u2022\u00b7]\s")
_BESIDE = frozenset({
    "by", "and", "the", "of", "von", "und", "der", "die", "das", "de", "des", "du", "la", "le",
    "les", "l", "d", "el", "los", "las", "y", "e", "et", "par", "por", "и", "і", "й", "та", "г",
    "гг", "р", "рр", "год", "года", "годы",
})  # fmt: skip
"""Small words between names and years."""


def is_copyright(text: str) -> bool:
    """Whether ``text`` says whose it is, and since when, and next to nothing else."""
    if len(text) > _LONGEST or not _YEAR.search(text) or len(_WORD.findall(text)) > _MOST_WORDS:
        return False
    plain = folded(text)
    return (_SIGN.match(plain) is not None or _reserves(plain)) and _names_alone(text)


def only_mentions_rights(text: str) -> bool:
    """Whether ``text`` reserves rights in a sentence that says something of these words."""
    return not _is_signed(text) and any(
        _reserves(folded(sentence)) and not _names_alone(sentence)
        for sentence in _SENTENCE.split(text)
    )


def _is_signed(text: str) -> bool:
    """Whether ``text`` begins with a sentence that is a sign, a year and names."""
    first = _SENTENCE.split(text.strip(), maxsplit=1)[0]
    stated = _SIGN.match(folded(first)) is not None and _YEAR.search(first) is not None
    return stated and _names_alone(first)


def _reserves(plain: str) -> bool:
    return any(language.lines[Reason.COPYRIGHT].anywhere.search(plain) for language in languages())


def _names_alone(text: str) -> bool:
    """Whether ``text`` has no word in small letters but those of the labels, and small ones."""
    rest = folded(text)
    for language in languages():
        rest = language.lines[Reason.COPYRIGHT].anywhere.sub(" ", rest)
    left = set(_WORD.findall(rest)) - _BESIDE - _SIGNED
    small = {
        folded(word)
        for token in text.split()
        # An address is a name: example.org.
        if not re.search(r"\w[.@]\w", token)
        for word in _WORD.findall(token)
        if word[0].islower()
    }
    most = _MOST_BEHIND_SIGN if "©" in text else _MOST_CAPITALS
    if text.isupper() and sum(map(str.isalpha, left)) > most:
        return False
    return left.isdisjoint(small)
