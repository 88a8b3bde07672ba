"""Text becomes folded words here: letter case, apostrophes, compounds and numbers.

Where a word may be written in several ways, one of them stands in the run of words and the others
are marked as lying beside it: phrases are looked for in the run, single words in everything.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

MAX_WORD = 64
"""Longer words are cut: no person types them, and an index term has a limit."""

HIDDEN = "\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters, as a class of a regular expression, that show nothing and would part a word."""

_HIDDEN = re.compile(f"[{HIDDEN}]")
_SCRIPT_RANGES = (
    ("cyrillic", "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f"),
    ("greek", "\u0370-\u03ff\u1f00-\u1fff"),
    ("armenian", "\u0530-\u058f"),
    ("hebrew", "\u0590-\u05ff"),
    ("arabic", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff"),
    ("devanagari", "\u0900-\u097f"),
    ("tamil", "\u0b80-\u0bff"),
    ("unspaced", "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"),
)
_SCRIPTS = tuple((name, re.compile(f"[{ranges}]")) for name, ranges in _SCRIPT_RANGES)
_APOSTROPHES = re.compile("[\u2019\u02bc\u2018\u02b9\u02bb\u2032\u00b4`]")
# Combining marks belong to their word; `re` does not count them among letters.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0970-\u109f"
_LETTERS = rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*"
_NUMBER = r"\d+(?:[.,:]\d+)+"
_GROUPED = r"\d{1,3}(?P<mark>[ ,.])\d{3}(?:(?P=mark)\d{3})*(?![\d]|[.,]\d|(?P=mark)\d{3})"
_FRACTION = (
    r"(?:\d{1,3}(?P<thousands>[ ,.])\d{3}(?:(?P=thousands)\d{3})*|\d+)"
    r"(?!(?P=thousands))[.,]\d+(?![\d]|[.,:]\d)"
)
_WORD = re.compile(
    rf"(?P<grouped>(?<![\d.,]){_GROUPED})|(?P<fraction>(?<![\d.,:]){_FRACTION})"
    rf"|(?P<number>{_NUMBER})"
    rf"|(?P<word>{_LETTERS}(?:['\-\u2010\u2011]{_LETTERS})*)"
)
_WITHOUT_MARKS = str.maketrans("", "", " ,.")
_HYPHENS = re.compile("[-\u2010\u2011]")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=[^\W\d_]{2})")


def words_of(text: str) -> Iterator[str]:
    """Folded words of ``text``; numbers, parts of hyphenated words and their joined forms too."""
    return (word for word, _ in spelt(text))


def spelt(text: str) -> Iterator[tuple[str, bool]]:
    """Folded words of ``text``, each with whether it is but another spelling of what stands there.

    The run of words without those is the same however a number or a compound is written.
    """
    plain = _APOSTROPHES.sub("'", _HIDDEN.sub("", text))
    folded = unicodedata.normalize("NFKC", plain).casefold()
    for match in _WORD.finditer(unicodedata.normalize("NFKC", folded).replace("ё", "е")):
        token = match.group()
        if match.lastgroup == "word":
            yield from _of_compound(token)
        elif match.group("grouped"):
            yield from _of_number(token, token.translate(_WITHOUT_MARKS))
        elif match.group("fraction"):
            whole, _, part = token.replace(",", ".").rpartition(".")
            yield from _of_number(token, f"{whole.translate(_WITHOUT_MARKS)}.{part}")
        else:
            yield token, False


def _of_compound(token: str) -> Iterator[tuple[str, bool]]:
    parts = [part for part in map(_without_apostrophe, _HYPHENS.split(token)) if part]
    for part in parts:
        for word in _bigrams(part) if script_of(part) == "unspaced" else (part[:MAX_WORD],):
            yield word, False
    if len(parts) > 1 and not all(part.isdigit() for part in parts):
        yield "".join(parts)[:MAX_WORD], True


def _of_number(token: str, plain: str) -> Iterator[tuple[str, bool]]:
    """``1,000`` as it stands and as ``1000``; ``1 000`` as ``1000`` and in its parts."""
    for part in token.split(" "):
        if part != plain:
            yield part[:MAX_WORD], True
    yield plain[:MAX_WORD], False


def _without_apostrophe(word: str) -> str:
    """``russia's`` is ``russia``, ``l'accord`` is ``accord``, ``п'ять`` is ``пять``."""
    if "'" not in word:
        return word
    return _ELISION.sub("", word.removesuffix("'s"), count=1).replace("'", "")


def _bigrams(word: str) -> Iterable[str]:
    """Overlapping pairs: the terms of scripts that put no space between words."""
    return [word] if len(word) < 2 else [word[i : i + 2] for i in range(len(word) - 1)]


def script_of(word: str) -> str:
    """Which letters ``word`` is written in; Latin ones where nothing else is known."""
    for name, pattern in _SCRIPTS:
        if pattern.search(word):
            return name
    return "latin"
