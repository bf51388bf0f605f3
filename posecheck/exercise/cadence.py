"""Steps a minute, from the times at which steps began."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from posecheck.exercise.parts import Cadence
from posecheck.records import Finding

BREAK_S = 2.0
"""Longer between two steps and the walk paused: strolling is 60 steps a minute, one a second."""

FEWEST = 4
"""Steps from which on there is a cadence: three intervals, so that both legs are in it."""


def per_min(starts_s: Sequence[float]) -> float | None:
    """Mean cadence of steps that began at these times, breaks left out; None for too few.

    >>> per_min([0.0, 0.5, 1.0, 1.5, 9.0, 9.5])
    120.0
    """
    ways_s = [b - a for a, b in pairwise(sorted(starts_s)) if b - a <= BREAK_S]
    if len(ways_s) < FEWEST - 1:
        return None
    return 60.0 * len(ways_s) / sum(ways_s)


def judged(starts_s: Sequence[float], spec: Cadence) -> tuple[Finding, ...]:
    """A finding where the cadence lies outside the limits, over the whole walk."""
    pace = per_min(starts_s)
    if pace is None:
        return ()
    broken = [
        limit
        for limit, sign in ((spec.at_most_per_min, 1), (spec.at_least_per_min, -1))
        if limit is not None and sign * (pace - limit) > 0
    ]
    span = min(starts_s), max(starts_s)
    return tuple(Finding(spec.id, *span, pace, limit, "steps/min", spec.say) for limit in broken)
