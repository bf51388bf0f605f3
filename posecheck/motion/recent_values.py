"""The last values of a signal in the order of their size, kept up to date at little cost."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable


class RecentValues:
    """A queue of values (no NaN): their spread, and their quantiles without single bad samples.

    The quantiles are those of `filters.despiked` values.
    """

    def __init__(self, values: Iterable[float] = ()) -> None:
        self._values: deque[float] = deque()
        self._sorted: list[float] = []
        self._inner: list[float] = []
        """The despiked values without the first and the last, sorted."""
        for value in values:
            self.add(value)

    def __len__(self) -> int:
        return len(self._values)

    def add(self, value: float) -> None:
        """Adds the newest value."""
        values = self._values
        values.append(value)
        insort(self._sorted, value)
        if len(values) > 2:
            insort(self._inner, _middle(values[-3], values[-2], value))

    def drop_oldest(self) -> None:
        """Takes the oldest value out; IndexError where there is none."""
        values = self._values
        if len(values) > 2:
            _remove(self._inner, _middle(values[0], values[1], values[2]))
        _remove(self._sorted, values.popleft())

    def clear(self) -> None:
        """Takes all values out."""
        self._values.clear()
        self._sorted.clear()
        self._inner.clear()

    @property
    def spread(self) -> float:
        """The largest less the smallest value; IndexError where there is none."""
        return self._sorted[-1] - self._sorted[0]

    def quantile(self, share: float) -> float:
        """The despiked value below which this share lies, 0 to 1; IndexError where there is none.

        >>> RecentValues([1.0, 2.0, 3.0, 90.0, 5.0]).quantile(0.5)
        3.0
        """
        ordered = self._sorted if len(self) < 3 else sorted((*self._inner, *self._ends()))
        at = (len(ordered) - 1) * share
        below = int(at)
        low, high = ordered[below], ordered[min(below + 1, len(ordered) - 1)]
        return low + (high - low) * (at - below)

    def _ends(self) -> tuple[float, float]:
        """The first and the last value, despiked."""
        values = self._values
        return (
            _end(values[0], values[1], values[2], values[3] if len(self) > 3 else None),
            _end(values[-1], values[-2], values[-3], values[-4] if len(self) > 3 else None),
        )


def _end(end: float, second: float, third: float, fourth: float | None) -> float:
    """An end of the values, despiked as `filters.despiked` does it."""
    smooth = _middle(end, second, third)
    next_smooth = third if fourth is None else _middle(second, third, fourth)
    return _middle(2 * smooth - next_smooth, end, smooth)


def _middle(before: float, here: float, after: float) -> float:
    """Median of three."""
    if before > after:
        before, after = after, before
    return before if here < before else min(here, after)


def _remove(ordered: list[float], value: float) -> None:
    del ordered[bisect_left(ordered, value)]
