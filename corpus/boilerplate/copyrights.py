"""Lines that say whose a page is: a sign, a year and names, or rights that are reserved.

Whoever writes about such words uses them in a sentence; a label has nothing beside them but names.
"""

import re

from corpus.boilerplate.mark import Reason
from corpus.boilerplate.phrases import folded
from corpus.boilerplate.rules import languages

_LONGEST = 200
_MOST_WORDS, _MOST_BEHIND_SIGN = 25, 10
"""Words of a line of names and labels, and of one that says something more behind its sign."""

_SIGN = re.compile(r"^\W*(?:©|\(c\)|copyright\b)")
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
    words = len(_WORD.findall(text))
    if len(text) > _LONGEST or not _YEAR.search(text) or words > _MOST_WORDS:
        return False
    if _is_signed(text) and words <= _MOST_BEHIND_SIGN:
        return True
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
    return left.isdisjoint(small)
