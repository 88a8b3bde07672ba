"""The list of sources: a line a file, however many documents it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from corpus.store import StoredDocument


@dataclass(frozen=True, slots=True)
class ListedFile:
    """What a list shows of one file.

    Attributes:
        documents: those of the file that are listed, at least one.
    """

    documents: tuple[StoredDocument, ...]

    @property
    def alone(self) -> StoredDocument | None:
        """The document that the file is; ``None`` for one that holds many."""
        first = self.documents[0]
        return first if first.within is None else None

    @property
    def path(self) -> str:
        """The file's path."""
        return self.documents[0].file

    def says_the_same(self, other: "ListedFile") -> bool:
        """Whether the same texts stand in it as in ``other``, in documents of the same names."""
        return _texts(self) == _texts(other)


def _texts(file: ListedFile) -> list[tuple[str, str]]:
    return [(it.path, it.sha256) for it in file.documents]


def by_file(documents: Iterable[StoredDocument]) -> list[ListedFile]:
    """``documents``, which are ordered by path, by the files that they stand in."""
    groups = groupby(documents, key=lambda document: document.file)
    return [ListedFile(tuple(group)) for _, group in groups]
