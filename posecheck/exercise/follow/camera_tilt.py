"""Whether the camera stands level, as far as a body at rest tells.

Whoever stands upright has the shoulders above the ankles. Whoever lies with trunk and feet on the
floor shows the floor's line. Nothing else is taken for level: a person on hands and knees, kneeling
or seated may have any slope, and so may one who lies on a roller, or is seen from an end.
"""

from __future__ import annotations

from collections import deque
from math import atan2, degrees, hypot, isfinite, nan
from statistics import median

from posecheck.exercise.spec import zones
from posecheck.exercise.spec.schema import Exercise
from posecheck.motion import geometry
from posecheck.motion.body import Body
from posecheck.motion.points import split

LEAST_DEG = 10.0
"""A camera that is tilted by less is not spoken of. With level cameras, bodies at rest read up to
6.5° in 67 of 68 sample clips and up to 4.4° in 20 of 21 recordings of real people, 9.1° in one of
somebody who leans into a walk. Turned by 15°, all but two read 10° and more."""

SLOPES = frozenset(
    {"inclination", "lean", "tilt", "trunk_lean", "trunk_bend", "height_between", "offset"}
)
"""Kinds of signals that are read against the picture's own up."""

EVERY_S = 0.1
KEPT = 100
FEWEST = 20
"""A tilt is known from this many looks, one in every tenth of a second; the last ten seconds count.
Two seconds of rest are more than somebody who passes through a posture shows."""

STRAIGHT_DEG = 168.0
"""The least angle at the hips of somebody who stands straight. Good roll-downs begin and end with
170-180°, and the model's error is 2-6°."""

HIPS = (-0.08, 0.15)
"""Between which heights over the line from ankles to shoulders the hips of somebody lie who rests
on the floor, trunk lengths. Of 56 recordings with feet and shoulders on the floor 55 rest within
-0.06 and 0.11. With feet in the air, or shoulders up, it is less than -0.1."""

KNEES = -0.15
"""The least height of the knees over that line; at rest they read -0.1 and more."""

ELBOWS = -0.3
"""The least height of the elbows over it. Arms on the floor read -0.22 and more; those that prop
the chest up are farther below."""

LEVEL_DEG = 5.0
"""How far the middle of the trunk's slopes in a start posture may be from level. On a roller it is
9° and more."""

SIDE_ON_DEG = 25.0
"""How far off the side view a floor still looks level. From farther off its line runs into the
depth of the picture: 30° off, a floor that is level read 6.7°."""


def reads_slopes(exercise: Exercise) -> bool:
    """Whether zones or checks read a slope as it is: one from rest, or from another signal, has the
    camera's tilt in both of its parts."""
    named = {c.signal for _, text in exercise.conditions() for c in zones.parse(text).comparisons}
    named |= {check.signal for check in exercise.checks if hasattr(check, "signal")}
    return any(exercise.signals[name].use in SLOPES for name in named)


class CameraTilt:
    """Watches how level the camera stands, where the exercise reads slopes."""

    def __init__(self, exercise: Exercise) -> None:
        self._lies = lies_level(exercise) and "side" in exercise.view
        self._stands = exercise.posture == "standing"
        self._asked = reads_slopes(exercise)
        self._last_s = float("-inf")
        self._looks: deque[float] = deque(maxlen=KEPT)

    def step(self, body: Body) -> float:
        """How far the picture is turned clockwise, degrees; NaN where that is not known."""
        if self._asked and body.found and body.t_s - self._last_s >= EVERY_S:
            look_deg = self._look(body)
            if isfinite(look_deg):
                self._last_s = body.t_s
                self._looks.append(look_deg)
        return median(self._looks) if len(self._looks) >= FEWEST else nan

    def _look(self, body: Body) -> float:
        if self._stands:
            return _upright_deg(body)
        if self._lies and body.side_axis_deg <= SIDE_ON_DEG:
            return _floor_deg(body)
        return nan


def _upright_deg(body: Body) -> float:
    """From the line that a standing body makes; NaN where it is bent."""
    ankle, hip, shoulder = (
        geometry.middle(body.point(name, "left"), body.point(name, "right"))
        for name in ("ankle", "hip", "shoulder")
    )
    straight = geometry.joint_angle_deg(ankle, hip, shoulder) >= STRAIGHT_DEG
    return degrees(atan2(shoulder[0] - ankle[0], ankle[1] - shoulder[1])) if straight else nan


def _floor_deg(body: Body) -> float:
    """From the line of a lying body; NaN where a part of it is off the floor."""
    if body.near is None:
        return nan
    left, right = sorted(body.point(name, body.near) for name in ("ankle", "shoulder"))
    along = right[0] - left[0], right[1] - left[1]
    if not hypot(*along) > body.trunk_px:
        return nan
    hip, knee, elbow = (
        geometry.height_over_line(body.point(name, body.near), left, right) / body.trunk_px
        for name in ("hip", "knee", "elbow")
    )
    if not HIPS[0] < hip < HIPS[1] or knee < KNEES or elbow < ELBOWS:
        return nan
    return degrees(atan2(along[1], along[0]))


def lies_level(exercise: Exercise) -> bool:
    """Whether the exercise begins with a trunk that lies level, by its start posture."""
    if exercise.posture not in ("supine", "prone") or exercise.start_posture is None:
        return False
    slopes = {n for n, s in exercise.signals.items() if s.use == "inclination" and _is_trunk(s.at)}
    for group in zones.parse(exercise.start_posture.take).any_of:
        limits = [c.limit for c in group if c.signal in slopes]
        if len(limits) != 2 or abs(sum(limits) / 2) > LEVEL_DEG:
            return False
    return True


def _is_trunk(points: tuple[str, str]) -> bool:
    return {split(point)[1] for point in points} == {"hip", "shoulder"}
