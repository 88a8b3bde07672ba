"""What one run of the indexer has put into the store so far, under the next number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import DocumentsError
from corpus.past.renames import Rename
from corpus.scan import Candidate, Changes, FileState, Skipped
from corpus.sources import Sources
from embeddings.ports import RowIds


@dataclass(slots=True)
class Staging:
    """What one run puts into the store under the next number.

    Attributes:
        known: the files of the current generation, and those skipped before.
        sources: what the owner says of them.
        documents: documents that are new or changed.
        renames: files that are where they were not before, with the same bytes.
        unread: what could not be read of the files that were looked at.
    """

    root: Path
    generation: int
    known: Mapping[str, FileState]
    sources: Sources
    indexed: int = 0
    documents: int = 0
    touched: int = 0
    removed: int = 0
    renames: list[Rename] = field(default_factory=list)
    unread: list[Skipped] = field(default_factory=list)

    @property
    def changes_answers(self) -> bool:
        """Whether a reader would notice."""
        return bool(self.indexed or self.removed or self.renames)

    def rename(self, renames: Sequence[Rename]) -> None:
        """Count renamed files as such, and no longer as read ones and removed ones."""
        old = {rename.old for rename in renames}
        self.renames += renames
        self.indexed -= len(renames)
        self.documents -= sum(rename.documents for rename in renames)
        self.removed -= sum(not rename.stays for rename in renames)
        # What stood at the new path has nothing to go on as.
        self.removed += sum(self.serves(it.new) and it.new not in old for it in renames)

    def serves(self, path: str) -> bool:
        """Whether the current generation answers from ``path``."""
        return path in self.known and self.known[path].skipped is None

    def holds(self, path: str, sha256: str) -> bool:
        """Whether ``path`` is served, from these very bytes, as they are read today."""
        known = self.known.get(path)
        return (
            known is not None
            and self.serves(path)
            and known.sha256 == sha256
            and known.size >= 0
            and not known.broken_off
        )

    def tries_again(self, file: Candidate) -> bool:
        """Whether ``file`` is read again at the next run, now that what read it broke off.

        Once: what broke off in two runs, while nobody wrote to it, is the file's own doing.
        """
        known = self.known.get(file.path)
        return known is None or not known.broken_off or known.stamp != file.state.stamp


@dataclass(frozen=True, slots=True)
class Staged:
    """All that a run has put into the store, before it is embedded and published.

    Attributes:
        changes: what the folder was found to have changed.
        staging: what became of it.
        rows: shape (n,), ascending: every passage of the next generation.
        documents: how many documents those belong to.
        skipped: what could not be read, now or in an earlier run.
        files: how many files the next generation has.
        unmatched: globs in ``sources.toml`` that match nothing, where everything was looked at.
    """

    changes: Changes
    staging: Staging
    rows: RowIds
    documents: int
    skipped: tuple[Skipped, ...]
    files: int
    unmatched: tuple[str, ...] = ()

    @property
    def generation(self) -> int:
        """The number that it is staged under."""
        return self.staging.generation

    @property
    def changes_answers(self) -> bool:
        """Whether a reader would notice."""
        return self.staging.changes_answers


def why_empty(root: Path, staging: Staging, skipped: Sequence[Skipped]) -> DocumentsError:
    """Why nothing can be answered from ``root``."""
    if staging.removed and not skipped:
        return DocumentsError(
            f"All {staging.removed} documents are gone from {root}, so the index was left as it "
            "is. If you meant that, delete the folder that DATA_DIR names."
        )
    if skipped:
        first = skipped[0]
        return DocumentsError(
            f"None of the files in {root} could be read, so the index was left as it is. "
            f"{first.path}: {first.reason}."
        )
    return DocumentsError(
        f"There are no documents in {root}. Put files there, such as .txt, .md or .csv, or set "
        "DOCUMENTS_DIR."
    )
