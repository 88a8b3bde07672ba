"""The lexical leg: BM25 over a memory-mapped Tantivy folder.

Terms come in analysed and are data here: queries are built from objects, never parsed, so nothing
that a person or a document writes can be taken for query syntax.
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import numpy as np
import tantivy
from tantivy import FieldType, Occur, Query

from corpus.disk import cannot_write, writing
from corpus.errors import StoreError
from corpus.filters import Filters, source_key
from corpus.passage import RowId
from embeddings.ports import Bm25, Holding, LexicalEntry, RowIds

_WRITER_BYTES = 50_000_000
_SPARE = 16
"""Hits fetched beyond ``k``, so that ties rarely need another search."""

_PAGE = 4_096
"""Most hits that are fetched in one go: in a corpus of look-alikes all of them may be one tie."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", indexed=True, fast=True)
    for field in ("body", "title"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("published", indexed=True, fast=True)
    return builder.build()


class TantivyIndex:
    """Implements ``LexicalIndex``: the sum of BM25 in the text and in the title.

    Safe for use by several threads. It goes on showing what was there when it was opened.
    """

    def __init__(self, path: Path, index: tantivy.Index) -> None:
        self._path = path
        self._schema = index.schema
        self._searcher = index.searcher()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the index in the folder ``path`` for reading.

        Raises:
            StoreError: if there is none, or it is damaged.
        """
        return cls(path, _opened(path))

    @staticmethod
    def update(path: Path, added: Iterable[LexicalEntry], removed: Iterable[RowId]) -> None:
        """Add and remove entries in the folder ``path``, which is made if it is missing.

        Raises:
            StoreError: if it is damaged or cannot be written.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
            exists = tantivy.Index.exists(str(path))
            index = _opened(path) if exists else tantivy.Index(_schema(), str(path))
            # One thread makes one segment, with rows in the order in which they came.
            writer = index.writer(_WRITER_BYTES, num_threads=1)
            for row in removed:
                writer.delete_documents_by_term("row", row)
            for entry in added:
                writer.add_document(_document(entry))
            writer.commit()
            writer.wait_merging_threads()
        except (OSError, ValueError) as error:
            raise cannot_write(f"The index {path}", path.parent.parent, error) from error

    @staticmethod
    def copy(old: Path, new: Path) -> None:
        """Make ``new`` a copy of the index in ``old`` that can be updated without touching it.

        Tantivy never writes to a segment file again, so these are linked where the file system
        can; it replaces its JSON files, so these are copied. Locks stay behind.

        Raises:
            StoreError: if the files cannot be copied.
        """
        with writing(f"A copy of the index {old}", new.parent.parent):
            new.mkdir(parents=True, exist_ok=True)
            for file in old.iterdir():
                if file.suffix == ".json":
                    shutil.copyfile(file, new / file.name)
                elif file.suffix != ".lock":
                    _link(file, new / file.name)

    @staticmethod
    def stale_share(path: Path) -> float:
        """The share of removed passages among those that BM25's statistics still count, 0 to 1.

        Tantivy leaves them there until it merges; a fresh index is rid of them.

        Raises:
            StoreError: if there is no index in the folder ``path``, or it is damaged.
        """
        try:
            segments = json.loads((path / "meta.json").read_text(encoding="utf-8"))["segments"]
            total = sum(segment["max_doc"] for segment in segments)
            deleted = sum(
                (segment["deletes"] or {}).get("num_deleted_docs", 0) for segment in segments
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise _unreadable(path, error) from error
        return deleted / total if total else 0.0

    def search(
        self, terms: Sequence[str], k: int, filters: Filters, holding: Holding = Holding()
    ) -> list[tuple[RowId, Bm25]]:
        """The ``k`` passages with the highest BM25 for ``terms`` among the admitted.

        A term that stands twice in ``terms`` counts twice.
        """
        if not terms or k < 1:
            return []
        query = self._limited(self._any_of(terms), filters, holding)
        best: list[tuple[RowId, Bm25]] = []
        start, limit = 0, k + _SPARE
        while True:
            page = self._page(query, limit, start)
            best = sorted({**dict(best), **dict(page)}.items(), key=_in_order)[:k]
            # Tantivy breaks ties by its own numbers: go on until the tie at the cut is whole.
            if len(page) < limit or best[-1][1] > page[-1][1]:
                return best
            start += limit
            limit = min(4 * limit, _PAGE)

    def scores(self, terms: Sequence[str], rows: Sequence[RowId]) -> list[Bm25]:
        """BM25 of each of ``rows``, in their order; 0 where no term occurs."""
        if not terms or not rows:
            return [Bm25(0.0)] * len(rows)
        wanted = [
            (Occur.Should, Query.term_query(self._schema, "row", row, "basic"))
            for row in dict.fromkeys(rows)
        ]
        query = self._within(self._any_of(terms), [Query.boolean_query(wanted)])
        found = dict(self._page(query, len(wanted)))
        return [found.get(row, Bm25(0.0)) for row in rows]

    def rows(self, holding: Holding, filters: Filters) -> RowIds:
        """Every row that both admit, ascending, shape (r,)."""
        query = Query.const_score_query(self._limited(Query.all_query(), filters, holding), 0.0)
        with _read_from(self._path):
            hits = self._searcher.search(query, max(1, self._searcher.num_docs), count=False).hits
            found = self._searcher.fast_field_values("row", [address for _, address in hits])
        rows: RowIds = np.asarray(found, np.int64)
        rows.sort()
        return rows

    def knows(self, terms: Sequence[str]) -> bool:
        """Whether one of ``terms`` stands in any passage, be it one that was removed lately."""
        with _read_from(self._path):
            return any(
                self._searcher.doc_freq(field, term) > 0
                for term in terms
                for field in ("body", "title")
            )

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """In how many passages' texts each of ``terms`` stands; lately removed ones still count."""
        with _read_from(self._path):
            return [self._searcher.doc_freq("body", term) for term in terms]

    def _any_of(self, terms: Sequence[str]) -> Query:
        return Query.boolean_query(
            [
                (Occur.Should, Query.term_query(self._schema, field, term, "freq"))
                for term in terms
                for field in ("body", "title")
            ]
        )

    def _limited(self, query: Query, filters: Filters, holding: Holding) -> Query:
        limits = [self._held(wordings) for wordings in holding.every]
        if filters.sources:
            keys = {source_key(source) for source in filters.sources}
            limits.append(
                Query.boolean_query(
                    [
                        (Occur.Should, Query.term_query(self._schema, "source", key, "basic"))
                        for key in sorted(keys)
                    ]
                )
            )
        if filters.since is not None or filters.until is not None:
            first = filters.since.toordinal() if filters.since else None
            last = filters.until.toordinal() if filters.until else None
            limits.append(
                Query.range_query(self._schema, "published", FieldType.Integer, first, last)
            )
        never = [(Occur.MustNot, self._held(wordings)) for wordings in holding.none]
        if never:
            limits.append(Query.boolean_query([(Occur.Must, Query.all_query()), *never]))
        return self._within(query, limits)

    def _held(self, wordings: Sequence[Sequence[str]]) -> Query:
        """Passages that hold one of ``wordings`` in their text or in their title."""
        return Query.boolean_query(
            [
                (Occur.Should, self._run(field, wording))
                for wording in wordings
                for field in ("body", "title")
            ]
        )

    def _run(self, field: str, terms: Sequence[str]) -> Query:
        if len(terms) == 1:
            return Query.term_query(self._schema, field, terms[0], "basic")
        return Query.phrase_query(self._schema, field, list(terms))

    def _within(self, query: Query, limits: Sequence[Query]) -> Query:
        """``query`` where all of ``limits`` hold; they add nothing to its score."""
        if not limits:
            return query
        silent = [(Occur.Must, Query.const_score_query(limit, 0.0)) for limit in limits]
        return Query.boolean_query([(Occur.Must, query), *silent])

    def _page(self, query: Query, limit: int, start: int = 0) -> list[tuple[RowId, Bm25]]:
        """The hits from ``start`` on, by score alone, best first."""
        with _read_from(self._path):
            hits = self._searcher.search(query, limit, count=False, offset=start).hits
            rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return [
            (RowId(row), Bm25(score))
            for (score, _), row in zip(hits, rows, strict=True)
            if isinstance(row, int) and isinstance(score, float)
        ]


def _in_order(hit: tuple[RowId, Bm25]) -> tuple[float, int]:
    """What hits are sorted by: best first, ties by row."""
    row, score = hit
    return -score, row


def _opened(path: Path) -> tantivy.Index:
    with _read_from(path):
        index = tantivy.Index.open(str(path))
        # Otherwise a thread watches the folder for every open index.
        index.config_reader("manual")
        index.reload()
        return index


@contextmanager
def _read_from(path: Path) -> Iterator[None]:
    """Whatever Tantivy says of damaged files becomes a StoreError.

    It panics on some, which arrives as a BaseException whose class cannot be imported.
    """
    try:
        yield
    except BaseException as error:
        if isinstance(error, OSError | ValueError) or type(error).__name__ == "PanicException":
            raise _unreadable(path, error) from error
        raise


def _unreadable(path: Path, error: BaseException) -> StoreError:
    if "PermissionDenied" in str(error):
        return StoreError(
            f"The index {path} cannot be opened: permission denied. Its files must belong to the "
            "user who runs Footnote; even reading takes a lock in that folder."
        )
    return StoreError(f"The index {path} is missing or damaged. Run: footnote index")


def _document(entry: LexicalEntry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_integer("row", entry.row)
    document.add_text("body", " ".join(entry.body))
    document.add_text("title", " ".join(entry.title))
    for source in sorted(entry.sources):
        document.add_text("source", source)
    if entry.published is not None:
        document.add_integer("published", entry.published.toordinal())
    return document


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)
