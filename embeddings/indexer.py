"""From changed files to the next published generation.

The order of steps is what makes a kill harmless: documents are staged in the store under the next
number, which nobody sees; vectors go to the cache batch by batch; index files are written and
flushed; then the store's number moves, in one transaction.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from corpus.disk import cannot_write
from corpus.errors import BusyError, DocumentsError, NoIndexError
from corpus.scan import scan
from corpus.sources import read_sources
from corpus.store import Store
from embeddings.generation import NOT_INDEXED, Generations, other_model
from embeddings.indexing.builder import Builder
from embeddings.indexing.changed_files import ChangedFiles
from embeddings.indexing.contents import everything_skipped, unmatched_globs
from embeddings.indexing.displacement import staying
from embeddings.indexing.progress import Progress
from embeddings.indexing.row_files import rows_of
from embeddings.indexing.staging import Staged, Staging, why_empty
from embeddings.indexing.summary import Summary, summary_of
from embeddings.indexing.tidying import is_ours, tidy
from embeddings.model_change import ModelChange, described, other_than

_PATIENCE_SECONDS = 10
_BUSY = "Another footnote is indexing into this data folder. Wait until it has finished."


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
        self._changed_files = ChangedFiles(store, max_bytes)

    def run(
        self,
        root: Path,
        only: Sequence[Path],
        progress: Progress,
        patience: float = 0.0,
        *,
        same_model: bool = False,
    ) -> Summary:
        """Index what changed under ``root``; with ``only``, nothing outside those paths.

        With ``same_model``, the index of another model, where there is one, is left as it is.

        Raises:
            BusyError: if another indexer is at work, and goes on for ``patience`` seconds.
            DocumentsError: if the folder is missing, another than before, or empty.
            SettingError: if its ``sources.toml`` makes no sense.
            ModelError: if something must be embedded and the model cannot be used, or must not be.
            StoreError: if the data folder cannot be written.
        """
        with self._locked(patience) as is_another:
            if same_model:
                self._require_model()
            self.require_root(root)
            # Of a data folder that was replaced, nothing is known: everything is looked at.
            return self._run(root, () if is_another else only, progress)

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

    def forget(self, paths: Sequence[str], patience: float) -> int:
        """Delete the earlier versions of documents at ``paths``, and their words from the files.

        What another process still reads, or was made with another model, goes with a later run:
        until then ``History.forgotten_in`` tells of it.

        Returns:
            How many versions those were.

        Raises:
            BusyError: if another indexer is at work, and goes on for ``patience`` seconds.
            ModelError: if a vector is lost and the model cannot be used.
            StoreError: if the data folder cannot be written.
        """
        with self._locked(patience):
            forgotten = self._store.history.forget(paths)
            if is_ours(self._store, self._builder):
                self._redraw()
            else:
                tidy(self._store, self._generations, None, self._store.current_generation())
            return forgotten

    def calibrate(self) -> int:
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
            return self._redraw()

    def _redraw(self) -> int:
        """Publish what is indexed once more, with its lines drawn anew."""
        number = self._store.begin()
        current, due = number - 1, self._store.history.words_due()
        self._builder.build(number, current, Progress(), redraw=True, fresh_words=due)
        self._store.publish(
            number, root=self._store.root() or "", model=described(self._builder.spec)
        )
        self._tidy(number)
        return number

    def _require_model(self) -> None:
        """Make sure that the index, if there is one, was made with the model at hand."""
        made_with = other_than(self._builder.spec, self._store.model())
        if made_with is not None:
            raise other_model(made_with, self._builder.spec.model)

    @contextmanager
    def _locked(self, timeout: float) -> Iterator[bool]:
        """Keep others out of the data folder at its path; whether it was replaced since."""
        try:
            self._lock.acquire(timeout=timeout)
        except Timeout:
            raise BusyError(_BUSY) from None
        except OSError as error:
            lock = Path(self._lock.lock_file)
            raise cannot_write(f"The lock {lock}", lock.parent, error) from error
        try:
            is_another = self._store.renew()
            self._builder.renew()
            with staying(self._store, Path(self._lock.lock_file).parent):
                yield is_another
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

    def stage(self, root: Path, only: Sequence[Path], progress: Progress) -> Staged:
        """Put what changed under ``root`` into the store, under the next number.

        Nobody sees it before it is published, and the next run undoes it.

        Raises:
            DocumentsError: if there is nothing to answer from.
            SettingError: if its ``sources.toml`` makes no sense.
            StoreError: if the data folder cannot be written.
        """
        number = self._store.begin()
        sources = read_sources(root)
        known = sources.due(self._store.files())
        changes = scan(root, known, only=only)
        staging = Staging(root, number, known, sources)
        self._changed_files.stage(changes, staging, progress)
        if staging.changes_answers:
            staging.rename(self._store.stage_renames(number))
            self._store.stage_marks(number)
        rows, documents = rows_of(self._store, number)
        skipped = everything_skipped(self._store, changes, staging)
        if not rows.size:
            raise why_empty(root, staging, skipped)
        files = self._store.count_files(number)
        unmatched = () if only else unmatched_globs(self._store, changes, staging)
        count = np.unique(documents).size
        return Staged(changes, staging, rows, count, skipped, files, unmatched)

    def _run(self, root: Path, only: Sequence[Path], progress: Progress) -> Summary:
        staged = self.stage(root, only, progress)
        number, current = staged.generation, staged.generation - 1
        embedded = 0
        due = self._store.history.words_due()
        if staged.changes_answers or due or self._outdated(current):
            self._announce(staged, progress)
            embedded = self._builder.build(number, current, progress, fresh_words=due)
            self._store.publish(number, root=str(root), model=described(self._builder.spec))
            current = number
        self._tidy(current)
        return summary_of(staged, published=current == number, embedded=embedded)

    def _announce(self, staged: Staged, progress: Progress) -> None:
        """Tell what a change of model costs, before anything is embedded."""
        spec = self._builder.spec
        made_with = other_than(spec, self._store.model())
        if made_with is not None:
            cost = self._builder.cost(staged.rows)
            progress.changing_model(ModelChange(made_with, spec.model, staged.rows.size, cost))

    def _outdated(self, current: int) -> bool:
        generation = self._generations.open(current)
        return generation is None or generation.spec != self._builder.spec

    def _tidy(self, current: int) -> None:
        if self._store.is_at_its_place():  # or those files are another store's
            tidy(self._store, self._generations, self._builder, current)
