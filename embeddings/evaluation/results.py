"""What came of each question of a set: the raw material of every figure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.document import Span
from embeddings.evaluation.metrics import ndcg, recall, reciprocal_rank
from embeddings.evaluation.question_set import Kind
from embeddings.evaluation.talks import FollowUpScores, Replayed

DEPTH = 20
"""Passages that are asked for."""


@dataclass(frozen=True, slots=True)
class RankingScores:
    """One ranking's measures, each in [0, 1]."""

    ndcg_10: float
    mrr_10: float
    recall_1: float
    recall_5: float
    recall_20: float


@dataclass(frozen=True, slots=True)
class Highlight:
    """What is marked in a relevant passage.

    Attributes:
        passage: id of the relevant passage that holds the gold answer.
        sentence: the one that is marked as the best, as a span into the passage's text.
        holds_answer: whether the gold answer lies in it.
        second: the other marked sentence, if there are two.
        second_holds_answer: whether the gold answer lies in that one.
    """

    passage: str
    sentence: Span
    holds_answer: bool
    second: Span | None = None
    second_holds_answer: bool = False


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What came of one question.

    Attributes:
        id: unique in its set.
        found: passage ids in rank order, at most ``DEPTH``.
        gold: relevance by passage id; empty for what cannot be answered.
        evidence: what the bot goes by when it decides to answer; higher is surer.
        answered: whether it would.
        highlight: None where no gold answer is known.
        replayed: None where it was not asked in a conversation.
    """

    id: str
    text: str
    kind: Kind
    found: tuple[str, ...]
    gold: Mapping[str, int]
    evidence: float
    answered: bool
    highlight: Highlight | None = None
    replayed: Replayed | None = None
    scores: RankingScores | None = field(init=False)
    follow_up: FollowUpScores | None = field(init=False)

    def __post_init__(self) -> None:
        scores = _scores(self.found, self.gold) if self.gold else None
        follow_up = (
            self.replayed.scores(self.gold, scores.ndcg_10) if self.replayed and scores else None
        )
        object.__setattr__(self, "scores", scores)
        object.__setattr__(self, "follow_up", follow_up)

    @property
    def right_first(self) -> bool:
        """Whether the first passage answers the question."""
        return self.found[:1] != () and self.found[0] in self.gold


@dataclass(frozen=True, slots=True)
class SetResult:
    """What came of a set.

    Attributes:
        sha256: of the set's files.
        off_topic: name and digest of the set whose questions were asked as off-topic ones.
        results: ids are unique among them.
    """

    name: str
    sha256: str
    results: tuple[QueryResult, ...]
    off_topic: tuple[str, str] | None = None


def _scores(found: tuple[str, ...], gold: Mapping[str, int]) -> RankingScores:
    return RankingScores(
        ndcg_10=ndcg(found, gold, 10),
        mrr_10=reciprocal_rank(found, gold, 10),
        recall_1=recall(found, gold, 1),
        recall_5=recall(found, gold, 5),
        recall_20=recall(found, gold, DEPTH),
    )
