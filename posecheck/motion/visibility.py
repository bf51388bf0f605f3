"""Which landmarks count as seen: the model's visibility, the picture's border, bone lengths.

MediaPipe always returns all 33 landmarks, often with a high score for what it cannot see.
"""

from __future__ import annotations

from math import isfinite, nan

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.motion.geometry import distance
from posecheck.motion.running_median import RunningMedian

MIN_VISIBILITY = 0.5
"""MediaPipe's own limit between seen and hidden. In real side views the ankle of the far side,
hidden by the near one, has 0.6-0.75. Joints outside the picture have 0.3-0.5."""

BORDER = 0.01
"""How far outside the picture a landmark still counts, as a share of the picture's width or height.
It is half the size of an ankle, so that a foot at the border is not lost."""

SEGMENT_OF_STATURE = {
    ("shoulder", "elbow"): 0.186,
    ("elbow", "wrist"): 0.146,
    ("shoulder", "hip"): 0.288,
    ("hip", "knee"): 0.245,
    ("knee", "ankle"): 0.246,
}
"""Segment lengths as shares of stature: Drillis & Contini 1966, in Winter, Biomechanics and
Motor Control of Human Movement, 4th ed., fig. 4.1 (trunk: .818 - .530)."""

LONGEST = 1.5
"""A bone that is longer than this, as a multiple of its share of the stature, is a tracking fault.
The stature is read from the picture, where bones that point at the camera look short, so the
limit is loose. In 29 real recordings the 99.9th percentile of all bones is 1.22, the largest
1.39."""

MEMORY_S = 3.0
"""How long the person's size is remembered, seconds: long enough for a wrong size that lasts a
moment, short enough to follow somebody who comes nearer."""

_PAIRS = [
    (landmarks.index(a, side), landmarks.index(b, side), share)
    for (a, b), share in SEGMENT_OF_STATURE.items()
    for side in ("left", "right")
]


def visible(visibility: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether the model says that it sees each landmark, (N,), from its scores (N,), 0 to 1.

    False for NaN.
    """
    return np.asarray(visibility >= MIN_VISIBILITY)


def inside_picture(xy: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether points (N, 2), in shares of the picture's width and height, lie inside it, (N,).

    False for NaN.
    """
    fits = (xy >= -BORDER) & (xy <= 1 + BORDER)
    inside: NDArray[np.bool_] = fits[:, 0] & fits[:, 1]
    return inside


class BoneGate:
    """Drops joints that lie farther from their neighbour than a bone of this person is long."""

    def __init__(self) -> None:
        self._stature_px = RunningMedian(MEMORY_S)

    def drop_impossible(self, t_s: float, points: NDArray[np.float64]) -> None:
        """Sets the outer end of a bone that is too long to NaN, in `points` (33, 2), pixels.

        `t_s` must not go back. Does nothing where fewer than three bones were seen.
        """
        rows = points.tolist()
        statures_px = [(b, distance(rows[a], rows[b]) / share) for a, b, share in _PAIRS]
        known_px = sorted(stature_px for _, stature_px in statures_px if isfinite(stature_px))
        if len(known_px) < 3:
            return
        # The second largest: bones that point at the camera look short, and one may be wrong.
        usual_px = self._stature_px.step(t_s, known_px[-2])
        for outer, stature_px in statures_px:
            if stature_px > LONGEST * usual_px:
                points[outer] = nan
