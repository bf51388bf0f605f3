"""The median of the last seconds, kept up to date cheaply."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from math import isfinite, isnan, nan


class RunningMedian:
    """Median of what was seen within `memory_s` of the latest value; NaN is not remembered.

    >>> median = RunningMedian(1.0)
    >>> [median.step(t_s, value) for t_s, value in ((0.0, 1.0), (0.5, 9.0), (1.0, 3.0), (1.5, 3.0))]
    [1.0, 5.0, 3.0, 3.0]
    """

    def __init__(self, memory_s: float) -> None:
        self._memory_s = memory_s
        self._recent: deque[tuple[float, float]] = deque()
        self._sorted: list[float] = []

    def step(self, t_s: float, value: float) -> float:
        """The median after `value` at `t_s`, which must not go back; NaN before the first."""
        if isfinite(value):
            self._recent.append((t_s, value))
            insort(self._sorted, value)
        while self._recent and t_s - self._recent[0][0] > self._memory_s:
            _, old = self._recent.popleft()
            del self._sorted[bisect_left(self._sorted, old)]
        return self.value

    @property
    def value(self) -> float:
        """The median as it stands; NaN while nothing is remembered."""
        n = len(self._sorted)
        if not n:
            return nan
        return (self._sorted[(n - 1) // 2] + self._sorted[n // 2]) / 2


class SteadyScale:
    """The size of somebody who stays where they are: one number, that no posture changes.

    It follows the median over `memory_s`, and only when that has gone `drift` (a share) away from
    it, or, for as long as it is to be `kept` and after `known_s`, `moved`. Where the last
    `follow_s` differ by more than `moved`, the person has come nearer or gone away, and what was
    before is forgotten.
    """

    def __init__(
        self, *, memory_s: float, follow_s: float, known_s: float, drift: float, moved: float
    ) -> None:
        self._memory_s = memory_s
        self._known_s = known_s
        self._drift = drift
        self._moved = moved
        self._recent = RunningMedian(follow_s)
        self._long = RunningMedian(memory_s)
        self._scale = nan
        self._first_s = nan

    def step(self, t_s: float, value: float, *, kept: bool = False) -> float:
        """The scale after `value` at `t_s`, which must not go back; NaN before the first."""
        recent = self._recent.step(t_s, value)
        steady = self._long.step(t_s, value)
        if abs(recent - steady) > self._moved * steady:
            self._long = RunningMedian(self._memory_s)
            steady = self._long.step(t_s, recent)
        if isnan(self._first_s) and isfinite(value):
            self._first_s = t_s
        known = t_s - self._first_s >= self._known_s
        bound = self._moved if kept and known else self._drift
        if not abs(steady - self._scale) <= bound * steady:
            self._scale = steady
        return self._scale
