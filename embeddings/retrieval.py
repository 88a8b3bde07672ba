"""What was found for one question, and whether it may be shown as the answer."""

from dataclasses import dataclass

from embeddings.abstention import LEAST_COVERAGE, LEAST_NEAR_COVERAGE, Thresholds
from embeddings.hit import Hit
from embeddings.query import Query


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What was found for one query.

    Attributes:
        hits: in rank order.
        evidence: of the best among the first hits; 0 where there are none.
        coverage: the largest share of the question's words in one of the first hits.
        unread: whether the model does not read the question or the best of these passages, so
            that only their words can prove anything.
        thresholds: the lines to hold the evidence against.
        query: the question, taken apart.
        searched: the text that was searched for, with its spelling corrected, behind what it
            inherits.
        unheld: quoted phrases of which no passage holds them all: only their words were searched.
        inherited: what the question goes on from; empty where it was searched by itself.
        strange: whether two or more of a follow-up's own words, and at least half of them, stand
            nowhere in the documents.
    """

    hits: tuple[Hit, ...]
    evidence: float
    coverage: float
    unread: bool
    thresholds: Thresholds
    query: Query
    searched: str
    unheld: tuple[str, ...] = ()
    inherited: str = ""
    strange: bool = False

    @property
    def answers(self) -> bool:
        """Whether the first hits may be given as the answer."""
        worded = self.coverage >= LEAST_COVERAGE or not self.unread
        enough = bool(self.hits) and self.evidence >= self.thresholds.answered
        return enough and worded and not self.unheld

    @property
    def is_near(self) -> bool:
        """Whether the first hits may at least be shown as near misses.

        A follow-up has few words of its own; what it goes on from speaks for it.
        """
        worded = self.coverage >= LEAST_NEAR_COVERAGE or not self.unread or bool(self.inherited)
        return bool(self.hits) and self.evidence >= self.thresholds.closest and worded
