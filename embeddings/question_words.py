"""Which words of a question, as the person wrote them, a passage holds: for people to read.

Ranking knows terms, which are stems; nobody should have to read those.
"""

import re
from collections.abc import Set as AbstractSet

from embeddings.analyzer import Analyzer

_WORD = re.compile(r"[^\W_]+(?:['’.,:\-‐‑][^\W_]+)*")


def split_words(
    question: str, terms: AbstractSet[str], language: str | None, analyzer: Analyzer
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The question's words that make one of ``terms``, and those that do not; stop words in none.

    Args:
        question: as it was searched for.
        terms: those of its terms that a passage holds.
        language: the passage's.
        analyzer: the one that made the terms.
    """
    held: list[str] = []
    missing: list[str] = []
    for word in dict.fromkeys(_WORD.findall(question)):
        made = analyzer.content_terms(word, language)
        if made:
            (held if made & terms else missing).append(word)
    return tuple(held), tuple(missing)
