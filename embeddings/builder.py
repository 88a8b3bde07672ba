"""Makes the index files of a generation and calibrates it.

Everything that costs time happens here: new passages get their vectors, from the cache or from the
model, and the finished files are asked what draws the lines of abstention.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np

from corpus.document import DocumentId, Span
from corpus.errors import StoreError
from corpus.filters import Filters
from corpus.passage import RowId
from corpus.store import Store
from embeddings.abstention import TOP
from embeddings.analyzer import Analyzer
from embeddings.building import (
    RowArrays,
    carry_over,
    embedded_batches,
    embedded_text,
    gather,
    join,
    lexical_entry,
    passage_mender,
    write_arrays,
)
from embeddings.calibration import (
    NOT_CALIBRATED,
    Calibration,
    Evidence,
    MadeQuestion,
    calibrate,
    carried,
    make_questions,
    sample,
)
from embeddings.costs import Cost, Costs
from embeddings.engines import Engines
from embeddings.generation import LEXICAL, WORDS, Generation, Generations
from embeddings.manifest import Manifest, describe_files, write_manifest
from embeddings.moves import changed_entries
from embeddings.ports import (
    EmbeddedText,
    EmbedderSpec,
    Encoder,
    PassageVectors,
    RowIds,
    Vector,
)
from embeddings.probes import PROBES
from embeddings.progress import Progress
from embeddings.retriever import Retriever
from embeddings.searched_text import Mender, generation_mender
from embeddings.stories import write_stories
from embeddings.unfinished import finished_or_gone
from embeddings.vector_cache import VectorCache
from embeddings.vocabulary import count_words, write_vocabulary

_STALE = 0.2
"""Share of removed passages that BM25's statistics may still count before they are made anew."""

_SPARE_ENTRIES = 1_000
"""Vectors that may stay cached without need: an undone edit finds its own again."""


class Builder:
    """Makes index files from rows of the store.

    Args:
        store: where the rows are.
        generations: where the files go.
        engines: how they are written.
        encoder: the model; loaded only when something must be encoded.
        cache: vectors of every text that was encoded before.
        analyzer: words of the lexical leg.
    """

    def __init__(
        self,
        store: Store,
        generations: Generations,
        engines: Engines,
        encoder: Encoder,
        cache: VectorCache,
        analyzer: Analyzer,
    ) -> None:
        self._store = store
        self._generations = generations
        self._engines = engines
        self._encoder = encoder
        self._cache = cache
        self._analyzer = analyzer
        self._mender = passage_mender(encoder)

    @property
    def spec(self) -> EmbedderSpec:
        """What the vectors that it writes are comparable with."""
        return self._encoder.spec

    def cost(self, rows: Sequence[RowId]) -> Cost:
        """What embedding the passages of ``rows`` costs, where the cache does not have them.

        Raises:
            ModelError: if the model cannot be used.
        """
        costs = Costs(self._store, self._encoder, self._cache.get_many)
        return costs.measured(costs.due(rows))

    def build(
        self,
        number: int,
        previous: int | None,
        progress: Progress,
        *,
        redraw: bool = False,
        fresh_words: bool = False,
    ) -> int:
        """Write the files of generation ``number``, on top of ``previous`` where that serves.

        With ``redraw``, the lines of abstention are drawn anew however little has changed; with
        ``fresh_words`` the lexical leg's files are written anew.

        Returns:
            How many passages the model had to encode.

        Raises:
            ModelError: if something must be encoded and the model cannot be used.
            StoreError: if the files cannot be written.
        """
        before = self._comparable(previous)
        with finished_or_gone(self._generations.path(number), self._store) as folder:
            embedded = self._write(number, folder, before, progress, fresh_words)
            self._publish_files(number, folder, None if redraw else before)
        return embedded

    def _comparable(self, previous: int | None) -> Generation | None:
        """The generation whose vectors can be carried over, if there is one."""
        if not previous:
            return None
        generation = self._generations.open(previous)
        return generation if generation is not None and generation.spec == self.spec else None

    def _write(
        self,
        number: int,
        folder: Path,
        before: Generation | None,
        progress: Progress,
        fresh_words: bool,
    ) -> int:
        stored = self._store.rows(number)
        rows: RowIds = np.fromiter((row for row, _ in stored), np.int64, len(stored))
        documents = np.fromiter((document for _, document in stored), np.int64, len(stored))
        del stored  # it takes ten times as much as both
        kept = carry_over(before, rows) if before is not None else None
        known = kept.rows if kept is not None else np.empty(0, np.int64)
        new = [RowId(int(row)) for row in np.setdiff1d(rows, known, assume_unique=True)]
        words = self._words(rows, new, before)
        mender = generation_mender(self._mender, words)
        arrays, embedded = self._vectors(new, mender, progress)
        parts = arrays if kept is None else [kept, *arrays]
        write_arrays(folder, join(parts, self.spec.dim), documents, self._engines)
        del kept, arrays, parts  # what follows needs the room
        lexical = None if fresh_words else before
        self._write_lexical(folder / LEXICAL, number, rows, lexical, mender)
        write_vocabulary(folder / WORDS, words)
        told = None if before is None else (before.rows, self._generations.path(before.number))
        write_stories(folder, rows, self._texts, told)
        return embedded

    def _write_lexical(
        self,
        folder: Path,
        number: int,
        rows: RowIds,
        before: Generation | None,
        mender: Mender,
    ) -> None:
        """The words of ``rows``: on top of ``before``'s, unless too many of those are gone."""
        old = None if before is None else self._generations.path(before.number) / LEXICAL
        removed: Sequence[RowId] = ()
        added: Sequence[RowId] = [RowId(int(row)) for row in rows]
        if before is not None and old is not None:
            gone, come = changed_entries(before, self._store.documents(number), rows)
            stale = self._engines.stale_lexical(old) + len(gone) / max(1, before.rows.size)
            if stale <= _STALE:
                self._engines.copy_lexical(old, folder)
                removed, added = gone, come
        passages = self._store.iter_passages(added, number)
        entries = (lexical_entry(passage, self._analyzer, mender) for passage in passages)
        self._engines.update_lexical(folder, entries, removed)

    def _words(
        self, rows: RowIds, new: Sequence[RowId], before: Generation | None
    ) -> Mapping[str, int]:
        """How ``rows`` write their words: what ``before`` had, without what is gone."""
        words = count_words(self._store.iter_passages(new), self._analyzer)
        if before is not None:
            gone = [RowId(int(row)) for row in np.setdiff1d(before.rows, rows, assume_unique=True)]
            words.update(before.vocabulary.counts)
            words.subtract(count_words(self._store.iter_passages(gone), self._analyzer))
        return words

    def _texts(self, rows: RowIds) -> Iterator[str]:
        passages = self._store.iter_passages([RowId(row) for row in rows.tolist()])
        return (passage.text for passage in passages)

    def _vectors(
        self, rows: Sequence[RowId], mender: Mender, progress: Progress
    ) -> tuple[list[RowArrays], int]:
        """The vectors of ``rows``, in order, and how many of them the model had to make."""
        parts: list[RowArrays] = []
        embedded = done = 0
        passages = self._store.iter_passages(rows)
        for batch, texts in embedded_batches(passages, self._mender):
            vectors, made = self._encoded(texts)
            parts.append(gather(batch, vectors, self.spec.dim, self._analyzer, mender))
            embedded += made
            done += len(batch)
            progress.embedding(done, len(rows))
        return parts, embedded

    def _encoded(self, texts: Sequence[EmbeddedText]) -> tuple[list[PassageVectors], int]:
        """Vectors of ``texts``, from the cache or from the model, and how many were made."""
        cached = self._cache.get_many(self.spec, texts)
        missing = [place for place, entry in enumerate(cached) if entry is None]
        if missing:
            wanted = [texts[place] for place in missing]
            made = self._encoder.encode_passages(wanted)
            self._cache.put_many(self.spec, wanted, made)
            for place, entry in zip(missing, made, strict=True):
                cached[place] = entry
        return [entry for entry in cached if entry is not None], len(missing)

    def _questions(self, texts: Sequence[str]) -> list[Vector]:
        """``texts`` as the model encodes questions; kept beside the passages once made."""
        wanted = [_as_question(text) for text in texts]
        cached = self._cache.get_many(self.spec, wanted)
        missing = [place for place, entry in enumerate(cached) if entry is None]
        for place in missing:
            vector = self._encoder.encode_query(texts[place])
            cached[place] = PassageVectors(vector[np.newaxis], vector[np.newaxis])
        made = [(wanted[place], entry) for place in missing if (entry := cached[place])]
        self._cache.put_many(self.spec, [text for text, _ in made], [entry for _, entry in made])
        return [entry.windows[0] for entry in cached if entry is not None]

    def _publish_files(self, number: int, folder: Path, before: Generation | None) -> None:
        """Calibrate the files, and only then call them whole."""
        draft = Manifest(number, self.spec, NOT_CALIBRATED, describe_files(folder))
        generation = self._generations.open_as(draft, folder)
        if generation is None:
            raise StoreError(f"The index {folder} cannot be read back. Is the disk failing?")
        calibration = _carried(before, generation) or self._calibrated(generation)
        write_manifest(folder, replace(draft, calibration=calibration))

    def _calibrated(self, generation: Generation) -> Calibration:
        retriever = Retriever(generation, self._store, self._encoder, self._analyzer)

        def evidence(vector: Vector, text: str, without: DocumentId | None = None) -> float:
            return retriever.retrieve_vector(vector, text, TOP, Filters(), without).evidence

        made = self._made(generation.number)
        vectors = self._questions([*PROBES, *(question.text for question in made)])
        asked = list(zip(vectors[len(PROBES) :], made, strict=True))
        found = Evidence(
            probes=[evidence(it, text) for it, text in zip(vectors, PROBES, strict=False)],
            made=[evidence(it, question.text) for it, question in asked],
            removed=[evidence(it, question.text, question.document) for it, question in asked],
        )
        return replace(calibrate(found), passages=generation.rows.size)

    def _made(self, number: int) -> list[MadeQuestion]:
        rows = sample(row for row, _ in self._store.rows(number))
        return make_questions(self._store.iter_passages(rows), self._analyzer)

    def renew(self) -> None:
        """Go on with the vector cache that is at its path now."""
        self._cache.renew()

    def prune(self, current: int) -> None:
        """Drop cached vectors that generation ``current`` does not need, when they are many."""
        rows = [row for row, _ in self._store.rows(current)]
        if self._cache.count() <= 2 * len(rows) + _SPARE_ENTRIES:
            return
        passages = self._store.iter_passages(rows)
        made = (question.text for question in self._made(current))
        texts = (embedded_text(passage, self._mender) for passage in passages)
        needed = chain(texts, map(_as_question, chain(PROBES, made)))
        self._cache.prune({self._cache.key(self.spec, text) for text in needed})


def _carried(before: Generation | None, now: Generation) -> Calibration | None:
    if before is None:
        return None
    kept = np.intersect1d(before.rows, now.rows, assume_unique=True).size
    return carried(before.calibration, now.rows.size - kept, before.rows.size - kept)


def _as_question(text: str) -> EmbeddedText:
    """Where a question's vector is cached: no passage has such a context, for none holds a NUL."""
    return EmbeddedText("\x00", text, (Span(0, len(text)),))
