"""Ray intersection in closed form: where a ray meets a solid, and where it leaves the room."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.kernel import inlined, kernel
from sample_videos.render.scene.scene_arrays import FAR, HIGH, LOW, own_axes
from sample_videos.render.scene.solids import BOX, CENTRE, ELLIPSOID, HALF, SHAPE, Solids

Hit = tuple[float, float, float, float]
"""The distance along the ray (FAR: it misses), and the normal in the solid's own axes."""
MISS: Hit = (FAR, 0.0, 0.0, 0.0)


@kernel
def hit_solid(
    solids: Solids, i: int, ex: float, ey: float, ez: float, dx: float, dy: float, dz: float
) -> Hit:
    """Where the ray from the point e in direction d enters solid `i`."""
    qx, qy, qz = own_axes(
        solids, i, ex - solids[i, CENTRE], ey - solids[i, CENTRE + 1], ez - solids[i, CENTRE + 2]
    )
    rx, ry, rz = own_axes(solids, i, dx, dy, dz)
    hx, hy, hz = solids[i, HALF], solids[i, HALF + 1], solids[i, HALF + 2]
    if solids[i, SHAPE] == ELLIPSOID:
        return _hit_ellipsoid(qx / hx, qy / hy, qz / hz, rx / hx, ry / hy, rz / hz, hx, hy, hz)
    if solids[i, SHAPE] == BOX:
        return _hit_box(qx, qy, qz, rx, ry, rz, hx, hy, hz)
    return _hit_cylinder(qx, qy, qz, rx, ry, rz, hx, hy)


@inlined
def _nonzero(a: float) -> float:
    """`a` as a divisor: at least a very small number."""
    return a if abs(a) > 1e-9 else 1e-9


@inlined
def _hit_ellipsoid(
    qx: float,
    qy: float,
    qz: float,
    rx: float,
    ry: float,
    rz: float,
    hx: float,
    hy: float,
    hz: float,
) -> Hit:
    """Origin q and direction r are divided by the half axes h, so the ellipsoid is a unit ball."""
    a = rx * rx + ry * ry + rz * rz
    b = qx * rx + qy * ry + qz * rz
    inside = b * b - a * (qx * qx + qy * qy + qz * qz - 1.0)
    t = (-b - math.sqrt(max(inside, 0.0))) / a
    nx, ny, nz = (qx + t * rx) / hx, (qy + t * ry) / hy, (qz + t * rz) / hz
    size = math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-12
    return (t, nx / size, ny / size, nz / size) if inside > 0.0 and t > 0.0 else MISS


@inlined
def _hit_cylinder(
    qx: float, qy: float, qz: float, rx: float, ry: float, rz: float, radius: float, half: float
) -> Hit:
    ry = _nonzero(ry)
    low, high = (-half - qy) / ry, (half - qy) / ry
    a = rx * rx + rz * rz + 1e-12
    b = qx * rx + qz * rz
    inside = b * b - a * (qx * qx + qz * qz - radius * radius)
    root = math.sqrt(max(inside, 0.0))
    start, end = (-b - root) / a, (-b + root) / a
    t = max(start, min(low, high))
    hit = inside > 0.0 and 0.0 < t < min(end, max(low, high))
    round_side = t == start
    nx = (qx + t * rx) / radius if round_side else 0.0
    nz = (qz + t * rz) / radius if round_side else 0.0
    return (t, nx, 0.0 if round_side else -math.copysign(1.0, ry), nz) if hit else MISS


@inlined
def _hit_box(
    qx: float,
    qy: float,
    qz: float,
    rx: float,
    ry: float,
    rz: float,
    hx: float,
    hy: float,
    hz: float,
) -> Hit:
    rx, ry, rz = _nonzero(rx), _nonzero(ry), _nonzero(rz)
    x0, x1 = (-hx - qx) / rx, (hx - qx) / rx
    y0, y1 = (-hy - qy) / ry, (hy - qy) / ry
    z0, z1 = (-hz - qz) / rz, (hz - qz) / rz
    first_x, first_y, first_z = min(x0, x1), min(y0, y1), min(z0, z1)
    t = max(first_x, first_y, first_z)
    hit = 0.0 < t < min(max(x0, x1), max(y0, y1), max(z0, z1))
    nx = -math.copysign(1.0, rx) if t == first_x else 0.0
    ny = -math.copysign(1.0, ry) if t == first_y and nx == 0.0 else 0.0
    nz = -math.copysign(1.0, rz) if nx == 0.0 and ny == 0.0 else 0.0
    return (t, nx, ny, nz) if hit else MISS


@kernel
def exit_room(
    space: NDArray[np.float64], ex: float, ey: float, ez: float, dx: float, dy: float, dz: float
) -> tuple[float, int]:
    """How far the ray goes in the room, and where it leaves: 1 floor, 2 ceiling, 3-6 the walls."""
    sx, sy, sz = _nonzero(dx), _nonzero(dy), _nonzero(dz)
    tx = ((space[HIGH, 0] if sx > 0 else space[LOW, 0]) - ex) / sx
    ty = ((space[HIGH, 1] if sy > 0 else space[LOW, 1]) - ey) / sy
    tz = ((space[HIGH, 2] if sz > 0 else space[LOW, 2]) - ez) / sz
    t, side = ty, (2 if sy > 0 else 1)
    if tx < t:
        t, side = tx, (6 if sx > 0 else 5)
    if tz < t:
        t, side = tz, (4 if sz > 0 else 3)
    return t, side
