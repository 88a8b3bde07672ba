"""Makes the index files of a generation and calibrates it.

Everything that costs time happens here: new passages get their vectors, from the cache or from the
model, and the finished files are asked what draws the lines of abstention. Passages go by, a batch
at a time: what is made of each goes into a file at once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np

from corpus.errors import StoreError
from corpus.passage import RowId
from corpus.store import Store
from embeddings.analyzer import Analyzer
from embeddings.calibration import NOT_CALIBRATED
from embeddings.engines import Engines
from embeddings.generation import LEXICAL, WORDS, Generation, Generations
from embeddings.indexing.building import (
    embedded_batches,
    embedded_text,
    lexical_entry,
    passage_mender,
)
from embeddings.indexing.costs import Cost, Costs
from embeddings.indexing.drawing import carried_lines, drawn_lines, questions_of
from embeddings.indexing.encoding import Encoding
from embeddings.indexing.moves import changed_entries
from embeddings.indexing.progress import Progress
from embeddings.indexing.row_files import (
    RowFiles,
    carried_over,
    gather,
    passages_of,
    row_ids,
    rows_of,
)
from embeddings.manifest import Manifest, describe_files, write_manifest
from embeddings.ports import EmbedderSpec, Encoder, RowIds
from embeddings.probes import PROBES
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
        self._encoding = Encoding(encoder, cache)
        self._analyzer = analyzer
        self._mender = passage_mender(encoder)

    @property
    def spec(self) -> EmbedderSpec:
        """What the vectors that it writes are comparable with."""
        return self._encoding.spec

    def cost(self, rows: RowIds) -> Cost:
        """What embedding the passages of ``rows`` costs, where the cache does not have them.

        Raises:
            ModelError: if the model cannot be used.
        """
        encoding = self._encoding
        costs = Costs(self._store, encoding.encoder, encoding.cache.get_many)
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
        rows, documents = rows_of(self._store, number)
        known = np.empty(0, np.int64) if before is None else before.rows
        new: RowIds = np.setdiff1d(rows, known, assume_unique=True)
        words = self._words(rows, new, before)
        mender = generation_mender(self._mender, words)
        with RowFiles(folder, self.spec.dim) as files:
            if before is not None:
                path = self._generations.path(before.number)
                for part in carried_over(before, path, rows, self._engines):
                    files.append(part)
            embedded = self._embed(new, files, mender, progress)
            files.finish(documents, self._engines)
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
        removed: Iterable[RowId] = ()
        added = rows
        if before is not None and old is not None:
            gone, come = changed_entries(before, self._store.documents(number), rows)
            stale = self._engines.stale_lexical(old) + gone.size / max(1, before.rows.size)
            if stale <= _STALE:
                self._engines.copy_lexical(old, folder)
                removed, added = row_ids(gone), come
        passages = passages_of(self._store, added, number)
        entries = (lexical_entry(passage, self._analyzer, mender) for passage in passages)
        self._engines.update_lexical(folder, entries, removed)

    def _words(self, rows: RowIds, new: RowIds, before: Generation | None) -> Mapping[str, int]:
        """How ``rows`` write their words: what ``before`` had, without what is gone."""
        words = count_words(passages_of(self._store, new), self._analyzer)
        if before is not None:
            gone: RowIds = np.setdiff1d(before.rows, rows, assume_unique=True)
            words.update(before.vocabulary.counts)
            words.subtract(count_words(passages_of(self._store, gone), self._analyzer))
        return words

    def _texts(self, rows: RowIds) -> Iterator[str]:
        return (passage.text for passage in passages_of(self._store, rows))

    def _embed(self, rows: RowIds, files: RowFiles, mender: Mender, progress: Progress) -> int:
        """Write the vectors of ``rows``, and their terms; how many the model had to make."""
        embedded = done = 0
        passages = passages_of(self._store, rows)
        for batch, texts in embedded_batches(passages, self._mender):
            vectors, made = self._encoding.passages(texts)
            files.append(gather(batch, vectors, self.spec.dim, self._analyzer, mender))
            embedded += made
            done += len(batch)
            progress.embedding(done, rows.size)
        return embedded

    def _publish_files(self, number: int, folder: Path, before: Generation | None) -> None:
        """Calibrate the files, and only then call them whole."""
        draft = Manifest(number, self.spec, NOT_CALIBRATED, describe_files(folder))
        generation = self._generations.open_as(draft, folder, mapped=False)
        if generation is None:
            raise StoreError(f"The index {folder} cannot be read back. Is the disk failing?")
        calibration = carried_lines(before, generation) or drawn_lines(
            generation, self._store, self._encoding, self._analyzer
        )
        write_manifest(folder, replace(draft, calibration=calibration))

    def renew(self) -> None:
        """Go on with the vector cache that is at its path now."""
        self._encoding.cache.renew()

    def prune(self, current: int) -> None:
        """Drop cached vectors that generation ``current`` does not need, when they are many."""
        rows, _ = rows_of(self._store, current)
        if self._encoding.cache.count() <= 2 * rows.size + _SPARE_ENTRIES:
            return
        passages = passages_of(self._store, rows)
        made = questions_of(current, self._store, self._analyzer)
        self._encoding.forget_others(
            (embedded_text(passage, self._mender) for passage in passages),
            chain(PROBES, (question.text for question in made)),
        )
