"""The two textbook measures of smoothness, for researchers: SPARC and LDLJ.

Both are computed from the speed of one movement alone and both are dimensionless; nearer to 0
is smoother. At a webcam's noise they cannot tell a jerky way from a calm one (docs/steadiness.md),
so they are reported and raise no alarm.
"""

from __future__ import annotations

from math import ceil, log, log2

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

PAD_LEVEL = 4
CUTOFF_HZ = 10.0
THRESHOLD = 0.05
"""Zero padding, highest frequency and share of the spectrum's peak below which its end is cut
off: Balasubramanian et al. 2015, J NeuroEng Rehabil 12:112."""

FEWEST = 5
"""Samples of speed below which there is no jerk (a second difference) to speak of."""


def sparc(speed: Values, rate_hz: float) -> float:
    """Spectral arc length of a speed profile (N,), evenly sampled; NaN where nothing moves.

    About -1.4 for one smooth movement, lower for every further sub-movement. NaN in `speed`
    gives NaN. Source: Balasubramanian et al. 2015.

    >>> round(sparc(np.exp(-5 * np.arange(-1, 1, 0.01) ** 2), 100.0), 3)
    -1.414
    """
    if speed.size < FEWEST or not np.isfinite(speed).all() or not speed.any():
        return float("nan")
    size = 2 ** (ceil(log2(speed.size)) + PAD_LEVEL)
    frequency_hz = np.arange(size // 2 + 1) * (rate_hz / size)
    amplitude = np.abs(np.fft.rfft(speed, size))
    amplitude = (amplitude / amplitude.max())[frequency_hz <= CUTOFF_HZ]
    above = np.flatnonzero(amplitude >= THRESHOLD)
    used = amplitude[above[0] : above[-1] + 1]
    if used.size < 2:
        return float("nan")
    return -float(np.hypot(1 / (used.size - 1), np.diff(used)).sum())


def ldlj(speed: Values, rate_hz: float) -> float:
    """Log dimensionless jerk of a speed profile (N,), evenly sampled; NaN where nothing moves.

    -ln(T³/v_peak² ∫|v̈|² dt): about -5 to -7 for one smooth movement, lower for jerk. NaN in
    `speed` gives NaN. Source: Hogan & Sternad 2009, J Mot Behav 41:529; Balasubramanian 2015.

    >>> round(ldlj(np.exp(-5 * np.arange(-1, 1, 0.01) ** 2), 100.0), 2)
    -5.82
    """
    if speed.size < FEWEST or not np.isfinite(speed).all() or not speed.any():
        return float("nan")
    duration_s = speed.size / rate_hz
    jerk = np.diff(speed, 2) * rate_hz**2
    total = float((jerk**2).sum()) / rate_hz
    if total == 0:
        return float("nan")
    return -log(duration_s**3 / float(np.abs(speed).max()) ** 2 * total)
