"""From what the model says to what was seen: gates on landmarks, near side, view.

MediaPipe always returns all 33 points, often with a high score for what it cannot see.
A point counts as seen when its visibility is high enough, it lies inside the picture and
its bone is no longer than a person's bone can be.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.records import Pose, Side

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

_T = TypeVar("_T")

LONGEST = 1.5
"""A bone this many times its share is a tracking fault. The person's scale is read from the
picture itself, where bones that point at the camera look short, so the mark is loose: in 29
real recordings the 99.9th percentile of all bones is 1.22 and the largest 1.39."""

MEMORY_S = 3.0
"""How long the scale of the person is remembered: long enough to outlast a wrong stretch,
short enough to follow somebody who comes nearer."""


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """What was seen of a person at one moment.

    points_px (33, 2) and world_m (33, 3): NaN where a landmark was not seen.
    side_axis_deg: angle between the person's left-right axis and the direction of view:
        0 in a pure side view, 90 from the front; NaN when not known.
    near: the side turned to the camera, None when neither is.
    """

    t_s: float
    points_px: NDArray[np.float64]
    world_m: NDArray[np.float64]
    size_px: tuple[int, int]
    side_axis_deg: float
    near: Side | None
    found: bool
    outside: frozenset[int]
    """Landmarks of a found person that lie outside the picture."""
    people: int | None = None

    def point(self, name: str, side: Side | None = None) -> NDArray[np.float64]:
        """Pixels of one landmark, shape (2,); NaN when not seen."""
        point: NDArray[np.float64] = self.points_px[landmarks.index(name, side)]
        return point


class Watcher:
    """Turns the poses of one recording, in order, into bodies."""

    def __init__(self) -> None:
        self._scales: deque[tuple[float, float]] = deque()
        self._axes: deque[tuple[float, NDArray[np.float64]]] = deque()
        self._people: int | None = None

    def step(self, pose: Pose) -> Body:
        """The body of one pose. `pose.t_s` must not go back."""
        if pose.people is not None:
            self._people = pose.people
        if not pose.found:
            return self._nobody(pose)
        inside = _inside(pose.image[:, :2])
        seen = inside & (pose.image[:, 3] >= MIN_VISIBILITY)
        points = np.where(seen[:, None], pose.points_px, np.nan)
        self._drop_impossible_bones(pose.t_s, points)
        world = np.where(np.isfinite(points[:, :1]), pose.world_m, np.nan)
        axis = self._side_axis(pose)
        return Body(
            t_s=pose.t_s,
            points_px=points,
            world_m=world,
            size_px=pose.size_px,
            side_axis_deg=axis_angle_deg(axis),
            near=_near(axis),
            found=True,
            outside=frozenset(np.flatnonzero(~inside).tolist()),
            people=self._people,
        )

    def _nobody(self, pose: Pose) -> Body:
        return Body(
            t_s=pose.t_s,
            points_px=pose.points_px,
            world_m=pose.world_m,
            size_px=pose.size_px,
            side_axis_deg=float("nan"),
            near=None,
            found=False,
            outside=frozenset(),
            people=self._people,
        )

    def _side_axis(self, pose: Pose) -> NDArray[np.float64]:
        """Median over `MEMORY_S` of the right-to-left direction in world axes, (3,)."""
        left, right = (
            pose.world_m[[landmarks.index(j, s) for j in ("shoulder", "hip")]]
            for s in ("left", "right")
        )
        _remember(self._axes, pose.t_s, (left - right).mean(0))
        return np.median([axis for _, axis in self._axes], axis=0)

    def _drop_impossible_bones(self, t_s: float, points: NDArray[np.float64]) -> None:
        """Sets the outer end of a bone to NaN where it is too long for this person."""
        shares = np.sqrt(((points[_INNER] - points[_OUTER]) ** 2).sum(1)) / _SHARE
        known = np.sort(shares[np.isfinite(shares)])
        if known.size < 3:
            return
        # The second largest: foreshortened bones look short, and one may be wrong.
        _remember(self._scales, t_s, float(known[-2]))
        stature_px = float(np.median([scale for _, scale in self._scales]))
        points[_OUTER[shares > LONGEST * stature_px]] = np.nan


_PAIRS = [
    (landmarks.index(a, side), landmarks.index(b, side), share)
    for (a, b), share in SEGMENT_OF_STATURE.items()
    for side in ("left", "right")
]
_INNER = np.array([a for a, _, _ in _PAIRS])
_OUTER = np.array([b for _, b, _ in _PAIRS])
_SHARE = np.array([share for _, _, share in _PAIRS])


def _inside(xy: NDArray[np.float64]) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = np.all((xy >= -BORDER) & (xy <= 1 + BORDER), axis=1)
    return inside


def _remember(memory: deque[tuple[float, _T]], t_s: float, value: _T) -> None:
    memory.append((t_s, value))
    while t_s - memory[0][0] > MEMORY_S:
        memory.popleft()


def axis_angle_deg(axis: NDArray[np.float64]) -> float:
    """Angle, 0-90 degrees, between a direction in world axes and the line of sight (z)."""
    across = float(np.hypot(axis[0], axis[1]))
    return float(np.degrees(np.arctan2(across, abs(axis[2]))))


NEAR_DEPTH_M = 0.05
"""Difference in depth below which neither side is nearer: 20-28 cm in real side views,
under 3 cm from the front."""


def _near(axis: NDArray[np.float64]) -> Side | None:
    if not abs(axis[2]) >= NEAR_DEPTH_M:
        return None
    return "left" if axis[2] < 0 else "right"
