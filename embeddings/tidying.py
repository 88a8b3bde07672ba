"""What nobody needs any more, deleted: rows, index files, vectors, and what was forgotten.

A reader of an earlier generation keeps what that shows. What was to be forgotten is therefore
noted in the store until a run that finds no such reader has written every file without it.
"""

import logging

from corpus.errors import StoreError
from corpus.store import Store
from embeddings.builder import Builder
from embeddings.generation import Generations

_log = logging.getLogger(__name__)


def tidy(store: Store, generations: Generations, builder: Builder, current: int) -> None:
    """Delete what neither ``current`` nor a reader needs. What is published stays if that fails.

    Args:
        store: whose rows go.
        generations: whose folders go.
        builder: whose cache of vectors is pruned.
        current: the number of the generation that was published last.
    """
    oldest = generations.oldest_in_use(current)
    try:
        store.purge(oldest)
        generations.discard(current)
        builder.prune(current)
        forgotten_in = store.history.forgotten_in()
        if forgotten_in is not None and forgotten_in < oldest == current:
            store.history.compact()
    except (StoreError, OSError) as error:
        _log.warning("Outdated parts of the index could not be deleted: %s", error)
