"""The index files of one generation, made from the store's rows and their vectors.

Rows that the generation before already served are carried over; only the new ones are looked up.
Row ids ascend and are never used twice, so what is new always comes last.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.filters import source_keys
from corpus.passage import Passage
from embeddings.analyzer import Analyzer
from embeddings.engines import Engines
from embeddings.generation import (
    ROW_DOCUMENTS,
    ROWS,
    SENTENCE_OFFSETS,
    SENTENCES,
    TERM_COUNTS,
    TERM_LENGTHS,
    TERMS,
    VECTORS,
    WINDOW_ROWS,
    Generation,
)
from embeddings.ports import (
    EmbeddedText,
    KnowsWords,
    LexicalEntry,
    Matrix,
    PassageEncoder,
    PassageVectors,
    RowIds,
)
from embeddings.searched_text import Mender
from embeddings.sentence_terms import TermArrays, join_terms, kept_terms, term_arrays

BATCH = 256
"""Passages between two writes to the cache: what a kill can cost at the most."""


def passage_mender(encoder: PassageEncoder) -> Mender:
    """What repairs texts before ``encoder`` gets them: it goes by the model's words alone."""
    return Mender(encoder.has_word if isinstance(encoder, KnowsWords) else None)


def embedded_batches(
    passages: Iterator[Passage], mender: Mender
) -> Iterator[tuple[list[Passage], list[EmbeddedText]]]:
    """``passages`` in the batches that are encoded together, with what stands for each."""
    while batch := list(islice(passages, BATCH)):
        yield batch, [embedded_text(passage, mender) for passage in batch]


def embedded_text(passage: Passage, mender: Mender) -> EmbeddedText:
    """What stands for ``passage`` in the model's space: its text behind its title and headings."""
    language = passage.citation.metadata.language
    context = [passage.citation.metadata.title, passage.heading]
    lead = ". ".join(mender.mended(part, language).rstrip(".") for part in context if part)
    text, sentences = mender.mended_sentences(passage.text, passage.sentences, language)
    return EmbeddedText(f"{lead}. " if lead else "", text, sentences)


def _terms(text: str, language: str | None, analyzer: Analyzer, mender: Mender) -> list[str]:
    """The terms of ``text`` as it is searched, and behind them those that only the source has."""
    mended = mender.mended(text, language)
    terms = analyzer.passage_terms(mended, language)
    if mended == text:
        return terms
    known = set(terms)
    return terms + [it for it in analyzer.passage_terms(text, language) if it not in known]


def lexical_entry(passage: Passage, analyzer: Analyzer, mender: Mender) -> LexicalEntry:
    """What the lexical leg knows of ``passage``: its words, its title's, its source, its date."""
    metadata = passage.citation.metadata
    language = metadata.language
    title = " ".join(part for part in (metadata.title, passage.heading) if part)
    return LexicalEntry(
        row=passage.id,
        body=_terms(passage.text, language, analyzer, mender),
        title=_terms(title, language, analyzer, mender),
        sources=source_keys(passage.citation.document, metadata),
        published=metadata.published,
    )


def stretch_terms(passage: Passage, analyzer: Analyzer, mender: Mender) -> list[list[str]]:
    """The terms of ``passage``'s context (title and headings), then of each of its sentences."""
    metadata = passage.citation.metadata
    context = " ".join(part for part in (metadata.title, passage.heading) if part)
    texts = [context, *(span.of(passage.text) for span in passage.sentences)]
    return [_terms(text, metadata.language, analyzer, mender) for text in texts]


@dataclass(frozen=True, slots=True)
class RowArrays:
    """Every vector of a generation, and every sentence's terms, by row.

    Attributes:
        rows: shape (n,), ascending.
        windows: shape (w, dim), float32.
        window_rows: shape (w,): the row that each window belongs to, ascending.
        sentence_offsets: shape (n + 1,), int64.
        sentences: shape (s, dim), float16.
        terms: of the same passages.
    """

    rows: RowIds
    windows: Matrix
    window_rows: RowIds
    sentence_offsets: npt.NDArray[np.int64]
    sentences: npt.NDArray[np.float16]
    terms: TermArrays


def gather(
    passages: Sequence[Passage],
    vectors: Iterable[PassageVectors],
    dim: int,
    analyzer: Analyzer,
    mender: Mender,
) -> RowArrays:
    """Arrays for ``passages`` (ascending by row) and their vectors, in the same order."""
    windows: list[Matrix] = []
    sentences: list[npt.NDArray[np.float16]] = []
    for entry in vectors:
        windows.append(entry.windows)
        sentences.append(entry.sentences.astype(np.float16))
    ids = np.asarray([passage.id for passage in passages], np.int64)
    counts = np.fromiter((len(part) for part in sentences), np.int64, len(sentences))
    return RowArrays(
        rows=ids,
        windows=np.concatenate([np.empty((0, dim), np.float32), *windows]),
        window_rows=np.repeat(ids, [len(part) for part in windows]),
        sentence_offsets=np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
        sentences=np.concatenate([np.empty((0, dim), np.float16), *sentences]),
        terms=term_arrays(stretch_terms(passage, analyzer, mender) for passage in passages),
    )


def carry_over(previous: Generation, rows: RowIds) -> RowArrays:
    """The arrays of those of ``previous``'s rows that are among ``rows``."""
    kept = np.isin(previous.rows, rows, assume_unique=True)
    windows, window_rows = previous.vectors.stored()
    kept_windows = np.isin(window_rows, previous.rows[kept])
    counts = np.diff(previous.sentences.offsets)
    return RowArrays(
        rows=previous.rows[kept],
        windows=windows[kept_windows],
        window_rows=window_rows[kept_windows],
        sentence_offsets=np.concatenate([np.zeros(1, np.int64), np.cumsum(counts[kept])]),
        sentences=previous.sentences.vectors[np.repeat(kept, counts)],
        terms=kept_terms(previous.terms.arrays, kept),
    )


def join(parts: Sequence[RowArrays], dim: int) -> RowArrays:
    """All of ``parts``, where the rows of each come after those of the one before."""
    counts = [np.diff(part.sentence_offsets) for part in parts]
    return RowArrays(
        rows=np.concatenate([np.empty(0, np.int64), *(part.rows for part in parts)]),
        windows=np.concatenate([np.empty((0, dim), np.float32), *(p.windows for p in parts)]),
        window_rows=np.concatenate([np.empty(0, np.int64), *(p.window_rows for p in parts)]),
        sentence_offsets=np.cumsum(np.concatenate([np.zeros(1, np.int64), *counts])),
        sentences=np.concatenate([np.empty((0, dim), np.float16), *(p.sentences for p in parts)]),
        terms=join_terms([part.terms for part in parts]),
    )


def write_arrays(
    folder: Path, arrays: RowArrays, row_documents: npt.NDArray[np.int64], engines: Engines
) -> None:
    """Write the arrays of a generation into ``folder``."""
    engines.write_vectors(folder / VECTORS, arrays.windows)
    np.save(folder / WINDOW_ROWS, arrays.window_rows)
    np.save(folder / ROWS, arrays.rows)
    np.save(folder / ROW_DOCUMENTS, row_documents)
    np.save(folder / SENTENCE_OFFSETS, arrays.sentence_offsets)
    np.save(folder / SENTENCES, arrays.sentences)
    np.save(folder / TERM_COUNTS, arrays.terms.counts)
    np.save(folder / TERM_LENGTHS, arrays.terms.lengths)
    np.save(folder / TERMS, arrays.terms.terms)
