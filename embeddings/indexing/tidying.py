"""What nobody needs any more, deleted: rows, index files, vectors, and what was forgotten.

A reader of an earlier generation keeps what that shows. What was to be forgotten is therefore
noted in the store until a run that finds no such reader has written every file without it.
"""

import logging

from corpus.errors import ModelError, StoreError
from corpus.store import Store
from embeddings.generation import Generations
from embeddings.indexing.builder import Builder
from embeddings.model_change import other_than

_log = logging.getLogger(__name__)


def is_ours(store: Store, builder: Builder) -> bool:
    """Whether ``builder`` can go on from the current index: it is here, and of the same model."""
    try:
        return other_than(builder.spec, store.model()) is None
    except ModelError:  # it is not on this machine
        return False


def tidy(store: Store, generations: Generations, builder: Builder | None, current: int) -> None:
    """Delete what neither ``current`` nor a reader needs. What is published stays if that fails.

    Args:
        store: whose rows go.
        generations: whose folders go.
        builder: whose cache of vectors is pruned; None to leave that to the model of the index.
        current: the number of the generation that was published last.
    """
    oldest = generations.oldest_in_use(current)
    try:
        store.purge(oldest)
        generations.discard(current)
        if builder is not None:
            builder.prune(current)
        forgotten_in = store.history.forgotten_in()
        if forgotten_in is not None and forgotten_in < oldest:
            store.history.compact()
    except (StoreError, OSError) as error:
        _log.warning("Outdated parts of the index could not be deleted: %s", error)
