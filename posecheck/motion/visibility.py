"""Which landmarks count as seen: visibility, the picture's border, bone lengths.

MediaPipe always returns all 33 points, often with a high score for what it cannot see.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.motion.running_median import RunningMedian

MIN_VISIBILITY = 0.5
"""MediaPipe's own mark between seen and hidden; in real side views the ankle of the far
side, hidden by the near one, has 0.6-0.75, joints out of the picture 0.3-0.5."""

BORDER = 0.01
"""How far outside the picture (as a share of its side) a point still counts: half the
size of an ankle, so that a foot that touches the border is not lost."""

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
"""A bone this many times its share is a tracking fault. The person's scale is read from the
picture itself, where bones that point at the camera look short, so the mark is loose: in 29
real recordings the 99.9th percentile of all bones is 1.22 and the largest 1.39."""

MEMORY_S = 3.0
"""How long the scale of the person is remembered: long enough to outlast a wrong stretch,
short enough to follow somebody who comes nearer."""


_PAIRS = [
    (landmarks.index(a, side), landmarks.index(b, side), share)
    for (a, b), share in SEGMENT_OF_STATURE.items()
    for side in ("left", "right")
]
_INNER = np.array([a for a, _, _ in _PAIRS])
_OUTER = np.array([b for _, b, _ in _PAIRS])
_SHARE = np.array([share for _, _, share in _PAIRS])


def visible(visibility: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether the model says that it sees each landmark, (N,); False for NaN."""
    return np.asarray(visibility >= MIN_VISIBILITY)


def inside_picture(xy: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether points (N, 2), shares of the picture's sides, lie inside it; False for NaN."""
    inside: NDArray[np.bool_] = np.all((xy >= -BORDER) & (xy <= 1 + BORDER), axis=1)
    return inside


class BoneGate:
    """Drops joints that are farther away than a bone of this person is long."""

    def __init__(self) -> None:
        self._stature_px = RunningMedian(MEMORY_S)

    def drop_impossible(self, t_s: float, points: NDArray[np.float64]) -> None:
        """Sets the outer end of a bone to NaN where it is too long for this person."""
        shares = np.sqrt(((points[_INNER] - points[_OUTER]) ** 2).sum(1)) / _SHARE
        known = np.sort(shares[np.isfinite(shares)])
        if known.size < 3:
            return
        # The second largest: foreshortened bones look short, and one may be wrong.
        stature_px = self._stature_px.step(t_s, float(known[-2]))
        points[_OUTER[shares > LONGEST * stature_px]] = np.nan
