"""Years without a word before them that says so: *Wer gewann 2013 in Passau?*, *the 2024 report*.

A number of four digits is mostly a year, and now and then a count. German writes its years bare,
so there one counts unless it counts something: nouns have capitals. In English one counts before a
noun that no number but one can stand before.
"""

import re
from collections.abc import Iterator

from embeddings.spelt import words_of
from embeddings.stopwords import STOPWORDS

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_GERMAN = re.compile(
    rf"(?:^|(?<!\w)(?P<before>[a-zäöüß]+) ){_YEAR}(?![\w-]|'s|[.,:]\d"
    r"| [A-ZÄÖÜ„\"]| (?:bis|und|oder|mal|km|kg|g|m|cm|mm|ha|t|%|€)(?!\w))"
)
_BEFORE_COUNTS = """
    der die das den dem des ein eine einen einer einem diese dieser diesen jene alle aller allen
    rund etwa circa ca ungefähr über unter von vom nur um als bis zu zum fast knapp gut mehr
    mindestens höchstens insgesamt je pro mit für auf aus ohne durch mal und oder sind waren
    nummer seite
"""
_COUNTED = frozenset(_BEFORE_COUNTS.split())
"""Before a number that counts, or names a thing; or before one that other patterns read."""

_ENGLISH = re.compile(
    rf"(?<![\w.,:/-]){_YEAR} (?:annual |yearly |quarterly |financial )?"
    r"(?:report|budget|revenues?|turnover|earnings|edition|election|forecast|harvest)(?![\w-])"
    r"(?! (?!is\b|was\b|has\b|says\b|does\b)[a-z]+s\b)",
    re.IGNORECASE,
)
_OTHERS = STOPWORDS["en"] | STOPWORDS["es"] | STOPWORDS["fr"]


def bare_years(text: str) -> Iterator[tuple[int, int, int]]:
    """Every such year in ``text``, which has its capitals: where it begins and ends, and itself.

    The places are those in the case-folded text.
    """
    matches = list(_ENGLISH.finditer(text))
    if _is_german(text):
        german = _GERMAN.finditer(text)
        matches += [it for it in german if it["before"] not in _COUNTED]
    for match in matches:
        start = len(text[: match.start("year")].casefold())
        yield start, start + len(match["year"]), int(match["year"])


def _is_german(text: str) -> bool:
    words = set(words_of(text))
    return bool(words & (STOPWORDS["de"] - _OTHERS)) and not words & (_OTHERS - STOPWORDS["de"])
