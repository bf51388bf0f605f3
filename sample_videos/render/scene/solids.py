"""Boxes, cylinders and ellipsoids: what furniture and props are made of.

Each is met by a ray in closed form (the picture) and has a distance (shadow and contact shade).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Color = tuple[float, float, float]
"""Linear reflectance of red, green, blue, 0-1."""
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
    """Three plain numbers."""
    x, y, z = (float(value) for value in values)
    return x, y, z


@dataclass(frozen=True, slots=True)
class Solid:
    """One solid. `half_m`: a box's half sides; radius, half height, radius; or half axes.

    `axes` (3, 3) takes the solid's own axes to world axes.
    """

    shape: int
    centre_m: Triple
    half_m: Triple
    color: Color
    pattern: str
    axes: NDArray[np.float64]
    gloss: float

    def placed(self, x_m: float, z_m: float, turn: float) -> Solid:
        """The solid turned by `turn` radians about the vertical, then moved over the floor."""
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
    """A box with axes along the world's."""
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
    """A cylinder along its own y."""
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
"""(N, 22): one solid a row, the columns below; counts are stored as floats."""
CENTRE, HALF, LOCAL, COLOR, SHAPE, PATTERN, GLOSS, REACH = 0, 3, 6, 15, 18, 19, 20, 21
"""LOCAL: world axes -> the solid's own (9). REACH: radius of a sphere that holds it."""


def packed(solids: Sequence[Solid]) -> Solids:
    """The solids as one array for the kernels."""
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
