"""Speed of a signal, and where a movement begins and ends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.motion.filters import bridged, despiked

Values = NDArray[np.float64]

HALF_WINDOW_S = 0.12
"""Slopes are fitted over twice this: at 30 pictures a second over 7 samples, which turns
0.2° of landmark noise into 1.1°/s (0.2 / (dt * sqrt(28))), a tenth of a slow lift's peak
speed (45° in 3 s: 24-28°/s) and less."""

ONSET = (0.05, 0.15)
REST = (0.14, 0.3)
"""Shares of its peak speed between which a movement's ends are looked for. The end itself is
where the line through both points meets zero speed, which for a raised-cosine movement is its
true end and for a minimum-jerk one of 2 s lies 0.08 s (onset) and 0.09 s (rest) inside. 5 % is
the usual onset criterion for reaching movements (Teasdale et al. 1993, Behav Res Methods 25:97);
coming to rest takes more, because a body that has arrived still creeps. Of thirteen pairs tried
on the ends of all holds in the sample clips, these and `SMOOTHING_LAG_S` leave the least error:
0.09 s in the mean, 7 of them off by more than 0.25 s."""

SMOOTHING_LAG_S = 0.1
"""MediaPipe smooths most while nothing moves, so a movement out of stillness shows late: by
0.07 s (median over 30 movements, smoothed against raw landmarks), where it starts slowly by
more: with 0.07 the ends of the sample clips' holds come 0.09 s late in the mean."""

MAX_MOVED_S = 0.3
"""The extrapolation goes no further: a movement that creeps between its two points is no line."""


def slope_per_s(t_s: Values, values: Values, *, half_window_s: float = HALF_WINDOW_S) -> Values:
    """Slope, per second, of a straight line fitted around each sample.

    t_s (N,) increasing, not necessarily even; values (N,), NaN ignored. Returns (N,), NaN
    where fewer than two samples with different times lie in the window.

    >>> slope_per_s(np.array([0.0, 0.1, 0.3]), np.array([0.0, 1.0, 3.0])).round(3).tolist()
    [10.0, 10.0, nan]
    """
    known = np.isfinite(values)
    # From the first sample on: squares of a clock that runs for days would drown the slope.
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


def onset(t_s: Values, values: Values, *, leave_s: float, reach_s: float) -> float:
    """When the movement that leads from `leave_s` to `reach_s` began, seconds.

    Looks backwards from `leave_s` for the last moment at which the signal did not yet move
    the same way (see `ONSET`). Without a movement: `leave_s`.
    """
    movement = _forward_speed(t_s, values, leave_s=leave_s, reach_s=reach_s)
    if movement is None:
        return leave_s
    speed, peak = movement
    before = np.flatnonzero((t_s <= leave_s) & ~(speed > ONSET[0] * peak))
    if not before.size:
        return float(t_s[0])
    first = min(int(before[-1]) + 1, t_s.size - 1)
    inner = np.flatnonzero(speed[first:] > ONSET[1] * peak)
    moved_s = _moved_s(t_s, first, first + int(inner[0]), ONSET) if inner.size else 0.0
    return max(float(t_s[0]), float(t_s[first]) - moved_s - SMOOTHING_LAG_S)


def settled(t_s: Values, values: Values, *, leave_s: float, reach_s: float) -> float | None:
    """When the movement that leads from `leave_s` to `reach_s` came to rest, seconds.

    None while it has not (the caller may wait for more samples).
    """
    movement = _forward_speed(t_s, values, leave_s=leave_s, reach_s=reach_s)
    if movement is None:
        return reach_s
    speed, peak = movement
    # The fit at the newest samples lacks its later half.
    usable = t_s <= t_s[-1] - HALF_WINDOW_S
    after = np.flatnonzero((t_s >= reach_s) & usable & ~(speed > REST[0] * peak))
    if not after.size:
        return None
    last = max(int(after[0]) - 1, 0)
    inner = np.flatnonzero(speed[: last + 1] > REST[1] * peak)
    moved_s = _moved_s(t_s, last, int(inner[-1]), REST) if inner.size else 0.0
    return float(t_s[last]) + moved_s


def _moved_s(t_s: Values, edge: int, inner: int, shares: tuple[float, float]) -> float:
    """From the outer point on to where the line through both points meets zero, seconds."""
    share = shares[0] / (shares[1] - shares[0])
    return min(share * abs(float(t_s[inner] - t_s[edge])), MAX_MOVED_S)


def _forward_speed(
    t_s: Values, values: Values, *, leave_s: float, reach_s: float
) -> tuple[Values, float] | None:
    """Speed along the movement's own direction and its peak; None where nothing moves.

    A zone may be left when the movement out of it is past its peak, so the peak is looked for in
    all of the movement, as far as it goes one way.
    """
    speed = slope_per_s(t_s, bridged(t_s, despiked(values)))
    during = (t_s >= leave_s - HALF_WINDOW_S) & (t_s <= reach_s + HALF_WINDOW_S)
    if not np.isfinite(speed[during]).any():
        return None
    strongest = int(np.nanargmax(np.where(during, np.abs(speed), np.nan)))
    if speed[strongest] == 0:
        return None
    forward = speed * np.sign(speed[strongest])
    halts = np.flatnonzero(~(forward > 0))
    at = int(np.searchsorted(halts, strongest))
    first = int(halts[at - 1]) + 1 if at > 0 else 0
    stop = int(halts[at]) if at < halts.size else forward.size
    return forward, float(forward[first:stop].max())
