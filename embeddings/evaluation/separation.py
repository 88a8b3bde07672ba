"""How well evidence tells questions that can be answered from those that cannot.

Everything is computed for many weightings of the same questions at once, so that a bootstrap costs
a few array operations. Equal evidence is never split: a line either admits all of it or none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

_ROUNDING = 1e-9
"""Weights are whole numbers; shares of them are not."""


@dataclass(frozen=True, slots=True)
class Separation:
    """Weights of two sorts of questions, summed by distinct evidence.

    Attributes:
        answerable: shape (r, g), a row for each weighting, a column for each distinct evidence,
            highest first; the weights of each row add up to more than 0.
        unanswerable: the same of the others.
    """

    answerable: Values
    unanswerable: Values

    def auroc(self) -> Values:
        """Chance that an answerable question has more evidence than another; shape (r,).

        Equal evidence counts half (Mann–Whitney U over the number of pairs).
        """
        below = self.unanswerable[:, ::-1].cumsum(axis=1)[:, ::-1] - self.unanswerable
        won = (self.answerable * (below + 0.5 * self.unanswerable)).sum(axis=1)
        value: Values = won / (self.answerable.sum(axis=1) * self.unanswerable.sum(axis=1))
        return value

    def false_answers(self, answer_recall: float) -> Values:
        """Share of the others that are answered; shape (r,).

        Args:
            answer_recall: the share of the answerable questions to answer, in (0, 1]. The line is
                drawn as high as that allows.
        """
        answered = self.answerable.cumsum(axis=1)
        enough = answered >= answered[:, -1:] * answer_recall - _ROUNDING
        line = enough.argmax(axis=1)[:, None]
        wrongly = np.take_along_axis(self.unanswerable.cumsum(axis=1), line, axis=1)[:, 0]
        value: Values = wrongly / self.unanswerable.sum(axis=1)
        return value


def separation(
    evidence: Values, answerable: npt.NDArray[np.bool_], unanswerable: npt.NDArray[np.bool_],
    weights: Values,
) -> Separation:  # fmt: skip
    """Sum the weights of both sorts by distinct evidence.

    Args:
        evidence: shape (n,), of each question.
        answerable: shape (n,), which questions are of the one sort.
        unanswerable: shape (n,), which are of the other; some may be of neither.
        weights: shape (r, n), 0 or more.
    """
    order = np.argsort(-evidence, kind="stable")
    ordered = evidence[order]
    firsts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    return Separation(
        np.add.reduceat((weights * answerable)[:, order], firsts, axis=1),
        np.add.reduceat((weights * unanswerable)[:, order], firsts, axis=1),
    )


def risk_coverage(
    evidence: Sequence[float], right: Sequence[bool]
) -> tuple[tuple[float, float], ...]:
    """The risk–coverage curve (El-Yaniv & Wiener 2010), from the strictest line to none.

    Args:
        evidence: of each question.
        right: whether its first passage answers it.

    Returns:
        For each distinct evidence as the line: the share of all questions that are answered, and
        the share of those whose answer is wrong.
    """
    if not evidence:
        return ()
    values = np.asarray(evidence, np.float64)
    order = np.argsort(-values, kind="stable")
    ordered = values[order]
    lasts = np.flatnonzero(np.r_[ordered[1:] != ordered[:-1], True])
    wrong = np.cumsum(~np.asarray(right, bool)[order])
    return tuple(
        ((last + 1) / values.size, float(wrong[last]) / (last + 1)) for last in lasts.tolist()
    )
