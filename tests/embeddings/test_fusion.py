"""Fusion of what speaks for a passage."""

from dataclasses import fields, replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from embeddings.fusion import DENSE_WEIGHT, PAIRS_WEIGHT, Scores, Signals, fuse, z_scores

finite = st.floats(-1e3, 1e3)
FIGURES = ("sentence", "paragraph", "bm25", "held", "pairs")


def signals(
    *,
    sentence: Scores | None = None,
    bm25: Scores | None = None,
    foreign: list[bool] | None = None,
    size: int = 3,
    weight: float = DENSE_WEIGHT,
) -> Signals:
    """Signals where all but those given are the same for everybody."""
    none = np.zeros(size, np.float64)
    meaning = none if sentence is None else sentence
    return Signals(
        sentence=meaning,
        paragraph=meaning,
        bm25=none if bm25 is None else bm25,
        held=none,
        pairs=none,
        foreign=np.array(foreign or [False] * size, np.bool_),
        weight=np.full(size, weight),
    )


@st.composite
def any_signals(draw: st.DrawFn) -> Signals:
    """Signals of one weight, in one language."""
    size = draw(st.integers(1, 20))
    figures = {name: draw(arrays(np.float64, size, elements=finite)) for name in FIGURES}
    weight = np.full(size, draw(st.floats(0, 1)))
    return Signals(**figures, foreign=np.zeros(size, np.bool_), weight=weight)


def test_z_scores_of_three_numbers_by_hand() -> None:
    # mean 2, population deviation sqrt(2/3)
    expected = np.array([-1.0, 0.0, 1.0]) / np.sqrt(2 / 3)
    assert np.allclose(z_scores(np.array([1.0, 2.0, 3.0])), expected)
    assert np.array_equal(z_scores(np.full(5, 0.7)), np.zeros(5))


def test_fusion_by_hand() -> None:
    up, down = np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.0, 1.0])
    step = 1 / np.sqrt(2 / 3)
    given = replace(signals(sentence=up), paragraph=down, bm25=2 * down, held=4 * up, pairs=up)
    meaning, words = 0.75 - 0.25, 1.0  # 0.5 · (2 · down + 4 · up) rises with up
    expected = DENSE_WEIGHT * meaning + (1 - DENSE_WEIGHT) * words + PAIRS_WEIGHT
    assert fuse(given) == pytest.approx([-expected * step, 0, expected * step])


def test_what_is_the_same_for_all_has_no_say() -> None:
    sentence = np.array([0.2, 0.9, 0.4])
    assert np.allclose(fuse(signals(sentence=sentence)), DENSE_WEIGHT * z_scores(sentence))


def test_no_candidates_fuse_to_nothing() -> None:
    assert fuse(signals(size=0)).size == 0


def test_words_count_for_little_between_languages() -> None:
    sentence, bm25 = np.array([0.3, 0.2, 0.1]), np.array([0.0, 9.0, 0.0])
    assert fuse(signals(sentence=sentence, bm25=bm25, weight=0.6)).argmax() == 1
    assert fuse(signals(sentence=sentence, bm25=bm25, weight=0.9)).argmax() == 0


def test_words_are_compared_among_passages_that_are_foreign_alike() -> None:
    bm25 = np.array([20.0, 30.0, 25.0, 0.0, 2.0])
    foreign = [False, False, False, True, True]
    fused = fuse(signals(bm25=bm25, foreign=foreign, size=5, weight=0.6))
    assert fused.tolist() == pytest.approx([-0.4 * 1.2247, 0.4 * 1.2247, 0, -0.4, 0.4], abs=1e-4)


@given(any_signals(), st.randoms(use_true_random=False))
def test_fusion_does_not_depend_on_the_order_of_candidates(found: Signals, random: Random) -> None:
    order = list(range(found.weight.size))
    random.shuffle(order)
    shuffled = Signals(**{it.name: getattr(found, it.name)[order] for it in fields(found)})
    assert np.allclose(fuse(found)[order], fuse(shuffled), atol=1e-6)


@given(any_signals())
def test_a_candidate_better_in_everything_ranks_no_lower(found: Signals) -> None:
    fused = fuse(found)
    figures = [getattr(found, name) for name in FIGURES]
    for first in range(fused.size):
        for second in range(fused.size):
            if all(figure[first] >= figure[second] for figure in figures):
                assert fused[first] >= fused[second] - 1e-9
