"""Asks a question set and keeps what came of each question, with the code that answers people."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.document import Metadata, Span
from corpus.filters import Filters
from corpus.passage import Passage, RowId, Segment
from corpus.reading import Reading
from corpus.scan import FileState
from corpus.sentences import sentence_bounds
from corpus.store import Store
from embeddings.analyzer import Analyzer
from embeddings.evaluation.question_set import (
    GradedPassage,
    Kind,
    Query,
    QuestionSet,
    off_topic_queries,
)
from embeddings.evaluation.results import DEPTH, Highlight, QueryResult, SetResult
from embeddings.evaluation.talks import Replayed, Replayer, Talk, another, replay
from embeddings.generation import Generation
from embeddings.highlight import Marked, mark
from embeddings.hit import Hit
from embeddings.ports import QueryEncoder
from embeddings.retriever import Retriever

_SEPARATOR = "\n\n"


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


@dataclass(frozen=True, slots=True)
class Bench:
    """An indexed set, ready to be asked.

    Attributes:
        names: the set's passage id of each row.
        replayer: asks questions within conversations; None where they are asked without.
    """

    retriever: Retriever
    generation: Generation
    store: Store
    encoder: QueryEncoder
    names: Mapping[RowId, str]
    replayer: Replayer | None = None

    def named(self, rows: Sequence[RowId]) -> tuple[str, ...]:
        """The set's passage ids of ``rows``."""
        return tuple(self.names[row] for row in rows)


def measure(bench: Bench, questions: QuestionSet, other: QuestionSet | None = None) -> SetResult:
    """Ask every question of the set, and those of ``other`` as off-topic ones."""
    foreign = off_topic_queries(questions, other) if other else ()
    rows = {name: row for row, name in bench.names.items()}
    replayed = _replays(bench, questions.queries)
    return SetResult(
        name=questions.name,
        sha256=questions.sha256,
        results=tuple(
            _ask(bench, query, questions.qrels.get(query.id, {}), rows, replayed.get(query.id))
            for query in (*questions.queries, *foreign)
        ),
        off_topic=(other.name, other.sha256) if other else None,
    )


def _replays(bench: Bench, queries: Sequence[Query]) -> Mapping[str, Replayed]:
    """What came of the questions in conversations, by query id."""
    if bench.replayer is None:
        return {}
    talked = [(query, query.talk) for query in queries if query.talk]
    talks: list[Talk] = [talk for _, talk in talked]
    replayer = bench.replayer
    return {
        query.id: replay(query.text, talk, another(talks, number), replayer, bench.named)
        for number, (query, talk) in enumerate(talked)
    }


def _ask(
    bench: Bench,
    query: Query,
    relevance: Mapping[str, int],
    rows: Mapping[str, RowId],
    replayed: Replayed | None,
) -> QueryResult:
    found = bench.retriever.retrieve(query.text, DEPTH, Filters())
    names, gold = _credited(bench, found.hits, relevance)
    gold = gold if query.kind is Kind.ANSWERABLE else {}
    return QueryResult(
        id=query.id,
        text=query.text,
        kind=query.kind,
        found=names,
        gold=gold,
        evidence=found.evidence,
        answered=found.answers,
        highlight=_highlight(bench, query, [rows[name] for name in gold], found.hits),
        replayed=replayed,
    )


def _credited(
    bench: Bench, hits: Sequence[Hit], relevance: Mapping[str, int]
) -> tuple[tuple[str, ...], Mapping[str, int]]:
    """The names that ``hits`` count as, and what is relevant, each story once.

    A place is that of the passage shown and of its copies, which are named below it: it is as good
    as the most relevant of them, and the others cannot have places of their own.
    """
    found: list[str] = []
    left = dict(relevance)
    for hit in hits:
        copies = (it.passage for it in hit.versions if not it.differences)
        names = bench.named([passage.id for passage in (hit.passage, *copies)])
        best = max(names, key=lambda name: left.get(name, 0))
        found.append(best)
        shown = {bench.names[other.passage.id] for other in hits} | set(found)
        for name in set(names) - shown:
            left.pop(name, None)
    return tuple(found), left


def _highlight(
    bench: Bench, query: Query, gold: Sequence[RowId], hits: Sequence[Hit]
) -> Highlight | None:
    """What is marked in the first of ``gold`` that holds the answer, wherever it was ranked."""
    if not gold or not query.answers:
        return None
    for passage in bench.store.passages(gold):
        if any(answer in passage.text for answer in query.answers):
            break
    else:
        return None
    shown = next((hit for hit in hits if hit.passage.id == passage.id), None)
    marked = Marked(shown.highlights, shown.best) if shown else _marked(bench, query.text, passage)
    best = marked.spans[marked.best]
    second = next((span for span in marked.spans if span != best), None)
    return Highlight(
        passage=bench.names[passage.id],
        sentence=best,
        holds_answer=_holds(best, passage.text, query),
        second=second,
        second_holds_answer=second is not None and _holds(second, passage.text, query),
    )


def _marked(bench: Bench, question: str, passage: Passage) -> Marked:
    """What would be marked in ``passage`` if it were found."""
    vector = bench.encoder.encode_query(question)
    evidence = bench.generation.sentences.evidence(vector, np.array([passage.id], np.int64))
    return mark(passage, evidence.cosines[0], question, Analyzer())


def _holds(sentence: Span, text: str, query: Query) -> bool:
    first, start = query.answers[0], query.answer_start
    if start is not None and text.startswith(first, start):
        return sentence.start <= start and start + len(first) <= sentence.end
    return any(answer in sentence.of(text) for answer in query.answers)


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
