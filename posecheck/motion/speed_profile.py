"""How fast one movement was: its speeds, its stops, and whether a part of it was sudden.

All times are seconds on the media clock, all speeds in the signal's unit a second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.motion.resampling import Resampled, median_smoothed
from posecheck.motion.speed import slope_per_s

Values = NDArray[np.float64]
Span = tuple[float, float]
"""Start and end, seconds."""

EDGE = 0.1
"""The first and last share of the movement's distance in which neither stops nor the usual speed
are read. A body that sets out or arrives creeps, which makes a movement up to half as long
again."""

PEAK_HALF_S = 0.08
"""Half window of the speed whose peak is taken, seconds. A slip of a fifth of a second still shows
in it."""

STOP_HALF_SHARE = 0.06
"""Half window of the speed in which stops are searched, as a share of the movement's duration.
It acts as a low-pass near 5/T Hz for a movement of T seconds. At that frequency stops are most
distinct from noise (docs/steadiness.md)."""

STOP_HALF_S = (0.08, 0.3)
"""The shortest and the longest half window for stops, seconds."""

MEDIAN_GAIN = 0.75
"""Standard error of a peak's speed after the running median, as a share of that before it:
0.60-0.78 at 15-60 pictures a second (simulated white noise)."""

STILL_SHARE = 0.25
"""Below this share of the usual speed the body stands still. Where one joint takes over from
another, a calm movement slows down to half."""

LEAST_STOP_S = 0.15
"""A shorter stop does not count: it is a hesitation within the noise, as the half windows are as
long."""

USUAL_QUANTILE = 0.7
"""The speed with which `STILL_SHARE` is compared: this quantile of the speeds between the
edges."""


@dataclass(frozen=True, slots=True)
class SpeedProfile:
    """One movement in numbers.

    distance: how far the signal went, in its unit.
    mean_per_s: mean speed of the whole movement.
    peak_per_s, peak_s: the highest speed, and its time.
    usual_per_s: median speed between the edges (see `EDGE`), without the stops.
    end_share: speed after nine tenths of the distance, as a share of the peak. About a half for a
        movement that comes to rest calmly, near 1 for one that is dropped or thrown on.
    stops: when the body stood still between the edges.
    half_window_s: half window of the speed in which the stops were found.
    standard_error_per_s: standard error, from noise, of the speeds whose peak was taken.
    """

    distance: float
    mean_per_s: float
    peak_per_s: float
    peak_s: float
    usual_per_s: float
    end_share: float
    stops: tuple[Span, ...]
    half_window_s: float
    standard_error_per_s: float

    @property
    def suddenness(self) -> float:
        """Peak over usual speed: 1.2 for a minimum-jerk movement, 3 and more with a slip in it.

        The peak is reduced by what noise alone may add to it (twice its standard error).
        """
        return max(self.peak_per_s - 2 * self.standard_error_per_s, 0.0) / self.usual_per_s

    @property
    def snap(self) -> float:
        """Peak, reduced as above, over mean speed: 1.9 for a minimum-jerk movement."""
        return max(self.peak_per_s - 2 * self.standard_error_per_s, 0.0) / self.mean_per_s

    @property
    def minimum_jerk_s(self) -> float:
        """How long a minimum-jerk movement with this distance and peak takes, seconds.

        Its peak is 1.875 times its mean speed (Flash & Hogan 1985).
        """
        return 1.875 * self.distance / self.peak_per_s


def speed_profile(
    signal: Resampled, start_s: float, end_s: float, *, noise: float = 0.0
) -> SpeedProfile | None:
    """The speeds of the movement from `start_s` to `end_s`.

    `noise` is the standard deviation of a sample, in the signal's unit. None where nothing
    moved, or too few samples lie between the two times.
    """
    t_s = signal.t_s
    within = (t_s >= start_s - 1e-9) & (t_s <= end_s + 1e-9)
    first, last = np.interp([start_s, end_s], t_s, signal.values)
    distance, sign = abs(float(last - first)), float(np.sign(last - first))
    if not distance:
        return None
    inner = _inner(t_s[within], sign * (signal.values[within] - first) / distance)
    if inner is None:
        return None
    middle = within & (t_s >= inner[0]) & (t_s <= inner[1])
    smooth = median_smoothed(signal.values, signal.rate_hz)
    peak_half_s, stop_half_s = _half_windows_s(end_s - start_s, signal.rate_hz)
    fast = sign * slope_per_s(t_s, smooth, half_window_s=peak_half_s)
    calm = (sign * slope_per_s(t_s, smooth, half_window_s=stop_half_s))[middle]
    still = calm < STILL_SHARE * np.quantile(calm, USUAL_QUANTILE)
    if still.all():
        return None
    peak_per_s = float(np.nanmax(fast[within]))
    usual_per_s = float(np.median(calm[~still]))
    if not (peak_per_s > 0 and usual_per_s > 0):
        return None
    return SpeedProfile(
        distance=distance,
        mean_per_s=distance / (end_s - start_s),
        peak_per_s=peak_per_s,
        peak_s=float(t_s[within][int(np.nanargmax(fast[within]))]),
        usual_per_s=usual_per_s,
        end_share=float(np.interp(inner[1], t_s, fast)) / peak_per_s,
        stops=_stops(t_s[middle], still, 1 / signal.rate_hz),
        half_window_s=stop_half_s,
        standard_error_per_s=MEDIAN_GAIN * speed_standard_error(noise, signal.rate_hz, peak_half_s),
    )


def speed_standard_error(noise: float, rate_hz: float, half_window_s: float) -> float:
    """Standard error of a slope that is fitted to samples with independent noise.

    `noise` is the standard deviation of a sample; the result is in its unit a second:
    noise / (dt √(n (n² - 1) / 12)) for n samples dt apart. With 1.5° at 30 samples a second,
    five samples give 14°/s.

    >>> round(speed_standard_error(1.5, 30.0, 0.08))
    14
    """
    n = 2 * int(half_window_s * rate_hz + 1e-6) + 1
    n = max(n, 3)
    return noise * rate_hz / float(np.sqrt(n * (n**2 - 1) / 12))


def _half_windows_s(duration_s: float, rate_hz: float) -> tuple[float, float]:
    """Half windows of the speed for the peak and of that for stops."""
    least_s = 1 / rate_hz  # A slope needs a neighbour on each side.
    stop_half_s = float(np.clip(STOP_HALF_SHARE * duration_s, *STOP_HALF_S))
    return max(PEAK_HALF_S, least_s), max(stop_half_s, least_s)


def _inner(t_s: Values, progress: Values) -> Span | None:
    """From the last time with less than a tenth of the distance done to the first time after it
    with more than nine tenths done. None where fewer than three samples lie there.

    `progress` (N,) is the share of the distance that is done.
    """
    before = np.flatnonzero(progress < EDGE)
    first = int(before[-1]) + 1 if before.size else 0
    after = np.flatnonzero(progress[first:] > 1 - EDGE)
    if first >= t_s.size or not after.size:
        return None
    last = first + int(after[0])
    return (float(t_s[first]), float(t_s[last])) if last - first >= 2 else None


def _stops(t_s: Values, still: NDArray[np.bool_], dt_s: float) -> tuple[Span, ...]:
    """The spans of at least `LEAST_STOP_S` in which all samples are still."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], still, [False])).astype(int)))
    spans = [(float(t_s[a]), float(t_s[b - 1]) + dt_s) for a, b in edges.reshape(-1, 2)]
    return tuple(span for span in spans if span[1] - span[0] >= LEAST_STOP_S)
