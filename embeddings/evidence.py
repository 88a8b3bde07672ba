"""What single sentences say: the evidence behind ranking, highlight and abstention.

Sentence vectors come from their paragraph's own pass through the model and are stored as float16
in one flat array, with the offsets of each row's stretch beside it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.array_files import Entries
from embeddings.ports import RowIds, Vector


@dataclass(frozen=True, slots=True)
class SentenceEvidence:
    """Cosines of one question and the sentences of several passages.

    Attributes:
        best: shape (n,), float64: the highest cosine in each passage.
        cosines: for each passage, shape (s,), float32: every sentence's, in order.
    """

    best: npt.NDArray[np.float64]
    cosines: tuple[npt.NDArray[np.float32], ...]


class SentenceVectors:
    """Every sentence's vector, by the row of its passage.

    Args:
        rows: shape (n,), ascending row ids.
        offsets: shape (n + 1,), int64: row ``i`` has sentences ``offsets[i]:offsets[i + 1]``;
            each row has at least one.
        vectors: shape (m, dim), float16 unit rows; may be memory-mapped, or stay in a file.
    """

    def __init__(
        self, rows: RowIds, offsets: npt.NDArray[np.int64], vectors: Entries[np.float16]
    ) -> None:
        self.rows = rows
        self.offsets = offsets
        self.vectors = vectors

    def evidence(self, query: Vector, rows: RowIds) -> SentenceEvidence:
        """Compare ``query`` with every sentence of ``rows`` (each must be known)."""
        if not rows.size:
            return SentenceEvidence(np.empty(0, np.float64), ())
        positions = np.searchsorted(self.rows, rows)
        starts = self.offsets[positions]
        counts = self.offsets[positions + 1] - starts
        ends = np.cumsum(counts)
        begins = ends - counts
        sentences = np.arange(ends[-1]) + np.repeat(starts - begins, counts)
        cosines = self.vectors[sentences].astype(np.float32) @ query
        best = np.maximum.reduceat(cosines, begins).astype(np.float64)
        return SentenceEvidence(best, tuple(np.split(cosines, ends[:-1])))
