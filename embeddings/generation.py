"""The published state that readers answer from.

A generation is a number in the store (which rows are visible) and a folder of index files under
that number. The store's number is the switch: files are whole on disk before it moves. A reader
keeps its generation as long as it holds the object; a shared lock on the folder tells the indexer
that somebody still reads there.
"""

import fcntl
import os
import shutil
import weakref
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.disk import writing
from corpus.document import DocumentId
from corpus.errors import ModelError, StoreError
from corpus.store import Store, StoredDocument
from embeddings.array_files import Entries, ScatteredArray
from embeddings.calibration import Calibration
from embeddings.engines import Engines
from embeddings.evidence import SentenceVectors
from embeddings.language_groups import LanguageGroups
from embeddings.manifest import Manifest, damaged_files, read_manifest
from embeddings.ports import (
    EmbedderSpec,
    LexicalIndex,
    RowIds,
    VectorIndex,
)
from embeddings.row_table import RowTable
from embeddings.sentence_terms import SentenceTerms, TermEntries
from embeddings.stories import Stories, open_stories
from embeddings.unfinished import discard_unfinished
from embeddings.vocabulary import Vocabulary

VECTORS = "paragraphs.faiss"
WINDOW_ROWS = "window_rows.npy"
NOT_INDEXED = "Nothing has been indexed yet. Run: footnote index"

ROWS = "rows.npy"
ROW_DOCUMENTS = "row_documents.npy"
SENTENCES = "sentences.npy"
SENTENCE_OFFSETS = "sentence_offsets.npy"
TERM_COUNTS = "term_counts.npy"
TERM_LENGTHS = "term_lengths.npy"
TERMS = "terms.npy"
LEXICAL = "lexical"
WORDS = "words.tsv"


@dataclass(frozen=True)
class Generation:
    """One published state, opened for reading. Safe for use by several threads.

    Attributes:
        rows: shape (n,), ascending: the passages that it serves.
        row_documents: shape (n,), int64: the document id of each.
        documents: the documents that those belong to.
        languages: languages of its documents, most frequent first; None where it is unknown.
        shown: shape (n,), ascending: those of its rows that it may still answer from; None for all.
        whole: what it was cut from, whose lock it needs.
    """

    number: int
    spec: EmbedderSpec
    calibration: Calibration
    rows: RowIds
    row_documents: npt.NDArray[np.int64]
    documents: tuple[StoredDocument, ...]
    languages: tuple[str | None, ...]
    table: RowTable
    vectors: VectorIndex
    lexical: LexicalIndex
    sentences: SentenceVectors
    terms: SentenceTerms
    vocabulary: Vocabulary
    stories: Stories
    shown: RowIds | None = None
    whole: "Generation | None" = None

    def only(self, documents: Collection[DocumentId]) -> "Generation":
        """It without what belongs to no document among ``documents``: that answers nothing more."""
        whole = self.whole or self
        kept = tuple(it for it in whole.documents if it.id in documents)
        if len(kept) == len(whole.documents):
            return whole
        ids = np.fromiter((it.id for it in kept), np.int64, len(kept))
        shown: RowIds = whole.rows[np.isin(whole.row_documents, ids)]
        return replace(whole, documents=kept, shown=shown, whole=whole)

    @cached_property
    def groups(self) -> LanguageGroups:
        """Its rows by language."""
        documents = (self.whole or self).documents
        languages = {int(entry.id): entry.metadata.language for entry in documents}
        of_rows = [languages[document] for document in self.row_documents.tolist()]
        return LanguageGroups(self.rows, of_rows, self.sentences)


class Generations:
    """The folder of generations under the data folder."""

    def __init__(self, folder: Path, store: Store, engines: Engines) -> None:
        self._folder = folder
        self._store = store
        self._engines = engines

    def path(self, number: int) -> Path:
        """Where the files of generation ``number`` lie."""
        return self._folder / f"{number:06d}"

    def manifest(self, number: int) -> Manifest | None:
        """The manifest of ``number`` if its files are all there, at their size."""
        manifest = read_manifest(self.path(number))
        if manifest is None or damaged_files(self.path(number), manifest):
            return None
        return manifest

    def open(self, number: int) -> Generation | None:
        """Open generation ``number`` for reading; None where its files are missing or damaged."""
        manifest = self.manifest(number)
        return None if manifest is None else self.open_as(manifest, self.path(number))

    def open_as(
        self, manifest: Manifest, folder: Path, *, mapped: bool = True
    ) -> Generation | None:
        """Open the files in ``folder`` that ``manifest`` describes, be it written yet or not.

        With ``mapped``, what sentences say is mapped into memory, which is the faster way to ask;
        else it stays in its files, and memory does not grow with them.
        """
        lock = self._share(manifest.number)
        try:
            generation = self._read(folder, manifest, _mapped if mapped else ScatteredArray)
        except (StoreError, ValueError, OSError, KeyError):
            # Whole by its size, and yet not readable: as good as missing, and made again.
            os.close(lock)
            return None
        weakref.finalize(generation, os.close, lock)
        return generation

    def _read(
        self, folder: Path, manifest: Manifest, entries: Callable[[Path], Entries[Any]]
    ) -> Generation:
        documents = tuple(self._store.documents(manifest.number))
        rows: RowIds = np.load(folder / ROWS)
        row_documents: npt.NDArray[np.int64] = np.load(folder / ROW_DOCUMENTS)
        position = {int(document.id): index for index, document in enumerate(documents)}
        indexes = np.fromiter((position[int(row)] for row in row_documents), np.int64, rows.size)
        table = RowTable(rows, indexes, [(entry.path, entry.metadata) for entry in documents])
        window_rows: RowIds = np.load(folder / WINDOW_ROWS)
        counts = Counter(entry.metadata.language for entry in documents)
        return Generation(
            number=manifest.number,
            spec=manifest.spec,
            calibration=manifest.calibration,
            rows=rows,
            row_documents=row_documents,
            documents=documents,
            languages=tuple(language for language, _ in counts.most_common()),
            table=table,
            vectors=self._engines.open_vectors(folder / VECTORS, window_rows, table),
            lexical=self._engines.open_lexical(folder / LEXICAL),
            sentences=SentenceVectors(
                rows,
                np.load(folder / SENTENCE_OFFSETS),
                entries(folder / SENTENCES),
            ),
            terms=SentenceTerms(
                rows,
                TermEntries(
                    np.load(folder / TERM_COUNTS),
                    entries(folder / TERM_LENGTHS),
                    entries(folder / TERMS),
                ),
                ScatteredArray(folder / TERM_LENGTHS),
            ),
            vocabulary=Vocabulary(folder / WORDS),
            stories=open_stories(folder, rows),
        )

    def oldest_in_use(self, current: int) -> int:
        """The lowest generation that some reader holds, or ``current``."""
        in_use = [
            number for number in self._numbers() if number < current and self._is_read(number)
        ]
        return min(in_use, default=current)

    def discard(self, current: int) -> None:
        """Delete the folders below ``current`` that nobody reads, and leftovers above it.

        What cannot be deleted now is left to the next run: it is in nobody's way.
        """
        discard_unfinished(self._folder)
        for number in self._numbers():
            if number > current or (number < current and not self._is_read(number)):
                shutil.rmtree(self.path(number), ignore_errors=True)
                self._lock_path(number).unlink(missing_ok=True)

    def _numbers(self) -> list[int]:
        if not self._folder.is_dir():
            return []
        return sorted(int(path.name) for path in self._folder.iterdir() if path.name.isdecimal())

    def _lock_path(self, number: int) -> Path:
        """Beside the folder, not in it: files may be made again while somebody reads them."""
        return self._folder / f"{number:06d}.readers"

    def _share(self, number: int) -> int:
        """A descriptor that holds a shared lock on generation ``number``."""
        path = self._lock_path(number)
        with writing(f"The lock {path}", self._folder):
            descriptor = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        return descriptor

    def _is_read(self, number: int) -> bool:
        """Whether somebody holds a shared lock on generation ``number``."""
        try:
            descriptor = os.open(self._lock_path(number), os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        else:
            return False
        finally:
            os.close(descriptor)


def _mapped(path: Path) -> Entries[Any]:
    array: npt.NDArray[Any] = np.load(path, mmap_mode="r")
    return array


def other_model(made_with: str, asked_with: str) -> ModelError:
    """That questions and passages would be encoded by different models."""
    if made_with == asked_with:
        return ModelError(
            f"The index was made with other weights of the model {made_with}, or another version "
            "of it. Run: footnote index"
        )
    return ModelError(
        f"The index was made with the model {made_with}, but EMBEDDING_MODEL is {asked_with}. Set "
        "it back, or run: footnote index"
    )
