"""Fusion of the two legs."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from embeddings.fusion import DENSE_WEIGHT, Scores, fuse, z_scores

finite = st.floats(-1e3, 1e3)
pairs = st.integers(1, 40).flatmap(
    lambda size: st.tuples(
        arrays(np.float64, size, elements=finite), arrays(np.float64, size, elements=finite)
    )
)


def test_z_scores_of_three_numbers_by_hand() -> None:
    # mean 2, population deviation sqrt(2/3)
    expected = np.array([-1.0, 0.0, 1.0]) / np.sqrt(2 / 3)
    assert np.allclose(z_scores(np.array([1.0, 2.0, 3.0])), expected)


def test_a_constant_leg_has_no_say() -> None:
    sentence = np.array([0.2, 0.9, 0.4])
    fused = fuse(sentence, np.zeros(3))
    assert np.allclose(fused, DENSE_WEIGHT * z_scores(sentence))
    assert np.array_equal(z_scores(np.full(5, 0.7)), np.zeros(5))


def test_no_candidates_fuse_to_nothing() -> None:
    assert fuse(np.empty(0), np.empty(0)).size == 0


@given(pairs, st.randoms(use_true_random=False))
def test_fusion_does_not_depend_on_the_order_of_candidates(
    legs: tuple[Scores, Scores], random: Random
) -> None:
    sentence, bm25 = legs
    order = list(range(sentence.size))
    random.shuffle(order)
    assert np.allclose(fuse(sentence, bm25)[order], fuse(sentence[order], bm25[order]), atol=1e-6)


@given(pairs)
def test_a_candidate_better_in_both_legs_ranks_no_lower(legs: tuple[Scores, Scores]) -> None:
    fused = fuse(*legs)
    for first in range(fused.size):
        for second in range(fused.size):
            if legs[0][first] >= legs[0][second] and legs[1][first] >= legs[1][second]:
                assert fused[first] >= fused[second] - 1e-9
