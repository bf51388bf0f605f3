"""Signals in trunk lengths: heights, distances, and how far a point lies to one side of another.

Where a point that is needed was not seen, the value is NaN. See `signals`.
"""

from __future__ import annotations

from math import dist, isfinite, nan

from posecheck import landmarks
from posecheck.motion import geometry
from posecheck.motion.body import Body
from posecheck.motion.points import (
    Name,
    Pair,
    SideChoice,
    Toward,
    mean_over,
    point_px,
    points_px,
    rightward,
    sides_of,
)
from posecheck.records import Side


def shown_length(body: Body, *, at: Pair, side: SideChoice | None = None) -> float:
    """How much of the line between two points the picture shows, in trunk lengths: its length, or 0
    where one of its ends was not seen.

    It tells whether something is in the picture, so that a condition may ask for it only where it
    is. NaN where nobody was found, and where "near" is asked for and neither side is.
    """
    if not body.found or not sides_of(body, side):
        return nan
    shown = length(body, at=at, side=side)
    return shown if isfinite(shown) else 0.0


def height_over_line(body: Body, *, of: Name, line: Pair, side: SideChoice | None = None) -> float:
    """Height of a point above the line through two others, in trunk lengths."""

    def one(s: Side | None) -> float:
        return geometry.height_over_line(
            point_px(body, of, s), point_px(body, line[0], s), point_px(body, line[1], s)
        )

    return mean_over(body, side, one) / body.trunk_px


def height_between(body: Body, *, of: Name, over: Name, side: SideChoice | None = None) -> float:
    """How much higher one point is than another in the picture, in trunk lengths."""
    return -_away_px(body, of, over, side)[1] / body.trunk_px


def offset(
    body: Body, *, of: Name, over: Name, toward: Toward, side: SideChoice | None = None
) -> float:
    """How far a point lies to one side of the person from another, in trunk lengths, such as a
    knee outside its foot. For views from the front."""
    return _away_px(body, of, over, side)[0] * rightward(body, toward) / body.trunk_px


def ahead(body: Body, *, of: Name, over: Name, side: SideChoice | None = None) -> float:
    """How far a point lies ahead of another, in the direction of the face, in trunk lengths. For
    views from the side; NaN for a face that looks up, down or at the camera."""
    return _away_px(body, of, over, side)[0] * body.facing / body.trunk_px


def _away_px(body: Body, of: Name, over: Name, side: SideChoice | None) -> tuple[float, float]:
    """From one point to another in the picture, to the right and down, pixels."""
    sides = sides_of(body, side)
    if not sides:
        return nan, nan
    pairs = [(point_px(body, of, s), point_px(body, over, s)) for s in sides]
    right, down = (sum(to[axis] - start[axis] for to, start in pairs) for axis in (0, 1))
    return right / len(pairs), down / len(pairs)


def depth_behind(body: Body, *, of: Name, behind: Name, side: SideChoice) -> float:
    """How much farther from the camera one landmark is than another, in trunk lengths.

    From the world landmarks, whose depth the model guesses: a weak signal, see docs/squeeze.md. NaN
    for a trunk of no length.
    """
    left, right = (
        [body.world_m[landmarks.index(joint, s)].tolist() for joint in ("shoulder", "hip")]
        for s in ("left", "right")
    )
    shoulders_m, hips_m = (
        [(one + other) / 2 for one, other in zip(*pair, strict=True)]
        for pair in zip(left, right, strict=True)
    )
    trunk_m = dist(shoulders_m, hips_m) or nan

    def deeper_m(s: Side | None) -> float:
        rows = landmarks.index(of, s), landmarks.index(behind, s)
        return float(body.world_m[rows[0], 2] - body.world_m[rows[1], 2])

    return mean_over(body, side, deeper_m) / trunk_m


def length(body: Body, *, at: Pair, side: SideChoice | None = None) -> float:
    """Distance in the picture between two points, in trunk lengths.

    It shrinks when the segment turns towards or away from the camera.
    """
    distance_px = mean_over(body, side, lambda s: geometry.distance(*points_px(body, at, s)))
    return distance_px / body.trunk_px


def spread(body: Body, *, of: Name) -> float:
    """Distance in the picture between left and right of a landmark, in trunk lengths."""
    return geometry.distance(body.point(of, "left"), body.point(of, "right")) / body.trunk_px
