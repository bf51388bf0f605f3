"""A span of a signal as equally spaced samples, without dropouts and without tracking jumps.

Spectra and jerk need equally spaced samples. Cameras deliver pictures at irregular times. In
some pictures a joint is hidden, and in others the model puts it in a wrong place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

LONGEST_DROPOUT_S = 0.25
"""The longest dropout that is bridged, seconds. A longer one hides whole swings of a tremor."""

FEWEST_SAMPLES = 8
"""With fewer samples nothing is measured: a quarter of a second at 30 pictures a second."""

MOST_RATE_HZ = 60.0
"""The highest sampling rate. No movement of a body needs more, and a higher rate makes a spectrum
slower."""

NEIGHBOURS = 4
"""How many steps before a step, and how many after it, it is compared with."""

JUMP_RATIO = 4.0
"""A step between two pictures is a jump when it is more than four times as large as its
neighbours. It is compared with the second largest of them, because most jumps jump back at once.

A joint that moves so fast needs several pictures to speed up and to slow down. The fastest
movements of trunk and thigh last 0.2 s, which is six pictures at 30 a second, and their
neighbouring steps differ by less than a factor of 3. The neighbouring swings of a tremor are
alike."""

JUMP_OVER_NOISE = 10.0
"""A jump is also larger than ten times the median second difference. Otherwise noise alone would
count as jumps."""

MEDIAN_WINDOW_S = 0.23
"""The window of the running median from which speeds and swings are read, seconds. A slip stays.
A tremor goes, and so does a landmark (of a hidden hand) that jumps away and back within a tenth of
a second."""


@dataclass(frozen=True, slots=True, eq=False)
class Resampled:
    """A signal as equally spaced samples.

    values: (N,), in the signal's unit, never NaN; sample i is at `start_s` + i / `rate_hz`.
    jumps: how many jumps of the tracking were taken out.
    jump_sum: the sizes of these jumps added up, in the signal's unit; away and back count as two.
    """

    start_s: float
    rate_hz: float
    values: Values
    jumps: int = 0
    jump_sum: float = 0.0

    @property
    def t_s(self) -> Values:
        """The times of the samples, (N,), seconds."""
        times: Values = self.start_s + np.arange(self.values.size) / self.rate_hz
        return times


def resampled(t_s: Values, values: Values) -> Resampled | None:
    """The signal as equally spaced samples, without dropouts and without jumps.

    t_s (N,) increasing, values (N,), NaN where not seen. The result goes from the first known
    sample to the last, at the mean rate of the pictures (at most `MOST_RATE_HZ`). None where too
    little was seen: fewer than `FEWEST_SAMPLES`, or a dropout longer than `LONGEST_DROPOUT_S`.
    """
    known = np.isfinite(values)
    t_s, values = t_s[known], values[known]
    if t_s.size < FEWEST_SAMPLES or float(np.diff(t_s).max()) > LONGEST_DROPOUT_S:
        return None
    rate_hz = min(_rate_hz(np.diff(t_s)), MOST_RATE_HZ)
    samples = int((t_s[-1] - t_s[0]) * rate_hz + 1e-6) + 1
    if samples < FEWEST_SAMPLES:
        return None
    clean, jumps = without_jumps(values, np.diff(t_s))
    grid_s = t_s[0] + np.arange(samples) / rate_hz
    return Resampled(
        float(t_s[0]),
        rate_hz,
        np.interp(grid_s, t_s, clean),
        jumps.size,
        float(np.abs(jumps).sum()),
    )


def _rate_hz(gaps_s: Values) -> float:
    """Pictures a second: one over the mean gap between pictures, without the dropouts.

    With a rate that is a little wrong, the new samples drift between the old ones, and
    interpolation hides half of the noise.
    """
    return 1 / float(gaps_s[gaps_s < 1.5 * np.median(gaps_s)].mean())


def without_jumps(values: Values, gaps_s: Values | None = None) -> tuple[Values, Values]:
    """The values without the steps that no joint can make, (N,), and those steps, (M,).

    All that follows a jump is moved back by it, so the values keep their shape and lose their
    level. `values` (N,) has no NaN. `gaps_s` (N - 1,) are the times between the values where
    they differ: over a dropout a step may be long.

    >>> calm = np.linspace(0.0, 2.0, 21)
    >>> jumped = calm + np.where(np.arange(21) > 9, 8.0, 0.0)
    >>> clean, jumps = without_jumps(jumped)
    >>> jumps.round(2).tolist(), bool(np.allclose(clean, calm))
    ([8.1], True)
    """
    steps = np.diff(values)
    if steps.size < 2 * NEIGHBOURS + 1:
        return values, np.empty(0)
    gaps = np.ones_like(steps) if gaps_s is None else gaps_s / np.median(gaps_s)
    rates = steps / np.maximum(gaps, 1.0)
    noise = float(np.median(np.abs(np.diff(rates))))
    is_jump = np.abs(rates) > np.maximum(JUMP_RATIO * _around(rates), JUMP_OVER_NOISE * noise)
    if not is_jump.any():
        return values, np.empty(0)
    index = np.arange(steps.size)
    calm = np.where(is_jump, np.interp(index, index[~is_jump], rates[~is_jump]) * gaps, steps)
    return np.concatenate((values[:1], values[0] + np.cumsum(calm))), steps[is_jump]


def _around(rates: Values) -> Values:
    """The second largest of the rates around each one, (N,), without a sign."""
    padded = np.pad(np.abs(rates), NEIGHBOURS)
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * NEIGHBOURS + 1).copy()
    around[:, NEIGHBOURS] = 0
    around.partition(-2, axis=1)
    second: Values = around[:, -2]
    return second


def median_smoothed(values: Values, rate_hz: float) -> Values:
    """Running median over `MEDIAN_WINDOW_S`, (N,), of values (N,) without NaN.

    What goes away and comes back at once is removed. What goes on stays, however steep it is.

    >>> median_smoothed(np.array([0.0, 0, 0, 9, 0, 0, 5, 5, 5, 5]), 12.0).tolist()
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 5.0, 5.0, 5.0, 5.0]
    """
    half = int(MEDIAN_WINDOW_S * rate_hz / 2 + 1e-6)
    padded = np.pad(values, half, mode="reflect", reflect_type="odd")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1)
    smooth: Values = np.median(windows, axis=1)
    return smooth
