"""The signed distance to one primitive, and the distance grid round the body.

The body's signed distance field is a smooth union of its primitives. The grid keeps the distance at
the middle of every cell, a few centimetres wide. That is enough for soft shadows, and to know where
rays can start.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.body.primitives import ELLIPSOID, LOCAL, RADIUS, SHAPE, SIZE, TAPER, TUBE
from sample_videos.render.kernel import inlined, kernel

FAR = 1e3
"""Metres: farther than anything in a room. It stands for "no hit"."""
CELL_M = 0.03
"""Side of the grid's cells, metres."""
PER_CELL = 1 / CELL_M
NEXT = np.uint32(1)
CREASE_M = 0.012
"""Width, metres, of the blend where two groups meet in a crease."""


class BodyField(NamedTuple):
    """A posed body as a signed distance field: its primitives, and the grid of cubic cells."""

    table: NDArray[np.float64]
    bones: NDArray[np.float64]
    origin: NDArray[np.float64]
    """(3,): the corner of the first cell."""
    grid: NDArray[np.float32]
    """(X, Y, Z): the distance (m) at the middle of each cell."""


@kernel
def primitive_distance(table: NDArray[np.float64], i: int, x: float, y: float, z: float) -> float:
    """Signed distance (m) to primitive `i`. An ellipsoid's is a first-order estimate."""
    px, py, pz = x - table[i, 0], y - table[i, 1], z - table[i, 2]
    sx, sy, sz = table[i, SIZE], table[i, SIZE + 1], table[i, SIZE + 2]
    shape = table[i, SHAPE]
    if shape <= TUBE:
        along = (px * sx + py * sy + pz * sz) * table[i, LOCAL]
        h = max(0.0, along) if shape == TUBE else min(1.0, max(0.0, along))
        qx, qy, qz = px - sx * h, py - sy * h, pz - sz * h
        d: float = math.sqrt(qx * qx + qy * qy + qz * qz) - table[i, RADIUS] - table[i, TAPER] * h
        return max(d, (along - 1.0) / math.sqrt(table[i, LOCAL])) if shape == TUBE else d
    qx = table[i, LOCAL] * px + table[i, LOCAL + 1] * py + table[i, LOCAL + 2] * pz
    qy = table[i, LOCAL + 3] * px + table[i, LOCAL + 4] * py + table[i, LOCAL + 5] * pz
    qz = table[i, LOCAL + 6] * px + table[i, LOCAL + 7] * py + table[i, LOCAL + 8] * pz
    if shape == ELLIPSOID:
        ux, uy, uz = qx * sx, qy * sy, qz * sz
        gx, gy, gz = ux * sx, uy * sy, uz * sz
        k0 = math.sqrt(ux * ux + uy * uy + uz * uz)
        k1 = math.sqrt(gx * gx + gy * gy + gz * gz)
        return k0 * (k0 - 1.0) / k1 if k0 > 0.02 else -table[i, RADIUS]
    h = min(1.0, max(0.0, 0.5 + 0.5 * qz / sz))
    qz -= (2.0 * h - 1.0) * sz
    side = math.sqrt(qx * qx + qz * qz) - table[i, RADIUS] - table[i, TAPER] * h + sx
    rise = abs(qy) - sy + sx
    outside = math.sqrt(max(side, 0.0) ** 2 + max(rise, 0.0) ** 2)
    slab: float = outside + min(max(side, rise), 0.0) - sx
    return slab


@inlined
def sample(
    grid: NDArray[np.float32], origin: NDArray[np.float64], x: float, y: float, z: float
) -> float:
    """The grid's distance (m) at a point, by trilinear interpolation.

    Outside the grid it is a lower bound.
    """
    nx, ny, nz = grid.shape
    u = (x - origin[0]) * PER_CELL - 0.5
    v = (y - origin[1]) * PER_CELL - 0.5
    w = (z - origin[2]) * PER_CELL - 0.5
    cu, cv, cw = (
        min(max(u, 0.0), nx - 1.001),
        min(max(v, 0.0), ny - 1.001),
        min(max(w, 0.0), nz - 1.001),
    )
    # an unsigned index is faster: the compiler adds a check to one that may be negative
    i, j, k = np.uint32(cu), np.uint32(cv), np.uint32(cw)
    i2, j2, k2 = i + NEXT, j + NEXT, k + NEXT
    fu, fv, fw = np.float32(cu - i), np.float32(cv - j), np.float32(cw - k)
    a, b = grid[i, j, k], grid[i, j2, k]
    c, d = grid[i2, j, k], grid[i2, j2, k]
    a += (grid[i, j, k2] - a) * fw
    b += (grid[i, j2, k2] - b) * fw
    c += (grid[i2, j, k2] - c) * fw
    d += (grid[i2, j2, k2] - d) * fw
    a += (b - a) * fv
    c += (d - c) * fv
    inner: float = a + (c - a) * fu
    if u == cu and v == cv and w == cw:
        return inner
    du, dv, dw = u - cu, v - cv, w - cw
    return math.sqrt(inner * inner + (du * du + dv * dv + dw * dw) * (CELL_M * CELL_M))
