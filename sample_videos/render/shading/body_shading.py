"""Shading of the body: its normals, ambient occlusion, soft shadows and the light it sends."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.kernel import kernel
from sample_videos.render.raymarch.batch_distance import BATCH_SIZE, Batch, union_distance
from sample_videos.render.raymarch.ray_march import Rays, ray_points
from sample_videos.render.raymarch.signed_distance import BodyField, sample
from sample_videos.render.raymarch.soft_shadow import soft_shadow
from sample_videos.render.scene.camera_rays import View
from sample_videos.render.scene.scene_arrays import FILL, GROUND, SHARP, SKY, SUN, TOWARDS
from sample_videos.render.shading.body_materials import HAIR, SKIN, color_of
from sample_videos.render.shading.body_textures import RGB, Paint

Lamp = NDArray[np.float64]
"""The room's light: `scene_arrays.SceneArrays.lamp`."""
Rgba = NDArray[np.float32]
"""(pixels of a tile, 4): the body's light, and alpha, the share of the pixel that it covers. The
light is already multiplied by alpha."""
TAP_M = np.float32(0.0007)
"""How far from a point, metres, the distances for its normal are taken."""
FINE_M = 0.012
"""Small creases hide the light up to this height above a surface, metres."""
TAPS = ((1.0, -1.0, -1.0), (-1.0, -1.0, 1.0), (-1.0, 1.0, -1.0), (1.0, 1.0, 1.0))
"""The corners of a tetrahedron: four distances give the gradient, and so the normal."""


@kernel
def shade_points(
    body: BodyField,
    lamp: Lamp,
    paint: Paint,
    view: View,
    chosen: NDArray[np.int16],
    count: int,
    rays: Rays,
    n: int,
    batch: Batch,
    rgba: Rgba,
) -> None:
    """Add the light of the points that the first `n` rays have met to their pixels.

    A ray with a negative weight has narrowly missed the body. It counts less, the wider it missed.
    """
    spot, normal = np.empty((3, BATCH_SIZE), np.float32), np.empty((4, BATCH_SIZE), np.float32)
    active, above = rays.active, np.float32(FINE_M)
    for first in range(0, n, BATCH_SIZE):
        m = min(BATCH_SIZE, n - first)
        for l in range(m):
            active[l] = first + l
        ray_points(view, rays, active, m, batch)
        for l in range(m):
            spot[0, l], spot[1, l], spot[2, l] = batch.x[l], batch.y[l], batch.z[l]
        surface_normals(body, chosen, count, m, spot, batch, normal)
        for l in range(m):
            batch.x[l] = spot[0, l] + above * normal[0, l]
            batch.y[l] = spot[1, l] + above * normal[1, l]
            batch.z[l] = spot[2, l] + above * normal[2, l]
        union_distance(body.table, chosen, count, m, batch)
        for l in range(m):
            r = first + l
            share, pixel_m = rays.weight[r], rays.t[r] / view[4, 0]
            if share < 0.0:
                share = min(1.0, max(0.0, 0.5 - normal[3, l] / pixel_m))
            if share == 0.0:
                continue
            x, y, z = spot[0, l], spot[1, l], spot[2, l]
            material, (cr, cg, cb) = color_of(body, paint, rays.surface_id[r], pixel_m, x, y, z)
            nx, ny, nz = normal[0, l], normal[1, l], normal[2, l]
            free = _ambient_occlusion(body, x, y, z, nx, ny, nz, batch.distance[l])
            dx, dy, dz = rays.dx[r], rays.dy[r], rays.dz[r]
            red, green, blue = _lit(
                body, lamp, material, x, y, z, nx, ny, nz, dx, dy, dz, cr, cg, cb, free
            )
            pixel = rays.pixel[r]
            rgba[pixel, 0] += share * red
            rgba[pixel, 1] += share * green
            rgba[pixel, 2] += share * blue
            rgba[pixel, 3] += share


@kernel
def surface_normals(
    body: BodyField,
    chosen: NDArray[np.int16],
    count: int,
    m: int,
    spot: NDArray[np.float32],
    batch: Batch,
    normal: NDArray[np.float32],
) -> None:
    """Outward unit normals and distances, (4, m), at the points `spot` (3, m) on the surface."""
    normal[:] = 0.0
    for sx, sy, sz in TAPS:
        ax, ay, az = np.float32(sx), np.float32(sy), np.float32(sz)
        for l in range(m):
            batch.x[l] = spot[0, l] + ax * TAP_M
            batch.y[l] = spot[1, l] + ay * TAP_M
            batch.z[l] = spot[2, l] + az * TAP_M
        union_distance(body.table, chosen, count, m, batch)
        for l in range(m):
            d = batch.distance[l]
            normal[0, l] += ax * d
            normal[1, l] += ay * d
            normal[2, l] += az * d
            normal[3, l] += d
    for l in range(m):
        nx, ny, nz = normal[0, l], normal[1, l], normal[2, l]
        size = math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-12
        normal[0, l], normal[1, l], normal[2, l] = nx / size, ny / size, nz / size
        normal[3, l] *= 0.25


@kernel
def _ambient_occlusion(
    body: BodyField, x: float, y: float, z: float, nx: float, ny: float, nz: float, fine: float
) -> float:
    """Ambient occlusion: how much of its surroundings a point of the surface sees, 0-1.

    `fine` is the distance (m) to the body at the height FINE_M above the point.
    """
    hidden = 0.9 * max(0.0, FINE_M - fine) / FINE_M
    weight = 0.75
    for step in range(1, 4):
        h = 0.035 * step
        d = min(
            sample(body.grid, body.origin, x + h * nx, y + h * ny, z + h * nz),
            max(y + h * ny, 0.0),
        )
        hidden += weight * max(0.0, h - max(d, 0.0)) / h
        weight *= 0.8
    return max(0.12, 1.0 - 0.42 * hidden)


@kernel
def _lit(
    body: BodyField,
    lamp: Lamp,
    material: int,
    x: float,
    y: float,
    z: float,
    nx: float,
    ny: float,
    nz: float,
    dx: float,
    dy: float,
    dz: float,
    r: float,
    g: float,
    b: float,
    free: float,
) -> RGB:
    """The light that a surface of colour (r, g, b) sends. Ambient occlusion leaves `free` of it."""
    tx, ty, tz = lamp[TOWARDS, 0], lamp[TOWARDS, 1], lamp[TOWARDS, 2]
    facing = nx * tx + ny * ty + nz * tz
    seen = 0.0
    # light spreads in skin, so it goes a little round the edge of a shadow
    if facing > (-0.2 if material == SKIN else 0.0):
        seen = soft_shadow(
            body.grid,
            body.origin,
            x + 0.012 * nx,
            y + 0.012 * ny,
            z + 0.012 * nz,
            tx,
            ty,
            tz,
            0.03,
            lamp[SHARP, 0],
        )
    direct = max(0.0, facing) * seen
    wrap_r, wrap_g = direct, direct
    if material == SKIN:
        wrap_r = max(0.0, (facing + 0.20) / 1.20) * seen
        wrap_g = max(0.0, (facing + 0.06) / 1.06) * seen
    up = 0.55 + 0.45 * ny
    bounce = 0.30 * max(0.0, -ny) * min(1.0, 0.3 + free)
    front = 0.55 + 0.45 * max(0.0, nz)
    edge = max(0.0, 1.0 + nx * dx + ny * dy + nz * dz)
    hx, hy, hz = tx - dx, ty - dy, tz - dz
    size = math.sqrt(hx * hx + hy * hy + hz * hz) + 1e-9
    shine = max(0.0, (nx * hx + ny * hy + nz * hz) / size) ** 24
    gloss = 0.10 if material == SKIN else (0.16 if material == HAIR else 0.03)
    glow = gloss * shine * seen + 0.10 * edge**4 * free
    red = lamp[SUN, 0] * wrap_r + free * (lamp[SKY, 0] * up + lamp[FILL, 0] * front)
    green = lamp[SUN, 1] * wrap_g + free * (lamp[SKY, 1] * up + lamp[FILL, 1] * front)
    blue = lamp[SUN, 2] * direct + free * (lamp[SKY, 2] * up + lamp[FILL, 2] * front)
    return (
        r * (red + bounce * lamp[GROUND, 0]) + glow * lamp[SUN, 0],
        g * (green + bounce * lamp[GROUND, 1]) + glow * lamp[SUN, 1],
        b * (blue + bounce * lamp[GROUND, 2]) + glow * lamp[SUN, 2],
    )
