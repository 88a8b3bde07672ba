"""A folder of documents and the store that it is staged into."""

import itertools
import os
from dataclasses import replace
from pathlib import Path

from corpus.passage import RowId
from corpus.reading import read_file
from corpus.scan import scan
from corpus.sources import read_sources
from corpus.store import Store
from embeddings.indexing.contents import stage_contents
from embeddings.indexing.staging import Staging

ROWS = (
    {"_id": "one", "text": "Row one tells that the mill by the stream grinds flour on Fridays."},
    {"_id": "two", "text": "Row two tells that its wheel was made of oak a century ago."},
)


class Corpus:
    """A folder and a store of it, without any index beside it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "documents"
        self.root.mkdir()
        self.store = Store(folder / "store.db")
        self.staging = Staging(self.root, 0, {}, read_sources(self.root))
        self._ticks = itertools.count(1)

    def write(self, name: str, content: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        # Two writes within one tick of the clock are otherwise one to whoever looks at the time.
        os.utime(path, ns=(next(self._ticks), next(self._ticks)))

    def rename(self, old: str, new: str) -> None:
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(self.root / new)

    def swap(self, one: str, other: str) -> None:
        self.rename(one, "between")
        self.rename(other, one)
        self.rename("between", other)

    def stage(self) -> int:
        generation = self.store.begin()
        sources = read_sources(self.root)
        known = sources.due(self.store.files())
        changes = scan(self.root, known)
        self.staging = Staging(self.root, generation, known, sources)
        for path in changes.removed:
            self.store.stage_removal(generation, path)
            self.staging.removed += 1
        for file in changes.fresh:
            with read_file(self.root, file.path, 1_000_000, sources.label) as contents:
                stage_contents(self.store, file, contents, self.staging)
        self.staging.rename(self.store.stage_renames(generation))
        self.store.stage_marks(generation)
        return generation

    def index(self) -> Staging:
        generation = self.stage()
        self.store.publish(generation, root="/documents")
        self.store.purge(generation)
        return self.staging

    def ids(self) -> dict[str, tuple[RowId, ...]]:
        """The rows of each document of the current generation."""
        found: dict[str, tuple[RowId, ...]] = {}
        for document in self.store.documents(self.store.current_generation()):
            passages = self.store.document_passages(document.id)
            assert {it.citation.document for it in passages} <= {document.path}
            found[document.path] = tuple(it.id for it in passages)
        return found

    def former_paths(self) -> list[tuple[str, str]]:
        return self.store.history.former_paths()

    def everything(self) -> list[object]:
        """What the current generation says, without any id."""
        generation = self.store.current_generation()
        rows = [row for row, _ in self.store.rows(generation)]
        served = [
            (it.citation, it.ordinal, it.span, it.text, it.sentences, it.heading)
            for it in self.store.iter_passages(rows)
        ]
        documents = [
            (it.path, it.file, it.metadata, it.sha256, self.store.marks(it.id))
            for it in self.store.documents(generation)
        ]
        files = {path: replace(it, ctime_ns=0) for path, it in self.store.files().items()}
        return [sorted(served, key=str), documents, files]


def counts(staging: Staging) -> tuple[int, int, int, int]:
    return staging.indexed, staging.documents, staging.removed, len(staging.renames)
