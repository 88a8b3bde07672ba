"""Candidates for one question in an order: what is found, before any of it gets a place."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from embeddings.candidates import Candidates, Scores


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates and the order in which they are best first.

    Attributes:
        fused: shape (n,): what they are ranked by.
        order: places, best first; not every candidate need be in it.
        searched: what a re-ranker reads as the question.
        days: shape (n,), from the time that the question speaks of; None where it speaks of none.
        settled: whether what the question inherits settles which document it is about, so that no
            other is shown in its place.
        reranked: what a re-ranker gave those that it read, by place.
    """

    candidates: Candidates
    fused: Scores
    order: npt.NDArray[np.int64]
    searched: str
    days: npt.NDArray[np.int64] | None = None
    settled: bool = False
    reranked: dict[int, float] = field(default_factory=dict)
