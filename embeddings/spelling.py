"""Words of a question that stand nowhere in the corpus, replaced by the nearest that does.

Most words that a corpus does not have are no slips: they are what an off-topic question is about,
or the name of somebody else. So a word stays as it is where the model knows it for a word, and
names are held to stricter rules.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from embeddings.analyzer import Analyzer
from embeddings.generation import Generation
from embeddings.vocabulary import SHORTEST

_SHORTEST_NAME = 6
"""Letters of the shortest name that is corrected: many short ones differ by one letter."""

_SHORTEST_ELSEWHERE = 6
"""Letters of the shortest word that is corrected among words which the corpus lacks, too."""

_SHORTEST_ALONE = 8
"""Letters of a word that is corrected where it is all that is asked."""

_MOST_UNKNOWN = 0.5
"""Share of a question's words that neither the corpus nor the model may know: above it the question
is about something else, or in another language, and every guess would be wild."""

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the question that is no stop word: where it stands, and what the corpus has."""

    start: int
    end: int
    folded: str
    known: bool


class Speller:
    """Corrects the spelling of questions to that of one generation.

    Args:
        generation: whose words count.
        analyzer: the one that made its terms.
        is_word: whether a word, folded, is one for all that the corpus does not have it; None
            where nobody can tell.
    """

    def __init__(
        self, generation: Generation, analyzer: Analyzer, is_word: Callable[[str], bool] | None
    ) -> None:
        self._generation = generation
        self._analyzer = analyzer
        self._is_word = is_word

    def corrected(self, text: str) -> str:
        """``text`` with its misspelt words as the corpus writes them; mostly just ``text``."""
        found = (self._word(match) for match in _LETTERS.finditer(text))
        words = [word for word in found if word is not None]
        unknown = [word for word in words if not word.known]
        elsewhere = len(unknown) > _MOST_UNKNOWN * len(words)
        slips = [word for word in unknown if self._is_slip(word, elsewhere=elsewhere)]
        alone = len(words) == 1 and len(words[0].folded) >= _SHORTEST_ALONE
        if not slips or (len(slips) > _MOST_UNKNOWN * len(words) and not alone):
            return text
        for word in reversed(slips):
            if nearest := self._meant(word, text):
                shown = nearest.capitalize() if text[word.start].isupper() else nearest
                text = text[: word.start] + shown + text[word.end :]
        return text

    def _word(self, match: re.Match[str]) -> _Word | None:
        terms = self._analyzer.word_terms(match[0], self._generation.languages)
        if not terms:
            return None
        (folded,) = self._analyzer.words(match[0])
        known = len(folded) < SHORTEST or self._generation.lexical.knows(terms)
        return _Word(match.start(), match.end(), folded, known)

    def _is_slip(self, word: _Word, *, elsewhere: bool) -> bool:
        """Whether an unknown word may be a slip; ``elsewhere`` where the corpus lacks most words.

        There a short word is more likely to be a rare one than a slip: "how do I bake bread".
        """
        if elsewhere and len(word.folded) < _SHORTEST_ELSEWHERE:
            return False
        return self._is_word is None or not self._is_word(word.folded)

    def _meant(self, word: _Word, text: str) -> str | None:
        is_name = text[word.start].isupper()
        if is_name and len(word.folded) < _SHORTEST_NAME:
            return None
        return self._generation.vocabulary.nearest(word.folded, is_name=is_name)
