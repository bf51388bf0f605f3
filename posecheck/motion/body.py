"""From what the model says to what was seen: gates on landmarks, near side, view.

MediaPipe always returns all 33 points, often with a high score for what it cannot see.
A point counts as seen when its visibility is high enough, it lies inside the picture and
its bone is no longer than a person's bone can be.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.motion.body_scale import TrunkScale, trunk_length_px
from posecheck.motion.running_median import RunningMedian
from posecheck.motion.visibility import MEMORY_S, BoneGate, inside_picture, visible
from posecheck.records import Pose, Side


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """What was seen of a person at one moment.

    points_px (33, 2) and world_m (33, 3): NaN where a landmark was not seen.
    side_axis_deg: angle between the person's left-right axis and the direction of view:
        0 in a pure side view, 90 from the front; NaN when not known.
    near: the side turned to the camera, None when neither is.
    leftward: 1 where the person's left is at the right of the picture (seen from the front),
        -1 where it is at its left, NaN when not known.
    facing: 1 where the face looks to the right of the picture, -1 to its left, NaN when neither.
    trunk_px: how long the trunk would be in the picture if it lay across the line of sight.
    """

    t_s: float
    points_px: NDArray[np.float64]
    world_m: NDArray[np.float64]
    size_px: tuple[int, int]
    side_axis_deg: float
    near: Side | None
    trunk_px: float
    leftward: float
    facing: float
    found: bool
    outside: frozenset[int]
    """Landmarks of a found person that lie outside the picture."""
    people: int | None = None
    light: float = float("nan")
    """Mean brightness of the picture, 0 to 255; NaN where not known."""
    guessed_px: NDArray[np.float64] | None = None
    """(33, 2) pixels as the model guesses them, also outside; only for what to say about them."""

    def point(self, name: str, side: Side | None = None) -> NDArray[np.float64]:
        """Pixels of one landmark, shape (2,); NaN when not seen."""
        point: NDArray[np.float64] = self.points_px[landmarks.index(name, side)]
        return point


class BodyTracker:
    """Turns the poses of one recording, in order, into bodies.

    `steady` keeps the trunk's length steady; without it `trunk_px` is what this picture shows, for
    whoever keeps a `TrunkScale` of their own.
    """

    def __init__(self, *, steady: bool = True) -> None:
        self._bones = BoneGate()
        self._trunk = TrunkScale() if steady else None
        self._ahead_m = RunningMedian(MEMORY_S)
        self._axis = tuple(RunningMedian(MEMORY_S) for _ in range(3))
        self._people: int | None = None

    def step(self, pose: Pose) -> Body:
        """The body of one pose. `pose.t_s` must not go back."""
        if pose.people is not None:
            self._people = pose.people
        if not pose.found:
            return self.nobody(pose.t_s, pose.size_px, light=_known(pose.light))
        inside = inside_picture(pose.image[:, :2])
        seen = inside & visible(pose.image[:, 3])
        points = np.where(seen[:, None], pose.points_px, np.nan)
        self._bones.drop_impossible(pose.t_s, points)
        trunk_px = trunk_length_px(pose)
        if self._trunk:
            trunk_px = self._trunk.step(pose.t_s, trunk_px)
        world = np.where(np.isfinite(points[:, :1]), pose.world_m, np.nan)
        axis = self._side_axis(pose)
        return Body(
            t_s=pose.t_s,
            points_px=points,
            world_m=world,
            size_px=pose.size_px,
            side_axis_deg=axis_angle_deg(axis),
            near=_near(axis),
            trunk_px=trunk_px,
            leftward=float(np.sign(axis[0])) if abs(axis[0]) >= LEFTWARD_M else float("nan"),
            facing=self._facing(pose),
            found=True,
            outside=frozenset(np.flatnonzero(~inside).tolist()),
            people=self._people,
            light=_known(pose.light),
            guessed_px=pose.points_px,
        )

    def nobody(
        self, t_s: float, size_px: tuple[int, int] = (1, 1), *, light: float = float("nan")
    ) -> Body:
        """A moment in which nobody was seen."""
        return Body(
            t_s=t_s,
            points_px=np.full((landmarks.COUNT, 2), np.nan),
            world_m=np.full((landmarks.COUNT, 3), np.nan),
            size_px=size_px,
            side_axis_deg=float("nan"),
            near=None,
            trunk_px=float("nan"),
            leftward=float("nan"),
            facing=float("nan"),
            found=False,
            outside=frozenset(),
            people=self._people,
            light=light,
        )

    def _side_axis(self, pose: Pose) -> NDArray[np.float64]:
        """Median over `MEMORY_S` of the right-to-left direction in world axes, (3,)."""
        left, right = (
            pose.world_m[[landmarks.index(j, s) for j in ("shoulder", "hip")]]
            for s in ("left", "right")
        )
        axis = (left - right).mean(0).tolist()
        steps = zip(self._axis, axis, strict=True)
        return np.array([median.step(pose.t_s, value) for median, value in steps])

    def _facing(self, pose: Pose) -> float:
        """Side of the picture to which the nose lies from the ears, over `MEMORY_S`."""
        world_m = pose.world_m
        ears_m = (world_m[_EARS[0], 0] + world_m[_EARS[1], 0]) / 2
        ahead_m = self._ahead_m.step(pose.t_s, float(world_m[_NOSE, 0] - ears_m))
        return float(np.sign(ahead_m)) if abs(ahead_m) >= FACING_M else float("nan")


def _known(number: float | None) -> float:
    return float("nan") if number is None else number


def axis_angle_deg(axis: NDArray[np.float64]) -> float:
    """Angle, 0-90 degrees, between a direction in world axes and the line of sight (z)."""
    across = float(np.hypot(axis[0], axis[1]))
    return float(np.degrees(np.arctan2(across, abs(axis[2]))))


NEAR_DEPTH_M = 0.05
"""Difference in depth below which neither side is nearer: 20-28 cm in real side views,
under 3 cm from the front."""


LEFTWARD_M = 0.05
"""Left-right distance in the picture's plane below which left and right are not told apart by
it: people seen from the front have 25-35 cm there, from the side 2-8 cm."""

FACING_M = 0.03
"""The nose lies 10-12 cm before the ears; a face within 15-20° of the camera's own direction,
or of straight up, has less than this to one side of the picture."""

_NOSE = landmarks.index("nose")
_EARS = [landmarks.index("ear", "left"), landmarks.index("ear", "right")]


def _near(axis: NDArray[np.float64]) -> Side | None:
    if not abs(axis[2]) >= NEAR_DEPTH_M:
        return None
    return "left" if axis[2] < 0 else "right"
