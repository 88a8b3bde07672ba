"""Two legs become one ranking: a weighted sum of z-scores over the candidates.

Scores are fused, not ranks: on every set measured a convex sum of normalised scores beat
reciprocal rank fusion, and a weight of 0.6 on the dense side was within 0.017 nDCG@10 of the best
weight everywhere, which min-max normalisation was not.
"""

import numpy as np
import numpy.typing as npt

DENSE_WEIGHT = 0.6

CROSSING_WEIGHT = 0.9
"""The dense side's weight for passages in another language than the question: all that words say
there is that a name or a number is the same. XQuAD, German questions over English passages: nDCG@10
.939 with .9, .825 with .6; Spanish ones .945 and .832."""

Scores = npt.NDArray[np.float64]
"""Shape (n,), one score for each candidate."""


def z_scores(scores: Scores) -> Scores:
    """``(x - mean) / standard deviation``; all zeros where every score is the same."""
    deviation = float(scores.std()) if scores.size else 0.0
    if deviation <= 1e-9 * max(1.0, float(np.abs(scores).max(initial=0.0))):
        return np.zeros_like(scores)
    centred: Scores = (scores - scores.mean()) / deviation
    return centred


def fuse(sentence: Scores, bm25: Scores) -> Scores:
    """``0.6 · z(best sentence) + 0.4 · z(BM25)`` for candidates in one order, shape (n,)."""
    return DENSE_WEIGHT * z_scores(sentence) + (1 - DENSE_WEIGHT) * z_scores(bm25)


def fuse_across(centred: Scores, bm25: Scores, foreign: npt.NDArray[np.bool_]) -> Scores:
    """As ``fuse``, where some candidates are in another language than the question.

    Args:
        centred: cosines of best sentences, above the mean of their language.
        bm25: compared among passages that are foreign alike.
        foreign: whether each candidate is in another language; shape (n,).
    """
    words = np.zeros_like(bm25)
    for group in (foreign, ~foreign):
        words[group] = z_scores(bm25[group])
    weight = np.where(foreign, CROSSING_WEIGHT, DENSE_WEIGHT)
    fused: Scores = weight * z_scores(centred) + (1 - weight) * words
    return fused
