"""Files that grow are those that ``np.save`` writes, and any part of them can be read."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import StoreError
from corpus.stories.duplicates import SIGNATURE
from embeddings.array_files import ArrayWriter, ScatteredArray, StoredArray

numbers = st.lists(st.lists(st.integers(0, 255), max_size=4), max_size=4)


def array_of(values: list[int], kind: str) -> npt.NDArray[Any]:
    if kind == "signatures":
        made = np.zeros(len(values), SIGNATURE)
        made["key"] = values
        made["minhashes"][:, 3] = values
        return made
    if kind == "vectors":
        return np.repeat(np.array(values, np.float16), 3).reshape(-1, 3)
    return np.array(values, np.int64)


@given(numbers, st.sampled_from(["signatures", "vectors", "numbers"]))
def test_a_file_is_as_if_saved_at_once(parts: list[list[int]], kind: str) -> None:
    whole = array_of([it for part in parts for it in part], kind)
    with TemporaryDirectory() as name:
        grown, saved = Path(name) / "grown.npy", Path(name) / "saved.npy"
        with ArrayWriter(grown, whole.dtype, whole.shape[1:]) as writer:
            for part in parts:
                writer.append(array_of(part, kind))
        np.save(saved, whole)
        assert grown.read_bytes() == saved.read_bytes()
        stored: StoredArray[Any] = StoredArray(grown)
        assert stored.size == len(whole)
        for start in range(len(whole) + 2):
            for stop in range(len(whole) + 2):
                assert stored[start:stop].tobytes() == whole[start:stop].tobytes()
                assert stored[start:stop].shape == whole[start:stop].shape


@given(
    st.lists(st.integers(0, 255), min_size=1, max_size=12),
    st.lists(st.integers(0, 11), max_size=20),
    st.sampled_from(["signatures", "vectors", "numbers"]),
)
def test_scattered_entries_are_read_as_from_memory(
    values: list[int], wanted: list[int], kind: str
) -> None:
    whole = array_of(values, kind)
    places = np.array([it % len(values) for it in wanted], np.int64)
    with TemporaryDirectory() as name:
        path = Path(name) / "a.npy"
        np.save(path, whole)
        scattered: ScatteredArray[Any] = ScatteredArray(path)
        path.unlink()  # as a reader goes on with what it has opened
        assert scattered.shape == whole.shape
        for which in (places, np.sort(places), slice(2, 5), slice(5, 2)):
            assert scattered[which].dtype == whole.dtype
            assert scattered[which].shape == whole[which].shape
            assert scattered[which].tobytes() == whole[which].tobytes()


def test_a_scattered_array_that_ends_early_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    np.save(path, np.arange(10))
    path.write_bytes(path.read_bytes()[:-8])
    scattered: ScatteredArray[np.int64] = ScatteredArray(path)
    assert scattered[np.array([3, 8])].tolist() == [3, 8]
    with pytest.raises(StoreError, match=r"a\.npy is missing or damaged"):
        scattered[np.array([3, 9])]


@pytest.mark.parametrize("places", [[-1], [3, -10], [10], [0, 9, 10, 3]])
def test_places_that_a_scattered_array_does_not_have_are_refused(
    tmp_path: Path, places: list[int]
) -> None:
    path = tmp_path / "a.npy"
    np.save(path, np.arange(10))
    scattered: ScatteredArray[np.int64] = ScatteredArray(path)
    assert scattered[np.array([9, 0])].tolist() == [9, 0]
    with pytest.raises(IndexError, match="of 10"):
        scattered[np.array(places)]


def test_entries_of_another_shape_are_refused(tmp_path: Path) -> None:
    with (
        ArrayWriter(tmp_path / "a.npy", np.float32, (3,)) as writer,
        pytest.raises(ValueError, match="shape"),
    ):
        writer.append(np.zeros((2, 4), np.float32))


def test_what_is_no_array_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    path.write_bytes(b"no array at all")
    with pytest.raises(ValueError, match="magic"):
        StoredArray(path)
