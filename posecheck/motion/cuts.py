"""Where a recording was cut: from one picture to the next the body is in another posture."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot, isfinite, nan
from statistics import median

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.motion.geometry import Point
from posecheck.records import Side

CUT_TRUNK = 0.3
"""A posture that changes by more than this from one picture to the next has jumped, trunk lengths:
the median of ten joints, measured from their middle. The largest in 66 recordings of real people is
0.19, guessed joints included, beyond what is added for the time."""

CUT_TRUNK_PER_S = 3.0
"""What is added for the time between the pictures, trunk lengths a second: about 1.5 m/s."""

_JOINTS = ("shoulder", "elbow", "hip", "knee", "ankle")
_SIDES: tuple[Side, ...] = ("left", "right")
_ROWS = [landmarks.index(joint, side) for joint in _JOINTS for side in _SIDES]


FEWEST = 5
"""With fewer joints seen in both pictures nothing is said of a cut."""


LASTS_S = 0.1
"""The new posture has to last this long. A bad picture is followed by the posture before it."""


class CutFinder:
    """Compares each posture with the one in the picture before."""

    def __init__(self) -> None:
        self._t_s = nan
        self._before: list[Point] | None = None
        self._jump: tuple[float, list[Point]] | None = None

    def step(self, t_s: float, points_px: NDArray[np.float64], trunk_px: float) -> float:
        """When there was a cut, in the moment in which that is known for sure; else NaN.

        `points_px` (33, 2) are landmarks in pixels; NaN ones are left out. Left and right that the
        model exchanges are no cut. NaN where the trunk's length, pixels, is not known.
        """
        points = [(x / trunk_px, y / trunk_px) for x, y in points_px[_ROWS].tolist()]
        before, self._before = self._before, points
        since_s, self._t_s = t_s - self._t_s, t_s
        if self._jump is not None:
            return self._confirmed_s(t_s, points)
        if before is not None and _moved(before, points) > CUT_TRUNK + CUT_TRUNK_PER_S * since_s:
            self._jump = t_s, before
        return nan

    def forget(self) -> None:
        """Nobody was seen: the next posture is compared with none."""
        self._before = self._jump = None

    def _confirmed_s(self, t_s: float, points: list[Point]) -> float:
        assert self._jump is not None
        jumped_s, before = self._jump
        if _moved(before, points) < CUT_TRUNK:
            self._jump = None
        elif t_s - jumped_s >= LASTS_S:
            self._jump = None
            return jumped_s
        return nan


def _moved(before: Sequence[Point], after: Sequence[Point]) -> float:
    """How far the joints (in the order of `_ROWS`) moved, left and right as they are or, where that
    is too far, exchanged."""
    same = _moved_joints(before, after)
    if same < CUT_TRUNK:
        return same
    exchanged = [after[i ^ 1] for i in range(len(after))]
    return min(same, _moved_joints(before, exchanged))


def _moved_joints(before: Sequence[Point], after: Sequence[Point]) -> float:
    """How far joints moved from their middle: the median. 0 with too few (`FEWEST`)."""
    steps = [
        (a[0] - b[0], a[1] - b[1])
        for b, a in zip(before, after, strict=True)
        if isfinite(b[0]) and isfinite(a[0])
    ]
    if len(steps) < FEWEST:
        return 0.0
    right = sum(x for x, _ in steps) / len(steps)
    down = sum(y for _, y in steps) / len(steps)
    return median(hypot(x - right, y - down) for x, y in steps)
