"""The two textbook measures of smoothness, for researchers: SPARC and LDLJ.

Both are computed from the speed of one movement alone. Both are dimensionless, and nearer to 0 is
smoother. With a webcam's noise they cannot distinguish a jerky movement from a calm one
(docs/steadiness.md), so they are reported and make no fault.
"""

from __future__ import annotations

from math import ceil, log, log2

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

PAD_LEVEL = 4
"""Zero padding of the spectrum: to the next power of two, times 2 to the power of this."""

CUTOFF_HZ = 10.0
"""The highest frequency of the spectrum that counts."""

THRESHOLD = 0.05
"""The ends of the spectrum below this share of its peak are cut off. All three constants:
Balasubramanian et al. 2015, J NeuroEng Rehabil 12:112."""

FEWEST = 5
"""With fewer samples of speed nothing is measured: jerk is their second difference."""


def sparc(speed: Values, rate_hz: float) -> float:
    """Spectral arc length of the speed (N,) of a movement, equally spaced samples.

    About -1.4 for one smooth movement, lower for each further sub-movement. NaN where nothing
    moves, with fewer than `FEWEST` samples, and where `speed` has a NaN. Source: Balasubramanian
    et al. 2015.

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
    """Log dimensionless jerk of the speed (N,) of a movement, equally spaced samples.

    -ln(T³/v_peak² ∫|v̈|² dt): about -5 to -7 for one smooth movement, lower with more jerk. NaN
    as in `sparc`. Source: Hogan & Sternad 2009, J Mot Behav 41:529; Balasubramanian 2015.

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
