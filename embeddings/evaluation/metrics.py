"""Measures of a ranking, as the field defines them. All lie in [0, 1], higher is better."""

import math
from collections.abc import Mapping, Sequence


def ndcg(ranked: Sequence[str], relevance: Mapping[str, int], k: int) -> float:
    """Normalised discounted cumulative gain at ``k`` (Järvelin & Kekäläinen 2002).

    The gain is the grade itself, the discount ``1 / log2(rank + 1)``; 0 where nothing is relevant.
    """
    gained = _dcg([relevance.get(passage, 0) for passage in ranked[:k]])
    best = _dcg(sorted(relevance.values(), reverse=True)[:k])
    return gained / best if best else 0.0


def recall(ranked: Sequence[str], relevance: Mapping[str, int], k: int) -> float:
    """Share of the relevant passages among the first ``k``; 0 where nothing is relevant."""
    found = sum(1 for passage in ranked[:k] if passage in relevance)
    return found / len(relevance) if relevance else 0.0


def reciprocal_rank(ranked: Sequence[str], relevance: Mapping[str, int], k: int) -> float:
    """One over the rank of the first relevant passage; 0 if none is among the first ``k``."""
    for rank, passage in enumerate(ranked[:k], 1):
        if passage in relevance:
            return 1 / rank
    return 0.0


def _dcg(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))
