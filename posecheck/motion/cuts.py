"""Where a recording was cut: from one picture to the next the body is in another posture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.records import Side

CUT_TRUNK = 0.3
"""A posture that changes by more than this from one picture to the next has jumped, trunk lengths:
the median of ten joints, measured from their middle. The largest in 66 recordings of real people is
0.19, guessed joints included, beyond what is added for the time."""

CUT_TRUNK_PER_S = 3.0
"""What is added for the time between the pictures, trunk lengths a second: about 1.5 m/s."""

_JOINTS = ("shoulder", "elbow", "hip", "knee", "ankle")
_SIDES: tuple[Side, ...] = ("left", "right")
_SAME = [landmarks.index(joint, side) for joint in _JOINTS for side in _SIDES]
_SWAPPED = [landmarks.index(joint, side) for joint in _JOINTS for side in _SIDES[::-1]]


FEWEST = 5
"""With fewer joints seen in both pictures nothing is said of a cut."""


LASTS_S = 0.1
"""The new posture has to last this long. A bad picture is followed by the posture before it."""


class CutFinder:
    """Compares each posture with the one in the picture before."""

    def __init__(self) -> None:
        self._t_s = float("nan")
        self._before: NDArray[np.float64] | None = None
        self._jump: tuple[float, NDArray[np.float64]] | None = None

    def step(self, t_s: float, points_px: NDArray[np.float64], trunk_px: float) -> float:
        """When there was a cut, in the moment in which that is known for sure; else NaN.

        `points_px` (33, 2) are landmarks in pixels; NaN ones are left out. Left and right that the
        model exchanges are no cut. NaN where the trunk's length, pixels, is not known.
        """
        points = points_px / trunk_px
        before, self._before = self._before, points
        since_s, self._t_s = t_s - self._t_s, t_s
        if self._jump is not None:
            return self._confirmed_s(t_s, points)
        if before is not None and _moved(before, points) > CUT_TRUNK + CUT_TRUNK_PER_S * since_s:
            self._jump = t_s, before
        return float("nan")

    def forget(self) -> None:
        """Nobody was seen: the next posture is compared with none."""
        self._before = self._jump = None

    def _confirmed_s(self, t_s: float, points: NDArray[np.float64]) -> float:
        assert self._jump is not None
        jumped_s, before = self._jump
        if _moved(before, points) < CUT_TRUNK:
            self._jump = None
        elif t_s - jumped_s >= LASTS_S:
            self._jump = None
            return jumped_s
        return float("nan")


def _moved(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    """How far the joints (33, 2) moved, left and right as they are or, where that is too far,
    exchanged."""
    same = _moved_joints(before[_SAME], after[_SAME])
    return same if same < CUT_TRUNK else min(same, _moved_joints(before[_SAME], after[_SWAPPED]))


def _moved_joints(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    """How far joints (N, 2) moved from their middle: the median. 0 with too few (`FEWEST`)."""
    known = np.isfinite(before[:, 0]) & np.isfinite(after[:, 0])
    if known.sum() < FEWEST:
        return 0.0
    before, after = before[known], after[known]
    away = (after - after.mean(0)) - (before - before.mean(0))
    return float(np.median(np.hypot(away[:, 0], away[:, 1])))
