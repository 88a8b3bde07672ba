"""The FAISS file: what is damaged or does not fit is refused in words."""

from pathlib import Path

import numpy as np
import pytest

from corpus.document import Metadata
from corpus.errors import ModelError, StoreError
from corpus.filters import Filters
from corpus.passage import RowId
from embeddings.faiss_index import FaissIndex
from embeddings.ports import Matrix
from embeddings.row_table import RowTable

ROWS = np.arange(1, 4, dtype=np.int64)
VECTORS = np.eye(3, 8, dtype=np.float32)
TABLE = RowTable(ROWS, np.zeros(3, np.int64), [("a.md", Metadata())])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vectors.faiss"
    FaissIndex.write(path, VECTORS.shape, [VECTORS])
    return path


@pytest.mark.parametrize("kept", [0, 3, 40, -1])
def test_a_cut_file_is_refused(file: Path, kept: int) -> None:
    file.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(StoreError, match=r"vectors\.faiss is missing or damaged"):
        FaissIndex.open(file, ROWS, TABLE)


def test_garbage_is_refused(file: Path) -> None:
    file.write_bytes(b"not an index at all" * 100)
    with pytest.raises(StoreError, match="damaged"):
        FaissIndex.open(file, ROWS, TABLE)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="missing"):
        FaissIndex.open(tmp_path / "vectors.faiss", ROWS, TABLE)


def test_a_file_of_other_rows_is_refused(file: Path) -> None:
    with pytest.raises(StoreError, match="damaged"):
        FaissIndex.open(file, ROWS[:2], TABLE)


def test_rows_must_ascend() -> None:
    with pytest.raises(ValueError, match="ascend"):
        FaissIndex.of(VECTORS, ROWS[::-1], TABLE)


def test_a_query_of_another_model_is_refused(file: Path) -> None:
    index = FaissIndex.open(file, ROWS, TABLE)
    query = np.ones(5, np.float32) / np.sqrt(5, dtype=np.float32)
    with pytest.raises(ModelError, match=r"length 8.*length 5"):
        index.search(query, 1, Filters())
    with pytest.raises(ModelError, match=r"length 8.*length 5"):
        index.cosines(query, [RowId(1)])


@pytest.mark.parametrize("parts", [[VECTORS[:2]], [VECTORS, VECTORS]])
def test_as_many_vectors_come_as_were_told(tmp_path: Path, parts: list[Matrix]) -> None:
    with pytest.raises(ValueError, match=r"vectors|broadcast"):
        FaissIndex.write(tmp_path / "vectors.faiss", VECTORS.shape, parts)


def test_an_unwritable_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        FaissIndex.write(tmp_path / "missing" / "vectors.faiss", VECTORS.shape, [VECTORS])


def test_a_search_leaves_the_threads_of_others_alone(file: Path) -> None:
    import faiss

    index = FaissIndex.open(file, ROWS, TABLE)
    before = faiss.omp_get_max_threads()
    try:
        faiss.omp_set_num_threads(3)
        index.search(VECTORS[0], 1, Filters())
        assert faiss.omp_get_max_threads() == 3
    finally:
        faiss.omp_set_num_threads(before)


def test_vectors_that_are_no_numbers_are_not_found() -> None:
    vectors = VECTORS.copy()
    vectors[-1] = np.nan
    found = FaissIndex.of(vectors, ROWS, TABLE).search(VECTORS[1], 3, Filters())
    assert found == [(2, 1.0), (1, 0.0)]
