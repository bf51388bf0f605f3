"""Filters for signals that have dropouts and sometimes a bad sample."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


def despiked(values: Values) -> Values:
    """Running median of three samples, (N,), so that one bad sample makes no extreme and no speed.

    values (N,); a NaN stays NaN, and a sample next to a NaN stays as it is.

    >>> despiked(np.array([1.0, 2.0, 3.0, 90.0, 5.0, 6.0, 7.0])).tolist()
    [1.0, 2.0, 3.0, 5.0, 6.0, 6.0, 6.0]
    """
    if values.size < 3:
        return values
    smooth = values.copy()
    smooth[1:-1] = _middle(values[:-2], values[1:-1], values[2:])
    # Each end gets a third neighbour on the straight line through the next two samples, so that a
    # slope stays and a bad end does not. The line goes through smoothed samples: a bad one would
    # carry its error to the end.
    first, last = 2 * smooth[1] - smooth[2], 2 * smooth[-2] - smooth[-3]
    smooth[[0, -1]] = _middle(
        np.array([first, last]), values[[0, -1]], np.array([smooth[1], smooth[-2]])
    )
    return smooth


def _middle(before: Values, here: Values, after: Values) -> Values:
    """Median of three, each (N,); `here` itself where one of them is NaN."""
    low, high = np.minimum(before, after), np.maximum(before, after)
    middle = np.clip(here, low, high)
    return np.where(np.isfinite(middle), middle, here)


def bridged(t_s: Values, values: Values) -> Values:
    """The values (N,) with a straight line over each dropout, at times t_s (N,), increasing.

    NaN before the first known sample and after the last one stays.

    >>> bridged(np.array([0.0, 1.0, 2.0]), np.array([1.0, np.nan, 3.0])).tolist()
    [1.0, 2.0, 3.0]
    """
    known = np.isfinite(values)
    if known.all() or not known.any():
        return values
    filled = np.interp(t_s, t_s[known], values[known])
    between = (t_s >= t_s[known][0]) & (t_s <= t_s[known][-1])
    return np.where(between, filled, values)
