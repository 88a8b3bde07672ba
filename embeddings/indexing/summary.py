"""What a run of the indexer tells when it has ended; a forecast tells the same beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.scan import Skipped
from embeddings.indexing.staging import Staged


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
        unmatched: globs in ``sources.toml`` that match nothing, where everything was looked at.
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
    unmatched: tuple[str, ...] = ()


def summary_of(staged: Staged, *, published: bool, embedded: int) -> Summary:
    """What a run did that has ended so."""
    staging = staged.staging
    return Summary(
        generation=staged.generation if published else staged.generation - 1,
        published=published,
        indexed=staging.indexed,
        unchanged=len(staged.changes.unchanged) + staging.touched,
        removed=staging.removed,
        skipped=staged.skipped,
        unsupported=staged.changes.unsupported,
        documents=staged.documents,
        passages=staged.rows.size,
        embedded=embedded,
        staged=staging.documents,
        files=staged.files,
        renamed=len(staging.renames),
        unmatched=staged.unmatched,
    )
