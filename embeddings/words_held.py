"""How much of a question's wording passages hold, and where it stands together.

BM25 counts a question's words wherever they are. An answer mostly has them in one sentence, so the
sentence with most of them counts here, every word by its idf; and words that are neighbours in the
question tell more where they are neighbours in the passage.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.analyzer import Analyzer
from embeddings.generation import Generation
from embeddings.ports import RowIds
from embeddings.query import Asked
from embeddings.sentence_terms import TermsHeld

CORRECTED_CREDIT = 0.5
"""How far a word that was corrected counts as the person's own: whole, it is a guess taken for a
fact; not at all, one slip in a short question keeps a good answer back."""

Scores = npt.NDArray[np.float64]
"""Shape (n,), one for each passage."""


@dataclass(frozen=True, slots=True)
class WordsHeld:
    """What passages hold of a question's words.

    Attributes:
        weight: idf of the words that are searched for, those in one sentence or in the title.
        pairs: rarity, among these passages, of the neighbours that stand side by side.
        coverage: the share of the idf of the question's words that the passage holds, half of it
            counting only where they stand in one sentence (or the title), 0 to 1; a word that was
            corrected counts by half; 0 for a question without words of its own.
        present: its terms that the passage holds anywhere.
    """

    weight: Scores
    pairs: Scores
    coverage: Scores
    present: tuple[frozenset[str], ...]


def words_held(generation: Generation, analyzer: Analyzer, asked: Asked, rows: RowIds) -> WordsHeld:
    """Hold the words of ``asked`` against ``rows``, each in its own language."""
    weight, pairs, coverage = (np.zeros(rows.size, np.float64) for _ in range(3))
    present: list[frozenset[str]] = [frozenset()] * rows.size
    languages = generation.table.languages(rows)
    for language in dict.fromkeys(languages):
        places = np.array([it == language for it in languages], np.bool_)
        terms = analyzer.asked_terms(asked.searched, language)
        held, idf = _held(generation, rows[places], terms)
        weight[places] = held.sentences @ idf
        pairs[places] = held.pairs @ _idf(held.pairs.sum(axis=0), rows.size)
        coverage[places] = _share(held, idf)
        for place, found in zip(np.flatnonzero(places).tolist(), held.anywhere, strict=True):
            present[place] = frozenset(terms[it] for it in np.flatnonzero(found))
        if asked.searched != asked.query.text:
            terms = analyzer.asked_terms(asked.query.text, language)
            held, idf = _held(generation, rows[places], terms)
            written = _share(held, idf)
            coverage[places] = written + CORRECTED_CREDIT * (coverage[places] - written)
    return WordsHeld(weight, pairs, coverage, tuple(present))


def _share(held: TermsHeld, idf: Scores) -> Scores:
    """Half of the share that is held in one sentence and half of that held anywhere."""
    if not idf.size:
        return np.zeros(len(held.sentences), np.float64)
    share: Scores = (held.sentences @ idf + held.anywhere @ idf) / (2 * idf.sum())
    return share


def _held(generation: Generation, rows: RowIds, terms: tuple[str, ...]) -> tuple[TermsHeld, Scores]:
    idf = _idf(np.array(generation.lexical.frequencies(terms), np.float64), generation.rows.size)
    return generation.terms.held(rows, terms, idf), idf


def _idf(frequencies: Scores, passages: int) -> Scores:
    """BM25's: ``ln(1 + (n - df + ½) / (df + ½))``."""
    idf: Scores = np.log1p((np.maximum(passages - frequencies, 0.0) + 0.5) / (frequencies + 0.5))
    return idf
