"""How long answers take, as counts by duration: enough to tell a median, and small for ever.

Durations are rounded up to the steps of ISO 3's series R10, ten to a power of ten, so that what is
told of them ("half took at most 12.5 ms") is true, and at most 28 % above the duration itself.
"""

from bisect import bisect_left
from collections.abc import Mapping

_R10 = (1.0, 1.25, 1.6, 2.0, 2.5, 3.15, 4.0, 5.0, 6.3, 8.0)
STEPS = (*(step * power for power in (1, 10, 100, 1_000, 10_000) for step in _R10), 100_000.0)
"""Milliseconds: from 1 to 100 seconds; what takes longer counts as the last."""


def step(milliseconds: float) -> float:
    """The least of ``STEPS`` that a duration does not exceed; the last one for what does."""
    return STEPS[min(bisect_left(STEPS, milliseconds), len(STEPS) - 1)]


def percentile(counts: Mapping[float, int], percent: int) -> float | None:
    """The step within which ``percent`` of the durations lie; None if there are none.

    Args:
        counts: how many durations were rounded to each step; 0 or more.
        percent: 1 to 100. The rank is rounded up (the inverse of the empirical distribution).
    """
    total = sum(counts.values())
    rank = -(-total * percent // 100)
    reached = 0
    for duration in sorted(counts):
        reached += counts[duration]
        if rank and reached >= rank:
            return duration
    return None
