"""The speed of a signal: the slope of a straight line fitted around each sample."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

HALF_WINDOW_S = 0.12
"""Slopes are fitted over twice this time, seconds. At 30 pictures a second that is 7 samples, which
turn 0.2° of landmark noise into 1.1°/s (0.2 / (dt * sqrt(28))). That is less than a tenth of a
slow lift's peak speed (45° in 3 s: 24-28°/s)."""


def slope_per_s(
    t_s: Values, values: Values, *, half_window_s: float | Values = HALF_WINDOW_S
) -> Values:
    """Slope of a straight line fitted around each sample, (N,), in the signal's unit a second.

    t_s (N,) increasing, seconds, not necessarily equally spaced; values (N,), NaN is left out.
    NaN where fewer than two known samples with different times lie within `half_window_s`, which
    may be another one for each sample, (N,).

    >>> slope_per_s(np.array([0.0, 0.1, 0.3]), np.array([0.0, 1.0, 3.0])).round(3).tolist()
    [10.0, 10.0, nan]
    """
    known = np.isfinite(values)
    # Times count from the first sample. The squares of a clock that has run for days are so large
    # that rounding would hide the slope.
    t = np.where(known, t_s - t_s[:1], 0.0)
    v = np.where(known, values, 0.0)
    sums = np.zeros((5, t_s.size + 1))
    sums[:, 1:] = np.cumsum([known, t, v, t * v, t * t], axis=1)
    first = np.searchsorted(t_s, t_s - half_window_s - 1e-9, side="left")
    last = np.searchsorted(t_s, t_s + half_window_s + 1e-9, side="right")
    n, st, sv, stv, stt = sums[:, last] - sums[:, first]
    spread = n * stt - st**2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where((n >= 2) & (spread > 1e-9), (n * stv - st * sv) / spread, np.nan)
