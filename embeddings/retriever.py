"""From a question to ranked passages with the evidence for each.

``candidates`` gathers what both legs propose and what speaks for it, ``fusion`` makes one figure of
that, ``slots`` gives each story one place, ``highlight`` marks what answers, and ``abstention``
judges whether any of it is an answer.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import islice

import numpy as np

from corpus.document import DocumentId
from corpus.filters import Filters
from corpus.passage import Passage, RowId
from corpus.store import Store
from embeddings.abstention import TOP, Thresholds
from embeddings.admission import Wordings
from embeddings.analyzer import Analyzer
from embeddings.candidates import Candidates, Scores, find_candidates
from embeddings.dates.in_questions import interval_of, without_open_times
from embeddings.dates.nearness import in_time
from embeddings.diversity import Candidate
from embeddings.first_page import FAR_BEHIND
from embeddings.fusion import fuse
from embeddings.generation import Generation
from embeddings.highlight import mark
from embeddings.hit import Hit
from embeddings.in_context import Reading, behind, find_in_context
from embeddings.mismatch import mismatches, quoted
from embeddings.ports import Bm25, Cosine, KnowsWords, QueryEncoder, Reranker, RowIds, Vector
from embeddings.query import Asked, parse_query
from embeddings.question_language import is_foreign
from embeddings.question_words import split_words
from embeddings.ranking import Ranking
from embeddings.retrieval import Retrieval
from embeddings.searched_text import Mender
from embeddings.slots import Slots
from embeddings.spelling import Speller

_STRANGE_WORDS = 2

RERANKED = 20
"""Candidates that a re-ranker reads, where one is set."""

_AT_ONCE = 8
"""Vectors of questions that are kept: each reading of a question is encoded but once."""


class Retriever:
    """Finds passages in one generation. Safe for use by several threads.

    Args:
        generation: where they are found.
        store: where their texts are.
        encoder: makes vectors of questions; of the generation's model.
        analyzer: makes their terms; the one that made the index.
        today: what a question's *yesterday* is reckoned from.
        reranker: orders the first passages anew; None where they stay as they are.
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
        self._encode = lru_cache(maxsize=_AT_ONCE)(encoder.encode_query)
        self._analyzer = analyzer
        self._today = today
        self._reranker = reranker
        self._slots = Slots(generation, store.passages)
        is_word = encoder.has_word if isinstance(encoder, KnowsWords) else None
        self._speller = Speller(generation, analyzer, is_word)
        self._said = Wordings(generation, Mender(is_word), store.passages)

    def retrieve(
        self, text: str, limit: int, filters: Filters, among: RowIds | None = None
    ) -> Retrieval:
        """The ``limit`` best passages for ``text`` among those that ``filters`` admits.

        With ``among``, shape (r,), ascending and distinct, only those of them that are there too.
        """
        own = self._reading(text)
        asked = replace(own.asked, among=among)
        ranking = self._rank(own.vector, asked, filters, None)
        return self._retrieval(ranking, asked, limit, filters)

    def retrieve_in_context(
        self, text: str, inherited: str, limit: int, filters: Filters
    ) -> Retrieval:
        """As ``retrieve``, for a question that goes on from something.

        Evidence and coverage are mostly of the question's own words, so that they can be held
        against those of ``retrieve``.

        Args:
            text: the question as it was asked.
            inherited: what it goes on from, such as a document's title.
            limit: how many passages are wanted.
            filters: which documents may answer.
        """
        own = self._reading(text)
        asked = behind(inherited, own.asked)
        whole = Reading(asked, self._encode(asked.searched))
        candidates, fused = find_in_context(
            self._generation, self._analyzer, own, whole, filters, self._said
        )
        ranking = self._ordered(candidates, fused, own.asked, asked.searched)
        ranking = replace(ranking, settled=True)
        found = self._retrieval(ranking, own.asked, limit, filters)
        return replace(
            found, searched=asked.searched, inherited=inherited, strange=self._strange(own, found)
        )

    def _strange(self, own: Reading, found: Retrieval) -> bool:
        if not found.hits:
            return False
        language = found.hits[0].passage.citation.metadata.language
        terms = self._analyzer.asked_terms(own.asked.searched, language)
        unknown = self._generation.lexical.frequencies(terms).count(0)
        return unknown >= _STRANGE_WORDS and 2 * unknown >= len(terms)

    def retrieve_vector(
        self,
        query: Vector,
        text: str,
        limit: int,
        filters: Filters,
        without: DocumentId | None = None,
    ) -> Retrieval:
        """As ``retrieve``, for a question whose vector is at hand: its spelling stays.

        With ``without``, as if that document had never been there. No versions are named.
        """
        asked = parse_query(text)
        own = Asked(asked, asked.text, interval_of(asked.text, self._today()))
        return self._retrieval(self._rank(query, own, filters, without), own, limit, None)

    def _reading(self, text: str) -> Reading:
        query = parse_query(text)
        searched = self._speller.corrected(query.text)
        spoken_of = interval_of(query.text, self._today())
        return Reading(Asked(query, searched, spoken_of), self._encode(searched))

    def _retrieval(
        self, ranking: Ranking, asked: Asked, limit: int, filters: Filters | None
    ) -> Retrieval:
        """What is found; with ``filters``, with the versions that they admit of each passage."""
        thresholds = self._generation.calibration.thresholds
        if not ranking.order.size:
            return Retrieval((), 0.0, 0.0, False, thresholds, asked.query, asked.searched)
        # Whether a question is answered must not depend on how many passages are asked for.
        chosen = self._chosen(ranking, max(limit, TOP))
        judged = [self._hit(it, ranking, asked) for it in chosen[:TOP]]
        best = max(judged, key=lambda hit: _trusted(hit, thresholds))
        # Whether there is an answer is judged as without a re-ranker, of which the probes know
        # nothing, and as if versions of one story were not put behind others.
        if self._reranker is not None:
            proof = chosen[judged.index(best)]
            ranking = self._reranked(ranking, self._reranker)
            chosen = self._on_pages(ranking, asked, best, limit)
            if limit > 1 and proof.place not in {it.place for it in chosen}:
                chosen = [*chosen[: limit - 1], proof]  # what proved the answer belongs to it
        elif filters is not None:
            chosen = self._on_pages(ranking, asked, best, limit)
        return Retrieval(
            hits=tuple(self._shown(it, ranking, asked, filters) for it in chosen[:limit]),
            evidence=_trusted(best, thresholds),
            coverage=max(hit.coverage for hit in judged),
            unread=self._unread(asked, best.passage),
            thresholds=thresholds,
            query=asked.query,
            searched=asked.searched,
            unheld=ranking.candidates.unheld,
        )

    def _rank(
        self, vector: Vector, asked: Asked, filters: Filters, without: DocumentId | None
    ) -> Ranking:
        generation = self._generation
        candidates = find_candidates(generation, self._analyzer, vector, asked, filters, self._said)
        ranking = self._ordered(candidates, fuse(candidates.signals), asked, asked.searched)
        if without is None:
            return ranking
        places = np.searchsorted(generation.rows, candidates.rows[ranking.order])
        kept = generation.row_documents[places] != without
        return replace(ranking, order=ranking.order[kept])

    def _ordered(
        self, candidates: Candidates, fused: Scores, asked: Asked, searched: str
    ) -> Ranking:
        """``candidates`` by ``fused``, and by the time that ``asked`` speaks of."""
        rows = candidates.rows
        order = np.lexsort((rows, -fused))
        days = None
        if asked.spoken_of is not None:
            days = self._generation.table.days_from(asked.spoken_of, rows)
            fused, order = in_time(candidates, fused, days)
        return Ranking(candidates, fused, order, searched, days)

    def _reranked(self, ranking: Ranking, reranker: Reranker) -> Ranking:
        """``ranking`` with its first candidates in the order that ``reranker`` gives them."""
        places = ranking.order[:RERANKED]
        rows = ranking.candidates.rows[places]
        passages = self._store.passages([RowId(int(row)) for row in rows])
        scores = reranker.scores(ranking.searched, [_as_read(passage) for passage in passages])
        order = ranking.order.copy()
        order[: places.size] = places[np.argsort(-np.asarray(scores), kind="stable")]
        return replace(
            ranking, order=order, reranked=dict(zip(places.tolist(), scores, strict=True))
        )

    def _chosen(self, ranking: Ranking, limit: int) -> list[Candidate]:
        """The first ``limit`` candidates in the order in which they are shown."""
        return list(islice(self._slots.filled(ranking, limit), limit))

    def _on_pages(self, ranking: Ranking, asked: Asked, best: Hit, limit: int) -> list[Candidate]:
        """Those that are shown: other stories first, where a page with ``best`` would have them."""
        line = self._generation.calibration.thresholds
        least = FAR_BEHIND * line.score(best.evidence)
        worth = [
            it >= line.closest and line.score(it) >= least for it in ranking.candidates.evidence
        ]
        found = self._slots.on_pages(ranking, asked.query.text, worth, limit)
        return list(islice(found, limit))

    def _unread(self, asked: Asked, passage: Passage) -> bool:
        read = self._generation.spec.language
        language = passage.citation.metadata.language
        return read is not None and (
            language not in {None, read} or is_foreign(asked.query.text, [read])
        )

    def _shown(
        self, candidate: Candidate, ranking: Ranking, asked: Asked, filters: Filters | None
    ) -> Hit:
        hit = self._hit(candidate.shown or candidate, ranking, asked)
        versions = () if filters is None else self._slots.versions(hit.passage, filters)
        return replace(hit, fused=candidate.fused, versions=versions)

    def _hit(self, candidate: Candidate, ranking: Ranking, asked: Asked) -> Hit:
        passage, place, found = candidate.passage, candidate.place, ranking.candidates
        language = passage.citation.metadata.language
        thresholds = self._generation.calibration.thresholds
        sentence = float(found.sentences.best[place])
        coverage = float(found.words.coverage[place])
        marked = mark(passage, found.sentences.cosines[place], asked.searched, self._analyzer)
        in_its_time = ranking.days is not None and not ranking.days[place]
        claimed = without_open_times(asked.searched, self._today()) if in_its_time else None
        against = mismatches(claimed or asked.searched, quoted(passage, marked.spans[marked.best]))
        raw = float(found.evidence[place])
        held, missing = split_words(
            asked.query.text, found.words.present[place], language, self._analyzer
        )
        return Hit(
            passage=passage,
            cosine=Cosine(float(found.cosines[place])),
            sentence=Cosine(sentence),
            bm25=Bm25(float(found.signals.bm25[place])),
            coverage=coverage,
            fused=candidate.fused,
            score=thresholds.score(thresholds.doubted(raw) if against else raw),
            evidence=raw,
            reranked=ranking.reranked.get(place),
            highlights=marked.spans,
            best=marked.best,
            held=held,
            missing=missing,
            mismatches=against,
            weak=raw < thresholds.closest,
            in_time=in_its_time,
        )


def _trusted(hit: Hit, thresholds: Thresholds) -> float:
    """Its evidence, as far as nothing speaks against it."""
    return thresholds.doubted(hit.evidence) if hit.mismatches else hit.evidence


def _as_read(passage: Passage) -> str:
    """``passage`` behind its title and headings, for a model that reads it."""
    parts = (passage.citation.metadata.title, passage.heading, passage.text)
    return "\n".join(part for part in parts if part)
