"""What every dense index owes its callers, asked of each one.

The vectors have 16 coordinates of ±1/4, so every inner product is exact in float32 and ties are
real ties: the answers can be compared with ``==``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Metadata
from corpus.filters import Filters
from corpus.passage import RowId
from embeddings.exact_index import ExactIndex
from embeddings.faiss_index import FaissIndex
from embeddings.ports import Matrix, RowIds, Vector, VectorIndex
from embeddings.row_table import RowTable

Build = Callable[[Matrix, RowIds, RowTable], VectorIndex]

DIM = 16
FIRST_DAY = date(2025, 5, 1)


def mapped(vectors: Matrix, row_of_vector: RowIds, table: RowTable) -> FaissIndex:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "vectors.faiss"
        FaissIndex.write(path, vectors.shape, [vectors[:2], vectors[2:]])
        # The mapping outlives the name of the file.
        return FaissIndex.open(path, row_of_vector, table)


@pytest.fixture(
    scope="module",
    params=[ExactIndex, FaissIndex.of, mapped],
    ids=["exact", "faiss", "faiss file"],
)
def build(request: pytest.FixtureRequest) -> Build:
    chosen: Build = request.param
    return chosen


@dataclass(frozen=True)
class Collection:
    """Rows of documents, one to three vectors a row, and a query."""

    vectors: Matrix
    row_of_vector: RowIds
    rows: RowIds
    document_index: RowIds
    documents: tuple[tuple[str, Metadata], ...]
    query: Vector

    @property
    def table(self) -> RowTable:
        return RowTable(self.rows, self.document_index, self.documents)

    def nearest(self, filters: Filters) -> list[tuple[int, float]]:
        """Every admitted row with its cosine, by the definition."""
        best: dict[int, float] = {}
        for vector, row in zip(self.vectors.tolist(), self.row_of_vector.tolist(), strict=True):
            cosine = sum(a * b for a, b in zip(vector, self.query.tolist(), strict=True))
            best[row] = max(cosine, best.get(row, -2.0))
        admitted = [
            row
            for row, place in zip(self.rows.tolist(), self.document_index.tolist(), strict=True)
            if filters.admits(*self.documents[place])
        ]
        return sorted(((row, best[row]) for row in admitted), key=lambda it: (-it[1], it[0]))

    def only(self, rows: set[int]) -> "Collection":
        """The part that consists of ``rows``."""
        kept = np.isin(self.rows, list(rows))
        vectors = np.isin(self.row_of_vector, list(rows))
        return Collection(
            self.vectors[vectors],
            self.row_of_vector[vectors],
            self.rows[kept],
            self.document_index[kept],
            self.documents,
            self.query,
        )


signs = st.lists(st.sampled_from([-0.25, 0.25]), min_size=DIM, max_size=DIM)
few_signs = st.sampled_from([[0.25] * DIM, [-0.25] * DIM, [0.25, -0.25] * (DIM // 2)])


@st.composite
def collections(draw: st.DrawFn) -> Collection:
    ids = sorted(draw(st.sets(st.integers(1, 10**12), max_size=30)))
    windows = [draw(st.integers(1, 3)) for _ in ids]
    coordinates = draw(st.lists(few_signs | signs, min_size=sum(windows), max_size=sum(windows)))
    documents = tuple(
        (
            draw(st.sampled_from(["a/b.md", "a/c.md", "d.md"])),
            Metadata(
                publisher=draw(st.sampled_from([None, "Example  Times", "Ежедневник"])),
                published=draw(
                    st.none() | st.integers(0, 9).map(lambda n: FIRST_DAY + timedelta(n))
                ),
            ),
        )
        for _ in range(draw(st.integers(1, 5)))
    )
    places = [draw(st.integers(0, len(documents) - 1)) for _ in ids]
    return Collection(
        vectors=np.array(coordinates, np.float32).reshape(-1, DIM),
        row_of_vector=np.repeat(np.array(ids, np.int64), windows),
        rows=np.array(ids, np.int64),
        document_index=np.array(places, np.int64),
        documents=documents,
        query=np.array(draw(few_signs | signs), np.float32),
    )


days = st.none() | st.integers(-1, 10).map(lambda n: FIRST_DAY + timedelta(n))
filters = st.builds(
    Filters,
    sources=st.lists(
        st.sampled_from(["a", "A/B.md", "example times", "ежедневник", "nobody"]), max_size=2
    ).map(tuple),
    since=days,
    until=days,
)


@given(collection=collections(), limits=filters, k=st.integers(0, 100))
def test_search_is_the_definition(
    build: Build, collection: Collection, limits: Filters, k: int
) -> None:
    index = build(collection.vectors, collection.row_of_vector, collection.table)
    found = index.search(collection.query, k, limits)
    assert found == collection.nearest(limits)[:k]


@given(collection=collections(), limits=filters, k=st.integers(1, 10))
def test_filtered_search_is_search_over_the_filtered(
    build: Build, collection: Collection, limits: Filters, k: int
) -> None:
    index = build(collection.vectors, collection.row_of_vector, collection.table)
    part = collection.only({row for row, _ in collection.nearest(limits)})
    smaller = build(part.vectors, part.row_of_vector, part.table)
    assert index.search(collection.query, k, limits) == smaller.search(
        collection.query, k, Filters()
    )


@given(collection=collections(), limits=filters, k=st.integers(0, 40), data=st.data())
def test_among_some_rows_is_search_over_those(
    build: Build, collection: Collection, limits: Filters, k: int, data: st.DataObject
) -> None:
    index = build(collection.vectors, collection.row_of_vector, collection.table)
    known = st.sampled_from([*collection.rows.tolist(), 2**50])
    among = np.array(sorted(data.draw(st.sets(known))), np.int64)
    wanted = [pair for pair in collection.nearest(limits) if pair[0] in among]
    assert index.search(collection.query, k, limits, among) == wanted[:k]


@given(collection=collections(), data=st.data())
def test_cosines_are_those_of_the_search(
    build: Build, collection: Collection, data: st.DataObject
) -> None:
    index = build(collection.vectors, collection.row_of_vector, collection.table)
    ranked = dict(collection.nearest(Filters()))
    rows = data.draw(
        st.lists(st.sampled_from(sorted(ranked)), max_size=8) if ranked else st.just([])
    )
    asked = [RowId(row) for row in rows]
    assert index.cosines(collection.query, asked) == [ranked[row] for row in rows]


@given(collection=collections())
def test_unknown_rows_have_no_cosine(build: Build, collection: Collection) -> None:
    index = build(collection.vectors, collection.row_of_vector, collection.table)
    with pytest.raises(KeyError):
        index.cosines(collection.query, [RowId(10**13)])


@given(collection=collections())
def test_what_is_stored_comes_back(build: Build, collection: Collection) -> None:
    index = build(collection.vectors, collection.row_of_vector, collection.table)
    count = len(collection.vectors)
    for begin in range(count + 1):
        for end in range(begin, count + 1):
            assert np.array_equal(index.stored(begin, end), collection.vectors[begin:end])


@pytest.mark.parametrize("k", [1, 60, 200, 900, 2999])
def test_thousands_of_tied_rows_come_by_row(build: Build, k: int) -> None:
    random = np.random.default_rng(k)
    levels = np.array([[0.25] * DIM, [0.25, -0.25] * (DIM // 2), [-0.25] * DIM], np.float32)
    chosen = random.integers(0, 3, 3000)
    rows = np.arange(1, 3001, dtype=np.int64)
    table = RowTable(rows, rows % 2, [("even.md", Metadata()), ("odd.md", Metadata())])
    index = build(levels[chosen], rows, table)
    for limits, admitted in [(Filters(), rows > 0), (Filters(sources=("odd.md",)), rows % 2 == 1)]:
        order = np.lexsort((rows[admitted], chosen[admitted]))[:k]
        found = index.search(levels[0], k, limits)
        assert [row for row, _ in found] == rows[admitted][order].tolist()


def test_a_row_with_many_windows_takes_one_place(build: Build) -> None:
    rows = np.array([1, 2, 3], np.int64)
    vectors = np.concatenate(
        [np.full((200, DIM), 0.25), np.full((1, DIM), -0.25), [[0.25, -0.25] * (DIM // 2)]]
    ).astype(np.float32)
    row_of_vector = np.array([1] * 200 + [2, 3], np.int64)
    table = RowTable(rows, np.zeros(3, np.int64), [("a.md", Metadata())])
    found = build(vectors, row_of_vector, table).search(vectors[0], 3, Filters())
    assert found == [(1, 1.0), (3, 0.0), (2, -1.0)]


def test_real_valued_vectors_agree_with_float64(build: Build) -> None:
    random = np.random.default_rng(7)
    vectors = random.standard_normal((700, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors[350:400] = vectors[:50]
    rows = np.arange(1, 701, dtype=np.int64)
    table = RowTable(rows, rows % 2, [("even.md", Metadata()), ("odd.md", Metadata())])
    index = build(vectors, rows, table)
    for query in vectors[::70]:
        exact = vectors.astype(np.float64) @ query.astype(np.float64)
        exact[rows % 2 == 0] = -2
        found = index.search(query, 30, Filters(sources=("odd.md",)))
        assert [row for row, _ in found] == (np.lexsort((rows, -exact))[:30] + 1).tolist()
        assert [cosine for _, cosine in found] == pytest.approx(np.sort(exact)[::-1][:30], abs=1e-6)
        assert index.cosines(query, [row for row, _ in found]) == pytest.approx(
            [cosine for _, cosine in found], abs=1e-6
        )
