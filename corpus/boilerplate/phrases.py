"""The phrases of the rule lists: what they match, and how text is folded before it is compared."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_KEY = 4
"""Letters of a word that tell which phrases may begin with it; of a shorter phrase, one less."""

_GAP = r"(?:\W+\w+){0,5}?"
_BETWEEN = r"\W+"
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f]")
_QUOTES = str.maketrans("“”„‟«»‹›″‘’ʼ‚‛´`′", '"' * 9 + "'" * 8)
_MARK = "\x01"
_PART = re.compile(r"\(|\)[?]?|\||\x01|\*|#| |[^()|\x01*# ]+")
_SYMBOLS = {"(": "(?:", ")": ")", ")?": ")?", "|": "|", "*": r"\w*", "#": r"\d+"}
_WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """``text`` without letter case, accents, hidden characters, or the shape of quotation marks."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return _HIDDEN.sub("", plain).translate(_QUOTES)


def keys_of(text: str) -> frozenset[str]:
    """The first letters of each word of ``text``, which is folded."""
    words = _WORD.findall(text)
    return frozenset([word[:_KEY] for word in words] + [word[: _KEY - 1] for word in words])


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the lists, ready to be looked for in folded text.

    Attributes:
        pattern: a regular expression without anchors.
        keys: what the words that it can begin with begin with.
    """

    pattern: str
    keys: frozenset[str]


def phrase(written: str) -> Phrase:
    """Reads a phrase as README.md describes them.

    Raises:
        ValueError: if its brackets do not match.
    """
    # Folding would make three full stops of a gap.
    parts = _PART.findall(folded(written.replace("…", _MARK)).replace("-", " "))
    pattern = "".join(_patterns(parts))
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a phrase: {written!r}: {error}") from None
    return Phrase(pattern, frozenset(_keys(parts)))


def _patterns(parts: list[str]) -> Iterator[str]:
    for place, part in enumerate(parts):
        following = parts[place + 1] if place + 1 < len(parts) else None
        if part == " ":
            # A gap brings the space before it along, and the one behind it.
            if following != _MARK:
                yield _BETWEEN
        elif part == _MARK:
            yield _GAP if following is None else _GAP + _BETWEEN
        else:
            yield _SYMBOLS.get(part) or re.escape(part)


def _keys(parts: list[str]) -> Iterator[str]:
    """The keys of each word that may come first: of all alternatives of a bracket at the start."""
    depth, first = 0, True
    for part in parts:
        if part == "(":
            depth += 1
        elif part.startswith(")"):
            depth -= 1
            first = part == ")?"
        elif part == "|":
            first = True
        elif first and part != " ":
            found = _WORD.search(part)
            yield found[0][:_KEY] if found else ""
            first = False
        if depth == 0 and not first:
            return
