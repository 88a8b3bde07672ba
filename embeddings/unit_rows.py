"""Vectors brought to length 1, which makes their inner products cosines."""

import numpy as np

from embeddings.ports import Matrix


def unit_rows(vectors: Matrix) -> Matrix:
    """``vectors``, shape (…, dim), each divided by its length; float32. None of them may be 0."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Matrix = (vectors / lengths).astype(np.float32, copy=False)
    return unit
