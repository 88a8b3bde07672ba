"""Words that have grown together, where the spaces between them were lost.

Only what cannot be a word is taken apart: a long one, unknown as it stands, which falls into known
words with a small word between two others (``startersanddisconnected``). Compounds and derived
words hardly ever hold one there; in languages that write compounds as one word nothing is parted.
"""

import re
from collections.abc import Callable
from itertools import pairwise

_SMALL = {
    "en": frozenset({"and", "the", "for", "with", "from", "that", "which", "was", "were"}),
    "ru": frozenset(
        {"или", "что", "как", "для", "это", "если", "когда", "чтобы", "между", "после"}
    ),
    "uk": frozenset({"або", "але", "для", "від", "щоб", "якщо", "коли", "між", "після"}),
    "es": frozenset({"los", "las", "del", "por", "para", "con", "que", "desde", "entre", "pero"}),
    "fr": frozenset(
        {"les", "des", "dans", "pour", "que", "avec", "mais", "entre", "depuis", "sont"}
    ),
}
"""By language: words that stand between others, and hardly ever inside one."""

_SHORTEST = 12
"""Letters of a token, hyphens included."""

_LONGEST = 120
_SHORTEST_PIECE = 3
_AVERAGE = 4
"""Letters of a piece, on average: shorter ones fit into anything."""

_COST, _SMALL_COST = 10, 9
"""What a piece costs: the cheapest way to take a word apart is chosen."""

_LETTERS = r"[^\W\d_]+"
_TOKEN = re.compile(
    rf"(?<![\w./@:#=&-])(?=(?:[^\W\d_]|[-\u2010\u2011]){{{_SHORTEST}}}){_LETTERS}(?:[-\u2010\u2011]{_LETTERS})*(?![\w/@=&-]|[.:]\w)"
)
_IDENTIFIER = re.compile(r"[^\W\d_A-Z][A-Z]")
_WITHIN = {
    language: re.compile(rf"[^\W\d_]{{3}}(?:{'|'.join(sorted(small))})[^\W\d_]{{3}}", re.IGNORECASE)
    for language, small in _SMALL.items()
}

IsWord = Callable[[str], bool]


def without_glue(text: str, language: str | None, is_word: IsWord) -> str:
    """``text`` with spaces between words that have grown together; itself where none have.

    Args:
        text: any text.
        language: ISO 639-1 code; English where it is unknown.
        is_word: whether a word, folded, is known.
    """
    known = language or "en"
    if known not in _SMALL:
        return text
    within = _WITHIN[known]

    def apart(match: re.Match[str]) -> str:
        token = match[0]
        if len(token) > _LONGEST or not within.search(token):
            return token
        if _IDENTIFIER.search(token):
            return token
        return _apart(token, known, is_word) or token

    return _TOKEN.sub(apart, text)


def _apart(token: str, language: str, is_word: IsWord) -> str | None:
    """``token`` in pieces; None where it stays whole."""
    parts = [it for it in re.split("([-\u2010\u2011])", token) if it]
    split = [[part] if len(part) == 1 or is_word(part.casefold()) else None for part in parts]
    if all(it is not None for it in split):
        return None
    small = _SMALL[language]
    found: list[list[str]] = []
    for part, whole in zip(parts, split, strict=True):
        pieces = whole or _pieces(part, small, is_word)
        if pieces is None:
            return None
        found.append(pieces)
    if not any(inner.casefold() in small for pieces in found for inner in pieces[1:-1]):
        return None
    return "".join(" ".join(pieces) for pieces in found)


def _pieces(word: str, small: frozenset[str], is_word: IsWord) -> list[str] | None:
    """The fewest known words that ``word`` falls into, two or more; None where it does not."""
    folded = word.casefold()
    if len(folded) != len(word):
        return None
    # best[end]: what the pieces up to it cost, how many they are, where the last of them begins.
    best: dict[int, tuple[int, int, int]] = {0: (0, 0, 0)}
    for start in range(len(word)):
        if start not in best:
            continue
        cost, count, _ = best[start]
        for end in range(start + _SHORTEST_PIECE, len(word) + 1):
            piece = folded[start:end]
            # Between as many pieces, a small word is likelier than another (“and”, not “sand”).
            reached = cost + (_SMALL_COST if piece in small else _COST)
            if end in best and best[end][0] <= reached:
                continue
            if piece in small or (len(piece) < len(word) and is_word(piece)):
                best[end] = (reached, count + 1, start)
    if len(word) not in best or len(word) < _AVERAGE * best[len(word)][1]:
        return None
    cuts = [len(word)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][2])
    cuts.reverse()
    return [word[start:end] for start, end in pairwise(cuts)]
