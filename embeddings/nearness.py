"""What the time that a question speaks of does to the order: a preference, never a limit.

Two things, and neither drops anything. Each passage gains a little by how near its date lies. And
where two say as much in answer, which is how yearly reports and one storm after another look, the
date decides: the passage from that time comes first. "As much" is judged by the question's words
that each holds and by cosines, not by the fused score, which knows no absolute scale: among six
reports that are all alike, noise is what their z-scores are made of. So a date that is wrong can
put a passage behind another only if the other answers the rest of the question as well.
docs/adr/0008-what-a-question-may-say.md has the figures.
"""

import numpy as np
import numpy.typing as npt

from embeddings.abstention import evidence_above
from embeddings.candidates import Candidates, Scores
from embeddings.interval import Interval
from embeddings.row_table import UNDATED

WEIGHT = 0.2
HALF_LIFE_DAYS = 14

ALIKE = 0.1
"""How much nearer in meaning a passage may be to the question than one that takes its place, in
cosines of best sentences: with .05 some of six like reports stay out of order, with .2 a wrong year
begins to cost."""

LOOKED_AT = 20
"""Passages that may change places, from the first: each is held against those before it."""


def nearness(published: npt.NDArray[np.int64], interval: Interval) -> Scores:
    """What each document's date adds to its passages' fused score, 0 to ``WEIGHT``.

    ``0.2 · 2^(−days/14)``, where days is the distance to the interval; nothing without a date.

    Args:
        published: shape (n,): proleptic ordinals, ``UNDATED`` where there is none.
        interval: what the question speaks of.
    """
    first = interval.first.toordinal() if interval.first else UNDATED
    last = interval.last.toordinal() if interval.last else np.iinfo(np.int64).max
    days = np.maximum(np.maximum(first - published, published - last), 0)
    near: Scores = WEIGHT * np.exp2(-days / HALF_LIFE_DAYS)
    near[published == UNDATED] = 0.0
    return near


def in_time(
    candidates: Candidates,
    fused: Scores,
    published: npt.NDArray[np.int64],
    interval: Interval,
) -> tuple[Scores, npt.NDArray[np.int64]]:
    """Fused scores and the order of ``candidates``, best first, with regard to ``interval``.

    A passage that takes another's place takes its score too, so that scores fall along the order.

    Args:
        candidates: n of them.
        fused: shape (n,), what they are ranked by without a time.
        published: shape (n,), see ``nearness``.
        interval: what the question speaks of.

    Returns:
        Both of shape (n,), the second int64.
    """
    near = nearness(published, interval)
    scores = fused + near
    order = np.lexsort((candidates.rows, -scores))
    head: list[int] = order[:LOOKED_AT].tolist()
    within = near == WEIGHT
    meaning = _meaning(candidates)
    for place in [place for place in head if within[place]]:
        at = head.index(place)
        held, least = candidates.words.present[place], meaning[place] + ALIKE
        for before, other in enumerate(head[:at]):
            says_no_more = meaning[other] <= least and candidates.words.present[other] <= held
            if says_no_more and not within[other]:
                scores[place] = scores[other]
                head.insert(before, head.pop(at))
                break
    order[:LOOKED_AT] = head
    return scores, order


def _meaning(candidates: Candidates) -> Scores:
    """How near each is in meaning, on the scale that evidence has with every model."""
    if candidates.centred is None:
        return candidates.sentences.best
    return np.array([evidence_above(centred) for centred in candidates.centred.tolist()])
