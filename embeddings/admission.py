"""Which passages a question's own words let through, before anything is ranked.

The lexical index has no stop words, and *May 2025* without its *may* is any passage from 2025. So
what a phrase with stop words finds there is held against the texts themselves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from corpus.filters import Filters
from corpus.passage import Passage, RowId
from embeddings.analyzer import Analyzer
from embeddings.generation import Generation
from embeddings.ports import Holding, RowIds
from embeddings.query import Query
from embeddings.searched_text import Mender, generation_mender

_MOST_READ = 2000
"""Passages that are read for one question's phrases; beyond it, stop words are passed over."""

Reader = Callable[[Sequence[RowId]], list[Passage]]
"""The passages of some rows, in their order."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A passage as phrases are looked for in it.

    Attributes:
        texts: its own, its title's and its heading's, as they stand and as they are searched.
        language: ISO 639-1 code; None if unknown.
    """

    texts: tuple[str, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class Wordings:
    """What passages say, to the letter and repaired.

    Attributes:
        generation: whose words tell where some have grown together or were divided.
        of_model: what repairs texts by the model's words.
        read: reads passages.
    """

    generation: Generation
    of_model: Mender
    read: Reader

    def of(self, rows: RowIds) -> list[Wording]:
        """Those of ``rows``, in their order."""
        mender = generation_mender(self.of_model, self.generation.vocabulary.counts)
        return [
            self._wording(passage, mender)
            for passage in self.read([RowId(row) for row in rows.tolist()])
        ]

    def _wording(self, passage: Passage, mender: Mender) -> Wording:
        metadata = passage.citation.metadata
        texts = [it for it in (passage.text, metadata.title, passage.heading) if it]
        mended = [mender.mended(it, metadata.language) for it in texts]
        return Wording(tuple(dict.fromkeys(texts + mended)), metadata.language)


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


def admit(
    query: Query, filters: Filters, generation: Generation, analyzer: Analyzer, said: Wordings
) -> Admission:
    """What ``query`` admits of ``generation`` under ``filters``.

    ``+`` and ``-`` always hold. Quoted phrases do if some passage holds them all. What consists of
    stop words limits nothing.
    """
    if query.is_plain:
        return Admission()

    def wordings(phrases: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], ...], ...]:
        made = (analyzer.wordings(phrase, generation.languages) for phrase in phrases)
        return tuple(it for it in made if it)

    def word_for_word(phrases: tuple[str, ...], rows: RowIds) -> RowIds:
        partial = tuple(it for it in phrases if _has_stop_words(it, generation, analyzer))
        return _word_for_word(partial, rows, analyzer, said)

    limits = Holding(wordings(query.required), wordings(query.excluded))
    unheld: tuple[str, ...] = ()
    if phrases := wordings(query.phrases):
        holding = replace(limits, every=limits.every + phrases)
        rows = generation.lexical.rows(holding, filters)
        rows = word_for_word((*query.phrases, *query.required), rows)
        if rows.size:
            return Admission(holding, rows)
        unheld = query.phrases
    if limits.is_empty:
        return Admission(unheld=unheld)
    if limits.every:
        rows = word_for_word(query.required, generation.lexical.rows(limits, filters))
        return Admission(limits, rows, unheld)
    # Nearly every passage is admitted: naming the others is faster.
    excluded = Holding(every=(tuple(chain.from_iterable(limits.none)),))
    others = generation.lexical.rows(excluded, filters)
    return Admission(limits, np.setdiff1d(generation.rows, others, assume_unique=True), unheld)


def _has_stop_words(phrase: str, generation: Generation, analyzer: Analyzer) -> bool:
    """Whether the index knows less of ``phrase`` than it says."""
    whole = len(analyzer.whole_run(phrase, None))
    runs = analyzer.wordings(phrase, generation.languages)
    return any(len(run) < whole for run in runs)


def _word_for_word(
    phrases: tuple[str, ...], rows: RowIds, analyzer: Analyzer, said: Wordings
) -> RowIds:
    """Those of ``rows`` that hold every word of ``phrases``, one after another."""
    if not phrases or rows.size > _MOST_READ:
        return rows
    held = [
        all(_stands_in(phrase, wording, analyzer) for phrase in phrases)
        for wording in said.of(rows)
    ]
    return rows[np.array(held, np.bool_)]


def _stands_in(phrase: str, wording: Wording, analyzer: Analyzer) -> bool:
    wanted = _spaced(analyzer.whole_run(phrase, wording.language))
    return any(
        wanted in _spaced(analyzer.whole_run(text, wording.language)) for text in wording.texts
    )


def _spaced(run: Sequence[str]) -> str:
    """No term holds white space: so this holds a run if and only if the terms do."""
    return f" {' '.join(run)} "
