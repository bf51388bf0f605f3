"""Soft shadows: rays march from a point to the lamp, through the distance grid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.kernel import inlined, kernel
from sample_videos.render.raymarch.signed_distance import CELL_M, sample


@inlined
def box_span(
    grid: NDArray[np.float32],
    origin: NDArray[np.float64],
    ex: float,
    ey: float,
    ez: float,
    dx: float,
    dy: float,
    dz: float,
) -> tuple[float, float]:
    """How far along a ray the grid's box begins and ends. If it ends first, the ray misses it."""
    nx, ny, nz = grid.shape
    sx = dx if abs(dx) > 1e-9 else 1e-9
    sy = dy if abs(dy) > 1e-9 else 1e-9
    sz = dz if abs(dz) > 1e-9 else 1e-9
    ax, bx = (origin[0] - ex) / sx, (origin[0] + nx * CELL_M - ex) / sx
    ay, by = (origin[1] - ey) / sy, (origin[1] + ny * CELL_M - ey) / sy
    az, bz = (origin[2] - ez) / sz, (origin[2] + nz * CELL_M - ez) / sz
    start = max(min(ax, bx), min(ay, by), min(az, bz), 0.0)
    return start, min(max(ax, bx), max(ay, by), max(az, bz))


@kernel
def soft_shadow(
    grid: NDArray[np.float32],
    origin: NDArray[np.float64],
    x: float,
    y: float,
    z: float,
    dx: float,
    dy: float,
    dz: float,
    start: float,
    sharpness: float,
) -> float:
    """The share of the light from direction d that the body lets through, 0-1."""
    t, end = box_span(grid, origin, x, y, z, dx, dy, dz)
    t = max(t, start)
    share = 1.0
    while t < end:
        d = sample(grid, origin, x + dx * t, y + dy * t, z + dz * t)
        share = min(share, 0.5 + 0.5 * sharpness * d / t)
        if share <= 0.0:
            return 0.0
        t += min(max(0.8 * d, 0.016), 0.20)
    return share * share * (3 - 2 * share)
