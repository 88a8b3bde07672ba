"""Which passages a question's own words let through, before anything is ranked."""

from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from corpus.filters import Filters
from embeddings.analyzer import Analyzer
from embeddings.generation import Generation
from embeddings.ports import Holding, RowIds
from embeddings.query import Query


@dataclass(frozen=True, slots=True)
class Admission:
    """What the operators of one question admit.

    Attributes:
        holding: for the lexical leg.
        rows: for the dense leg, shape (r,), ascending; None where no operator limits anything.
        unheld: quoted phrases that stand together in no passage that the other limits admit:
            their words are searched, and nothing found is sure to answer.
    """

    holding: Holding = Holding()
    rows: RowIds | None = None
    unheld: tuple[str, ...] = ()


def admit(query: Query, filters: Filters, generation: Generation, analyzer: Analyzer) -> Admission:
    """What ``query`` admits of ``generation`` under ``filters``.

    ``+`` and ``-`` always hold. Quoted phrases do if some passage holds them all. What consists of
    stop words limits nothing.
    """
    if query.is_plain:
        return Admission()

    def wordings(phrases: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], ...], ...]:
        made = (analyzer.wordings(phrase, generation.languages) for phrase in phrases)
        return tuple(it for it in made if it)

    limits = Holding(wordings(query.required), wordings(query.excluded))
    unheld: tuple[str, ...] = ()
    if phrases := wordings(query.phrases):
        holding = replace(limits, every=limits.every + phrases)
        rows = generation.lexical.rows(holding, filters)
        if rows.size:
            return Admission(holding, rows)
        unheld = query.phrases
    if limits.is_empty:
        return Admission(unheld=unheld)
    if limits.every:
        return Admission(limits, generation.lexical.rows(limits, filters), unheld)
    # Nearly every passage is admitted: naming the others is faster.
    excluded = Holding(every=(tuple(chain.from_iterable(limits.none)),))
    others = generation.lexical.rows(excluded, filters)
    return Admission(limits, np.setdiff1d(generation.rows, others, assume_unique=True), unheld)
