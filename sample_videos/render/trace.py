"""Rays against the body, and the light that the body takes from others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .field import CELL_M, FAR, Person, near, sample
from .kernel import inlined, kernel
from .view import View, ray

TILE = 8
"""Side in pixels of the tiles whose rays start together."""
STRIDE_FROM_M = 0.026
"""Above this distance a ray strides on the grid, below it asks the primitives themselves."""
CLOSE, LEAST = 0.0005, 0.002
"""A ray that comes this close has met the body, and its least step; both over the distance from
the eye. At 640 pixels and 55 degrees that is 0.3 and 1.2 pixels; a ray that so passes through a
limb unnoticed has grazed it by less than a tenth of a millimetre."""
SLACK_M = 0.012
"""How far the grid's interpolated distance can be too large."""


@inlined
def box_span(
    value: NDArray[np.float32],
    origin: NDArray[np.float64],
    ex: float,
    ey: float,
    ez: float,
    dx: float,
    dy: float,
    dz: float,
) -> tuple[float, float]:
    """Where a ray enters and leaves the grid's box; leaves before it enters when it misses."""
    nx, ny, nz = value.shape
    sx = dx if abs(dx) > 1e-9 else 1e-9
    sy = dy if abs(dy) > 1e-9 else 1e-9
    sz = dz if abs(dz) > 1e-9 else 1e-9
    ax, bx = (origin[0] - ex) / sx, (origin[0] + nx * CELL_M - ex) / sx
    ay, by = (origin[1] - ey) / sy, (origin[1] + ny * CELL_M - ey) / sy
    az, bz = (origin[2] - ez) / sz, (origin[2] + nz * CELL_M - ez) / sz
    start = max(min(ax, bx), min(ay, by), min(az, bz), 0.0)
    return start, min(max(ax, bx), max(ay, by), max(az, bz))


@kernel
def skip(person: Person, view: View, width: int, height: int, x0: int, y0: int) -> float:
    """How far all rays of the tile at (x0, y0) go without meeting the body; FAR: they miss it."""
    value, origin = person.value, person.origin
    dx, dy, dz = ray(view, width, height, x0 + 0.5 * TILE, y0 + 0.5 * TILE)
    widen = 0.75 * TILE / view[4, 0]
    t: float = 0.0
    for i in range(3):
        middle = origin[i] + 0.5 * CELL_M * value.shape[i] - view[0, i]
        t += float(middle * view[3, i])
    reach = 0.5 * CELL_M * (value.shape[0] + value.shape[1] + value.shape[2])
    end = t + reach
    t = max(t - reach, 0.0)
    while t < end:
        d = sample(value, origin, view[0, 0] + dx * t, view[0, 1] + dy * t, view[0, 2] + dz * t)
        free = d - SLACK_M - widen * t
        if free < 0.01:
            return t
        t += float(free)
    return FAR


@kernel
def meet(
    person: Person, view: View, dx: float, dy: float, dz: float, start: float, limit: float
) -> tuple[float, int]:
    """How far the ray goes to the body (FAR: misses, or beyond `limit`), and the primitive met.

    `start` is how far it is known to go freely.
    """
    ex, ey, ez = view[0, 0], view[0, 1], view[0, 2]
    value, origin = person.value, person.origin
    t, end = box_span(value, origin, ex, ey, ez, dx, dy, dz)
    t, end = max(t, start), min(end, limit)
    steps = 0
    while t < end and steps < 160:
        steps += 1
        x, y, z = ex + dx * t, ey + dy * t, ez + dz * t
        d = sample(value, origin, x, y, z)
        if d > STRIDE_FROM_M:
            t += d - SLACK_M
            continue
        d, who = near(person, x, y, z)
        if d < CLOSE * t and who >= 0:
            return t + min(d, 0.0), who
        t += max(0.9 * d, LEAST * t)
    return FAR, -1


@kernel
def unshaded(
    value: NDArray[np.float32],
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
    """Share of the light from direction d that the grid's body lets through, 0-1."""
    t, end = box_span(value, origin, x, y, z, dx, dy, dz)
    t = max(t, start)
    share = 1.0
    while t < end:
        d = sample(value, origin, x + dx * t, y + dy * t, z + dz * t)
        share = min(share, 0.5 + 0.5 * sharpness * d / t)
        if share <= 0.0:
            return 0.0
        t += min(max(0.8 * d, 0.016), 0.20)
    return share * share * (3 - 2 * share)
