"""Shaking of a signal, and the noise from which it must be distinguished.

The tremor of people who work hard or are tired has 3-8 Hz (physiological and fatigue tremor of
limbs: 4-12 Hz, of large segments at the low end). Intended movements in exercises have less than
2 Hz.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from posecheck.motion.resampling import Resampled

Values = NDArray[np.float64]

BAND_HZ = (2.5, 8.0)
"""The tremor's band: lowest and highest frequency of what counts as shaking."""

LEAST_RATE_HZ = 13.0
"""With fewer pictures a second no tremor is measured. A 5 Hz swing then has fewer than 2.6
samples, and faster swings appear at a wrong frequency within the band (Nyquist)."""

TOP_OF_NYQUIST = 0.9
"""At low picture rates the band ends at this share of half the rate."""

ABOVE_HZ = 9.0
"""All that moves faster is taken for noise: no person shakes so fast with a large
amplitude."""

NOISE_RATE_HZ = 23.0
"""The noise is measured from this picture rate on. Below it the range above `ABOVE_HZ` is too
narrow."""

SIZE_WINDOW_S = 0.4
"""The size of the shaking is measured in windows of this length: one swing of 2.5 Hz."""

SIZE_QUANTILE = 0.3
"""Of these sizes, this quantile counts: the size that 70 % of the windows exceed. A slip or a stop
has a size in the band for a moment only, while shaking lasts."""

LEAST_S = 1.0
"""In a shorter span nothing counts as shaking: it takes three swings."""

_ORDER = 3
"""The order of the Butterworth filters."""


@dataclass(frozen=True, slots=True)
class Shaking:
    """size: the amplitude that lasts (half of peak to peak), in the signal's unit; hz: the
    dominant frequency."""

    size: float
    hz: float


def shaking(signal: Resampled, start_s: float, end_s: float) -> Shaking | None:
    """The shaking between two times.

    None where it cannot be measured: the span is shorter than `LEAST_S`, or there are fewer than
    `LEAST_RATE_HZ` pictures a second. The samples outside the span are used only to let the
    filter settle.

    >>> t_s = np.arange(0, 5, 1 / 30)
    >>> found = shaking(Resampled(0.0, 30.0, 10 * t_s + 2 * np.sin(2 * np.pi * 5 * t_s), 0), 1, 4)
    >>> round(found.size, 1), round(found.hz)
    (2.0, 5)
    """
    if signal.rate_hz < LEAST_RATE_HZ or end_s - start_s < LEAST_S:
        return None
    top_hz = min(BAND_HZ[1], TOP_OF_NYQUIST * signal.rate_hz / 2)
    swings = _within(signal, _filtered(signal, (BAND_HZ[0], top_hz)), start_s, end_s)
    if swings.size < LEAST_S * signal.rate_hz * 0.8:
        return None
    spectrum = np.abs(np.fft.rfft(swings * np.hanning(swings.size), 8 * swings.size))
    hz = float(np.argmax(spectrum)) * signal.rate_hz / (8 * swings.size)
    return Shaking(_lasting_amplitude(swings, signal.rate_hz), hz)


def noise(signal: Resampled, start_s: float, end_s: float) -> float | None:
    """Standard deviation of a sample's noise, in the signal's unit, from what is faster than a
    person can move (`ABOVE_HZ`).

    None with fewer than `NOISE_RATE_HZ` pictures a second, or in less than a third of a second.
    The formula holds for noise that is equally strong at all frequencies. MediaPipe's smoothing
    removes some of the high ones, so the result is a lower bound (docs/steadiness.md).
    """
    if signal.rate_hz < NOISE_RATE_HZ:
        return None
    rest = _within(signal, _filtered(signal, (ABOVE_HZ, None)), start_s, end_s)
    if rest.size < signal.rate_hz / 3:
        return None
    nyquist_hz = signal.rate_hz / 2
    share = (nyquist_hz - ABOVE_HZ) / nyquist_hz
    # The median of |x| of a normal distribution is 0.6745 standard deviations.
    return float(np.median(np.abs(rest)) / 0.6745 / np.sqrt(share))


def in_band(sd: float, rate_hz: float) -> float:
    """The amplitude within the tremor's band of white noise with the standard deviation `sd`.

    0 at a rate so low that nothing of the band is seen.
    """
    nyquist_hz = rate_hz / 2
    top_hz = min(BAND_HZ[1], TOP_OF_NYQUIST * nyquist_hz)
    return sd * float(np.sqrt(2 * max(top_hz - BAND_HZ[0], 0.0) / nyquist_hz))


def _lasting_amplitude(swings: Values, rate_hz: float) -> float:
    """The amplitude that most windows exceed (see `SIZE_QUANTILE`)."""
    n = min(max(round(SIZE_WINDOW_S * rate_hz), 2), swings.size)
    sums = np.concatenate(([0.0], np.cumsum(swings**2)))
    power = (sums[n:] - sums[:-n]) / n
    return float(np.sqrt(2 * max(float(np.quantile(power, SIZE_QUANTILE)), 0.0)))


def _within(signal: Resampled, values: Values, start_s: float, end_s: float) -> Values:
    """Those of the values (N,), one a sample of the signal, that lie between two times."""
    t_s = signal.t_s
    return values[(t_s >= start_s - 1e-9) & (t_s <= end_s + 1e-9)]


def _filtered(signal: Resampled, band_hz: tuple[float, float | None]) -> Values:
    """The part of a signal between two frequencies (or above the first one), (N,), not delayed.

    A Butterworth filter, forwards and backwards, as a gain of each frequency. The signal goes on
    beyond its ends as its own point reflection. That is periodic once the line through its ends is
    taken away, and a line has nothing in the band. So nothing rings at the ends.
    """
    values = signal.values
    rest = values - np.linspace(values[0], values[-1], values.size)
    periodic = np.concatenate((rest, -rest[-2:0:-1]))
    spectrum = np.fft.rfft(periodic) * _gain(signal.rate_hz, periodic.size, *band_hz)
    return np.fft.irfft(spectrum, periodic.size)[: values.size]


@lru_cache(maxsize=8)
def _gain(rate_hz: float, count: int, low_hz: float, high_hz: float | None) -> Values:
    """The filter's gain at the frequencies of `count` samples, (count // 2 + 1,).

    The squared magnitude of a Butterworth filter of order N is 1 / (1 + w^2N), w being its distance
    from the middle of the band in half-widths, with frequencies as the bilinear transform bends
    them (Oppenheim, Schafer: Discrete-Time Signal Processing, section 7.2).
    """
    low = np.tan(np.pi * low_hz / rate_hz)
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        at = np.tan(np.pi * np.fft.rfftfreq(count))
        if high_hz is None:
            distance = low / at
        else:
            high = np.tan(np.pi * high_hz / rate_hz)
            distance = (at**2 - low * high) / (at * (high - low))
        gain: Values = 1.0 / (1.0 + distance ** (2 * _ORDER))
    return gain
