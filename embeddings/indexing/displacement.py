"""A data folder that is deleted, or replaced by another, while an indexer is at work in it.

The store goes on in the file that it has open, but index files are written by their path. What an
indexer writes then belongs to nothing that anybody finds, and must not get in the way of what lies
at that path now.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StoreError
from corpus.store import Store


@contextmanager
def staying(store: Store, folder: Path) -> Iterator[None]:
    """Whatever comes of the work inside: if the data folder ``folder`` did not stay, that is told.

    Raises:
        StoreError: if it was deleted or replaced, in place of what that has led to.
    """
    try:
        yield
    except Exception as error:
        if store.is_at_its_place():
            raise
        raise displaced(folder) from error
    if not store.is_at_its_place():
        raise displaced(folder)


def displaced(folder: Path) -> StoreError:
    """That the data folder ``folder`` is not the one any more that was written to."""
    return StoreError(
        f"The data folder {folder} was deleted or replaced while footnote was writing to it. What "
        "is there now was left as it is. Run: footnote index"
    )
