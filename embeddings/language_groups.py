"""Passages by language, for a model that reads several.

Such a model puts texts of one language near each other, whatever they say: a question's cosines
with passages in its own language are all a little higher. Each language's mean vector tells how
much, and what is left after taking it away can be compared from language to language.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from embeddings.evidence import SentenceVectors
from embeddings.ports import RowIds, Vector
from embeddings.question_language import is_foreign

_SAMPLED = 1_000
"""Passages of a language that its mean is taken over, evenly spaced."""

_BORROWED = 10
"""How many passages the mean of all languages counts as in each one's. A single document's mean is
its subject, and taking that away would hide the document from every question about it."""


class LanguageGroups:
    """The language of every row, and where the middle of each language lies.

    Args:
        rows: shape (n,), ascending row ids.
        languages: of each row; None where it is unknown.
        sentences: of the same rows.
    """

    def __init__(
        self, rows: RowIds, languages: Sequence[str | None], sentences: SentenceVectors
    ) -> None:
        self._rows = rows
        self.languages = tuple(dict.fromkeys(languages))
        number = {language: place for place, language in enumerate(self.languages)}
        self._group = np.fromiter((number[it] for it in languages), np.int64, rows.size)
        all_rows = _mean(self._rows, sentences)
        self._means = [
            (_mean(rows, sentences) * rows.size + all_rows * _BORROWED) / (rows.size + _BORROWED)
            for rows in map(self._rows_of, number.values())
        ]

    def rows(self, language: str) -> RowIds:
        """The rows in ``language``, ascending."""
        return self._rows_of(self.languages.index(language))

    def foreign_to(self, question: str) -> tuple[str, ...]:
        """The languages of passages that ``question`` is certainly not in."""
        return tuple(it for it in self.languages if it is not None and is_foreign(question, [it]))

    def are_in(self, languages: Sequence[str], rows: RowIds) -> npt.NDArray[np.bool_]:
        """For each of ``rows``, whether it is in one of ``languages``; shape (r,)."""
        wanted = [self.languages.index(language) for language in languages]
        return np.isin(self._groups_of(rows), wanted)

    def centred(
        self, query: Vector, rows: RowIds, cosines: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        """How far ``cosines``, shape (r,), of ``rows`` lie above those of their whole language."""
        usual = np.array([float(mean @ query) for mean in self._means], np.float64)
        above: npt.NDArray[np.float64] = cosines - usual[self._groups_of(rows)]
        return above

    def _groups_of(self, rows: RowIds) -> npt.NDArray[np.int64]:
        groups: npt.NDArray[np.int64] = self._group[np.searchsorted(self._rows, rows)]
        return groups

    def _rows_of(self, group: int) -> RowIds:
        rows: RowIds = self._rows[self._group == group]
        return rows


def _mean(rows: RowIds, sentences: SentenceVectors) -> Vector:
    """The mean of the sentences of ``rows``, or of a sample of them; not of unit length."""
    step = -(-rows.size // _SAMPLED)
    places = np.searchsorted(sentences.rows, rows[::step])
    total = np.zeros(sentences.vectors.shape[1], np.float64)
    count = 0
    for place in places.tolist():
        start, end = sentences.offsets[place : place + 2].tolist()
        total += sentences.vectors[start:end].sum(axis=0, dtype=np.float64)
        count += end - start
    mean: Vector = (total / count).astype(np.float32)
    return mean
