"""Rays against the body, and the light that the body takes from others.

Rays start together in tiles: what of the body a tile's cone can touch is looked up once, and its
rays march side by side through those few primitives (see `lanes`).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.body.primitives import (
    MIDDLE,
    RADIUS,
    REACH,
    SHAPE,
    SIZE,
    TAPER,
    TUBE,
    WIDE,
)
from sample_videos.render.kernel import inlined, kernel
from sample_videos.render.raymarch.batch_distance import BATCH_SIZE, Batch, Ids, Row, union_distance
from sample_videos.render.raymarch.signed_distance import CELL_M, FAR, BodyField, sample
from sample_videos.render.scene.camera_rays import View, ray

TILE = 8
"""Side in pixels of the tiles whose rays start together."""
CLOSE, LEAST = 0.0005, 0.002
"""A ray that comes this close has met the body, and its least step; both over the distance from
the eye. At 640 pixels and 55 degrees that is 0.3 and 1.2 pixels; a ray that so passes through a
limb unnoticed has grazed it by less than a tenth of a millimetre."""
STEPS, INSIDE_STEPS = 96, 16
"""Most steps of a ray, outside and inside the body."""
SLACK_M = 0.012
"""How far the grid's interpolated distance can be too large."""


@kernel
def skip_empty(body: BodyField, view: View, width: int, height: int, x0: int, y0: int) -> float:
    """How far all rays of the tile at (x0, y0) go without meeting the body; FAR: they miss it."""
    grid, origin = body.grid, body.origin
    dx, dy, dz = ray(view, width, height, x0 + 0.5 * TILE, y0 + 0.5 * TILE)
    widen = 0.75 * TILE / view[4, 0]
    t: float = 0.0
    for i in range(3):
        middle = origin[i] + 0.5 * CELL_M * grid.shape[i] - view[0, i]
        t += float(middle * view[3, i])
    reach = 0.5 * CELL_M * (grid.shape[0] + grid.shape[1] + grid.shape[2])
    end = t + reach
    t = max(t - reach, 0.0)
    while t < end:
        d = sample(grid, origin, view[0, 0] + dx * t, view[0, 1] + dy * t, view[0, 2] + dz * t)
        free = d - SLACK_M - widen * t
        if free < 0.01:
            return t
        t += float(free)
    return FAR


@kernel
def cull(
    body: BodyField,
    view: View,
    width: int,
    height: int,
    x0: int,
    y0: int,
    chosen: NDArray[np.int16],
) -> tuple[int, float]:
    """Put the primitives that the tile at (x0, y0) can see into `chosen`.

    How many, and how far from the eye the last of them ends.
    """
    table = body.table
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
    surface_id: Ids
    """The primitive met, -1 for none."""
    gap: Row
    """Least distance to the body on the way, over the distance from the eye."""
    gap_t: Row
    gap_id: Ids
    """Where that was, and nearest to which primitive."""
    pixel: Ids
    """What the ray is for."""
    weight: Row
    active: Ids


@kernel
def new_rays() -> Rays:
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
        np.empty(BATCH_SIZE, np.int32),
    )


@inlined
def start_ray(
    group: Rays, n: int, pixel: int, dx: float, dy: float, dz: float, start: float, end: float
) -> None:
    """Make ray `n` of a group ready."""
    group.dx[n], group.dy[n], group.dz[n] = dx, dy, dz
    group.t[n], group.end[n], group.pixel[n] = start, end, pixel
    group.surface_id[n], group.gap[n], group.gap_t[n], group.gap_id[n] = -1, FAR, start, -1
    group.weight[n] = 1.0


@kernel
def march_rays(
    body: BodyField,
    view: View,
    chosen: NDArray[np.int16],
    count: int,
    group: Rays,
    n: int,
    at: Batch,
) -> None:
    """Send the first `n` rays to what they meet among chosen[:count]."""
    active = group.active
    for first in range(0, n, BATCH_SIZE):
        m = 0
        for r in range(first, min(first + BATCH_SIZE, n)):
            if group.t[r] < group.end[r]:
                active[m] = r
                m += 1
        for _ in range(STEPS):
            if m == 0:
                break
            ray_points(view, group, active, m, at)
            union_distance(body.table, chosen, count, m, at)
            m = _step(group, active, m, at)


@kernel
def ray_points(view: View, group: Rays, active: Ids, m: int, at: Batch) -> None:
    """Put the ends of the active rays where their distances are asked for."""
    ex, ey, ez = np.float32(view[0, 0]), np.float32(view[0, 1]), np.float32(view[0, 2])
    for l in range(m):
        r = active[l]
        t = group.t[r]
        at.x[l], at.y[l], at.z[l] = ex + group.dx[r] * t, ey + group.dy[r] * t, ez + group.dz[r] * t


@kernel
def _step(group: Rays, active: Ids, m: int, at: Batch) -> int:
    """Take each active ray a step on; how many go on."""
    kept = 0
    for l in range(m):
        r = active[l]
        t, d = group.t[r], at.distance[l]
        if d < CLOSE * t and at.surface_id[l] >= 0:
            group.surface_id[r] = at.surface_id[l]
            group.t[r] = t + min(d, 0.0)
            continue
        if d < group.gap[r] * t:
            group.gap[r], group.gap_t[r], group.gap_id[r] = d / t, t, at.surface_id[l]
        t += max(0.9 * d, LEAST * t)
        group.t[r] = t
        if t < group.end[r]:
            active[kept] = r
            kept += 1
    return kept


@kernel
def march_inside(
    body: BodyField,
    view: View,
    chosen: NDArray[np.int16],
    count: int,
    group: Rays,
    n: int,
    at: Batch,
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
    for _ in range(INSIDE_STEPS):
        if m == 0:
            break
        ray_points(view, group, active, m, at)
        union_distance(body.table, chosen, count, m, at)
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
