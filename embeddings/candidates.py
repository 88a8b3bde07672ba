"""The candidates for an answer, and everything that speaks for each of them.

Both legs look under the same limits, the best hundred of each are the candidates, and every
candidate gets every figure, whichever leg proposed it.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from corpus.filters import Filters
from corpus.passage import RowId
from embeddings.abstention import evidence, evidence_above
from embeddings.admission import Admission, Wordings, admit
from embeddings.analyzer import Analyzer
from embeddings.dates.interval import Interval
from embeddings.evidence import SentenceEvidence
from embeddings.fusion import CROSSING_WEIGHT, DENSE_WEIGHT, UNREAD_WEIGHT, Signals
from embeddings.generation import Generation
from embeddings.ports import RowIds, Vector
from embeddings.query import Asked
from embeddings.words_held import WordsHeld, words_held

POOL = 100
"""Candidates from each leg."""

POOL_IN_TIME = 50
"""The nearest passages from the time that a question speaks of, wherever they stand among all."""

Scores = npt.NDArray[np.float64]
"""Shape (n,), one for each candidate."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages in the running, in one order; arrays of shape (n,).

    Attributes:
        rows: ascending.
        cosines: of the question and each passage, its best window.
        sentences: of the question and each passage's sentences.
        words: what each holds of the question's words.
        signals: what they are ranked by.
        centred: how far their best sentences lie above what is usual in their language, for a
            model that reads several; None for another.
        unheld: quoted phrases that stand together in no passage.
    """

    rows: RowIds
    cosines: Scores
    sentences: SentenceEvidence
    words: WordsHeld
    signals: Signals
    centred: Scores | None
    unheld: tuple[str, ...]

    @property
    def evidence(self) -> Scores:
        """What each of them proves, shape (n,)."""
        if self.centred is not None:
            return evidence_above(self.centred)
        return evidence(self.sentences.best, self.words.coverage)


def find_candidates(
    generation: Generation,
    analyzer: Analyzer,
    vector: Vector,
    asked: Asked,
    filters: Filters,
    said: Wordings,
) -> Candidates:
    """What both legs propose for ``asked``, whose unit vector is ``vector``, under ``filters``.

    Texts are read for phrases only.
    """
    admitted = admit(asked.query, filters, generation, analyzer, said)
    admitted = _among(generation.shown, _among(asked.among, admitted))
    groups = generation.groups if generation.spec.multilingual else None
    foreign_languages = groups.foreign_to(asked.query.text) if groups else ()
    dense = _dense_rows(generation, vector, foreign_languages, filters, admitted)
    dense |= _rows_in_time(generation, vector, asked.spoken_of, filters, admitted)
    rows, bm25 = _with_bm25(generation, analyzer, asked, dense, filters, admitted)
    found = weighed(generation, analyzer, vector, asked, rows, bm25)
    return replace(found, unheld=admitted.unheld)


def weighed(
    generation: Generation,
    analyzer: Analyzer,
    vector: Vector,
    asked: Asked,
    rows: RowIds,
    bm25: Scores,
) -> Candidates:
    """What speaks for ``rows``, whoever proposed them; no phrase is unheld.

    Args:
        generation: where they are.
        analyzer: the one that made its terms.
        vector: of ``asked.searched``, a unit row.
        asked: the question.
        rows: shape (n,), ascending.
        bm25: shape (n,).
    """
    groups = generation.groups if generation.spec.multilingual else None
    foreign_languages = groups.foreign_to(asked.query.text) if groups else ()
    cosines = np.array(
        generation.vectors.cosines(vector, [RowId(row) for row in rows.tolist()]), np.float64
    )
    sentences = generation.sentences.evidence(vector, rows)
    words = words_held(generation, analyzer, asked, rows)
    centred = groups.centred(vector, rows, sentences.best) if groups else None
    sentence, paragraph, foreign = sentences.best, cosines, np.zeros(rows.size, np.bool_)
    if groups and centred is not None and foreign_languages:
        sentence = paragraph = centred
        foreign = groups.are_in(foreign_languages, rows)
    signals = Signals(
        sentence=sentence,
        paragraph=paragraph,
        bm25=bm25,
        held=words.weight,
        pairs=words.pairs,
        foreign=foreign,
        weight=np.where(foreign, CROSSING_WEIGHT, _meaning_weight(generation, rows)),
    )
    return Candidates(rows, cosines, sentences, words, signals, centred, ())


def _among(rows: RowIds | None, admitted: Admission) -> Admission:
    """``admitted``, of ``rows`` only; the lexical leg's pool is still one of all that it admits."""
    if rows is None:
        return admitted
    if admitted.rows is not None:
        rows = np.intersect1d(rows, admitted.rows, assume_unique=True)
    return replace(admitted, rows=rows)


def _dense_rows(
    generation: Generation,
    vector: Vector,
    foreign: tuple[str, ...],
    filters: Filters,
    admitted: Admission,
) -> set[int]:
    """The nearest passages, and the nearest of each language that the question is not in.

    A model that reads several languages puts the question's own first, always: without a pool of
    their own the others would never be seen.
    """
    found = generation.vectors.search(vector, POOL, filters, admitted.rows)
    if foreign and len(generation.groups.languages) > 1:
        for language in foreign:
            among = generation.groups.rows(language)
            if admitted.rows is not None:
                among = np.intersect1d(among, admitted.rows, assume_unique=True)
            found += generation.vectors.search(vector, POOL, filters, among)
    return {row for row, _ in found}


def _rows_in_time(
    generation: Generation,
    vector: Vector,
    spoken_of: Interval | None,
    filters: Filters,
    admitted: Admission,
) -> set[int]:
    """The nearest passages from that time: among many like reports the others crowd them out.

    Where the time is most documents', the other pools have enough of them.
    """
    if spoken_of is None:
        return set()
    among = generation.table.within(spoken_of)
    if 2 * among.size > generation.rows.size:
        return set()
    if admitted.rows is not None:
        among = np.intersect1d(among, admitted.rows, assume_unique=True)
    return {row for row, _ in generation.vectors.search(vector, POOL_IN_TIME, filters, among)}


def _with_bm25(
    generation: Generation,
    analyzer: Analyzer,
    asked: Asked,
    dense: set[int],
    filters: Filters,
    admitted: Admission,
) -> tuple[RowIds, Scores]:
    """The rows of both legs, ascending, and the BM25 of each."""
    terms = analyzer.query_terms(asked.searched, generation.languages)
    found = generation.lexical.search(terms, POOL, filters, admitted.holding)
    lexical = {row: score for row, score in found if _admits(admitted, row)}
    rows = np.asarray(sorted(dense | lexical.keys()), np.int64)
    unscored = [RowId(int(row)) for row in rows if row not in lexical]
    if terms and unscored and len(found) == POOL:
        lexical.update(zip(unscored, generation.lexical.scores(terms, unscored), strict=True))
    bm25 = np.fromiter((lexical.get(RowId(row), 0.0) for row in rows.tolist()), np.float64)
    return rows, bm25


def _admits(admitted: Admission, row: RowId) -> bool:
    """As the lexical index judges, but phrases were also held against the texts."""
    if admitted.rows is None:
        return True
    place = int(np.searchsorted(admitted.rows, row))
    return place < admitted.rows.size and int(admitted.rows[place]) == row


def _meaning_weight(generation: Generation, rows: RowIds) -> Scores:
    """The share of meaning for each of ``rows``: small where the model does not read it."""
    read = generation.spec.language
    if read is None:
        return np.full(rows.size, DENSE_WEIGHT)
    languages = generation.table.languages(rows)
    unread = np.array([it is not None and it != read for it in languages], np.bool_)
    return np.where(unread, UNREAD_WEIGHT, DENSE_WEIGHT)
