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
from functools import lru_cache
from math import acos, atan2, degrees, isfinite, nan
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, WithJsonSchema

from posecheck import landmarks
from posecheck.motion import geometry
from posecheck.motion.body import Body
from posecheck.records import Side

SideChoice = Literal["near", "left", "right", "mean", "own", "other"]
Toward = Literal["left", "right", "own", "other"]
BASES = (
    "nose", "eye", "ear", "mouth", "shoulder", "elbow", "wrist", "pinky", "index", "thumb",
    "hip", "knee", "ankle", "heel", "foot_index",
)  # fmt: skip
PREFIXES = ("left", "right", "mid", "own", "other")


@lru_cache(maxsize=256)
def split(name: str) -> tuple[str | None, str]:
    """The side in a point's name, if there is one, and its landmark; ValueError for an unknown
    name.

    >>> split("mid_hip"), split("hip"), split("foot_index")
    (('mid', 'hip'), (None, 'hip'), (None, 'foot_index'))
    """
    prefix, _, base = name.partition("_")
    if prefix in PREFIXES and base in landmarks.SIDED and base in BASES:
        return prefix, base
    if name in BASES:
        return None, name
    raise ValueError(
        f"no point {name!r}: allowed are {', '.join(BASES)}, "
        f"each also with {', '.join(f'{p}_' for p in PREFIXES)} before it"
    )


def _known(name: str) -> str:
    split(name)
    return name


Name = Annotated[
    str,
    AfterValidator(_known),
    WithJsonSchema(
        {"type": "string", "pattern": f"^(({'|'.join(PREFIXES)})_)?({'|'.join(BASES)})$"}
    ),
]
Pair = tuple[Name, Name]
Triple = tuple[Name, Name, Name]


def _at(body: Body, name: str, side: Side | None) -> NDArray[np.float64]:
    """Pixels (2,) of a point; `side` is used where its name carries none."""
    prefix, base = split(name)
    if prefix is None:
        return body.point(base, side)
    if prefix == "mid":
        return (body.point(base, "left") + body.point(base, "right")) / 2
    assert prefix == "left" or prefix == "right", "the engine replaces own and other"  # noqa: PLR1714
    return body.point(base, "left" if prefix == "left" else "right")


def _points(body: Body, names: Pair | Triple, side: Side | None) -> list[NDArray[np.float64]]:
    return [_at(body, name, side) for name in names]


def _sides(body: Body, side: SideChoice | None) -> tuple[Side | None, ...]:
    """The sides that a choice stands for; none where "near" is asked for and neither is."""
    if side is None:
        return (None,)
    if side == "mean":
        return ("left", "right")
    if side == "near":
        return (body.near,) if body.near else ()
    assert side == "left" or side == "right", "the engine replaces own and other"  # noqa: PLR1714
    return (side,)


def _mean(body: Body, side: SideChoice | None, value: Callable[[Side | None], float]) -> float:
    values = [value(s) for s in _sides(body, side)]
    return sum(values) / len(values) if values else nan


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
        points = _points(body, at, s)
        if past_straight is None:
            return float(geometry.joint_angle_deg(*points))
        return 180.0 + float(geometry.rise_over_line_deg(*points))

    return _mean(body, side, one)


def rise_over_line(body: Body, *, at: Triple, side: SideChoice | None = None) -> float:
    """Bend at the middle point, degrees: above 0 where it lies above the line between the outer
    two, below 0 where it lies below."""
    return _mean(body, side, lambda s: float(geometry.rise_over_line_deg(*_points(body, at, s))))


def inclination(body: Body, *, at: Pair, side: SideChoice | None = None) -> float:
    """Angle above the horizontal of the line from the first point to the second, degrees."""
    return _mean(body, side, lambda s: float(geometry.inclination_deg(*_points(body, at, s))))


def lean(body: Body, *, at: Pair, toward: Toward, side: SideChoice | None = None) -> float:
    """How far the line from the first point up to the second leans to one side of the person,
    degrees: 0 upright, 90 level, more than 90 hanging. For views from the front or an end."""
    a, b = at
    sign = _sign(body, toward)

    def one(s: Side | None) -> float:
        right, down = _at(body, b, s) - _at(body, a, s)
        return degrees(atan2(sign * right, -down))

    return _mean(body, side, one)


def tilt(body: Body, *, of: Name, toward: Toward) -> float:
    """Slope of the line between left and right of a landmark, degrees: above 0 where that side of
    the person is the lower one. A head that leans to the left has a positive tilt to the left."""
    left, right = body.point(of, "left"), body.point(of, "right")
    down = float(left[1] - right[1]) * (1 if toward == "left" else -1)
    return degrees(atan2(down, abs(float(left[0] - right[0]))))


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
    across = left - right
    nose = body.point("nose") - (left + right) / 2
    width = float(np.hypot(*across))
    if not width > 0:
        return nan
    # Along the line of the ears, so that a head that leans is not taken for one that turns.
    along = float(nose @ across) / width**2
    return degrees(atan2(HEAD_TURN * along, 1.0)) * (1 if toward == "left" else -1)


def turn(body: Body, *, of: Name, toward: Toward) -> float:
    """How far the line between left and right of a landmark is turned about the vertical to one
    side of the person, degrees; 0 faces the camera.

    From the world landmarks, whose depth the model guesses: its direction is right, its size poor.
    """
    across = body.world_m[_i(of, "left")] - body.world_m[_i(of, "right")]
    # Turned to the left, the left side goes back, away from the camera.
    back = float(across[2]) * (1 if toward == "left" else -1)
    return degrees(atan2(back, abs(float(across[0]))))


def shoulders_away(body: Body) -> float:
    """How far the shoulders are turned away from the camera, to either side, degrees: 0 faces it,
    90 is side-on.

    From their width in the picture, over the widest of the last minute: a turn narrows it by its
    cosine. So 0-15 all mean that they face the camera. The model makes a turn smaller than it is:
    43° measure 32-39°. Unlike the world landmarks, the width does not go along with a head that
    turns. NaN before the shoulders were seen from the front.
    """
    width_px = float(
        geometry.distance(body.point("shoulder", "left"), body.point("shoulder", "right"))
    )
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


def shown_length(body: Body, *, at: Pair, side: SideChoice | None = None) -> float:
    """How much of the line between two points the picture shows, in trunk lengths: its length, or 0
    where one of its ends was not seen.

    It tells whether something is in the picture, so that a condition may ask for it only where it
    is. NaN where nobody was found, and where "near" is asked for and neither side is.
    """
    if not body.found or not _sides(body, side):
        return nan
    shown = length(body, at=at, side=side)
    return shown if isfinite(shown) else 0.0


def height_over_line(body: Body, *, of: Name, line: Pair, side: SideChoice | None = None) -> float:
    """Height of a point above the line through two others, in trunk lengths."""

    def one(s: Side | None) -> float:
        return float(
            geometry.height_over_line(
                _at(body, of, s), _at(body, line[0], s), _at(body, line[1], s)
            )
        )

    return _mean(body, side, one) / body.trunk_px


def height_between(body: Body, *, of: Name, over: Name, side: SideChoice | None = None) -> float:
    """How much higher one point is than another in the picture, in trunk lengths."""
    return (
        _mean(body, side, lambda s: float(_at(body, over, s)[1] - _at(body, of, s)[1]))
        / body.trunk_px
    )


def offset(
    body: Body, *, of: Name, over: Name, toward: Toward, side: SideChoice | None = None
) -> float:
    """How far a point lies to one side of the person from another, in trunk lengths, such as a
    knee outside its foot. For views from the front."""
    sign = _sign(body, toward)
    return (
        _mean(body, side, lambda s: float(_at(body, of, s)[0] - _at(body, over, s)[0]))
        * sign
        / body.trunk_px
    )


def ahead(body: Body, *, of: Name, over: Name, side: SideChoice | None = None) -> float:
    """How far a point lies ahead of another, in the direction of the face, in trunk lengths. For
    views from the side; NaN for a face that looks up, down or at the camera."""
    return (
        _mean(body, side, lambda s: float(_at(body, of, s)[0] - _at(body, over, s)[0]))
        * body.facing
        / body.trunk_px
    )


def depth_behind(body: Body, *, of: Name, behind: Name, side: SideChoice) -> float:
    """How much farther from the camera one landmark is than another, in trunk lengths.

    From the world landmarks, whose depth the model guesses: a weak signal, see docs/squeeze.md. NaN
    for a trunk of no length.
    """
    middle = {
        joint: (body.world_m[_i(joint, "left")] + body.world_m[_i(joint, "right")]) / 2
        for joint in ("shoulder", "hip")
    }
    trunk = float(np.sqrt(((middle["shoulder"] - middle["hip"]) ** 2).sum())) or nan
    return _mean(
        body,
        side,
        lambda s: float(body.world_m[_i(of, s), 2] - body.world_m[_i(behind, s), 2]) / trunk,
    )


def length(body: Body, *, at: Pair, side: SideChoice | None = None) -> float:
    """Distance in the picture between two points, in trunk lengths.

    It shrinks when the segment turns towards or away from the camera.
    """
    distance_px = _mean(body, side, lambda s: float(geometry.distance(*_points(body, at, s))))
    return distance_px / body.trunk_px


def spread(body: Body, *, of: Name) -> float:
    """Distance in the picture between left and right of a landmark, in trunk lengths."""
    return float(geometry.distance(body.point(of, "left"), body.point(of, "right"))) / body.trunk_px


def _sign(body: Body, toward: Toward) -> float:
    """1 where a side of the person is on the right of the picture, -1 where it is on the left, NaN
    where that is not known."""
    assert toward == "left" or toward == "right", "the engine replaces own and other"  # noqa: PLR1714
    return body.leftward if toward == "left" else -body.leftward


def _i(name: str, side: Side | None) -> int:
    return landmarks.index(name, side)


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
