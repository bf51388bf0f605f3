"""Solids: the boxes, cylinders and ellipsoids that furniture and props are made of.

For the picture a ray is intersected with a solid in closed form. For shadows and ambient occlusion
a solid has a signed distance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Color = tuple[float, float, float]
"""Linear reflectance of red, green and blue, 0-1."""
Triple = tuple[float, float, float]

BOX, CYLINDER, ELLIPSOID = range(3)
PATTERNS = {
    "plain": 0,
    "wood": 1,
    "fabric": 2,
    "mat": 3,
    "books": 4,
    "light": 5,
    "leaf": 6,
    "pane": 7,
}


def triple(values: NDArray[np.float64]) -> Triple:
    """The vector as three numbers of Python."""
    x, y, z = (float(value) for value in values)
    return x, y, z


@dataclass(frozen=True, slots=True)
class Solid:
    """One solid in the world.

    `half_m`: half sides of a box; radius, half height and radius of a cylinder; half axes of an
    ellipsoid. `axes` (3, 3) turns the solid's own axes into world axes.
    """

    shape: int
    centre_m: Triple
    half_m: Triple
    color: Color
    pattern: str
    axes: NDArray[np.float64]
    gloss: float

    def placed(self, x_m: float, z_m: float, turn: float) -> Solid:
        """The solid turned by `turn` radians about the vertical, and then moved along the floor."""
        cos, sin = math.cos(turn), math.sin(turn)
        yaw = np.array([[cos, 0, sin], [0, 1, 0], [-sin, 0, cos]])
        moved = yaw @ np.asarray(self.centre_m) + (x_m, 0.0, z_m)
        return replace(self, centre_m=triple(moved), axes=yaw @ self.axes)


def box(
    centre: Triple,
    half: Triple,
    color: Color,
    *,
    pattern: str = "plain",
    gloss: float = 0.05,
) -> Solid:
    """A box along the world's axes."""
    return Solid(BOX, centre, half, color, pattern, np.eye(3), gloss)


def cylinder(
    centre: Triple,
    radius: float,
    half_height: float,
    color: Color,
    *,
    pattern: str = "plain",
    gloss: float = 0.05,
    axes: NDArray[np.float64] | None = None,
) -> Solid:
    """A cylinder along its own y axis."""
    half = (radius, half_height, radius)
    turn = np.eye(3) if axes is None else axes
    return Solid(CYLINDER, centre, half, color, pattern, turn, gloss)


def ellipsoid(
    centre: Triple,
    half: Sequence[float],
    color: Color,
    *,
    pattern: str = "plain",
    gloss: float = 0.05,
    axes: NDArray[np.float64] | None = None,
) -> Solid:
    """An ellipsoid with half axes `half`."""
    a, b, c = half
    return Solid(
        ELLIPSOID, centre, (a, b, c), color, pattern, np.eye(3) if axes is None else axes, gloss
    )


Solids = NDArray[np.float64]
"""(N, 22): a row for each solid, with the columns below. Counts are floats, too."""
CENTRE, HALF, LOCAL, COLOR, SHAPE, PATTERN, GLOSS, REACH = 0, 3, 6, 15, 18, 19, 20, 21
"""LOCAL: world axes -> own axes (9). REACH: the radius, metres, of a sphere that holds the
solid."""


def packed(solids: Sequence[Solid]) -> Solids:
    """The solids as one array for the compiled functions."""
    table = np.empty((len(solids), REACH + 1))
    for row, solid in zip(table, solids, strict=True):
        row[CENTRE:HALF], row[HALF:LOCAL] = solid.centre_m, solid.half_m
        row[LOCAL:COLOR], row[COLOR:SHAPE] = solid.axes.T.ravel(), solid.color
        row[SHAPE:] = solid.shape, PATTERNS[solid.pattern], solid.gloss, _reach(solid)
    return table


def _reach(solid: Solid) -> float:
    if solid.shape == BOX:
        return math.hypot(*solid.half_m)
    if solid.shape == CYLINDER:
        return math.hypot(*solid.half_m[:2])
    return max(solid.half_m)
