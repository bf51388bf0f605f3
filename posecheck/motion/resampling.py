"""One stretch of a signal on an even clock, without holes and without jumps of the tracking.

Spectra and jerk want even samples; cameras give uneven ones, with pictures in which a joint was
hidden and others in which the model put it somewhere else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

MOST_HOLE_S = 0.25
"""A longer hole hides whole swings of a tremor and is no longer bridged."""

FEWEST = 8
"""Samples below which nothing is measured: a quarter of a second at 30 pictures a second."""

MOST_RATE_HZ = 60.0
"""Nothing that a body does needs more, and a spectrum costs what its rate costs."""

NEIGHBOURS = 4
JUMP = 4.0
"""A step between two pictures is a jump of the tracking when it is more than four times the
second largest of the four steps before and the four after it. A joint that moves so fast takes
several pictures to get going and to stop: the fastest movements of trunk and thigh last 0.2 s,
six pictures at 30 a second, whose neighbouring steps differ by less than a factor of 3; a
tremor's neighbouring swings are alike. The second largest, because a jump mostly jumps back."""

JUMP_OVER_NOISE = 10.0
"""And more than so many times the median second difference, or noise itself would jump."""


MEDIAN_S = 0.23
"""Speeds and swings are read from running medians over this: a slip stays, while tremor and
landmarks that leap away and back within a tenth of a second (a hidden hand) do not count."""


@dataclass(frozen=True, slots=True, eq=False)
class Resampled:
    """values (N,) at `start_s` + i / `rate_hz`; `jumps` steps of the tracking were taken out, which
    led `jump_sum` in all, there and back."""

    start_s: float
    rate_hz: float
    values: Values
    jumps: int = 0
    jump_sum: float = 0.0

    @property
    def t_s(self) -> Values:
        """The times of the samples, (N,)."""
        times: Values = self.start_s + np.arange(self.values.size) / self.rate_hz
        return times


def resampled(t_s: Values, values: Values) -> Resampled | None:
    """The samples t_s (N,), increasing, and values (N,), NaN where not seen, on an even clock.

    From the first known sample to the last, at the median rate of the pictures (at most
    `MOST_RATE_HZ`). None where too little was seen: fewer than `FEWEST` samples, or a hole of
    more than `MOST_HOLE_S`.
    """
    known = np.isfinite(values)
    t_s, values = t_s[known], values[known]
    if t_s.size < FEWEST or float(np.diff(t_s).max()) > MOST_HOLE_S:
        return None
    rate_hz = min(_rate_hz(np.diff(t_s)), MOST_RATE_HZ)
    samples = int((t_s[-1] - t_s[0]) * rate_hz + 1e-6) + 1
    if samples < FEWEST:
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
    """Pictures a second, from the mean of the gaps that are no holes: with a rate that is a
    little off, the grid drifts between the samples and interpolation hides half of the noise."""
    return 1 / float(gaps_s[gaps_s < 1.5 * np.median(gaps_s)].mean())


def without_jumps(values: Values, gaps_s: Values | None = None) -> tuple[Values, Values]:
    """The same (N,), with steps that no joint can make taken out, and those steps.

    What follows a jump is moved back by it; so the values keep their shape and lose their
    level. `values` has no NaN; `gaps_s` (N - 1,) are the times between them where they differ, for
    a step over a hole may be long.

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
    padded = np.pad(np.abs(rates), NEIGHBOURS)
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * NEIGHBOURS + 1).copy()
    around[:, NEIGHBOURS] = 0
    around.partition(-2, axis=1)
    noise = float(np.median(np.abs(np.diff(rates))))
    jumped = np.abs(rates) > np.maximum(JUMP * around[:, -2], JUMP_OVER_NOISE * noise)
    if not jumped.any():
        return values, np.empty(0)
    places = np.arange(steps.size)
    calm = np.where(jumped, np.interp(places, places[~jumped], rates[~jumped]) * gaps, steps)
    return np.concatenate((values[:1], values[0] + np.cumsum(calm))), steps[jumped]


def median_smoothed(values: Values, rate_hz: float) -> Values:
    """Running median over `MEDIAN_S`, (N,): what goes to and fro at once is gone, what goes on
    stays, however steep it is.

    >>> median_smoothed(np.array([0.0, 0, 0, 9, 0, 0, 5, 5, 5, 5]), 12.0).tolist()
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 5.0, 5.0, 5.0, 5.0]
    """
    half = int(MEDIAN_S * rate_hz / 2 + 1e-6)
    padded = np.pad(values, half, mode="reflect", reflect_type="odd")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1)
    smooth: Values = np.median(windows, axis=1)
    return smooth
