"""Signals: one number a moment, read from a body. Exercise files name them by `use`.

A signal is a pure function of a `Body`; its keyword parameters are what an exercise file
may say. `side` chooses the limb: "near" the one towards the camera, "left", "right", "mean",
the mean of both, and in exercises that count the sides apart "own" and "other", which the
engine replaces by the sides it counts. Where a point that is needed was not seen the value
is NaN.

Posture is read against the picture's own up, so the camera has to stand level.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import nan
from typing import Literal

import numpy as np

from posecheck.motion import geometry
from posecheck.motion.body import Body
from posecheck.records import Side

SideChoice = Literal["near", "left", "right", "mean", "own", "other"]
Name = Literal[
    "nose", "eye", "ear", "mouth", "shoulder", "elbow", "wrist", "pinky", "index", "thumb",
    "hip", "knee", "ankle", "heel", "foot_index",
]  # fmt: skip
Pair = tuple[Name, Name]
Triple = tuple[Name, Name, Name]


def _sides(body: Body, side: SideChoice) -> tuple[Side, ...]:
    if side == "mean":
        return ("left", "right")
    if side == "near":
        return (body.near,) if body.near else ()
    assert side == "left" or side == "right", "the engine replaces own and other"  # noqa: PLR1714
    return (side,)


def _mean(body: Body, side: SideChoice, value: Callable[[Side], float]) -> float:
    sides = _sides(body, side)
    return sum(value(s) for s in sides) / len(sides) if sides else nan


def joint_angle(
    body: Body, *, at: Triple, side: SideChoice, past_straight: Literal["up"] | None = None
) -> float:
    """Angle at the middle landmark, degrees: 0 folded, 180 straight.

    With `past_straight = "up"` it does not fold at 180: it goes on past it when the middle
    landmark rises above the line between the outer two, as hips do in an over-arched bridge.
    """
    a, b, c = at

    def one(s: Side) -> float:
        points = body.point(a, s), body.point(b, s), body.point(c, s)
        if past_straight is None:
            return float(geometry.joint_angle_deg(*points))
        return 180.0 + float(geometry.rise_over_line_deg(*points))

    return _mean(body, side, one)


def rise_over_line(body: Body, *, at: Triple, side: SideChoice) -> float:
    """Bend at the middle landmark, degrees: above 0 it lies over the line between the outer
    two, below 0 under it."""
    a, b, c = at
    return _mean(
        body,
        side,
        lambda s: float(
            geometry.rise_over_line_deg(body.point(a, s), body.point(b, s), body.point(c, s))
        ),
    )


def inclination(body: Body, *, at: Pair, side: SideChoice) -> float:
    """Angle above the horizontal of the way from the first landmark to the second, degrees."""
    a, b = at
    return _mean(
        body,
        side,
        lambda s: float(geometry.inclination_deg(body.point(a, s), body.point(b, s))),
    )


def height_over_line(body: Body, *, of: Name, line: Pair, side: SideChoice) -> float:
    """Height of a landmark over the line between two others, in trunk lengths (shoulder to
    hip of the same side)."""

    def one(s: Side) -> float:
        height = geometry.height_over_line(
            body.point(of, s), body.point(line[0], s), body.point(line[1], s)
        )
        return float(height / geometry.distance(body.point("shoulder", s), body.point("hip", s)))

    return _mean(body, side, one)


def height_between(body: Body, *, of: Name, over: Name, side: SideChoice) -> float:
    """How much higher one landmark is than another in the picture, in trunk lengths (between
    the middles of shoulders and hips)."""
    trunk = _trunk_px(body)
    return _mean(body, side, lambda s: float(body.point(over, s)[1] - body.point(of, s)[1]) / trunk)


def depth_behind(body: Body, *, of: Name, behind: Name, side: SideChoice) -> float:
    """How much farther from the camera one landmark is than another, in trunk lengths.

    From the world landmarks, whose depth is the model's guess: weak, see docs/squeeze.md.
    """
    middle = {
        joint: (body.world_m[_i(joint, "left")] + body.world_m[_i(joint, "right")]) / 2
        for joint in ("shoulder", "hip")
    }
    trunk = float(np.sqrt(((middle["shoulder"] - middle["hip"]) ** 2).sum()))
    return _mean(
        body,
        side,
        lambda s: float(body.world_m[_i(of, s), 2] - body.world_m[_i(behind, s), 2]) / trunk,
    )


def length(body: Body, *, at: Pair, side: SideChoice) -> float:
    """Distance in the picture between two landmarks of a side, in trunk lengths.

    It shrinks when the segment turns towards or away from the camera.
    """
    a, b = at
    trunk = _trunk_px(body)
    return _mean(
        body,
        side,
        lambda s: float(geometry.distance(body.point(a, s), body.point(b, s))) / trunk,
    )


def spread(body: Body, *, of: Name) -> float:
    """Distance in the picture between left and right of a landmark, in trunk lengths."""
    return float(geometry.distance(body.point(of, "left"), body.point(of, "right"))) / (
        _trunk_px(body)
    )


def _trunk_px(body: Body) -> float:
    shoulders = (body.point("shoulder", "left") + body.point("shoulder", "right")) / 2
    hips = (body.point("hip", "left") + body.point("hip", "right")) / 2
    return float(geometry.distance(shoulders, hips))


def _i(name: str, side: Side) -> int:
    from posecheck import landmarks

    return landmarks.index(name, side)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of signal: its function, its unit, and the noise it is known to have.

    `margin` is the distance by which a zone's limit must be crossed backwards before the
    zone counts as left, in the signal's unit.
    """

    function: Callable[..., float]
    unit: str
    margin: float


KINDS: dict[str, Kind] = {
    "joint_angle": Kind(joint_angle, "°", 3.0),
    "rise_over_line": Kind(rise_over_line, "°", 3.0),
    "inclination": Kind(inclination, "°", 3.0),
    "height_over_line": Kind(height_over_line, "trunk lengths", 0.01),
    "height_between": Kind(height_between, "trunk lengths", 0.01),
    "depth_behind": Kind(depth_behind, "trunk lengths", 0.01),
    "length": Kind(length, "trunk lengths", 0.01),
    "spread": Kind(spread, "trunk lengths", 0.01),
}
"""Margins: ten times the frame-to-frame noise of a resting hip angle (0.1-0.3°) in degrees, and
three times the spread (0.003) that arms held still have in trunk lengths (docs/squeeze.md)."""
