"""Speed of a signal, and where a movement begins and ends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

HALF_WINDOW_S = 0.12
"""Slopes are fitted over twice this: at 30 pictures a second over 7 samples, which turns
0.2° of landmark noise into 1.1°/s (0.2 / (dt * sqrt(28))), a tenth of a slow lift's peak
speed (45° in 3 s: 24-28°/s) and less."""

EDGE = 0.1
"""A movement lasts while its speed is above this share of its peak speed: the onset
criterion common for reaching movements (5-10 %; Teasdale et al. 1993, Behav Res Methods
25:97). Of a raised-cosine movement of 2 s it cuts off 0.06 s at each end, of a
minimum-jerk one 0.17 s."""


def slope_per_s(t_s: Values, values: Values, *, half_window_s: float = HALF_WINDOW_S) -> Values:
    """Slope, per second, of a straight line fitted around each sample.

    t_s (N,) increasing, not necessarily even; values (N,), NaN ignored. Returns (N,), NaN
    where fewer than two samples with different times lie in the window.

    >>> slope_per_s(np.array([0.0, 0.1, 0.3]), np.array([0.0, 1.0, 3.0])).round(3).tolist()
    [10.0, 10.0, nan]
    """
    known = np.isfinite(values)
    t = np.where(known, t_s, 0.0)
    v = np.where(known, values, 0.0)
    sums = np.zeros((5, t_s.size + 1))
    sums[:, 1:] = np.cumsum([known, t, v, t * v, t * t], axis=1)
    first = np.searchsorted(t_s, t_s - half_window_s - 1e-9, side="left")
    last = np.searchsorted(t_s, t_s + half_window_s + 1e-9, side="right")
    n, st, sv, stv, stt = sums[:, last] - sums[:, first]
    spread = n * stt - st**2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where((n >= 2) & (spread > 1e-9), (n * stv - st * sv) / spread, np.nan)


def onset(t_s: Values, values: Values, *, leave_s: float, reach_s: float) -> float:
    """When the movement that leads from `leave_s` to `reach_s` began, seconds.

    Looks backwards from `leave_s` for the last moment at which the signal did not yet move
    the same way with `EDGE` of its peak speed. Without a movement: `leave_s`.
    """
    forward = _forward_speed(t_s, values, leave_s=leave_s, reach_s=reach_s)
    if forward is None:
        return leave_s
    speed, peak = forward
    before = np.flatnonzero((t_s <= leave_s) & ~(speed > EDGE * peak))
    return float(t_s[min(before[-1] + 1, t_s.size - 1)]) if before.size else float(t_s[0])


def settled(t_s: Values, values: Values, *, leave_s: float, reach_s: float) -> float | None:
    """When the movement that leads from `leave_s` to `reach_s` came to rest, seconds.

    None while it has not (the caller may wait for more samples).
    """
    forward = _forward_speed(t_s, values, leave_s=leave_s, reach_s=reach_s)
    if forward is None:
        return reach_s
    speed, peak = forward
    # The fit at the newest samples lacks its later half.
    usable = t_s <= t_s[-1] - HALF_WINDOW_S
    after = np.flatnonzero((t_s >= reach_s) & usable & ~(speed > EDGE * peak))
    return float(t_s[after[0]]) if after.size else None


def _forward_speed(
    t_s: Values, values: Values, *, leave_s: float, reach_s: float
) -> tuple[Values, float] | None:
    """Speed along the movement's own direction and its peak; None where nothing moves."""
    speed = slope_per_s(t_s, values)
    during = (t_s >= leave_s - HALF_WINDOW_S) & (t_s <= reach_s + HALF_WINDOW_S)
    if not np.isfinite(speed[during]).any():
        return None
    strongest = float(speed[during][np.nanargmax(np.abs(speed[during]))])
    if strongest == 0:
        return None
    return speed * np.sign(strongest), abs(strongest)
