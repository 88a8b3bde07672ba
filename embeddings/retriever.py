"""From a question to ranked passages with the evidence for each.

Both legs look under the same filters; their best hundred each are the candidates; every candidate
gets both scores; the fused score ranks them; ``diversity`` bends the order a little.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

import numpy as np
import numpy.typing as npt

from corpus.filters import Filters
from corpus.passage import Passage, RowId
from corpus.store import Store
from embeddings.abstention import LEAST_COVERAGE, TOP, Thresholds, evidence, evidence_above
from embeddings.admission import admit
from embeddings.analyzer import Analyzer
from embeddings.diversity import Candidate, distinct, in_turns
from embeddings.evidence import SentenceEvidence, covered
from embeddings.fusion import fuse, fuse_across
from embeddings.generation import Generation
from embeddings.highlight import mark
from embeddings.hit import Hit
from embeddings.ports import Bm25, Cosine, KnowsWords, QueryEncoder, Reranker, RowIds, Vector
from embeddings.query import Query, parse_query
from embeddings.question_dates import interval_of, nearness
from embeddings.question_words import split_words
from embeddings.spelling import Speller

POOL = 100
"""Candidates from each leg."""

RERANKED = 20
"""Candidates that a re-ranker reads, where one is set."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What was found for one query.

    Attributes:
        hits: in rank order.
        evidence: of the best among the first hits; 0 where there are none.
        coverage: the largest share of the question's words in one of the first hits; 1 for a
            model that reads several languages, for which words prove nothing.
        thresholds: the lines to hold the evidence against.
        query: the question, taken apart.
        searched: the text that was searched for, with its spelling corrected.
        unheld: quoted phrases of which no passage holds them all: only their words were searched.
    """

    hits: tuple[Hit, ...]
    evidence: float
    coverage: float
    thresholds: Thresholds
    query: Query
    searched: str
    unheld: tuple[str, ...] = ()

    @property
    def answers(self) -> bool:
        """Whether the first hits may be given as the answer."""
        return (
            self.evidence >= self.thresholds.answered
            and self.coverage >= LEAST_COVERAGE
            and not self.unheld
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, taken apart, and its text with the spelling corrected."""

    query: Query
    searched: str


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Candidates in rank order; arrays of shape (n,)."""

    rows: RowIds
    fused: npt.NDArray[np.float64]
    bm25: npt.NDArray[np.float64]
    evidence: SentenceEvidence
    order: npt.NDArray[np.int64]
    unheld: tuple[str, ...]
    centred: npt.NDArray[np.float64] | None
    reranked: Mapping[int, float] = field(default_factory=dict)


class Retriever:
    """Finds passages in one generation. Safe for use by several threads.

    Args:
        generation: where they are found.
        store: where their texts are.
        encoder: makes vectors of questions; of the generation's model.
        analyzer: makes their terms; the one that made the index.
        today: what a question's *yesterday* is reckoned from.
    """

    def __init__(
        self,
        generation: Generation,
        store: Store,
        encoder: QueryEncoder,
        analyzer: Analyzer,
        today: Callable[[], date] = date.today,
        reranker: Reranker | None = None,
    ) -> None:
        self._generation = generation
        self._store = store
        self._encoder = encoder
        self._analyzer = analyzer
        self._today = today
        self._reranker = reranker
        self._speller = Speller(
            generation, analyzer, encoder.has_word if isinstance(encoder, KnowsWords) else None
        )

    def retrieve(self, text: str, limit: int, filters: Filters) -> Retrieval:
        """The ``limit`` best passages for ``text`` among those that ``filters`` admits."""
        query = parse_query(text)
        searched = self._speller.corrected(query.text)
        vector = self._encoder.encode_query(searched)
        return self._retrieve(vector, _Asked(query, searched), limit, filters)

    def retrieve_vector(self, query: Vector, text: str, limit: int, filters: Filters) -> Retrieval:
        """As ``retrieve``, for a question whose vector is at hand: its spelling stays."""
        asked = parse_query(text)
        return self._retrieve(query, _Asked(asked, asked.text), limit, filters)

    def _retrieve(self, vector: Vector, asked: _Asked, limit: int, filters: Filters) -> Retrieval:
        thresholds = self._generation.thresholds
        ranking = self._rank(vector, asked, filters)
        if not ranking.rows.size:
            return Retrieval((), 0.0, 0.0, thresholds, asked.query, asked.searched)
        # Whether a question is answered must not depend on how many passages are asked for.
        hits = self._hits(self._choose(ranking, max(limit, TOP)), ranking, vector, asked)
        first = hits[:TOP]
        if self._reranker is not None:
            # Whether there is an answer is judged as without it: the probes know of no re-ranker.
            ranking = self._reranked(ranking, asked.searched, self._reranker)
            hits = self._hits(self._choose(ranking, limit), ranking, vector, asked)
        return Retrieval(
            hits=hits[:limit],
            evidence=max(hit.evidence for hit in first),
            coverage=max(hit.coverage for hit in first) if ranking.centred is None else 1.0,
            thresholds=thresholds,
            query=asked.query,
            searched=asked.searched,
            unheld=ranking.unheld,
        )

    def _rank(self, vector: Vector, asked: _Asked, filters: Filters) -> _Ranking:
        generation = self._generation
        terms = self._analyzer.query_terms(asked.searched, generation.languages)
        admitted = admit(asked.query, filters, generation, self._analyzer)
        dense = generation.vectors.search(vector, POOL, filters, admitted.rows)
        groups = generation.groups if generation.spec.multilingual else None
        foreign = groups.foreign_to(asked.query.text) if groups else ()
        if groups and len(groups.languages) > 1:
            # Its own language would fill the pool: each of the others gets one of its own.
            for language in foreign:
                among = groups.rows(language)
                if admitted.rows is not None:
                    among = np.intersect1d(among, admitted.rows, assume_unique=True)
                dense += generation.vectors.search(vector, POOL, filters, among)
        lexical = dict(generation.lexical.search(terms, POOL, filters, admitted.holding))
        rows = np.asarray(sorted({row for row, _ in dense} | lexical.keys()), np.int64)
        unscored = [RowId(int(row)) for row in rows if row not in lexical]
        if terms and unscored and len(lexical) == POOL:
            lexical.update(zip(unscored, generation.lexical.scores(terms, unscored), strict=True))
        bm25 = np.fromiter((lexical.get(row, 0.0) for row in rows.tolist()), np.float64, rows.size)
        evidence = generation.sentences.evidence(vector, rows)
        fused = fuse(evidence.best, bm25)
        centred = groups.centred(vector, rows, evidence.best) if groups else None
        if groups and foreign and centred is not None:
            fused = fuse_across(centred, bm25, groups.are_in(foreign, rows))
        if (spoken_of := interval_of(asked.query.text, self._today())) is not None:
            fused += nearness(generation.table.published(rows), spoken_of)
        order = np.lexsort((rows, -fused))
        return _Ranking(rows, fused, bm25, evidence, order, admitted.unheld, centred)

    def _reranked(self, ranking: _Ranking, text: str, reranker: Reranker) -> _Ranking:
        """``ranking`` with its first candidates in the order that ``reranker`` gives them."""
        places = ranking.order[:RERANKED]
        passages = self._store.passages([RowId(int(row)) for row in ranking.rows[places]])
        scores = reranker.scores(text, [_as_read(passage) for passage in passages])
        order = ranking.order.copy()
        order[: places.size] = places[np.argsort(-np.asarray(scores), kind="stable")]
        by_place = dict(zip(places.tolist(), scores, strict=True))
        return replace(ranking, order=order, reranked=by_place)

    def _choose(self, ranking: _Ranking, limit: int) -> list[Candidate]:
        """The first ``limit`` candidates in the order in which they are shown."""
        return list(islice(in_turns(distinct(self._candidates(ranking, limit))), limit))

    def _candidates(self, ranking: _Ranking, batch: int) -> Iterator[Candidate]:
        """Every candidate in rank order; passages are read ``batch`` at a time."""
        for first in range(0, ranking.order.size, batch):
            places = ranking.order[first : first + batch].tolist()
            passages = self._store.passages([RowId(int(ranking.rows[place])) for place in places])
            for place, passage in zip(places, passages, strict=True):
                yield Candidate(place, float(ranking.fused[place]), passage)

    def _hits(
        self, chosen: list[Candidate], ranking: _Ranking, query: Vector, asked: _Asked
    ) -> tuple[Hit, ...]:
        rows = [candidate.passage.id for candidate in chosen]
        cosines = self._generation.vectors.cosines(query, rows)
        return tuple(
            self._hit(candidate, ranking, cosine, asked)
            for candidate, cosine in zip(chosen, cosines, strict=True)
        )

    def _hit(self, candidate: Candidate, ranking: _Ranking, cosine: Cosine, asked: _Asked) -> Hit:
        """Marked by what was searched; covered is only what the person wrote."""
        passage, place = candidate.passage, candidate.place
        thresholds, analyzer = self._generation.thresholds, self._analyzer
        language = passage.citation.metadata.language
        terms = analyzer.asked_terms(asked.query.text, language)
        present = covered(passage, terms, analyzer)
        coverage = len(present) / len(terms) if terms else 0.0
        held, missing = split_words(asked.query.text, present, language, analyzer)
        best = Cosine(float(ranking.evidence.best[place]))
        marked = mark(passage, ranking.evidence.cosines[place], asked.searched, analyzer)
        centred = ranking.centred
        found = (
            evidence(best, coverage) if centred is None else evidence_above(float(centred[place]))
        )
        return Hit(
            passage=passage,
            cosine=cosine,
            sentence=best,
            bm25=Bm25(float(ranking.bm25[place])),
            coverage=coverage,
            fused=candidate.fused,
            score=thresholds.score(found),
            evidence=found,
            reranked=ranking.reranked.get(place),
            highlights=marked.spans,
            best=marked.best,
            held=held,
            missing=missing,
            weak=found < thresholds.closest,
        )


def _as_read(passage: Passage) -> str:
    """``passage`` behind its title and headings, for a model that reads it."""
    parts = (passage.citation.metadata.title, passage.heading, passage.text)
    return "\n".join(part for part in parts if part)
