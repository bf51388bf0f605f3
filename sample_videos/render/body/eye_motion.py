"""The eyes move: they blink, and the gaze wanders."""

from __future__ import annotations

import math

import numpy as np

FRAMES_PER_S = 30.0
"""The eyes' time counts this many frames a second, whatever the clip's own rate."""
BLINK_EVERY_S = 3.7
"""Seconds from blink to blink. Adults at rest blink 15 to 20 times a minute (Bentivoglio 1997)."""
BLINK_S = 0.22
"""Seconds that a blink takes."""
OPEN = 0.88
"""How far the lids are open at rest: they cover the top of the iris."""
GLANCE_S = 1.9
"""Seconds until the gaze moves on."""


def eyes(seed: int, frame_index: int) -> tuple[tuple[float, float], float]:
    """The gaze (to the left and up, metres on the eye), and how far the lids are open, 0-1."""
    t_s = frame_index / FRAMES_PER_S
    return _gaze(seed, t_s), min(_lid(seed, t_s, turn) for turn in (-1, 0, 1))


def _gaze(seed: int, t_s: float) -> tuple[float, float]:
    glance = int(t_s // GLANCE_S)
    share = min(1.0, (t_s - glance * GLANCE_S) / 0.08)
    before, after = _glance(seed, glance - 1), _glance(seed, glance)
    x, y = before + (after - before) * share
    return float(x), float(y)


def _glance(seed: int, glance: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    rng = np.random.default_rng((seed, 11, glance + 1))
    return rng.normal(0, 1, 2) * (0.0013, 0.0006)


def _lid(seed: int, t_s: float, turn: int) -> float:
    """How far one blink leaves the lids open: that of this period, of the last or of the next."""
    period = max(int(t_s // BLINK_EVERY_S) + turn, 0)
    rng = np.random.default_rng((seed, 23, period))
    at_s = (period + rng.uniform(0.1, 0.9)) * BLINK_EVERY_S
    gap = abs(t_s - at_s) / (BLINK_S / 2)
    return OPEN if gap >= 1 else OPEN * (0.5 - 0.5 * math.cos(math.pi * gap))
