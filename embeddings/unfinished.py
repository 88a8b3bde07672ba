"""Index files under a name of their own until they are whole, and gone at once if they never are.

Nobody else has that name: if the data folder is replaced meanwhile, by one that has files of the
same generation, none of those is written over. What a process leaves that is killed goes with the
next run.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.disk import writing
from corpus.store import Store
from embeddings.indexing.displacement import displaced

_SUFFIX = ".unfinished"


@contextmanager
def finished_or_gone(folder: Path, store: Store) -> Iterator[Path]:
    """A new folder to write into, which becomes ``folder`` at the end.

    Whatever is raised inside, nothing of it is left.

    Args:
        folder: of a generation; what lies there goes before.
        store: of the same data folder.

    Raises:
        StoreError: if the disk refuses, or the data folder is no longer that of ``store``.
    """
    with writing(f"The index {folder}", folder.parent.parent):
        if not store.is_at_its_place():
            raise displaced(folder.parent.parent)
        shutil.rmtree(folder, ignore_errors=True)
        discard_unfinished(folder.parent)
        unfinished = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}{_SUFFIX}")
        try:
            unfinished.mkdir(parents=True)
            yield unfinished
            # It is found only where it was made, and takes the place of nothing that has files.
            unfinished.rename(folder)
            flush(folder.parent)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise


def discard_unfinished(generations: Path) -> None:
    """Delete what runs that were killed have left in the folder of generations, as far as it goes.

    The indexer's lock must be held.
    """
    for path in generations.glob(f"*{_SUFFIX}"):
        shutil.rmtree(path, ignore_errors=True)


def flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
