"""From changed files to the next published generation.

The order of steps is what makes a kill harmless: documents are staged in the store under the next
number, which nobody sees; vectors go to the cache batch by batch; index files are written and
flushed; then the store's number moves, in one transaction.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import (
    AccessError,
    BusyError,
    DocumentsError,
    NoIndexError,
    ReadingError,
    StoreError,
)
from corpus.reading import read_file
from corpus.scan import Candidate, Changes, Skipped, printable, scan
from corpus.sources import read_sources
from corpus.store import Store
from embeddings.builder import Builder
from embeddings.contents import everything_skipped, stage_contents
from embeddings.generation import NOT_INDEXED, Generations, other_model
from embeddings.ports import EmbedderSpec
from embeddings.progress import Progress
from embeddings.staging import Staging, why_empty

_log = logging.getLogger(__name__)
_PATIENCE_SECONDS = 10
_BETWEEN = " at "
_BUSY = "Another footnote is indexing into this data folder. Wait until it has finished."


@dataclass(frozen=True, slots=True)
class Summary:
    """What one run of the indexer did.

    Attributes:
        generation: the number that is current now.
        published: whether this run made it.
        indexed: files read into it, new or changed.
        unchanged: files that were not opened, or opened and found the same.
        removed: files that are gone.
        renamed: files that are elsewhere now, with the same bytes; they are not counted above.
        skipped: what could not be read, now or in an earlier run.
        unsupported: files of formats that Footnote does not read, by suffix.
        staged: documents of those files that are new or changed.
        files: files in the generation.
        documents: documents in the generation.
        passages: passages in the generation.
        embedded: passages that the model had to encode.
    """

    generation: int
    published: bool
    indexed: int
    unchanged: int
    removed: int
    skipped: tuple[Skipped, ...]
    unsupported: Mapping[str, int]
    documents: int
    passages: int
    embedded: int
    staged: int
    files: int
    renamed: int = 0


class Indexer:
    """Brings the index up to date with a folder. One at a time in a data folder.

    Args:
        store: the truth.
        generations: the published index files.
        builder: makes index files from the store's rows.
        lock: path of the file that keeps a second indexer out.
        max_bytes: files above this size are skipped.
    """

    def __init__(
        self,
        store: Store,
        generations: Generations,
        builder: Builder,
        lock: Path,
        max_bytes: int,
    ) -> None:
        self._store = store
        self._generations = generations
        self._builder = builder
        self._lock = FileLock(lock, timeout=0)
        self._max_bytes = max_bytes

    def run(self, root: Path, only: Sequence[Path], progress: Progress) -> Summary:
        """Index what changed under ``root``; with ``only``, nothing outside those paths.

        Raises:
            BusyError: if another indexer is at work.
            DocumentsError: if the folder is missing, another than before, or empty.
            SettingError: if its ``sources.toml`` makes no sense.
            ModelError: if something must be embedded and the model cannot be used.
            StoreError: if the data folder cannot be written.
        """
        with self._locked(0):
            self.require_root(root)
            return self._run(root, only, progress)

    def restore(self, number: int) -> None:
        """Make the index files of ``number`` again, from the store and the vector cache.

        Raises:
            BusyError: if another process is indexing, and goes on for long.
            ModelError: if it was made with another model: a reader does not embed a corpus anew.
            StoreError: if the data folder cannot be written.
        """
        with self._locked(_PATIENCE_SECONDS):
            self._require_model()
            if (
                number == self._store.current_generation()
                and self._generations.open(number) is None
            ):
                self._builder.build(number, None, Progress())

    def write_anew(self) -> int:
        """As ``calibrate``, and leave no word in the index that only removed passages had."""
        return self.calibrate(fresh_words=True)

    def calibrate(self, *, fresh_words: bool = False) -> int:
        """Draw the lines of abstention anew, as the next generation of what is indexed.

        Returns:
            The number of that generation.

        Raises:
            BusyError: if another indexer is at work.
            NoIndexError: if nothing has been indexed yet.
            ModelError: if it was made with another model, or the model cannot be used.
            StoreError: if the data folder cannot be written.
        """
        with self._locked(0):
            current = self._store.current_generation()
            if current == 0:
                raise NoIndexError(NOT_INDEXED)
            self._require_model()
            number = self._store.begin()
            self._builder.build(number, current, Progress(), fresh_words=fresh_words)
            self._store.publish(
                number, root=self._store.root() or "", model=_model(self._builder.spec)
            )
            self._tidy(number)
            return number

    def _require_model(self) -> None:
        """Make sure that the index was made with the model at hand."""
        made_with = self._store.model()
        if made_with is not None and made_with != _model(self._builder.spec):
            raise other_model(made_with.partition(_BETWEEN)[0], self._builder.spec.model)

    @contextmanager
    def _locked(self, timeout: float) -> Iterator[None]:
        try:
            self._lock.acquire(timeout=timeout)
        except Timeout:
            raise BusyError(_BUSY) from None
        except OSError as error:
            raise StoreError(
                f"The data folder cannot be locked ({self._lock.lock_file}: "
                f"{error.strerror or error}). Check DATA_DIR and its permissions."
            ) from error
        try:
            yield
        finally:
            self._lock.release()

    def require_root(self, root: Path) -> None:
        """Make sure that ``root`` is the folder that the index belongs to, and can be read.

        Raises:
            DocumentsError: if the index was made from another folder, or ``root`` is missing or
                cannot be looked at.
        """
        known = self._store.root()
        if known is not None and known != str(root):
            raise DocumentsError(
                f"This index was made from {known}, but DOCUMENTS_DIR is {root}. Set DOCUMENTS_DIR "
                "back, or give the other folder a DATA_DIR of its own."
            )
        try:
            found = root.is_dir()
        except OSError as error:
            raise DocumentsError(
                f"The documents folder {root} cannot be looked at: {error.strerror}. Check "
                "DOCUMENTS_DIR and its permissions."
            ) from error
        if not found:
            raise DocumentsError(
                f"The documents folder {root} is missing. The index was left as it is. Check "
                "DOCUMENTS_DIR."
            )

    def _run(self, root: Path, only: Sequence[Path], progress: Progress) -> Summary:
        number = self._store.begin()
        current = number - 1
        sources = read_sources(root)
        known = sources.due(self._store.files())
        changes = scan(root, known, only=only)
        staging = Staging(root, number, known, sources)
        self._stage(changes, staging, progress)
        if staging.changes_answers:
            staging.rename(self._store.stage_renames(number))
            self._store.stage_marks(number)
        rows = self._store.rows(number)
        skipped = everything_skipped(self._store, changes, staging)
        if not rows:
            raise why_empty(root, staging, skipped)
        embedded = 0
        if staging.changes_answers or self._outdated(current):
            embedded = self._builder.build(number, current, progress)
            self._store.publish(number, root=str(root), model=_model(self._builder.spec))
            current = number
        self._tidy(current)
        return Summary(
            generation=current,
            published=current == number,
            indexed=staging.indexed,
            unchanged=len(changes.unchanged) + staging.touched,
            removed=staging.removed,
            skipped=skipped,
            unsupported=changes.unsupported,
            documents=len({document for _, document in rows}),
            passages=len(rows),
            embedded=embedded,
            staged=staging.documents,
            files=self._store.count_files(number),
            renamed=staging.renamed,
        )

    def _outdated(self, current: int) -> bool:
        generation = self._generations.open(current)
        return generation is None or generation.spec != self._builder.spec

    def _stage(self, changes: Changes, staging: Staging, progress: Progress) -> None:
        for path in changes.removed:
            self._drop(path, staging)
            self._store.forget_skipped(path)
        for done, candidate in enumerate(changes.fresh, 1):
            self._stage_file(candidate, staging)
            progress.reading(done, len(changes.fresh))

    def _stage_file(self, file: Candidate, staging: Staging) -> None:
        try:
            label = staging.sources.label
            with read_file(staging.root, file.path, self._max_bytes, label) as contents:
                stage_contents(self._store, file, contents, staging)
        except AccessError as error:
            self._drop(file.path, staging)
            self._store.forget_skipped(file.path)
            staging.unread.append(Skipped(printable(file.path), str(error)))
        except ReadingError as error:
            self._drop(file.path, staging)
            self._store.note_skipped(file.path, replace(file.state, skipped=str(error)))
            staging.unread.append(Skipped(printable(file.path), str(error)))

    def _drop(self, path: str, staging: Staging) -> None:
        """What can no longer be read, and what was read of it, is not answered from."""
        self._store.stage_removal(staging.generation, path)
        staging.removed += staging.serves(path)

    def _tidy(self, current: int) -> None:
        """Delete what nobody needs any more. What is published stays so if that fails."""
        oldest = self._generations.oldest_in_use(current)
        try:
            self._store.purge(oldest)
            self._generations.discard(keep_from=oldest, current=current)
            self._builder.prune(current)
        except StoreError as error:
            _log.warning("Outdated parts of the index could not be deleted: %s", error)


def _model(spec: EmbedderSpec) -> str:
    """What the store remembers of the model behind a generation."""
    return f"{spec.model}{_BETWEEN}{spec.revision}"
