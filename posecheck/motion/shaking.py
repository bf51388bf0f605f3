"""Shaking, and the noise that it has to be told from.

Tremor of people who work hard or are tired lies at 3-8 Hz (limbs, physiological and fatigue
tremor: 4-12 Hz, large segments at the low end), meant movement of exercises below 2 Hz.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from posecheck.motion.resampling import Resampled

Values = NDArray[np.float64]

BAND_HZ = (2.5, 8.0)
LEAST_RATE_HZ = 13.0
"""Pictures a second below which tremor is not measurable: a 5 Hz swing then has fewer than
2.6 samples, and what is faster folds back into the band (Nyquist)."""

TOP_OF_NYQUIST = 0.9
"""At low rates the band ends at this share of half the rate."""

ABOVE_HZ = 9.0
"""What moves faster than that is taken for noise: no person shakes so fast in size."""

NOISE_RATE_HZ = 23.0
"""Pictures a second from which on there is enough room above `ABOVE_HZ` to read noise in."""

LOOK_S = 0.4
"""Sizes are read over windows of this length, a swing of 2.5 Hz, ..."""
LASTING = 0.3
"""... and the size that is exceeded in 70 % of them counts: a slip or a stop makes one burst in
the band, shaking lasts."""

LEAST_S = 1.0
"""A shorter stretch has not the three swings that make it shaking."""

_ORDER = 3


@dataclass(frozen=True, slots=True)
class Shaking:
    """size: amplitude (half of peak to peak) that lasts, in the signal's unit; hz: its dominant
    frequency."""

    size: float
    hz: float


def shaking(signal: Resampled, start_s: float, end_s: float) -> Shaking | None:
    """What shook between two times; None where that is not measurable (too short, too few
    pictures a second). Samples outside of the stretch only steady the filter's ends.

    >>> t_s = np.arange(0, 5, 1 / 30)
    >>> found = shaking(Resampled(0.0, 30.0, 10 * t_s + 2 * np.sin(2 * np.pi * 5 * t_s), 0), 1, 4)
    >>> round(found.size, 1), round(found.hz)
    (2.0, 5)
    """
    if signal.rate_hz < LEAST_RATE_HZ or end_s - start_s < LEAST_S:
        return None
    top_hz = min(BAND_HZ[1], TOP_OF_NYQUIST * signal.rate_hz / 2)
    swings = _within(signal, _passed(signal, (BAND_HZ[0], top_hz)), start_s, end_s)
    if swings.size < LEAST_S * signal.rate_hz * 0.8:
        return None
    spectrum = np.abs(np.fft.rfft(swings * np.hanning(swings.size), 8 * swings.size))
    hz = float(np.argmax(spectrum)) * signal.rate_hz / (8 * swings.size)
    return Shaking(_lasting(swings, signal.rate_hz), hz)


def noise(signal: Resampled, start_s: float, end_s: float) -> float | None:
    """Standard deviation of a sample's noise, from what moves faster than a person can.

    None at fewer than `NOISE_RATE_HZ` pictures a second, or for less than a third of a second.
    For noise that is equally strong at all frequencies; MediaPipe's smoothing takes some of the
    high ones away, so this is a lower bound (docs/steadiness.md).
    """
    if signal.rate_hz < NOISE_RATE_HZ:
        return None
    rest = _within(signal, _passed(signal, (ABOVE_HZ, None)), start_s, end_s)
    if rest.size < signal.rate_hz / 3:
        return None
    nyquist_hz = signal.rate_hz / 2
    share = (nyquist_hz - ABOVE_HZ) / nyquist_hz
    return float(np.median(np.abs(rest)) / 0.6745 / np.sqrt(share))


def prepare() -> None:
    """Loads what the filters need, half a second's work, before it would hold up a camera."""
    _filter(30.0, *BAND_HZ)


def in_band(sd: float, rate_hz: float) -> float:
    """The amplitude that white noise of standard deviation `sd` has within the band."""
    nyquist_hz = rate_hz / 2
    top_hz = min(BAND_HZ[1], TOP_OF_NYQUIST * nyquist_hz)
    return sd * float(np.sqrt(2 * (top_hz - BAND_HZ[0]) / nyquist_hz))


def _lasting(swings: Values, rate_hz: float) -> float:
    n = min(max(round(LOOK_S * rate_hz), 2), swings.size)
    sums = np.concatenate(([0.0], np.cumsum(swings**2)))
    power = (sums[n:] - sums[:-n]) / n
    return float(np.sqrt(2 * max(float(np.quantile(power, LASTING)), 0.0)))


def _within(signal: Resampled, values: Values, start_s: float, end_s: float) -> Values:
    t_s = signal.t_s
    return values[(t_s >= start_s - 1e-9) & (t_s <= end_s + 1e-9)]


def _passed(signal: Resampled, band_hz: tuple[float, float | None]) -> Values:
    """What of a signal lies in a band (from a frequency on), (N,), without shifting it."""
    from scipy.signal import sosfiltfilt

    pad = min(signal.values.size - 1, round(signal.rate_hz))
    found: Values = sosfiltfilt(
        _filter(round(signal.rate_hz, 1), *band_hz), signal.values, padlen=pad
    )
    return found


@lru_cache(maxsize=32)
def _filter(rate_hz: float, low_hz: float, high_hz: float | None) -> Values:
    from scipy.signal import butter

    edges = low_hz if high_hz is None else (low_hz, high_hz)
    kind = "highpass" if high_hz is None else "bandpass"
    found: Values = butter(_ORDER, edges, kind, fs=rate_hz, output="sos")
    return found
