"""Rays against the body, and the light that the body takes from others.

Rays start together in tiles: what of the body a tile's cone can touch is looked up once, and its
rays march side by side through those few primitives (see `lanes`).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .body import MIDDLE, RADIUS, REACH, SHAPE, SIZE, TAPER, TUBE, WIDE
from .field import CELL_M, FAR, Person, sample
from .kernel import inlined, kernel
from .lanes import LANES, Lanes, Names, Row, unite
from .view import View, ray

TILE = 8
"""Side in pixels of the tiles whose rays start together."""
CLOSE, LEAST = 0.0005, 0.002
"""A ray that comes this close has met the body, and its least step; both over the distance from
the eye. At 640 pixels and 55 degrees that is 0.3 and 1.2 pixels; a ray that so passes through a
limb unnoticed has grazed it by less than a tenth of a millimetre."""
STEPS, SINK_STEPS = 96, 16
"""Most steps of a ray, outside and inside the body."""
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
def gather(
    person: Person, view: View, width: int, height: int, x0: int, y0: int, chosen: NDArray[np.int16]
) -> tuple[int, float]:
    """Put the primitives that the tile at (x0, y0) can see into `chosen`.

    How many, and how far from the eye the last of them ends.
    """
    table = person.table
    cx, cy, cz = ray(view, width, height, x0 + 0.5 * TILE, y0 + 0.5 * TILE)
    widen = 0.75 * TILE / view[4, 0]
    count, end = 0, 0.0
    for p in range(table.shape[0]):
        mx, my, mz = (
            table[p, MIDDLE] - view[0, 0],
            table[p, MIDDLE + 1] - view[0, 1],
            table[p, MIDDLE + 2] - view[0, 2],
        )
        along = mx * cx + my * cy + mz * cz
        far = along + table[p, REACH]
        wide = table[p, WIDE] + widen * far
        aside = mx * mx + my * my + mz * mz - along * along
        if far < 0.0 or aside > (table[p, REACH] + wide) ** 2:
            continue
        if table[p, SHAPE] <= TUBE and _beside(table, p, view, cx, cy, cz) > wide:
            continue
        chosen[count] = p
        count += 1
        end = max(end, far)
    return count, end


@kernel
def _beside(
    table: NDArray[np.float64], p: int, view: View, cx: float, cy: float, cz: float
) -> float:
    """How far from the line through the eye along c cone `p` is; no more than that."""
    ax, ay, az = table[p, 0] - view[0, 0], table[p, 1] - view[0, 1], table[p, 2] - view[0, 2]
    sx, sy, sz = table[p, SIZE], table[p, SIZE + 1], table[p, SIZE + 2]
    along = ax * cx + ay * cy + az * cz
    ax, ay, az = ax - along * cx, ay - along * cy, az - along * cz
    along = sx * cx + sy * cy + sz * cz
    sx, sy, sz = sx - along * cx, sy - along * cy, sz - along * cz
    h = -(ax * sx + ay * sy + az * sz) / (sx * sx + sy * sy + sz * sz + 1e-12)
    h = min(1.0, max(0.0, h))
    ax, ay, az = ax + h * sx, ay + h * sy, az + h * sz
    thick: float = table[p, RADIUS] + max(table[p, TAPER], 0.0)
    return math.sqrt(ax * ax + ay * ay + az * az) - thick


MOST = 4 * TILE * TILE
"""Most rays of a tile: four for each pixel."""


class Rays(NamedTuple):
    """Rays of one tile, MOST at most: where they go, how far, and what they meet."""

    dx: Row
    dy: Row
    dz: Row
    t: Row
    """How far (m) a ray has come: to the body, if it meets it."""
    end: Row
    """How far it goes at most."""
    who: Names
    """The primitive met, -1 for none."""
    gap: Row
    """Least distance to the body on the way, over the distance from the eye."""
    gap_t: Row
    gap_who: Names
    """Where that was, and nearest to which primitive."""
    pixel: Names
    """What the ray is for."""
    weight: Row
    active: Names


@kernel
def rays() -> Rays:
    """Room for a tile's rays."""
    return Rays(
        np.empty(MOST, np.float32),
        np.empty(MOST, np.float32),
        np.empty(MOST, np.float32),
        np.empty(MOST, np.float32),
        np.empty(MOST, np.float32),
        np.empty(MOST, np.int32),
        np.empty(MOST, np.float32),
        np.empty(MOST, np.float32),
        np.empty(MOST, np.int32),
        np.empty(MOST, np.int32),
        np.empty(MOST, np.float32),
        np.empty(LANES, np.int32),
    )


@inlined
def aim(
    group: Rays, n: int, pixel: int, dx: float, dy: float, dz: float, start: float, end: float
) -> None:
    """Make ray `n` of a group ready."""
    group.dx[n], group.dy[n], group.dz[n] = dx, dy, dz
    group.t[n], group.end[n], group.pixel[n] = start, end, pixel
    group.who[n], group.gap[n], group.gap_t[n], group.gap_who[n] = -1, FAR, start, -1
    group.weight[n] = 1.0


@kernel
def march(
    person: Person,
    view: View,
    chosen: NDArray[np.int16],
    count: int,
    group: Rays,
    n: int,
    at: Lanes,
) -> None:
    """Send the first `n` rays to what they meet among chosen[:count]."""
    active = group.active
    for first in range(0, n, LANES):
        m = 0
        for r in range(first, min(first + LANES, n)):
            if group.t[r] < group.end[r]:
                active[m] = r
                m += 1
        for _ in range(STEPS):
            if m == 0:
                break
            place(view, group, active, m, at)
            unite(person.table, chosen, count, m, at)
            m = _stepped(group, active, m, at)


@kernel
def place(view: View, group: Rays, active: Names, m: int, at: Lanes) -> None:
    """Put the ends of the active rays where their distances are asked for."""
    ex, ey, ez = np.float32(view[0, 0]), np.float32(view[0, 1]), np.float32(view[0, 2])
    for l in range(m):
        r = active[l]
        t = group.t[r]
        at.x[l], at.y[l], at.z[l] = ex + group.dx[r] * t, ey + group.dy[r] * t, ez + group.dz[r] * t


@kernel
def _stepped(group: Rays, active: Names, m: int, at: Lanes) -> int:
    """Take each active ray a step on; how many go on."""
    kept = 0
    for l in range(m):
        r = active[l]
        t, d = group.t[r], at.distance[l]
        if d < CLOSE * t and at.who[l] >= 0:
            group.who[r] = at.who[l]
            group.t[r] = t + min(d, 0.0)
            continue
        if d < group.gap[r] * t:
            group.gap[r], group.gap_t[r], group.gap_who[r] = d / t, t, at.who[l]
        t += max(0.9 * d, LEAST * t)
        group.t[r] = t
        if t < group.end[r]:
            active[kept] = r
            kept += 1
    return kept


@kernel
def sink(
    person: Person,
    view: View,
    chosen: NDArray[np.int16],
    count: int,
    group: Rays,
    n: int,
    at: Lanes,
) -> None:
    """Follow the first `n` rays (at most LANES) on below the surface that they have met.

    To where they are deepest, or as deep as tells that their pixel is full: `gap` is then
    negative.
    """
    active = group.active
    full = -0.5 / view[4, 0]
    m = n
    for l in range(m):
        active[l] = l
    for _ in range(SINK_STEPS):
        if m == 0:
            break
        place(view, group, active, m, at)
        unite(person.table, chosen, count, m, at)
        kept = 0
        for l in range(m):
            r = active[l]
            t, d = group.t[r], at.distance[l]
            rising = d > group.gap[r] * t
            if not rising:
                group.gap[r] = d / t
            group.t[r] = t + max(0.8 * abs(d), 0.0008 * t)
            if not rising and group.gap[r] > full and group.t[r] < group.end[r]:
                active[kept] = r
                kept += 1
        m = kept


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
