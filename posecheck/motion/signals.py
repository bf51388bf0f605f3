"""Signals: one number of the body at each moment. Exercise files name their kind by `use`.

A kind of signal is a pure function of a `Body`. Its keyword parameters are the keys of an exercise
file. `side` chooses the limb: "near" (the one towards the camera), "left", "right" or "mean" (the
mean of both). Exercises that count each side may also say "own" and "other", which the engine
replaces by "left" and "right". A point may also carry its side in its name ("left_hip",
"own_wrist", "other_ankle", or "mid_hip", the middle between both); `side` is then left out. Where
a point that is needed was not seen, the value is NaN.

Up is the picture's own up, so the camera must stand level.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import acos, atan2, degrees, hypot, isfinite, nan
from typing import Literal

from posecheck import landmarks
from posecheck.motion import geometry
from posecheck.motion.body import Body
from posecheck.motion.lengths import (
    ahead,
    depth_behind,
    height_between,
    height_over_line,
    length,
    offset,
    shown_length,
    spread,
)
from posecheck.motion.points import (
    BASES,
    PREFIXES,
    Name,
    Pair,
    SideChoice,
    Toward,
    Triple,
    mean_over,
    point_px,
    points_px,
    rightward,
    split,
)
from posecheck.records import Side

__all__ = [
    "BASES", "KINDS", "PREFIXES", "Kind", "Name", "Pair", "SideChoice", "Toward", "Triple",
    "ahead", "depth_behind", "head_turn", "height_between", "height_over_line", "inclination",
    "joint_angle", "lean", "length", "offset", "rise_over_line", "shoulders_away", "shown_length",
    "split", "spread", "tilt", "trunk_bend", "trunk_lean", "turn",
]  # fmt: skip


def joint_angle(
    body: Body,
    *,
    at: Triple,
    side: SideChoice | None = None,
    past_straight: Literal["up"] | None = None,
) -> float:
    """Angle at the middle point, degrees: 0 folded, 180 straight.

    With `past_straight = "up"` it goes on past 180 when the middle point rises above the line
    between the outer two, as hips do in an over-arched bridge.
    """

    def one(s: Side | None) -> float:
        points = points_px(body, at, s)
        if past_straight is None:
            return geometry.joint_angle_deg(*points)
        return 180.0 + geometry.rise_over_line_deg(*points)

    return mean_over(body, side, one)


def rise_over_line(body: Body, *, at: Triple, side: SideChoice | None = None) -> float:
    """Bend at the middle point, degrees: above 0 where it lies above the line between the outer
    two, below 0 where it lies below."""
    return mean_over(body, side, lambda s: geometry.rise_over_line_deg(*points_px(body, at, s)))


def inclination(body: Body, *, at: Pair, side: SideChoice | None = None) -> float:
    """Angle above the horizontal of the line from the first point to the second, degrees."""
    return mean_over(body, side, lambda s: geometry.inclination_deg(*points_px(body, at, s)))


def lean(body: Body, *, at: Pair, toward: Toward, side: SideChoice | None = None) -> float:
    """How far the line from the first point up to the second leans to one side of the person,
    degrees: 0 upright, 90 level, more than 90 hanging. For views from the front or an end."""
    a, b = at
    sign = rightward(body, toward)

    def one(s: Side | None) -> float:
        low, high = point_px(body, a, s), point_px(body, b, s)
        return degrees(atan2(sign * (high[0] - low[0]), low[1] - high[1]))

    return mean_over(body, side, one)


def tilt(body: Body, *, of: Name, toward: Toward) -> float:
    """Slope of the line between left and right of a landmark, degrees: above 0 where that side of
    the person is the lower one. A head that leans to the left has a positive tilt to the left."""
    left, right = body.point(of, "left"), body.point(of, "right")
    down = (left[1] - right[1]) * (1 if toward == "left" else -1)
    return degrees(atan2(down, abs(left[0] - right[0])))


HEAD_TURN = 1.42
"""The distance between the ears over that from ears to nose, seen from above: 0.156 m over 0.110 m.
These are means of adults' head breadth (0.152-0.158 m) and of how far the nose's tip lies in
front of the ears (0.10-0.12 m)."""


def head_turn(body: Body, *, toward: Toward) -> float:
    """How far the face is turned to one side of the person, degrees; 0 looks at the camera.

    The nose moves away from the middle between the ears with the tangent of the turn, as a share
    of the ears' distance in the picture. Not for a face seen from the side.
    """
    left, right = body.point("ear", "left"), body.point("ear", "right")
    across = left[0] - right[0], left[1] - right[1]
    nose, ears = body.point("nose"), geometry.middle(left, right)
    width = hypot(*across)
    if not width > 0:
        return nan
    # Along the line of the ears, so that a head that leans is not taken for one that turns.
    along = (nose[0] - ears[0]) * across[0] + (nose[1] - ears[1]) * across[1]
    return degrees(atan2(HEAD_TURN * along, width * width)) * (1 if toward == "left" else -1)


def turn(body: Body, *, of: Name, toward: Toward) -> float:
    """How far the line between left and right of a landmark is turned about the vertical to one
    side of the person, degrees; 0 faces the camera.

    From the world landmarks, whose depth the model guesses: its direction is right, its size poor.
    """
    left, right = (body.world_m[landmarks.index(of, s)].tolist() for s in ("left", "right"))
    # Turned to the left, the left side goes back, away from the camera.
    back = (left[2] - right[2]) * (1 if toward == "left" else -1)
    return degrees(atan2(back, abs(left[0] - right[0])))


def shoulders_away(body: Body) -> float:
    """How far the shoulders are turned away from the camera, to either side, degrees: 0 faces it,
    90 is side-on.

    From their width in the picture, over the widest of the last minute: a turn narrows it by its
    cosine. So 0-15 all mean that they face the camera. The model makes a turn smaller than it is:
    43° measure 32-39°. Unlike the world landmarks, the width does not go along with a head that
    turns. NaN before the shoulders were seen from the front.
    """
    width_px = geometry.distance(body.point("shoulder", "left"), body.point("shoulder", "right"))
    share = width_px / body.shoulders_px
    return degrees(acos(min(share, 1.0))) if share >= 0 else nan


TRUNK_PER_UPPER_LEAN = 1 / 1.8
"""The trunk's lean over the mean of the shoulders' slope and the neck's lean. In 12 sways and side
stretches of three drawn people it is 1/1.65-1/2.1: the spine bends more towards its upper end."""


def trunk_lean(body: Body, *, toward: Toward) -> float:
    """How far the trunk leans to one side of the person, degrees, 0 upright. For views from the
    front.

    It is the lean of the line from the hips to the shoulders. Where the hips are not shown, it is
    read from the slope of the shoulders and the lean of the neck (`TRUNK_PER_UPPER_LEAN`). Both
    differ by 3° in those movements, and by more where the model guesses hips at the picture's
    border. So it does not go from one to the other with every picture. Either half alone would be
    wrong: a lifted arm lifts its shoulder, and a head bends by itself.
    """
    if body.hips_shown:
        return lean(body, at=("mid_hip", "mid_shoulder"), toward=toward)
    slope = tilt(body, of="shoulder", toward=toward)
    neck = lean(body, at=("mid_shoulder", "mid_ear"), toward=toward)
    return (slope + neck) / 2 * TRUNK_PER_UPPER_LEAN


NECK_BENDS_DEG = 45.0
"""How far a neck bends by itself, forward, back and to either side (AAOS)."""


def trunk_bend(body: Body, *, side: SideChoice) -> float:
    """How far the trunk is from upright, as far as it is known, degrees: 0 upright, 90 level, more
    where the shoulders are below the hips.

    Where the hip was not seen, it is what a neck that bends by itself (`NECK_BENDS_DEG`) leaves
    unexplained of the line from shoulder to ear: the trunk is bent by that at least. For views
    from the side.
    """
    bend = 90.0 - inclination(body, at=("hip", "shoulder"), side=side)
    if isfinite(bend):
        return bend
    return max(90.0 - inclination(body, at=("shoulder", "ear"), side=side) - NECK_BENDS_DEG, 0.0)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of signal: its function, its unit and its margin.

    `margin`: how far a signal must go back beyond a zone's limit before the zone counts as left,
    in the signal's unit.
    """

    function: Callable[..., float]
    unit: str
    margin: float


KINDS: dict[str, Kind] = {
    "joint_angle": Kind(joint_angle, "°", 3.0),
    "rise_over_line": Kind(rise_over_line, "°", 3.0),
    "inclination": Kind(inclination, "°", 3.0),
    "lean": Kind(lean, "°", 3.0),
    "tilt": Kind(tilt, "°", 2.0),
    "head_turn": Kind(head_turn, "°", 4.0),
    "turn": Kind(turn, "°", 4.0),
    "shoulders_away": Kind(shoulders_away, "°", 4.0),
    "trunk_lean": Kind(trunk_lean, "°", 3.0),
    "trunk_bend": Kind(trunk_bend, "°", 3.0),
    "shown_length": Kind(shown_length, "trunk lengths", 0.01),
    "height_over_line": Kind(height_over_line, "trunk lengths", 0.01),
    "height_between": Kind(height_between, "trunk lengths", 0.01),
    "offset": Kind(offset, "trunk lengths", 0.01),
    "ahead": Kind(ahead, "trunk lengths", 0.01),
    "depth_behind": Kind(depth_behind, "trunk lengths", 0.01),
    "length": Kind(length, "trunk lengths", 0.01),
    "spread": Kind(spread, "trunk lengths", 0.01),
}
"""The kinds of signals by name. Margins in degrees are ten times the noise from picture to picture
of a hip angle at rest (0.1-0.3°). Margins in trunk lengths are three times the spread (0.003) of
arms that are held still (docs/squeeze.md)."""
