"""Angles and distances of points in the picture.

Points are (..., 2) arrays in pixels (or any unit with the true aspect ratio), x to the right and
y **down** as in every picture. Results have the shape (...). A NaN in any point gives NaN. So does
a segment without length where its direction is needed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Values = NDArray[np.float64]


def bend_deg(a: Points, b: Points, c: Points) -> Values:
    """Signed turn at b of the path a -> b -> c, in (-180, 180] degrees; 0 when straight.

    Positive when the path turns clockwise as seen in the picture.

    >>> float(bend_deg(np.array([0., 0]), np.array([1., 0]), np.array([1., 1])))
    90.0
    """
    u, v = b - a, c - b
    cross = u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]
    dot = (u * v).sum(-1)
    degenerate = (np.abs(u).sum(-1) == 0) | (np.abs(v).sum(-1) == 0)
    turn = np.degrees(np.arctan2(cross, dot))
    return np.where(degenerate, np.nan, np.where(turn == -180.0, 180.0, turn))


def joint_angle_deg(a: Points, b: Points, c: Points) -> Values:
    """Angle at b between the segments to a and to c, 0 (folded) to 180 (straight) degrees.

    >>> float(joint_angle_deg(np.array([0., 0]), np.array([1., 0]), np.array([1., 1])))
    90.0
    """
    return 180.0 - np.abs(bend_deg(a, b, c))


def rise_over_line_deg(a: Points, b: Points, c: Points) -> Values:
    """Bend at b of the path a -> b -> c, degrees: above 0 when b lies above the line a-c.

    Unlike an angle it does not fold back at the straight line: a hip that sags and a hip that
    pikes have opposite signs. "Above" is up in the picture. When the line a-c is upright, the
    sign says on which side of it b lies, and means nothing.

    >>> a, c = np.array([0., 0]), np.array([2., 0])
    >>> [float(rise_over_line_deg(a, np.array([1., y]), c).round(1)) for y in (-1., 0., 1.)]
    [90.0, 0.0, -90.0]
    """
    rightwards = np.where(c[..., 0] >= a[..., 0], 1.0, -1.0)
    bend = bend_deg(a, b, c)
    # A path that turns right back lies on neither side of the line.
    return np.where(bend == 180.0, 180.0, bend * rightwards)


def inclination_deg(a: Points, b: Points) -> Values:
    """Angle of the segment a -> b above the picture's horizontal, -90 (down) to 90 (up) degrees.

    >>> float(inclination_deg(np.array([0., 0]), np.array([-1., -1])))
    45.0
    """
    d = b - a
    level = np.abs(d[..., 0])
    return np.where(
        (level == 0) & (d[..., 1] == 0), np.nan, np.degrees(np.arctan2(-d[..., 1], level))
    )


def distance(a: Points, b: Points) -> Values:
    """Euclidean distance of a and b, in the unit of the points.

    >>> float(distance(np.array([0., 0]), np.array([3., 4])))
    5.0
    """
    return np.hypot(a[..., 0] - b[..., 0], a[..., 1] - b[..., 1])


def height_over_line(p: Points, a: Points, b: Points) -> Values:
    """Distance of p from the infinite line through a and b, in the unit of the points.

    Positive above the line, negative below it.

    >>> float(height_over_line(np.array([1., -2.]), np.array([0., 0]), np.array([4., 0])))
    2.0
    """
    d = b - a
    length = np.sqrt((d**2).sum(-1))
    rightwards = np.where(d[..., 0] >= 0, 1.0, -1.0)
    cross = d[..., 0] * (p - a)[..., 1] - d[..., 1] * (p - a)[..., 0]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(length == 0, np.nan, -cross * rightwards / length)
