"""Bouncing: quick swings to and fro where a body should be at rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.motion.resampling import Resampled, median_smoothed

Values = NDArray[np.float64]

LONGEST_SWING_S = 0.7
"""A swing in one direction that takes longer is no bounce: the body shifts its position. A breath
takes 2 s."""

SHORTEST_SWING_S = 0.1
"""A swing in one direction that takes less time is shaking: it is half a cycle at 5 Hz."""


@dataclass(frozen=True, slots=True)
class Bouncing:
    """The longest series of quick swings.

    swings: how many; 0 where there are none.
    size: the median size of a swing, peak to peak, in the signal's unit.
    start_s, end_s: when the first swing began and the last one ended.
    """

    swings: int
    size: float
    start_s: float
    end_s: float

    @property
    def acceleration_per_s2(self) -> float:
        """The highest acceleration in the swings, taken as a sine, in the signal's unit per s².

        Half the size times the square of the angular frequency. 0 without swings.
        """
        if not self.swings:
            return 0.0
        swing_s = (self.end_s - self.start_s) / self.swings
        return self.size / 2 * (np.pi / swing_s) ** 2


def bouncing(signal: Resampled, start_s: float, end_s: float, *, least: float) -> Bouncing:
    """The longest series of quick swings between two times.

    A swing counts when it is at least `least`, in the signal's unit, and takes
    `SHORTEST_SWING_S` to `LONGEST_SWING_S`.

    >>> t_s = np.arange(0, 4, 1 / 30)
    >>> found = bouncing(Resampled(0.0, 30.0, 5 * np.cos(2 * np.pi * t_s), 0), 0.0, 3.0, least=3)
    >>> found.swings, round(found.size)
    (6, 10)
    """
    t_s = signal.t_s
    within = (t_s >= start_s - 1e-9) & (t_s <= end_s + 1e-9)
    smooth = median_smoothed(signal.values, signal.rate_hz)[within]
    turns = _turns(smooth, least)
    times_s, values = t_s[within][turns], signal.values[within][turns]
    quick = (np.diff(times_s) <= LONGEST_SWING_S) & (np.diff(times_s) >= SHORTEST_SWING_S)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], quick, [False])).astype(int)))
    runs = edges.reshape(-1, 2)
    if not runs.size:
        return Bouncing(0, 0.0, start_s, start_s)
    first, stop = runs[int(np.argmax(runs[:, 1] - runs[:, 0]))]
    size = float(np.median(np.abs(np.diff(values[first : stop + 1]))))
    return Bouncing(int(stop - first), size, float(times_s[first]), float(times_s[stop]))


def _turns(values: Values, least: float) -> NDArray[np.int_]:
    """Indices of the highs and lows, each at least `least` away from the one before (zigzag).

    The first and the last sample count as turns where the swing next to them is large enough.
    """
    turns: list[int] = []
    low = high = 0
    rising: bool | None = None
    for i, value in enumerate(values.tolist()):
        if value > values[high]:
            high = i
        if value < values[low]:
            low = i
        if rising is not False and values[high] - value >= least:
            turns.append(high)
            rising, low = False, i
        elif rising is not True and value - values[low] >= least:
            turns.append(low)
            rising, high = True, i
    if rising is not None:
        turns.append(high if rising else low)
    return np.array(turns, int)
