"""How one way was gone: how fast, with which stops, and whether a part of it was thrown.

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
"""The first and last tenth of the way are left out where stops and the usual speed are read:
a body that sets out and one that arrives creep, which stretches a way by up to a half."""

PEAK_HALF_S = 0.08
"""Half window of the speed whose peak is taken: a slip of a fifth of a second still shows."""

CALM_HALF_SHARE, CALM_HALF_S = 0.06, (0.08, 0.3)
"""Half window of the speed in which stops are looked for, as a share of the way's duration and
within bounds: a low-pass near 5/T Hz, the one at which stops stand out of noise
(docs/steadiness.md)."""

MEDIAN_GAIN = 0.75
"""Standard error of a peak's speed after the median, against that before: 0.60-0.78 at 15-60
pictures a second (simulated white noise)."""

STILL_SHARE = 0.25
"""Slower than this share of the speed while moving is a stop: a calm way slows down to half
where one joint takes over from another."""

LEAST_STOP_S = 0.15
"""Shorter and it is a hesitation within the noise: half windows are as long."""

BRISK = 0.7
"""The speed while moving is read at this percentile of the inner way's speeds."""


@dataclass(frozen=True, slots=True)
class SpeedProfile:
    """One way in numbers.

    distance: how far it led; mean_per_s, peak_per_s: over the whole way, and the highest (at peak_s).
    usual_per_s: mean speed of its inner part while it moved.
    end_share: speed where nine tenths of the way are done, as a share of the peak: about a half
        for a way that comes to rest calmly, near 1 for one that is dropped or thrown on.
    stops: when it stood still on the way; half_window_s: half window of the speed they were read from.
    standard_error_per_s: standard error of the speeds whose peak was taken, from the noise.
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
        """Peak against usual speed: 1.2 for a minimum-jerk way, 3 and more with a slip in it.

        The peak is taken without what noise alone would add to it (twice its standard error).
        """
        return max(self.peak_per_s - 2 * self.standard_error_per_s, 0.0) / self.usual_per_s

    @property
    def snap(self) -> float:
        """Peak against the mean speed of the whole way: 1.9 for minimum jerk."""
        return max(self.peak_per_s - 2 * self.standard_error_per_s, 0.0) / self.mean_per_s

    @property
    def minimum_jerk_s(self) -> float:
        """How long a minimum-jerk way with this peak would have taken (its peak is 1.875 times
        its mean speed: Flash & Hogan 1985)."""
        return 1.875 * self.distance / self.peak_per_s


def speed_profile(
    signal: Resampled, start_s: float, end_s: float, *, noise: float = 0.0
) -> SpeedProfile | None:
    """The way from `start_s` to `end_s`; `noise` is the standard deviation of a sample.

    None where nothing moved or too few samples fell into it.
    """
    t_s = signal.t_s
    within = (t_s >= start_s - 1e-9) & (t_s <= end_s + 1e-9)
    first, last = np.interp([start_s, end_s], t_s, signal.values)
    way, forward = abs(float(last - first)), float(np.sign(last - first))
    inner = _inner(t_s[within], forward * (signal.values[within] - first) / way) if way else None
    if inner is None:
        return None
    middle = within & (t_s >= inner[0]) & (t_s <= inner[1])
    smooth = median_smoothed(signal.values, signal.rate_hz)
    least_s = 1 / signal.rate_hz  # a slope needs a neighbour on each side
    peak_half_s = max(PEAK_HALF_S, least_s)
    fast = forward * slope_per_s(t_s, smooth, half_window_s=peak_half_s)
    half_window_s = max(float(np.clip(CALM_HALF_SHARE * (end_s - start_s), *CALM_HALF_S)), least_s)
    calm = (forward * slope_per_s(t_s, smooth, half_window_s=half_window_s))[middle]
    still = calm < STILL_SHARE * np.quantile(calm, BRISK)
    if still.all():
        return None
    peak_per_s = float(np.nanmax(fast[within]))
    usual_per_s = float(np.median(calm[~still]))
    if not (peak_per_s > 0 and usual_per_s > 0):
        return None
    return SpeedProfile(
        distance=way,
        mean_per_s=way / (end_s - start_s),
        peak_per_s=peak_per_s,
        peak_s=float(t_s[within][int(np.nanargmax(fast[within]))]),
        usual_per_s=usual_per_s,
        end_share=float(np.interp(inner[1], t_s, fast)) / peak_per_s,
        stops=_stops(t_s[middle], still, 1 / signal.rate_hz),
        half_window_s=half_window_s,
        standard_error_per_s=MEDIAN_GAIN * speed_standard_error(noise, signal.rate_hz, peak_half_s),
    )


def speed_standard_error(noise: float, rate_hz: float, half_window_s: float) -> float:
    """Standard error of a slope fitted to samples with independent noise.

    noise / (dt √(n (n² - 1) / 12)) for n samples dt apart: 1.5° at 30 a second over five are
    14°/s.

    >>> round(speed_standard_error(1.5, 30.0, 0.08))
    14
    """
    n = 2 * int(half_window_s * rate_hz + 1e-6) + 1
    n = max(n, 3)
    return noise * rate_hz / float(np.sqrt(n * (n**2 - 1) / 12))


def _inner(t_s: Values, progress: Values) -> Span | None:
    """From the last time below a tenth of the way to the first after it above nine tenths."""
    before = np.flatnonzero(progress < EDGE)
    first = int(before[-1]) + 1 if before.size else 0
    after = np.flatnonzero(progress[first:] > 1 - EDGE)
    if first >= t_s.size or not after.size:
        return None
    last = first + int(after[0])
    return (float(t_s[first]), float(t_s[last])) if last - first >= 2 else None


def _stops(t_s: Values, still: NDArray[np.bool_], dt_s: float) -> tuple[Span, ...]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], still, [False])).astype(int)))
    spans = [(float(t_s[a]), float(t_s[b - 1]) + dt_s) for a, b in edges.reshape(-1, 2)]
    return tuple(span for span in spans if span[1] - span[0] >= LEAST_STOP_S)
