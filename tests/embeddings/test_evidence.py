"""Sentence evidence."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from embeddings.evidence import SentenceVectors

DIM = 8


@given(
    counts=st.lists(st.integers(1, 4), min_size=1, max_size=12),
    seed=st.integers(0, 2**32 - 1),
    data=st.data(),
)
def test_evidence_is_every_sentences_own_cosine(
    counts: list[int], seed: int, data: st.DataObject
) -> None:
    generator = np.random.default_rng(seed)
    rows = np.cumsum(generator.integers(1, 5, len(counts)))
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    vectors = generator.normal(size=(int(offsets[-1]), DIM)).astype(np.float16)
    query = generator.normal(size=DIM).astype(np.float32)
    picked = data.draw(st.lists(st.sampled_from(range(len(counts))), unique=True, max_size=12))

    found = SentenceVectors(rows, offsets, vectors).evidence(query, rows[picked].astype(np.int64))

    assert len(found.cosines) == len(picked)
    for place, cosines, best in zip(picked, found.cosines, found.best, strict=True):
        own = vectors[offsets[place] : offsets[place + 1]].astype(np.float32) @ query
        assert np.allclose(cosines, own, atol=1e-4)
        assert np.isclose(best, own.max(), atol=1e-4)
