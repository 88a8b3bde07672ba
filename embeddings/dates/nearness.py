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

WEIGHT = 0.2
HALF_LIFE_DAYS = 14

ALIKE = 0.1
"""How much nearer in meaning a passage may be to the question than one that takes its place, in
cosines of best sentences: with .05 some of six like reports stay out of order, with .2 a wrong year
begins to cost."""

ALIKE_IN_WORDS = 0.15
"""The same where both hold the very same words of the question."""

LOOKED_AT = 250
"""Passages that may change places, from the first: all, unless there are pools of languages."""


def nearness(days: npt.NDArray[np.int64]) -> Scores:
    """What each passage's time adds to its fused score, 0 to ``WEIGHT``: ``0.2 · 2^(−days/14)``.

    Args:
        days: shape (n,), from the time that the question speaks of; 0 within it.
    """
    near: Scores = WEIGHT * np.exp2(-days / HALF_LIFE_DAYS)
    return near


def in_time(
    candidates: Candidates, fused: Scores, days: npt.NDArray[np.int64]
) -> tuple[Scores, npt.NDArray[np.int64]]:
    """Fused scores and the order of ``candidates``, best first, with regard to a time.

    A passage that takes another's place takes its score too, so that scores fall along the order.

    Args:
        candidates: n of them.
        fused: shape (n,), what they are ranked by without a time.
        days: shape (n,), see ``nearness``.

    Returns:
        Both of shape (n,), the second int64.
    """
    scores = fused + nearness(days)
    order = np.lexsort((candidates.rows, -scores))
    head = order[:LOOKED_AT]
    within = days[head] == 0
    inside, outside = np.flatnonzero(within), np.flatnonzero(~within)
    meaning, lacks = _meaning(candidates)[head], _lacking(candidates, head, inside, outside)
    counts = np.array([len(candidates.words.present[place]) for place in head.tolist()], np.int64)
    places = np.arange(head.size, dtype=np.float64)
    for number, place in enumerate(inside.tolist()):
        alike = np.where(counts[outside] == counts[place], ALIKE_IN_WORDS, ALIKE)
        says_no_more = (meaning[outside] <= meaning[place] + alike) & ~lacks[number]
        taken = outside[says_no_more & (outside < place)]
        if taken.size:
            places[place] = taken[0] - 0.5
            scores[head[place]] = scores[head[taken[0]]]
    order[:LOOKED_AT] = head[np.argsort(places, kind="stable")]
    return scores, order


def _lacking(
    candidates: Candidates,
    head: npt.NDArray[np.int64],
    inside: npt.NDArray[np.int64],
    outside: npt.NDArray[np.int64],
) -> npt.NDArray[np.bool_]:
    """Whether each of ``inside`` lacks a word of the question that each of ``outside`` holds."""
    present = [candidates.words.present[place] for place in head.tolist()]
    words = sorted(frozenset().union(*present))
    held = np.array([[word in it for word in words] for it in present], np.bool_)
    held = held.reshape(head.size, len(words))
    lacking = (~held[inside]).astype(np.uint8) @ held[outside].astype(np.uint8).T
    lacks: npt.NDArray[np.bool_] = lacking > 0
    return lacks


def _meaning(candidates: Candidates) -> Scores:
    """How near each is in meaning, on the scale that evidence has with every model."""
    if candidates.centred is None:
        return candidates.sentences.best
    return evidence_above(candidates.centred)
