"""From the model's landmarks to a body: what was seen of a person, the near side, the direction.

MediaPipe always returns all 33 landmarks, often with a high score for what it cannot see. A
landmark counts as seen when three things are true: its visibility is high enough, it lies inside
the picture, and its bone is not longer than a bone of this person can be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import atan2, copysign, degrees, hypot, isfinite, nan

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.motion.body_scale import TrunkEstimate, TrunkScale
from posecheck.motion.cuts import CutFinder
from posecheck.motion.geometry import Point
from posecheck.motion.running_median import RunningMedian
from posecheck.motion.visibility import MEMORY_S, BoneGate, inside_picture, visible
from posecheck.records import Pose, Side

PARTS = {
    part: (landmarks.index(joint, "left"), landmarks.index(joint, "right"))
    for part, joint in (("shoulders", "shoulder"), ("hips", "hip"))
}
"""The two parts of the body with a left-right axis of their own -> their left and right joint."""


Axis = tuple[float, float, float]
"""A direction, metres in world axes: x right, y down, z away from the camera."""


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """What was seen of a person at one moment.

    t_s: the moment, seconds on the media clock.
    points_px (33, 2): pixels, x to the right, y down; NaN where a landmark was not seen.
    world_m (33, 3): metres, x to the right, y down, z away from the camera; NaN as above.
    size_px: width and height of the picture.
    side_axis_deg: angle between the person's left-right axis and the line of sight: 0 in a pure
        side view, 90 from the front; NaN when not known.
    near: the side turned to the camera; None when neither is.
    leftward: 1 where the person's left is on the right of the picture (seen from the front), -1
        where it is on the left of the picture; NaN when not known.
    facing: 1 where the face looks to the right of the picture, -1 to its left; NaN when neither.
    trunk_px: how long the trunk would be in the picture if it lay across the line of sight.
    found: whether the model found anybody.
    outside: landmarks of a found person that lie outside the picture.
    people: how many people were seen when they were last counted; None before that.
    light: mean brightness of the picture, 0 to 255; NaN where not known.
    guessed_px (33, 2): pixels as the model guesses them, also outside the picture; only for
        advice about them. None where nobody was found.
    cut_s: when the recording was cut, in the moment in which that is known; else NaN.
    part_axis_deg: as `side_axis_deg`, of the shoulders' and of the hips' axis alone.
    shoulders_px: how wide the shoulders were at their widest in the last minute, pixels; NaN
        before somebody was seen from the front.
    hips_shown: whether both hips were seen in at least half of the pictures of the last seconds.
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
    people: int | None = None
    light: float = nan
    guessed_px: NDArray[np.float64] | None = None
    shoulders_px: float = nan
    hips_shown: bool = True
    cut_s: float = nan
    part_axis_deg: Mapping[str, float] = field(default_factory=lambda: dict.fromkeys(PARTS, nan))

    def point(self, name: str, side: Side | None = None) -> Point:
        """Pixels of one landmark; NaN when not seen, KeyError for an unknown name."""
        x, y = self.points_px[landmarks.index(name, side)].tolist()
        return x, y


class BodyTracker:
    """Turns the poses of one recording, in order, into bodies.

    The trunk's length is kept steady by `trunk`, a scale of its own where none is given. With
    `steady=False` it is that of each picture, for whoever keeps scales of their own.
    """

    def __init__(self, *, steady: bool = True, trunk: TrunkScale | None = None) -> None:
        self._bones = BoneGate()
        self._trunk = (trunk or TrunkScale()) if steady else None
        self._estimate = TrunkEstimate()
        self._hips = RunningMedian(MEMORY_S)
        self._cuts = CutFinder()
        self._ahead_m = RunningMedian(MEMORY_S)
        self._axes = {part: [RunningMedian(MEMORY_S) for _ in range(3)] for part in PARTS}
        self._people: int | None = None

    def step(self, pose: Pose, *, kept: bool = False) -> Body:
        """The body of one pose. `pose.t_s` must not go back. While the trunk's length is `kept`,
        only somebody who comes nearer or goes away changes it."""
        if pose.people is not None:
            self._people = pose.people
        if not pose.found:
            return self.nobody(pose.t_s, pose.size_px, light=_or_nan(pose.light))
        guessed_px = pose.points_px
        inside = inside_picture(pose.image[:, :2])
        points = self._seen_px(pose, guessed_px, inside)
        world = pose.world_m.copy()
        world[np.isnan(points[:, 0])] = nan
        axes = {part: self._side_axis(pose, part) for part in PARTS}
        axis = _mean(*axes.values())
        side_axis_deg = axis_angle_deg(axis)
        shoulders_px, trunk_px = self._estimate.step(pose, points, inside.tolist(), side_axis_deg)
        if self._trunk:
            trunk_px = self._trunk.step(pose.t_s, trunk_px, kept=kept)
        return Body(
            t_s=pose.t_s,
            points_px=points,
            world_m=world,
            size_px=pose.size_px,
            side_axis_deg=side_axis_deg,
            near=_near(axis),
            trunk_px=trunk_px,
            leftward=_sign(axis[0], least=LEFTWARD_M),
            facing=self._facing(pose),
            found=True,
            outside=frozenset((~inside).nonzero()[0].tolist()),
            people=self._people,
            light=_or_nan(pose.light),
            guessed_px=guessed_px,
            shoulders_px=shoulders_px,
            hips_shown=self._hips.step(pose.t_s, _both_seen(points, PARTS["hips"])) >= 0.5,
            cut_s=self._cuts.step(pose.t_s, points, trunk_px),
            part_axis_deg={part: axis_angle_deg(one) for part, one in axes.items()},
        )

    def nobody(self, t_s: float, size_px: tuple[int, int] = (1, 1), *, light: float = nan) -> Body:
        """The body of a moment in which nobody was seen."""
        self._cuts.forget()
        return Body(
            t_s=t_s,
            points_px=np.full((landmarks.COUNT, 2), np.nan),
            world_m=np.full((landmarks.COUNT, 3), np.nan),
            size_px=size_px,
            side_axis_deg=nan,
            near=None,
            trunk_px=nan,
            leftward=nan,
            facing=nan,
            found=False,
            outside=frozenset(),
            people=self._people,
            light=light,
        )

    def _seen_px(
        self, pose: Pose, guessed_px: NDArray[np.float64], inside: NDArray[np.bool_]
    ) -> NDArray[np.float64]:
        """The pixels of what was seen, (33, 2), NaN elsewhere; `inside` (33,) tells which landmarks
        lie inside the picture."""
        points = guessed_px.copy()
        points[~(inside & visible(pose.image[:, 3]))] = nan
        self._bones.drop_impossible(pose.t_s, points)
        return points

    def _side_axis(self, pose: Pose, part: str) -> Axis:
        """From the right to the left shoulder (or hip): a median over `MEMORY_S`."""
        left, right = (pose.world_m[row].tolist() for row in PARTS[part])
        x_m, y_m, z_m = (
            median.step(pose.t_s, to_m - from_m)
            for median, from_m, to_m in zip(self._axes[part], right, left, strict=True)
        )
        return x_m, y_m, z_m

    def _facing(self, pose: Pose) -> float:
        """On which side of the ears the nose lies in the picture, 1 right or -1 left: from a median
        over `MEMORY_S`."""
        world_m = pose.world_m
        ears_m = (world_m[_EARS[0], 0] + world_m[_EARS[1], 0]) / 2
        return _sign(
            self._ahead_m.step(pose.t_s, float(world_m[_NOSE, 0] - ears_m)), least=FACING_M
        )


def _both_seen(points: NDArray[np.float64], rows: tuple[int, int]) -> float:
    """1 where both of two points (rows of (33, 2)) were seen, else 0."""
    return float(all(isfinite(points[row, 0]) for row in rows))


def _or_nan(number: float | None) -> float:
    return nan if number is None else number


def axis_angle_deg(axis: Axis) -> float:
    """Angle, 0-90 degrees, between a direction in world axes and the line of sight (z).

    NaN in the direction gives NaN.
    """
    return degrees(atan2(hypot(axis[0], axis[1]), abs(axis[2])))


def _mean(one: Axis, other: Axis) -> Axis:
    x_m, y_m, z_m = ((a + b) / 2 for a, b in zip(one, other, strict=True))
    return x_m, y_m, z_m


def _sign(number: float, *, least: float) -> float:
    """1 or -1; NaN where the number is NaN or smaller than `least`."""
    return copysign(1.0, number) if abs(number) >= least else nan


NEAR_DEPTH_M = 0.05
"""With a smaller difference in depth between left and right, neither side is the near one. It is
20-28 cm in real side views, and less than 3 cm from the front."""

LEFTWARD_M = 0.05
"""With a smaller left-right distance in the picture's plane, left and right are not distinguished
by it. People have 25-35 cm there when seen from the front, 2-8 cm from the side."""

FACING_M = 0.03
"""With a smaller distance from ears to nose across the picture, the face looks to neither side. The
nose lies 10-12 cm in front of the ears, so this is a face within 15-20° of the line of sight, or
of straight up."""

_NOSE = landmarks.index("nose")
_EARS = [landmarks.index("ear", "left"), landmarks.index("ear", "right")]


def _near(axis: Axis) -> Side | None:
    """The near side, from the right-to-left direction."""
    if not abs(axis[2]) >= NEAR_DEPTH_M:
        return None
    return "left" if axis[2] < 0 else "right"
