"""Ray marching: rays from the eye go in steps as large as the distance to the body.

The rays of a tile go together. The primitives that the tile's cone can meet are found once
(culling), and the rays march through these few in batches.
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
"""Side of a tile, pixels."""
CLOSE, LEAST = 0.0005, 0.002
"""A ray that is as close as CLOSE has met the body; LEAST is its least step. Both are shares of the
distance from the eye. At 640 pixels and 55 degrees they are 0.3 and 1.2 pixels. A ray can miss a
limb only if it grazes it by less than a tenth of a millimetre."""
STEPS, INSIDE_STEPS = 96, 16
"""The most steps of a ray outside the body and inside it."""
SLACK_M = 0.012
"""How much the grid's interpolated distance can be too large, metres."""


@kernel
def skip_empty(body: BodyField, view: View, width: int, height: int, x0: int, y0: int) -> float:
    """How far no ray of the tile at (x0, y0) can meet the body. FAR: they all miss it."""
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

    Returns how many they are, and how far from the eye the last one ends.
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
    """A lower bound of the distance from cone `p` to the line through the eye in direction c."""
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
"""The most rays of a tile: four for each pixel."""


class Rays(NamedTuple):
    """The rays of one tile: their directions, how far they have come, and what they have met."""

    dx: Row
    dy: Row
    dz: Row
    t: Row
    """How far (m) a ray has come. If it has met the body, that is where."""
    end: Row
    """How far (m) it goes at most."""
    surface_id: Ids
    """The primitive that it has met; -1 for none."""
    gap: Row
    """Its least distance to the body, divided by the distance from the eye there."""
    gap_t: Row
    gap_id: Ids
    """Where that was, and the primitive that was nearest."""
    pixel: Ids
    """The pixel that the ray is for."""
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
    rays: Rays, n: int, pixel: int, dx: float, dy: float, dz: float, start: float, end: float
) -> None:
    """Start ray `n` at the distance `start`."""
    rays.dx[n], rays.dy[n], rays.dz[n] = dx, dy, dz
    rays.t[n], rays.end[n], rays.pixel[n] = start, end, pixel
    rays.surface_id[n], rays.gap[n], rays.gap_t[n], rays.gap_id[n] = -1, FAR, start, -1
    rays.weight[n] = 1.0


@kernel
def march_rays(
    body: BodyField,
    view: View,
    chosen: NDArray[np.int16],
    count: int,
    rays: Rays,
    n: int,
    batch: Batch,
) -> None:
    """March the first `n` rays until they meet one of the primitives chosen[:count] or end."""
    active = rays.active
    for first in range(0, n, BATCH_SIZE):
        m = 0
        for r in range(first, min(first + BATCH_SIZE, n)):
            if rays.t[r] < rays.end[r]:
                active[m] = r
                m += 1
        for _ in range(STEPS):
            if m == 0:
                break
            ray_points(view, rays, active, m, batch)
            union_distance(body.table, chosen, count, m, batch)
            m = _step(rays, active, m, batch)


@kernel
def ray_points(view: View, rays: Rays, active: Ids, m: int, batch: Batch) -> None:
    """Put the points that the active rays have reached into the batch."""
    ex, ey, ez = np.float32(view[0, 0]), np.float32(view[0, 1]), np.float32(view[0, 2])
    for l in range(m):
        r = active[l]
        t = rays.t[r]
        batch.x[l], batch.y[l], batch.z[l] = (
            ex + rays.dx[r] * t,
            ey + rays.dy[r] * t,
            ez + rays.dz[r] * t,
        )


@kernel
def _step(rays: Rays, active: Ids, m: int, batch: Batch) -> int:
    """Take each active ray one step further. Returns how many go on."""
    kept = 0
    for l in range(m):
        r = active[l]
        t, d = rays.t[r], batch.distance[l]
        if d < CLOSE * t and batch.surface_id[l] >= 0:
            rays.surface_id[r] = batch.surface_id[l]
            rays.t[r] = t + min(d, 0.0)
            continue
        if d < rays.gap[r] * t:
            rays.gap[r], rays.gap_t[r], rays.gap_id[r] = d / t, t, batch.surface_id[l]
        t += max(0.9 * d, LEAST * t)
        rays.t[r] = t
        if t < rays.end[r]:
            active[kept] = r
            kept += 1
    return kept


@kernel
def march_inside(
    body: BodyField,
    view: View,
    chosen: NDArray[np.int16],
    count: int,
    rays: Rays,
    n: int,
    batch: Batch,
) -> None:
    """March the first `n` rays (at most BATCH_SIZE) on, below the surface that they have met.

    A ray goes on until it is deepest, or deep enough to show that the body covers its whole pixel.
    Its `gap` is then negative.
    """
    active = rays.active
    full = -0.5 / view[4, 0]
    m = n
    for l in range(m):
        active[l] = l
    for _ in range(INSIDE_STEPS):
        if m == 0:
            break
        ray_points(view, rays, active, m, batch)
        union_distance(body.table, chosen, count, m, batch)
        kept = 0
        for l in range(m):
            r = active[l]
            t, d = rays.t[r], batch.distance[l]
            rising = d > rays.gap[r] * t
            if not rising:
                rays.gap[r] = d / t
            rays.t[r] = t + max(0.8 * abs(d), 0.0008 * t)
            if not rising and rays.gap[r] > full and rays.t[r] < rays.end[r]:
                active[kept] = r
                kept += 1
        m = kept
