"""The signed distance to the body for a batch of points at once.

Up to `BATCH_SIZE` points go through each primitive together. The loops run over plain rows of
32-bit numbers, so the compiler makes vector instructions (SIMD) of them. That makes a picture
cheap.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.body.primitives import (
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
from sample_videos.render.kernel import kernel
from sample_videos.render.raymarch.signed_distance import CREASE_M, FAR

BATCH_SIZE = 64
"""The most points of a batch: the cells of one block of the grid."""
ZERO, QUARTER, HALF, ONE, TWO = (np.float32(v) for v in (0.0, 0.25, 0.5, 1.0, 2.0))
BEYOND, CREASE = np.float32(FAR), np.float32(CREASE_M)
LEAST, SMALL = np.float32(1e-12), np.float32(1e-10)
"""They are added so that nothing is divided by zero in the middle of an ellipsoid."""
Row = NDArray[np.float32]
Ids = NDArray[np.int32]


class Batch(NamedTuple):
    """Rows of BATCH_SIZE numbers: points go in, distances and nearest primitives come out."""

    x: Row
    y: Row
    z: Row
    distance: Row
    """Signed distance (m) to the body."""
    surface_id: Ids
    """The nearest primitive; -1 if none was given."""
    own: Row
    part: Row
    nearest: Row
    """Distances in between: to one primitive, to one group, to the nearest primitive."""


@kernel
def new_batch() -> Batch:
    """Room for BATCH_SIZE points."""
    return Batch(
        np.empty(BATCH_SIZE, np.float32),
        np.empty(BATCH_SIZE, np.float32),
        np.empty(BATCH_SIZE, np.float32),
        np.empty(BATCH_SIZE, np.float32),
        np.empty(BATCH_SIZE, np.int32),
        np.empty(BATCH_SIZE, np.float32),
        np.empty(BATCH_SIZE, np.float32),
        np.empty(BATCH_SIZE, np.float32),
    )


@kernel
def union_distance(
    table: NDArray[np.float64], chosen: NDArray[np.int16], count: int, n: int, batch: Batch
) -> None:
    """The distance of the first `n` points to the smooth union of the primitives chosen[:count].

    `chosen` has the order of the table, where the primitives of a group are together.
    """
    total, part, nearest, own, surface_id = (
        batch.distance,
        batch.part,
        batch.nearest,
        batch.own,
        batch.surface_id,
    )
    for l in range(n):
        total[l], part[l], nearest[l], surface_id[l] = BEYOND, BEYOND, BEYOND, -1
    group = -1.0
    for slot in range(count):
        p = chosen[slot]
        if table[p, GROUP] != group:
            if slot > 0:
                _end_group(n, total, part)
            group = table[p, GROUP]
        shape = table[p, SHAPE]
        if shape <= TUBE:
            _cone(table, p, shape == TUBE, n, batch.x, batch.y, batch.z, own)
        elif shape == ELLIPSOID:
            _ellipsoid(table, p, n, batch.x, batch.y, batch.z, own)
        else:
            _slab(table, p, n, batch.x, batch.y, batch.z, own)
        _blend_in(p, table[p, BLEND], n, own, part, nearest, surface_id)
    if count > 0:
        _end_group(n, total, part)


@kernel
def _cone(
    table: NDArray[np.float64], i: int, flat: bool, n: int, x: Row, y: Row, z: Row, out: Row
) -> None:
    """Distances to a cone; with `flat`, to a tube."""
    ax, ay, az = np.float32(table[i, 0]), np.float32(table[i, 1]), np.float32(table[i, 2])
    sx, sy, sz = (
        np.float32(table[i, SIZE]),
        np.float32(table[i, SIZE + 1]),
        np.float32(table[i, SIZE + 2]),
    )
    per, radius = np.float32(table[i, LOCAL]), np.float32(table[i, RADIUS])
    taper = np.float32(table[i, TAPER])
    if flat:
        length = ONE / np.float32(math.sqrt(per))
        for l in range(n):
            px, py, pz = x[l] - ax, y[l] - ay, z[l] - az
            along = (px * sx + py * sy + pz * sz) * per
            h = max(ZERO, along)
            qx, qy, qz = px - sx * h, py - sy * h, pz - sz * h
            d = np.float32(math.sqrt(qx * qx + qy * qy + qz * qz)) - radius - taper * h
            out[l] = max(d, (along - ONE) * length)
        return
    for l in range(n):
        px, py, pz = x[l] - ax, y[l] - ay, z[l] - az
        h = min(ONE, max(ZERO, (px * sx + py * sy + pz * sz) * per))
        qx, qy, qz = px - sx * h, py - sy * h, pz - sz * h
        out[l] = np.float32(math.sqrt(qx * qx + qy * qy + qz * qz)) - radius - taper * h


@kernel
def _ellipsoid(
    table: NDArray[np.float64], i: int, n: int, x: Row, y: Row, z: Row, out: Row
) -> None:
    """Distances to an ellipsoid."""
    ax, ay, az = np.float32(table[i, 0]), np.float32(table[i, 1]), np.float32(table[i, 2])
    sx, sy, sz = table[i, SIZE], table[i, SIZE + 1], table[i, SIZE + 2]
    a, b, c = (
        np.float32(sx * table[i, LOCAL]),
        np.float32(sx * table[i, LOCAL + 1]),
        np.float32(sx * table[i, LOCAL + 2]),
    )
    d, e, f = (
        np.float32(sy * table[i, LOCAL + 3]),
        np.float32(sy * table[i, LOCAL + 4]),
        np.float32(sy * table[i, LOCAL + 5]),
    )
    g, h, k = (
        np.float32(sz * table[i, LOCAL + 6]),
        np.float32(sz * table[i, LOCAL + 7]),
        np.float32(sz * table[i, LOCAL + 8]),
    )
    wx, wy, wz = np.float32(sx * sx), np.float32(sy * sy), np.float32(sz * sz)
    for l in range(n):
        px, py, pz = x[l] - ax, y[l] - ay, z[l] - az
        ux = a * px + b * py + c * pz
        uy = d * px + e * py + f * pz
        uz = g * px + h * py + k * pz
        ux, uy, uz = ux * ux, uy * uy, uz * uz
        k0 = np.float32(math.sqrt(ux + uy + uz + LEAST))
        k1 = np.float32(math.sqrt(ux * wx + uy * wy + uz * wz + SMALL))
        out[l] = k0 * (k0 - ONE) / k1


@kernel
def _slab(table: NDArray[np.float64], i: int, n: int, x: Row, y: Row, z: Row, out: Row) -> None:
    """Distances to a slab. Slabs are few, so their loop is not tuned."""
    sx, sy, sz = table[i, SIZE], table[i, SIZE + 1], table[i, SIZE + 2]
    radius, taper = table[i, RADIUS], table[i, TAPER]
    for l in range(n):
        px, py, pz = x[l] - table[i, 0], y[l] - table[i, 1], z[l] - table[i, 2]
        qx = table[i, LOCAL] * px + table[i, LOCAL + 1] * py + table[i, LOCAL + 2] * pz
        qy = table[i, LOCAL + 3] * px + table[i, LOCAL + 4] * py + table[i, LOCAL + 5] * pz
        qz = table[i, LOCAL + 6] * px + table[i, LOCAL + 7] * py + table[i, LOCAL + 8] * pz
        h = min(1.0, max(0.0, 0.5 + 0.5 * qz / sz))
        qz -= (2.0 * h - 1.0) * sz
        side = math.sqrt(qx * qx + qz * qz) - radius - taper * h + sx
        rise = abs(qy) - sy + sx
        out[l] = (
            math.sqrt(max(side, 0.0) ** 2 + max(rise, 0.0) ** 2) + min(max(side, rise), 0.0) - sx
        )


@kernel
def _blend_in(p: int, k: float, n: int, own: Row, part: Row, nearest: Row, surface_id: Ids) -> None:
    """Add a primitive to its group, by a smooth union of width `k` metres."""
    name, wide = np.int32(p), np.float32(k)
    rounding = QUARTER / wide
    for l in range(n):
        d = own[l]
        h = max(ZERO, wide - abs(part[l] - d))
        part[l] = min(part[l], d) - h * h * rounding
        better = d < nearest[l]
        surface_id[l] = name if better else surface_id[l]
        nearest[l] = min(d, nearest[l])


@kernel
def _end_group(n: int, total: Row, part: Row) -> None:
    """Add a group to the body, and begin the next group."""
    rounding = QUARTER / CREASE
    for l in range(n):
        h = max(ZERO, CREASE - abs(total[l] - part[l]))
        total[l] = min(total[l], part[l]) - h * h * rounding
        part[l] = BEYOND
