"""Where a recording was cut: from one picture to the next the body is in another posture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.records import Side

CUT_TRUNK = 0.3
"""A posture that changes by more than this from one picture to the next has jumped, trunk lengths:
the median of ten joints, measured from their middle. In a movement most joints follow each other:
the fastest of 66 recordings of real people (a jump squat, a run on the spot) reach 0.12."""

CUT_TRUNK_PER_S = 3.0
"""What is added for the time between the pictures, trunk lengths a second: about 1.5 m/s."""

_JOINTS = ("shoulder", "elbow", "hip", "knee", "ankle")
_SIDES: tuple[Side, ...] = ("left", "right")
_SAME = [landmarks.index(joint, side) for joint in _JOINTS for side in _SIDES]
_SWAPPED = [landmarks.index(joint, side) for joint in _JOINTS for side in _SIDES[::-1]]


FEWEST = 5
"""With fewer joints seen in both pictures nothing is said of a cut."""


class CutFinder:
    """Compares each posture with the one in the picture before."""

    def __init__(self) -> None:
        self._t_s = float("nan")
        self._before: NDArray[np.float64] | None = None

    def step(self, t_s: float, points_px: NDArray[np.float64], trunk_px: float) -> bool:
        """Whether there is a cut between these landmarks (33, 2), pixels, and those before.

        NaN landmarks are left out. Left and right that the model exchanges are no cut. False where
        the trunk's length, pixels, is not known.
        """
        points = points_px / trunk_px
        before, self._before = self._before, points
        since_s, self._t_s = t_s - self._t_s, t_s
        if before is None:
            return False
        least = CUT_TRUNK + CUT_TRUNK_PER_S * since_s
        return min(_moved(before[_SAME], points[order]) for order in (_SAME, _SWAPPED)) > least

    def forget(self) -> None:
        """Nobody was seen: the next posture is compared with none."""
        self._before = None


def _moved(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    """How far joints (N, 2) moved from their middle: the median. 0 with too few (`FEWEST`)."""
    known = np.isfinite(before[:, 0]) & np.isfinite(after[:, 0])
    if known.sum() < FEWEST:
        return 0.0
    before, after = before[known], after[known]
    away = (after - after.mean(0)) - (before - before.mean(0))
    return float(np.median(np.hypot(away[:, 0], away[:, 1])))
