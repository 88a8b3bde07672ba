"""The phrases of the rule lists: what they match, and how text is folded before it is compared."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

_KEY = 4
"""Letters of a word that tell which phrases may begin with it; of a shorter phrase, one less."""

_GAP = r"(?:\W+\w+){0,5}?"
_BETWEEN = r"\W+"
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f]")
_QUOTES = str.maketrans("“”„‟«»‹›″‘’ʼ‚‛´`′", '"' * 9 + "'" * 8)
_MARK = "\x01"
_PART = re.compile(
    r"\(|\)\??|\||\x01|\*|#| \??|[^()|\x01*# ?]\?|[^()|\x01*# ?]+(?!\?)|(?P<stray>\?)"
)
_SYMBOLS = {"(": "(?:", ")": ")", ")?": ")?", "|": "|", "*": r"\w*", "#": r"\d+", " ?": r"\W*"}
_WORD = re.compile(r"\w+")
_REMEMBERED = 20_000
"""Words whose phrases are remembered, so that no text can fill the memory."""


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
        words: those that it can begin with, where all of them are known to their ends.
    """

    pattern: str
    keys: frozenset[str]
    words: frozenset[str]


def phrase(written: str) -> Phrase:
    """Reads a phrase as README.md describes them.

    Raises:
        ValueError: if its brackets do not match, or nothing could be found by it: it begins with
            neither a word nor a number, or a question mark in it stands behind nothing.
    """
    # Folding would make three full stops of a gap.
    met = list(_PART.finditer(folded(written.replace("…", _MARK)).replace("-", " ")))
    if any(it["stray"] for it in met):
        raise ValueError(f"not a phrase: {written!r}: a ? behind nothing that may be missing")
    parts = [it[0] for it in met]
    pattern = "".join(_patterns(parts))
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a phrase: {written!r}: {error}") from None
    firsts = list(_firsts(parts, written))
    if not firsts:
        raise ValueError(f"not a phrase: {written!r}: it begins with nothing")
    whole = all(is_whole for _, is_whole in firsts)
    return Phrase(
        pattern,
        frozenset(word[:_KEY] for word, _ in firsts),
        frozenset(word for word, _ in firsts) if whole else frozenset(),
    )


def _patterns(parts: list[str]) -> Iterator[str]:
    for place, part in enumerate(parts):
        following = parts[place + 1] if place + 1 < len(parts) else None
        if part == " ":
            # A gap brings the space before it along, and the one behind it.
            if following != _MARK:
                yield _BETWEEN
        elif part == _MARK:
            ends = following is None or following[0] in "|)"
            yield _GAP if ends else _GAP + _BETWEEN
        else:
            # “s?”
            letter, optional = (part[0], "?") if part[1:] == "?" else (part, "")
            yield _SYMBOLS.get(part) or re.escape(letter) + optional


def _firsts(parts: list[str], written: str) -> Iterator[tuple[str, bool]]:
    """Each word that may come first, of all alternatives of a bracket at the start; "" for numbers.

    Beside it, whether it is whole: nothing of the phrase goes on where it ends.

    Raises:
        ValueError: if something else comes first, in one of them.
    """
    depth, first = 0, True
    for place, part in enumerate(parts):
        if part == "(":
            depth += 1
        elif part.startswith(")"):
            depth -= 1
            first = part == ")?"
        elif part == "|":
            first = True
        elif first and part != " ":
            found = _WORD.match(part)
            if part != "#" and (found is None or part.endswith("?")):
                reason = f"it begins with {part!r}, which is neither a word nor a number"
                raise ValueError(f"not a phrase: {written!r}: {reason}")
            yield (found[0], _ends_at(parts, place, found.end())) if found else ("", False)
            first = False
        if depth == 0 and not first:
            return


def _ends_at(parts: list[str], place: int, end: int) -> bool:
    """Whether a word that ends at ``end`` of a part is at its end in the phrase, too."""
    if end < len(parts[place]):
        return True
    following = parts[place + 1] if place + 1 < len(parts) else " "
    if following == "|" or following.startswith(")"):
        # What goes on behind a bracket goes on behind each of its alternatives.
        close = next(it for it in range(place + 1, len(parts)) if parts[it].startswith(")"))
        following = parts[close + 1] if close + 1 < len(parts) else " "
    return following == " "


T = TypeVar("T")


class PhraseTable(Generic[T]):
    """Many phrases, each with what it stands for, found in one walk over the words of a text.

    At each word only the phrases are tried that begin with this word, or with a stem that has its
    first letters: a text costs as many steps as it has words, times those few.
    """

    def __init__(self, stated: Iterable[tuple[Phrase, T]]) -> None:
        """Reads phrases, each with its meaning."""
        words: defaultdict[str, list[tuple[re.Pattern[str], T]]] = defaultdict(list)
        stems: defaultdict[str, list[tuple[re.Pattern[str], T]]] = defaultdict(list)
        for it, meaning in stated:
            entry = (re.compile(rf"(?:{it.pattern})(?!\w)"), meaning)
            for word in it.words:
                words[word].append(entry)
            for key in it.keys if not it.words else ():
                stems[key].append(entry)
        self._words = {key: tuple(entries) for key, entries in words.items()}
        self._stems = {key: tuple(entries) for key, entries in stems.items()}
        # A text repeats its words, and asking anew for each cost more than the phrases do.
        self.tried = lru_cache(_REMEMBERED)(self._tried)

    def _tried(self, word: str) -> tuple[tuple[re.Pattern[str], T], ...]:
        """The phrases that may begin with ``word``, which is folded."""
        known = self._words.get(word, ()) + self._stems.get(word[:_KEY], ())
        if len(word) >= _KEY:
            known += self._stems.get(word[: _KEY - 1], ())
        return known + self._stems.get("", ()) if word[0].isdigit() else known

    def found(self, plain: str) -> Iterator[tuple[re.Match[str], T]]:
        """Each phrase that stands in ``plain``, which is folded, with what it stands for."""
        for word in _WORD.finditer(plain):
            for pattern, meaning in self.tried(word[0]):
                met = pattern.match(plain, word.start())
                if met is not None:
                    yield met, meaning
