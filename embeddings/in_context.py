"""Candidates for a question that goes on from something that was said before it.

A room of its own because such a question is read twice: behind what it inherits, mostly a
document's title, which finds the document, and by its own words, which find the passage and say
whether it answers. docs/adr/0007-follow-ups.md has the figures.
"""

from dataclasses import dataclass, replace

import numpy as np

from corpus.filters import Filters
from corpus.passage import RowId
from embeddings.admission import Wordings
from embeddings.analyzer import Analyzer
from embeddings.candidates import Candidates, Scores, find_candidates, weighed
from embeddings.fusion import fuse
from embeddings.generation import Generation
from embeddings.ports import Vector
from embeddings.query import Asked

OWN_WORDS = 0.75
"""What a follow-up's own words add to its ranking beside those that it inherits."""

_IN_CONTEXT = 0.7
"""Share of the inherited reading in a follow-up's evidence, the rest is its own words': with a
title in front of it any question looks like one about that document. Of a hundred unrelated
questions asked within a CANARD dialogue, 66 once passed for answered with a share of 1, 6 with
this."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it is searched once.

    Attributes:
        vector: of ``asked.searched``, a unit row.
    """

    asked: Asked
    vector: Vector


def behind(inherited: str, asked: Asked) -> Asked:
    """``asked`` behind what it inherits; its operators stay."""
    text = f"{inherited}: {asked.query.text}"
    query = replace(asked.query, text=text)
    return replace(asked, query=query, searched=f"{inherited}: {asked.searched}")


def find_in_context(
    generation: Generation,
    analyzer: Analyzer,
    own: Reading,
    whole: Reading,
    filters: Filters,
    said: Wordings,
) -> tuple[Candidates, Scores]:
    """The candidates that ``whole`` finds, and what ranks them.

    The words held are those of ``own``, and the sentences' cosines are of both, so that evidence
    and coverage can be held against those of a question that stands alone.
    """
    found = find_candidates(generation, analyzer, whole.vector, whole.asked, filters, said)
    if not found.rows.size:
        return found, fuse(found.signals)
    terms = analyzer.query_terms(own.asked.searched, generation.languages)
    rows = [RowId(row) for row in found.rows.tolist()]
    bm25 = np.asarray(generation.lexical.scores(terms, rows), np.float64)
    by_own = weighed(generation, analyzer, own.vector, own.asked, found.rows, bm25)
    mixed = (_IN_CONTEXT * whole.vector + (1 - _IN_CONTEXT) * own.vector).astype(np.float32)
    sentences = generation.sentences.evidence(mixed, found.rows)
    judged = replace(found, sentences=sentences, words=by_own.words)
    if found.centred is not None:
        centred = generation.groups.centred(mixed, found.rows, sentences.best)
        judged = replace(judged, centred=centred)
    return judged, fuse(found.signals) + OWN_WORDS * fuse(by_own.signals)
