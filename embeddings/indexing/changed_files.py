"""Changed files on their way into the store, one after another; what cannot be read is noted."""

from dataclasses import replace

from corpus.errors import AccessError, BrokenOffError, ChangingError, ReadingError
from corpus.opening import settled
from corpus.reading import read_file
from corpus.scan import Candidate, Changes, Skipped, printable
from corpus.store import Store
from embeddings.indexing.contents import stage_contents
from embeddings.indexing.progress import Progress
from embeddings.indexing.staging import Staging


class ChangedFiles:
    """Brings what has changed in a folder into the store.

    Args:
        store: where they go.
        max_bytes: files above this size are skipped.
    """

    def __init__(self, store: Store, max_bytes: int) -> None:
        self._store = store
        self._max_bytes = max_bytes

    def stage(self, changes: Changes, staging: Staging, progress: Progress) -> None:
        """Stage what ``changes`` says has come, changed or gone.

        Raises:
            StoreError: if the data folder cannot be written.
        """
        for path in changes.removed:
            self._drop(path, staging)
            self._store.file_notes.forget_skipped(path)
        for done, candidate in enumerate(changes.fresh, 1):
            self._stage_file(candidate, staging)
            progress.reading(done, len(changes.fresh))

    def _stage_file(self, file: Candidate, staging: Staging) -> None:
        try:
            settled(lambda: self._read(file, staging))
        except ChangingError as error:
            # What is known of the file stays, so that the next run sees that it has changed.
            staging.unread.append(Skipped(printable(file.path), str(error)))
        except AccessError as error:
            self._drop(file.path, staging)
            self._store.file_notes.forget_skipped(file.path)
            staging.unread.append(Skipped(printable(file.path), str(error)))
        except ReadingError as error:
            self._drop(file.path, staging)
            labels = staging.sources.fingerprint(file.path)
            broken_off = isinstance(error, BrokenOffError) and staging.tries_again(file)
            state = replace(file.state, skipped=str(error), labels=labels, broken_off=broken_off)
            self._store.file_notes.note_skipped(file.path, state)
            staging.unread.append(Skipped(printable(file.path), str(error)))

    def _read(self, file: Candidate, staging: Staging) -> None:
        said, most = staging.sources, self._max_bytes
        try:
            with read_file(staging.root, file.path, most, said.label, said.columns) as contents:
                stage_contents(self._store, file, contents, staging)
        except ChangingError:
            # Its documents are as the generation before has them, until it is read as a whole.
            self._store.unstage(staging.generation, file.path)
            raise

    def _drop(self, path: str, staging: Staging) -> None:
        """What can no longer be read, and what was read of it, is not answered from."""
        self._store.stage_removal(staging.generation, path)
        staging.removed += staging.serves(path)
