"""The median of the last seconds, updated with each value at little cost."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from math import isfinite, nan


class RunningMedian:
    """Median of the values of the last `memory_s`, counted back from the latest; NaN is left out.

    >>> median = RunningMedian(1.0)
    >>> [median.step(t_s, value) for t_s, value in ((0.0, 1.0), (0.5, 9.0), (1.0, 3.0), (1.5, 3.0))]
    [1.0, 5.0, 3.0, 3.0]
    """

    def __init__(self, memory_s: float) -> None:
        self._memory_s = memory_s
        self._recent: deque[tuple[float, float]] = deque()
        self._sorted: list[float] = []

    def step(self, t_s: float, value: float) -> float:
        """The median after `value` at `t_s`, which must not go back; NaN before the first value."""
        recent, ordered = self._recent, self._sorted
        if isfinite(value):
            recent.append((t_s, value))
            insort(ordered, value)
        while recent and t_s - recent[0][0] > self._memory_s:
            _, old = recent.popleft()
            del ordered[bisect_left(ordered, old)]
        return self.value

    @property
    def value(self) -> float:
        """The median now; NaN while nothing is remembered."""
        n = len(self._sorted)
        if not n:
            return nan
        return (self._sorted[(n - 1) // 2] + self._sorted[n // 2]) / 2
