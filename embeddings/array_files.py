"""Arrays that are written into a file and read from it a part at a time, never as a whole.

The files are those of ``np.save``, to the byte.
"""

import os
import weakref
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Generic, Protocol, Self, TypeVar

import numpy as np
import numpy.typing as npt

from corpus.errors import StoreError

_Item = TypeVar("_Item", bound=np.generic)
_Read_co = TypeVar("_Read_co", bound=np.generic, covariant=True)


class Entries(Protocol[_Read_co]):
    """The entries of an array, wherever that lies: in memory, mapped, or in a file."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the whole array."""
        ...

    def __getitem__(self, places: slice | npt.NDArray[np.int64], /) -> npt.NDArray[_Read_co]:
        """The entries at ``places``, shape (k, …)."""
        ...


class ArrayWriter:
    """Writes one array; whole once it is left. Used as a context manager.

    Args:
        path: of the file, made anew.
        dtype: of the array.
        row: the shape of what each of its entries is; empty for numbers.

    Raises:
        OSError: if the file cannot be written; as every method does.
    """

    def __init__(self, path: Path, dtype: npt.DTypeLike, row: tuple[int, ...] = ()) -> None:
        self._dtype = np.dtype(dtype)
        self._row = row
        self._count = 0
        self._file = path.open("wb")
        self._write_header()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._file:
            if kind is None:
                self._file.seek(0)
                self._write_header()

    def append(self, part: npt.NDArray[Any]) -> None:
        """Write ``part``, shape (k, …), behind what was written before."""
        if part.shape[1:] != self._row:
            raise ValueError(f"entries of shape {part.shape[1:]}, where {self._row} is written")
        self._file.write(part.astype(self._dtype, copy=False).tobytes())
        self._count += part.shape[0]

    def _write_header(self) -> None:
        # It has room for any count, so that it can be written again in its place.
        np.lib.format.write_array_header_1_0(
            self._file,
            {
                "descr": np.lib.format.dtype_to_descr(self._dtype),
                "fortran_order": False,
                "shape": (self._count, *self._row),
            },
        )


def _header(file: BinaryIO) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """The shape and the dtype of the array in ``file``, which then stands at its first entry."""
    np.lib.format.read_magic(file)
    shape, _, dtype = np.lib.format.read_array_header_1_0(file)
    return shape, dtype


class StoredArray(Generic[_Item]):
    """An array in a file, of which parts are read.

    Args:
        path: of a file that ``np.save`` or an ``ArrayWriter`` wrote.

    Raises:
        OSError: if the file cannot be read.
        ValueError: if it holds no array.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            shape, self._dtype = _header(file)
            self._begin = file.tell()
        self.size: int = shape[0]
        self._row = shape[1:]

    def __getitem__(self, places: slice, /) -> npt.NDArray[_Item]:
        """The entries at ``places``, which stand together, shape (k, …)."""
        start, stop, _ = places.indices(self.size)
        width = int(np.prod(self._row, dtype=np.int64))
        offset = self._begin + start * width * self._dtype.itemsize
        count = max(0, stop - start) * width
        read: npt.NDArray[_Item] = np.fromfile(self._path, self._dtype, count, offset=offset)
        return read.reshape(-1, *self._row)


class ScatteredArray(Generic[_Item]):
    """An array in a file that stays open, of which entries are read wherever they stand.

    For a process whose memory must not grow with the file: of a mapped one every page that was
    touched counts, and those around it. Reading takes twice the time. Safe for several threads.

    Args:
        path: of a file that ``np.save`` or an ``ArrayWriter`` wrote.

    Raises:
        OSError: if the file cannot be read.
        ValueError: if it holds no array.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            shape, self._dtype = _header(file)
            self._begin = file.tell()
            self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)
        self.shape: tuple[int, ...] = shape
        self._width = int(np.prod(shape[1:], dtype=np.int64)) * self._dtype.itemsize

    def __getitem__(self, places: slice | npt.NDArray[np.int64], /) -> npt.NDArray[_Item]:
        """The entries at ``places``, shape (k, …); none is counted from the end.

        Raises:
            IndexError: if one of them is no place of the array.
            StoreError: if the file ends before them.
        """
        if isinstance(places, slice):
            places = np.arange(*places.indices(self.shape[0]))
        elif places.size and not 0 <= places.min() <= places.max() < self.shape[0]:
            raise IndexError(f"places from {places.min()} to {places.max()} of {self.shape[0]}")
        cuts = np.flatnonzero(np.diff(places) != 1) + 1
        firsts = places[np.concatenate([np.zeros(min(1, places.size), np.int64), cuts])]
        counts = np.diff(cuts, prepend=0, append=places.size)
        # One read for each run of places.
        read = b"".join(
            os.pread(self._file, count * self._width, self._begin + first * self._width)
            for first, count in zip(firsts.tolist(), counts.tolist(), strict=False)
        )
        if len(read) != places.size * self._width:
            raise StoreError(
                f"The index file {self._path} is missing or damaged. Run: footnote index"
            )
        return np.frombuffer(read, self._dtype).reshape(-1, *self.shape[1:])
