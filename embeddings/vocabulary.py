"""The words of a generation as they are written, for questions that misspell one.

The index knows stems only, and a stem's nearest stem is no word that a person could be shown. The
file is read when the first unknown word comes, which for most processes is never.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

import numpy as np

from corpus.errors import StoreError
from corpus.passage import Passage
from embeddings.analyzer import Analyzer
from embeddings.divided import without_halves

SHORTEST = 4
"""Letters of the shortest word that is ever corrected: shorter ones all lie close together."""

_TWO_SLIPS = 8
"""Letters from which on two slips are forgiven."""


class Vocabulary:
    """How many passages hold each word, folded as the analyzer folds. Safe for several threads.

    Args:
        path: a file that ``write_vocabulary`` wrote; read when it is first needed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Passages by word.

        Raises:
            StoreError: if the file is missing or damaged.
        """
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
            pairs = (line.split("\t") for line in lines)
            return {word: int(count) for word, count in pairs}
        except (OSError, ValueError) as error:
            raise StoreError(
                f"The index file {self._path} is missing or damaged. Run: footnote index"
            ) from error

    @cached_property
    def _by_length(self) -> Mapping[int, list[str]]:
        words: dict[int, list[str]] = {}
        for word in self.counts:
            words.setdefault(len(word), []).append(word)
        return words

    def nearest(self, word: str, *, is_name: bool = False) -> str | None:
        """The word of the corpus that ``word`` (folded) may have been meant to be.

        Within one slip (a letter more, less, another, or two swapped), from eight letters on two.
        The fewest slips decide, then the same first letter, then how often it is used. Two slips
        must leave the first letter: what differs there is rather another word. So is a name that
        differs in its first letter, or, if it is short, by another letter in the place of one.
        """
        if len(word) < SHORTEST:
            return None
        slips = 2 if len(word) >= _TWO_SLIPS else 1
        lengths = range(max(SHORTEST, len(word) - slips), len(word) + slips + 1)
        near = [
            (distance, other[0] != word[0], -self.counts[other], other)
            for length in lengths
            for distance, other in self._within(word, slips, length)
            if other[0] == word[0] or (distance == 1 and not is_name)
            if not (is_name and slips == 1 and _differ_in_a_letter(word, other))
        ]
        return min(near)[3] if near else None

    def _within(self, word: str, slips: int, length: int) -> list[tuple[int, str]]:
        """Words of ``length`` letters that are at most ``slips`` away, with their distance."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cdist

        words = self._by_length.get(length, [])
        if not words:
            return []
        distances = cdist([word], words, scorer=OSA.distance, score_cutoff=slips, dtype=np.uint8)[0]
        return [(int(distances[i]), words[i]) for i in np.flatnonzero(distances <= slips).tolist()]


def _differ_in_a_letter(word: str, other: str) -> bool:
    """Whether one letter stands in the place of another: *Merkel* is not *Merkez*."""
    return len(word) == len(other) and Counter(word) != Counter(other)


def count_words(passages: Iterable[Passage], analyzer: Analyzer) -> Counter[str]:
    """In how many of ``passages`` each word stands whole, their titles and headings included."""
    counts: Counter[str] = Counter()
    for passage in passages:
        title = passage.citation.metadata.title
        texts = [text for text in (title, passage.heading, passage.text) if text]
        counts.update(analyzer.words(without_halves(" ".join(texts))))
    return counts


def write_vocabulary(path: Path, counts: Mapping[str, int]) -> None:
    """Write the words that still stand somewhere."""
    lines = (f"{word}\t{count}\n" for word, count in sorted(counts.items()) if count > 0)
    path.write_text("".join(lines), encoding="utf-8")
