"""Figures of a set with their uncertainty: means, separation, and a bootstrap over the questions.

A figure is a function of the questions' weights. With every weight 1 it is the figure itself; with
the counts of a resample it is that resample's (Efron 1979, percentile intervals). Each kind of
question is resampled by itself, so that every resample has as many of each as the set.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from embeddings.evaluation.question_set import Kind
from embeddings.evaluation.results import QueryResult
from embeddings.evaluation.separation import Values, separation

RESAMPLES = 1_000
SEED = 20_251_122
_INTERVAL = (2.5, 97.5)


class Measure(StrEnum):
    """What is measured; the value is its name in JSON."""

    NDCG_10 = "ndcg_10"
    MRR_10 = "mrr_10"
    RECALL_1 = "recall_1"
    RECALL_5 = "recall_5"
    RECALL_20 = "recall_20"
    HIGHLIGHT = "highlight"
    """Share of the gold answers that the best marked sentence of their passage holds."""
    EITHER_HIGHLIGHT = "either_highlight"
    """The same for either sentence, where two are marked."""
    TWO_HIGHLIGHTS = "two_highlights"
    """Share of those passages where two sentences are marked."""
    ANSWERED = "answered"
    """Share of the answerable questions that the bot would answer, at its own thresholds."""
    AUROC = "auroc"
    FALSE_90 = "false_answers_at_90"
    FALSE_95 = "false_answers_at_95"
    FALSE = "false_answers"
    """Share of the unanswerable questions that the bot would answer, at its own thresholds."""
    OFF_TOPIC_AUROC = "off_topic_auroc"
    OFF_TOPIC_FALSE_90 = "off_topic_false_answers_at_90"
    OFF_TOPIC_FALSE_95 = "off_topic_false_answers_at_95"
    OFF_TOPIC_FALSE = "off_topic_false_answers"

    FOLLOW_UP_NDCG_10 = "follow_up_ndcg_10"
    """Of questions within conversations, replayed with what the bot itself cited."""
    FOLLOW_UP_RECALL_5 = "follow_up_recall_5"
    LAST_TURN_NDCG_10 = "last_turn_ndcg_10"
    """The same questions without what was asked before them."""
    TITLE_GIVEN_NDCG_10 = "title_given_ndcg_10"
    """The same questions as replies to a footnote that names the right document."""
    HARM = "stand_alone_harm"
    """nDCG@10 that questions which stand alone lose within another conversation, -1 to 1."""

    @property
    def lower_is_better(self) -> bool:
        """Whether it counts mistakes, losses, or marks that a person has to read."""
        return "false_answers" in self.value or self in {Measure.TWO_HIGHLIGHTS, Measure.HARM}


_SEPARATIONS = (
    (Kind.UNANSWERABLE, Measure.AUROC, Measure.FALSE_90, Measure.FALSE_95, Measure.FALSE),
    (
        Kind.OFF_TOPIC, Measure.OFF_TOPIC_AUROC, Measure.OFF_TOPIC_FALSE_90,
        Measure.OFF_TOPIC_FALSE_95, Measure.OFF_TOPIC_FALSE,
    ),
)  # fmt: skip


_FOLLOW_UPS = (
    (Measure.FOLLOW_UP_NDCG_10, "follow_up_ndcg_10"),
    (Measure.FOLLOW_UP_RECALL_5, "follow_up_recall_5"),
    (Measure.LAST_TURN_NDCG_10, "last_turn_ndcg_10"),
    (Measure.TITLE_GIVEN_NDCG_10, "title_given_ndcg_10"),
    (Measure.HARM, "harm"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in [0, 1] (a loss: in [-1, 1]) and its 95 % bootstrap interval."""

    value: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half of the interval's width."""
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Difference:
    """How far a second run is from a first one on the same questions.

    Attributes:
        change: second minus first, in [-1, 1], with its 95 % interval by paired bootstrap.
    """

    measure: Measure
    before: float
    after: float
    change: Figure

    @property
    def is_real(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.change.low > 0 or self.change.high < 0

    @property
    def is_better(self) -> bool:
        """Whether the second run is the better one, really or by chance."""
        return (self.change.value < 0) is self.measure.lower_is_better and self.change.value != 0


def summarise(results: Sequence[QueryResult]) -> dict[Measure, Figure]:
    """Every figure that ``results`` allow."""
    resamples = _resamples(results)
    values = _figures(results, np.ones((1, len(results))))
    spread = _figures(results, resamples)
    return {measure: _figure(float(values[measure][0]), spread[measure]) for measure in values}


def compare(before: Sequence[QueryResult], after: Sequence[QueryResult]) -> list[Difference]:
    """What a second run changed, on the questions that both have asked, paired by id."""
    earlier = {result.id: result for result in before}
    second = [result for result in after if result.id in earlier]
    first = [earlier[result.id] for result in second]
    resamples = _resamples(second)
    every = np.ones((1, len(second)))
    old, new = _figures(first, every), _figures(second, every)
    old_spread, new_spread = _figures(first, resamples), _figures(second, resamples)
    return [
        Difference(
            measure,
            before=float(old[measure][0]),
            after=float(new[measure][0]),
            change=_figure(
                float(new[measure][0] - old[measure][0]), new_spread[measure] - old_spread[measure]
            ),
        )
        for measure in new
        if measure in old
    ]


def _resamples(results: Sequence[QueryResult]) -> Values:
    """How often each question is drawn; shape (RESAMPLES, n)."""
    generator = np.random.default_rng(SEED)
    counts = np.zeros((RESAMPLES, len(results)))
    for kind in Kind:
        members = np.flatnonzero([result.kind is kind for result in results])
        if members.size:
            drawn = generator.integers(members.size, size=(RESAMPLES, members.size))
            drawn += np.arange(RESAMPLES)[:, None] * members.size
            tally = np.bincount(drawn.ravel(), minlength=RESAMPLES * members.size)
            counts[:, members] = tally.reshape(RESAMPLES, members.size)
    return counts


def _figures(results: Sequence[QueryResult], weights: Values) -> dict[Measure, Values]:
    """Each figure under each row of ``weights``, shape (r, n); nan where a row allows none."""
    kinds = np.array([result.kind for result in results], dtype=object)
    answered = np.array([result.answered for result in results], np.float64)
    evidence = np.array([result.evidence for result in results], np.float64)
    answerable = kinds == Kind.ANSWERABLE
    means = dict(_by_question(results))
    means[Measure.ANSWERED] = np.where(answerable, answered, np.nan)
    figures = {}
    for kind, auroc, at_90, at_95, false in _SEPARATIONS:
        members = kinds == kind
        means[false] = np.where(members, answered, np.nan)
        if answerable.any() and members.any():
            parted = separation(evidence, answerable, members, weights)
            figures[auroc] = parted.auroc()
            figures[at_90] = parted.false_answers(0.90)
            figures[at_95] = parted.false_answers(0.95)
    for measure, values in means.items():
        if not np.isnan(values).all():
            figures[measure] = _mean(values, weights)
    return {measure: figures[measure] for measure in Measure if measure in figures}


def _by_question(results: Sequence[QueryResult]) -> Iterable[tuple[Measure, Values]]:
    scores = [result.scores for result in results]
    for measure in (
        Measure.NDCG_10, Measure.MRR_10, Measure.RECALL_1, Measure.RECALL_5, Measure.RECALL_20,
    ):  # fmt: skip
        yield measure, np.array([getattr(score, measure, np.nan) for score in scores], np.float64)
    replays = [result.follow_up for result in results]
    for measure, name in _FOLLOW_UPS:
        values = [getattr(replay, name, None) for replay in replays]
        yield measure, np.array([np.nan if it is None else it for it in values], np.float64)
    marks = [result.highlight for result in results]
    for measure, told in (
        (Measure.HIGHLIGHT, lambda mark: mark.holds_answer),
        (Measure.EITHER_HIGHLIGHT, lambda mark: mark.holds_answer or mark.second_holds_answer),
        (Measure.TWO_HIGHLIGHTS, lambda mark: mark.second is not None),
    ):
        values = [np.nan if mark is None else told(mark) for mark in marks]
        yield measure, np.array(values, np.float64)


def _mean(values: Values, weights: Values) -> Values:
    known = ~np.isnan(values)
    total = weights[:, known].sum(axis=1)
    mean: Values = np.full(total.shape, np.nan)
    np.divide(weights[:, known] @ values[known], total, out=mean, where=total > 0)
    return mean


def _figure(value: float, spread: Values) -> Figure:
    low, high = np.nanpercentile(spread, _INTERVAL)
    return Figure(value, float(low), float(high))
