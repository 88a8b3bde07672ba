"""Asks a question set and measures the answers, with the code that answers people."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.document import Metadata, Span
from corpus.filters import Filters
from corpus.passage import RowId, Segment
from corpus.reading import Reading
from corpus.scan import FileState
from corpus.sentences import sentence_bounds
from corpus.store import Store
from embeddings.evaluation.metrics import ndcg, recall, reciprocal_rank
from embeddings.evaluation.question_set import GradedPassage, QuestionSet
from embeddings.retriever import Retriever

DEPTH = 20
_SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Report:
    """Means over a set's questions, each in [0, 1].

    Attributes:
        questions: how many answerable questions were asked.
        unanswerable: how many others.
        answered: share of the answerable ones that the bot would answer.
        false_answers: share of the others that it would answer; None where there are none.
    """

    name: str
    questions: int
    unanswerable: int
    ndcg_10: float
    mrr_10: float
    recall_1: float
    recall_5: float
    recall_20: float
    answered: float
    false_answers: float | None


def stage(store: Store, generation: int, questions: QuestionSet) -> None:
    """Put the set's passages into ``store`` as they are, one segment each."""
    documents: dict[str, list[GradedPassage]] = {}
    for passage in questions.passages:
        documents.setdefault(passage.document, []).append(passage)
    for name, passages in documents.items():
        reading = _reading(passages)
        state = FileState(len(reading.text), 0, reading.file_sha256, None)
        store.stage_document(generation, name, state, reading)


def passage_names(store: Store, generation: int, questions: QuestionSet) -> Mapping[RowId, str]:
    """The set's passage id for each stored row."""
    names: dict[tuple[str, int], str] = {}
    places: dict[str, int] = {}
    for graded in questions.passages:
        places[graded.document] = places.get(graded.document, 0) + 1
        names[graded.document, places[graded.document]] = graded.id
    rows = [row for row, _ in store.rows(generation)]
    return {
        passage.id: names[passage.citation.document, passage.ordinal]
        for passage in store.iter_passages(rows)
    }


def measure(retriever: Retriever, questions: QuestionSet, names: Mapping[RowId, str]) -> Report:
    """Ask every question of the set and average the measures."""
    ranked: list[tuple[list[str], Mapping[str, int]]] = []
    decisions: dict[bool, list[bool]] = {True: [], False: []}
    for query in questions.queries:
        found = retriever.retrieve(query.text, DEPTH, Filters())
        relevance = questions.qrels.get(query.id, {})
        decisions[query.answerable].append(found.answers)
        if query.answerable and relevance:
            ranked.append(([names[hit.passage.id] for hit in found.hits], relevance))
    return Report(
        name=questions.name,
        questions=len(ranked),
        unanswerable=len(decisions[False]),
        ndcg_10=_mean(ndcg(ranking, relevance, 10) for ranking, relevance in ranked),
        mrr_10=_mean(reciprocal_rank(ranking, relevance, 10) for ranking, relevance in ranked),
        recall_1=_mean(recall(ranking, relevance, 1) for ranking, relevance in ranked),
        recall_5=_mean(recall(ranking, relevance, 5) for ranking, relevance in ranked),
        recall_20=_mean(recall(ranking, relevance, DEPTH) for ranking, relevance in ranked),
        answered=_mean(map(float, decisions[True])),
        false_answers=_mean(map(float, decisions[False])) if decisions[False] else None,
    )


def _mean(values: Iterable[float]) -> float:
    collected = list(values)
    return float(np.mean(collected)) if collected else 0.0


def _reading(passages: Sequence[GradedPassage]) -> Reading:
    text = ""
    segments = []
    language = passages[0].language
    for number, passage in enumerate(passages, 1):
        start = len(text)
        text += passage.text
        span = Span(start, len(text))
        sentences = tuple(
            Span(begin - start, end - start) for begin, end in sentence_bounds(text, span, language)
        )
        segments.append(Segment(span, number, number, sentences or (Span(0, len(passage.text)),)))
        text += _SEPARATOR
    return Reading(
        text=text,
        metadata=Metadata(title=passages[0].title or None, language=language),
        segments=tuple(segments),
        file_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
    )
