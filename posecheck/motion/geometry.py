"""Angles and distances of points in the picture.

A point is x and y in pixels (or any unit with the true aspect ratio), x to the right and y **down**
as in every picture. A NaN in any point gives NaN. So does a segment without length where its
direction is needed.

Plain numbers, not arrays: a session measures a few points of one picture at a time, and for these
numpy takes ten times as long.
"""

from __future__ import annotations

from math import atan2, degrees, hypot, nan, sqrt

Point = tuple[float, float]
"""x and y."""


def middle(a: Point, b: Point) -> Point:
    """The point halfway between two others."""
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def bend_deg(a: Point, b: Point, c: Point) -> float:
    """Signed turn at b of the path a -> b -> c, in (-180, 180] degrees; 0 when straight.

    Positive when the path turns clockwise as seen in the picture.

    >>> bend_deg((0, 0), (1, 0), (1, 1))
    90.0
    """
    ux, uy = b[0] - a[0], b[1] - a[1]
    vx, vy = c[0] - b[0], c[1] - b[1]
    if ux == uy == 0 or vx == vy == 0:
        return nan
    turn = degrees(atan2(ux * vy - uy * vx, ux * vx + uy * vy))
    return 180.0 if turn == -180.0 else turn


def joint_angle_deg(a: Point, b: Point, c: Point) -> float:
    """Angle at b between the segments to a and to c, 0 (folded) to 180 (straight) degrees.

    >>> joint_angle_deg((0, 0), (1, 0), (1, 1))
    90.0
    """
    return 180.0 - abs(bend_deg(a, b, c))


def rise_over_line_deg(a: Point, b: Point, c: Point) -> float:
    """Bend at b of the path a -> b -> c, degrees: above 0 when b lies above the line a-c.

    Unlike an angle it does not fold back at the straight line: a hip that sags and a hip that
    pikes have opposite signs. "Above" is up in the picture. When the line a-c is upright, the
    sign says on which side of it b lies, and means nothing.

    >>> [round(rise_over_line_deg((0, 0), (1, y), (2, 0)), 1) for y in (-1, 0, 1)]
    [90.0, 0.0, -90.0]
    """
    bend = bend_deg(a, b, c)
    # A path that turns right back lies on neither side of the line.
    return bend if c[0] >= a[0] or bend == 180.0 else -bend


def inclination_deg(a: Point, b: Point) -> float:
    """Angle of the segment a -> b above the picture's horizontal, -90 (down) to 90 (up) degrees.

    >>> inclination_deg((0, 0), (-1, -1))
    45.0
    """
    level, down = abs(b[0] - a[0]), b[1] - a[1]
    return nan if level == down == 0 else degrees(atan2(-down, level))


def distance(a: Point, b: Point) -> float:
    """Euclidean distance of a and b, in the unit of the points.

    >>> distance((0, 0), (3, 4))
    5.0
    """
    return hypot(a[0] - b[0], a[1] - b[1])


def height_over_line(p: Point, a: Point, b: Point) -> float:
    """Distance of p from the infinite line through a and b, in the unit of the points.

    Positive above the line, negative below it.

    >>> height_over_line((1, -2), (0, 0), (4, 0))
    2.0
    """
    right, down = b[0] - a[0], b[1] - a[1]
    length = sqrt(right * right + down * down)
    if length == 0:
        return nan
    below = (right * (p[1] - a[1]) - down * (p[0] - a[0])) / length
    return -below if right >= 0 else below
