"""What a run of the indexer would do: staged in a copy of the store, counted, and thrown away.

The documents are read, cut and compared by the very code that a run uses. Nothing is embedded but
the few passages that tell how long it takes here.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.snapshot import look_into
from corpus.staged_files import StagedFileChange, staged_files
from embeddings.generation import ROWS, Generations
from embeddings.indexer import Indexer
from embeddings.indexing.costs import Cost, Costs
from embeddings.indexing.progress import Progress
from embeddings.indexing.staging import Staged
from embeddings.indexing.summary import Summary, summary_of
from embeddings.model_change import ModelChange, other_than
from embeddings.ports import EmbedderSpec, RowIds


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a run would do.

    Attributes:
        summary: what it would tell at its end.
        files: those that are new, changed, renamed or gone, by path.
        cost: what embedding would cost here.
        change: where the index was made with another model, what that brings.
    """

    summary: Summary
    files: tuple[StagedFileChange, ...]
    cost: Cost
    change: ModelChange | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """The copy that a run is tried in, and what of the true data folder is looked at beside it.

    Attributes:
        indexer: over the copy.
        store: path of the copy of the store.
        costs: what embedding costs, as far as the vector cache does not have it.
        spec: of the model that the run would use.
        made_with: what the store remembers of the model behind the index.
        generations: the published index files.
        words_due: see ``History.words_due``.
    """

    indexer: Indexer
    store: Path
    costs: Costs
    spec: EmbedderSpec
    made_with: str | None
    generations: Generations
    words_due: bool


def forecast(ahead: Ahead, root: Path, only: Sequence[Path], progress: Progress) -> Forecast:
    """What ``Indexer.run`` would do with the same arguments.

    Raises:
        FootnoteError: whatever the run would raise before it embeds anything.
    """
    ahead.indexer.require_root(root)
    staged = ahead.indexer.stage(root, only, progress)
    served = _served(ahead, staged.generation - 1)
    published = staged.changes_answers or served is None or ahead.words_due
    cost = ahead.costs.measured(ahead.costs.due(_new(staged, served))) if published else Cost()
    made_with = other_than(ahead.spec, ahead.made_with)
    return Forecast(
        summary=summary_of(staged, published=published, embedded=cost.passages),
        files=look_into(
            ahead.store,
            lambda store: staged_files(store, staged.generation, staged.staging.renames),
        ),
        cost=cost,
        change=None
        if made_with is None
        else ModelChange(made_with, ahead.spec.model, staged.rows.size, cost),
    )


def _served(ahead: Ahead, current: int) -> RowIds | None:
    """The passages of the index files that a run would go on from; None if it makes them anew."""
    manifest = ahead.generations.manifest(current)
    if manifest is not None and manifest.spec == ahead.spec:
        with suppress(OSError, ValueError):
            rows: RowIds = np.load(ahead.generations.path(current) / ROWS)
            return rows
    return None


def _new(staged: Staged, served: RowIds | None) -> RowIds:
    """The passages that are not in the index files yet."""
    if served is None:
        return staged.rows
    return np.setdiff1d(staged.rows, served, assume_unique=True)
