"""Steps a minute, from the times at which steps began."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from posecheck.exercise.spec.tables import Cadence
from posecheck.records import Finding

BREAK_S = 4.0
"""Longer from a foot to the same foot and the walk paused: strolling is a stride in two seconds."""

FEWEST = 4
"""Steps from which on there is a cadence: two strides, so that both legs are in it."""


def per_min(starts_s: Sequence[float]) -> float | None:
    """Cadence of steps that began at these times; None for too few.

    From the median stride (two steps), so that neither a pause nor a limp, nor a first step of
    which only the end was seen, changes it.

    >>> per_min([0.0, 0.5, 1.0, 1.5, 9.0, 9.5])
    120.0
    """
    times_s = sorted(starts_s)
    strides_s = [b - a for a, b in zip(times_s, times_s[2:], strict=False) if b - a <= BREAK_S]
    if len(strides_s) < FEWEST - 2:
        return None
    return 120.0 / median(strides_s)


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
    return tuple(Finding(spec.id, *span, pace, limit, "steps/min") for limit in broken)
