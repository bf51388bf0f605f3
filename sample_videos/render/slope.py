"""The direction in which the distance to a posed body grows: its surface's normal."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from .body import (
    BLEND,
    ELLIPSOID,
    GROUP,
    LOCAL,
    RADIUS,
    SHAPE,
    SIZE,
    TAPER,
    TUBE,
)
from .field import CREASE_M, FAR, Person, cell_of
from .kernel import inlined, kernel

Slope = tuple[float, float, float, float]
"""Distance (m) and its gradient."""


@kernel
def slope_of(table: NDArray[np.float64], i: int, x: float, y: float, z: float) -> Slope:
    """Distance to primitive `i` and its gradient, exact on the surface."""
    px, py, pz = x - table[i, 0], y - table[i, 1], z - table[i, 2]
    sx, sy, sz = table[i, SIZE], table[i, SIZE + 1], table[i, SIZE + 2]
    shape = table[i, SHAPE]
    if shape <= TUBE:
        along = (px * sx + py * sy + pz * sz) * table[i, LOCAL]
        h = max(0.0, along) if shape == TUBE else min(1.0, max(0.0, along))
        px, py, pz = px - sx * h, py - sy * h, pz - sz * h
        size = math.sqrt(px * px + py * py + pz * pz) + 1e-12
        d = size - table[i, RADIUS] - table[i, TAPER] * h
        past = (along - 1.0) / math.sqrt(table[i, LOCAL])
        if shape == TUBE and past > d:
            scale = math.sqrt(table[i, LOCAL])
            return past, sx * scale, sy * scale, sz * scale
        lean = table[i, TAPER] * table[i, LOCAL] if h == along else 0.0
        return d, px / size - lean * sx, py / size - lean * sy, pz / size - lean * sz
    qx = table[i, LOCAL] * px + table[i, LOCAL + 1] * py + table[i, LOCAL + 2] * pz
    qy = table[i, LOCAL + 3] * px + table[i, LOCAL + 4] * py + table[i, LOCAL + 5] * pz
    qz = table[i, LOCAL + 6] * px + table[i, LOCAL + 7] * py + table[i, LOCAL + 8] * pz
    d, vx, vy, vz = _own_slope(shape, sx, sy, sz, table[i, RADIUS], table[i, TAPER], qx, qy, qz)
    gx = table[i, LOCAL] * vx + table[i, LOCAL + 3] * vy + table[i, LOCAL + 6] * vz
    gy = table[i, LOCAL + 1] * vx + table[i, LOCAL + 4] * vy + table[i, LOCAL + 7] * vz
    gz = table[i, LOCAL + 2] * vx + table[i, LOCAL + 5] * vy + table[i, LOCAL + 8] * vz
    return d, gx, gy, gz


@inlined
def _own_slope(
    shape: float,
    sx: float,
    sy: float,
    sz: float,
    radius: float,
    taper: float,
    qx: float,
    qy: float,
    qz: float,
) -> Slope:
    """`slope_of` an ellipsoid or a slab in its own axes."""
    if shape == ELLIPSOID:
        ux, uy, uz = qx * sx, qy * sy, qz * sz
        vx, vy, vz = ux * sx, uy * sy, uz * sz
        k0 = math.sqrt(ux * ux + uy * uy + uz * uz)
        size = math.sqrt(vx * vx + vy * vy + vz * vz) + 1e-12
        d = k0 * (k0 - 1.0) / size
    else:
        h = min(1.0, max(0.0, 0.5 + 0.5 * qz / sz))
        ez = qz - (2.0 * h - 1.0) * sz
        round_ = math.sqrt(qx * qx + ez * ez) + 1e-12
        side = max(round_ - radius - taper * h + sx, 0.0)
        rise = max(abs(qy) - sy + sx, 0.0)
        size = math.sqrt(side * side + rise * rise) + 1e-12
        d = size - sx
        vx, vy, vz = side * qx / round_, math.copysign(rise, qy), side * ez / round_
    return d, vx / size, vy / size, vz / size


@inlined
def blended(
    a: float,
    ax: float,
    ay: float,
    az: float,
    b: float,
    bx: float,
    by: float,
    bz: float,
    k: float,
) -> Slope:
    """`field.smooth_min` of two distances and its gradient."""
    h = k - abs(a - b)
    low = min(a, b)
    share = 0.0 if a < b else 1.0
    if h > 0.0:
        low -= h * h * 0.25 / k
        share = 0.5 * h / k if a < b else 1.0 - 0.5 * h / k
    return low, ax + (bx - ax) * share, ay + (by - ay) * share, az + (bz - az) * share


@kernel
def normal_at(person: Person, x: float, y: float, z: float) -> tuple[float, float, float]:
    """Outward unit normal of the body's surface at a point on it; up where nothing is near."""
    table, member = person.table, person.member
    i, j, k = cell_of(person.origin, person.value, x, y, z)
    total, tx, ty, tz = FAR, 0.0, 1.0, 0.0
    part, sx, sy, sz = FAR, 0.0, 1.0, 0.0
    group = -1.0
    for slot in range(1, 1 + member[i, j, k, 0]):
        p = member[i, j, k, slot]
        if table[p, GROUP] != group:
            total, tx, ty, tz = blended(total, tx, ty, tz, part, sx, sy, sz, CREASE_M)
            part = FAR
            group = table[p, GROUP]
        d, gx, gy, gz = slope_of(table, p, x, y, z)
        part, sx, sy, sz = blended(part, sx, sy, sz, d, gx, gy, gz, table[p, BLEND])
    total, tx, ty, tz = blended(total, tx, ty, tz, part, sx, sy, sz, CREASE_M)
    size = math.sqrt(tx * tx + ty * ty + tz * tz) + 1e-12
    return tx / size, ty / size, tz / size
