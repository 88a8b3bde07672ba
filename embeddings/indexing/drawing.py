"""Asks the finished files of a generation what draws the lines of abstention for it."""

from dataclasses import replace

import numpy as np

from corpus.document import DocumentId
from corpus.filters import Filters
from corpus.store import Store
from embeddings.abstention import TOP
from embeddings.analyzer import Analyzer
from embeddings.calibration import (
    Calibration,
    Evidence,
    MadeQuestion,
    calibrate,
    carried,
    make_questions,
    sample,
)
from embeddings.generation import Generation
from embeddings.indexing.encoding import Encoding
from embeddings.ports import Vector
from embeddings.probes import PROBES
from embeddings.retriever import Retriever


def carried_lines(before: Generation | None, now: Generation) -> Calibration | None:
    """The lines of ``before``, where they still serve ``now``."""
    if before is None:
        return None
    kept = np.intersect1d(before.rows, now.rows, assume_unique=True).size
    return carried(before.calibration, now.rows.size - kept, before.rows.size - kept)


def drawn_lines(
    generation: Generation, store: Store, encoding: Encoding, analyzer: Analyzer
) -> Calibration:
    """The lines of ``generation``, whose own do not count yet.

    Raises:
        ModelError: if a question must be encoded and the model cannot be used.
        StoreError: if the store or the cache cannot be read.
    """
    retriever = Retriever(generation, store, encoding.encoder, analyzer)

    def evidence(vector: Vector, text: str, without: DocumentId | None = None) -> float:
        return retriever.retrieve_vector(vector, text, TOP, Filters(), without).evidence

    made = questions_of(generation.number, store, analyzer)
    vectors = encoding.questions([*PROBES, *(question.text for question in made)])
    asked = list(zip(vectors[len(PROBES) :], made, strict=True))
    found = Evidence(
        probes=[evidence(it, text) for it, text in zip(vectors, PROBES, strict=False)],
        made=[evidence(it, question.text) for it, question in asked],
        removed=[evidence(it, question.text, question.document) for it, question in asked],
    )
    return replace(calibrate(found), passages=generation.rows.size)


def questions_of(number: int, store: Store, analyzer: Analyzer) -> list[MadeQuestion]:
    """The questions that are made of generation ``number``."""
    rows = sample(row for row, _ in store.rows(number))
    return make_questions(store.iter_passages(rows), analyzer)
