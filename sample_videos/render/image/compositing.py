"""Compositing: the shaded body over the background plate, antialiased, as linear light."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.background.plate_layers import AMBIENT, DIRECT, SMOOTH, Plate
from sample_videos.render.body.primitives import MATERIAL
from sample_videos.render.kernel import inlined, kernel
from sample_videos.render.raymarch.batch_distance import Batch, new_batch
from sample_videos.render.raymarch.depth_pass import NONE
from sample_videos.render.raymarch.ray_march import (
    TILE,
    Rays,
    cull,
    march_inside,
    march_rays,
    new_rays,
    start_ray,
)
from sample_videos.render.raymarch.signed_distance import FAR, BodyField
from sample_videos.render.scene.camera_rays import SUBPIXELS, View, ray
from sample_videos.render.shading.body_shading import Lamp, Rgba, shade_points
from sample_videos.render.shading.body_textures import Paint
from sample_videos.render.shading.shadow_catcher import ShadowPass, shadow_at, shadow_between

SAME_M = 0.01
"""Two samples of a pixel look the same if they meet one primitive less than this apart, metres."""
PLAIN, INNER, RIM = range(3)
"""A pixel whose neighbours see the same; an edge inside the body; the body's silhouette."""


@kernel
def composite(
    start: int,
    stop: int,
    body: BodyField,
    lamp: Lamp,
    paint: Paint,
    view: View,
    plate: Plate,
    shadow_pass: ShadowPass,
    depth: NDArray[np.float32],
    surface_id: NDArray[np.int16],
    out: NDArray[np.float32],
) -> None:
    """Fill `out` with the linear light of every pixel, for rows of tiles."""
    height, width = surface_id.shape
    chosen, batch = np.empty(body.table.shape[0], np.int16), new_batch()
    rays, edges = new_rays(), new_rays()
    rgba = np.zeros((TILE * TILE, 4), np.float32)
    for row in range(start, stop):
        for column in range((width + TILE - 1) // TILE):
            x0, y0 = column * TILE, row * TILE
            rgba[:] = 0.0
            if _anyone(surface_id, x0, y0):
                count, _ = cull(body, view, width, height, x0, y0, chosen)
                n = _silhouette(
                    body, view, depth, surface_id, x0, y0, chosen, count, rays, edges, batch
                )
                n = _inner_edges(
                    body, view, depth, surface_id, x0, y0, chosen, count, rays, n, edges, batch
                )
                shade_points(body, lamp, paint, view, chosen, count, rays, n, batch, rgba)
            _over(body, lamp, plate, shadow_pass, rgba, x0, y0, out)


@inlined
def _anyone(surface_id: NDArray[np.int16], x0: int, y0: int) -> bool:
    """Whether a tile shows the body."""
    height, width = surface_id.shape
    for y in range(y0, min(y0 + TILE, height)):
        for x in range(x0, min(x0 + TILE, width)):
            if surface_id[y, x] != NONE:
                return True
    return False


@kernel
def _over(
    body: BodyField,
    lamp: Lamp,
    plate: Plate,
    shadow_pass: ShadowPass,
    rgba: Rgba,
    x0: int,
    y0: int,
    out: NDArray[np.float32],
) -> None:
    """Lay the body's light, `rgba`, over the room's light in a tile (the operator "over")."""
    height, width, _ = plate.shape
    for y in range(y0, min(y0 + TILE, height)):
        for x in range(x0, min(x0 + TILE, width)):
            pixel = (y - y0) * TILE + x - x0
            left = 1.0 - min(rgba[pixel, 3], 1.0)
            sun, free = 0.0, 0.0
            if left > 0.0:
                sun, free = shadow_between(shadow_pass, x, y)
                if min(sun, free) < 1.0 and plate[y, x, SMOOTH] == 0.0:
                    sun, free = shadow_at(body, lamp, plate, x, y)
            sun, free = left * sun, left * free
            for c in range(3):
                behind = sun * plate[y, x, DIRECT + c] + free * plate[y, x, AMBIENT + c]
                out[y, x, c] = rgba[pixel, c] + behind


@inlined
def _edge(
    body: BodyField, depth: NDArray[np.float32], surface_id: NDArray[np.int16], x: int, y: int
) -> tuple[int, float, float]:
    """The kind of a pixel, by its neighbours, and between which distances the body is there."""
    height, width = surface_id.shape
    here, table = surface_id[y, x], body.table
    rim, inner, first, last = False, False, FAR, 0.0
    for step in range(5):
        i = min(max(y + (step == 0) - (step == 1), 0), height - 1)
        j = min(max(x + (step == 2) - (step == 3), 0), width - 1)
        there = surface_id[i, j]
        if there >= 0:
            first, last = min(first, depth[i, j]), max(last, depth[i, j])
        if (here < 0) != (there < 0):
            rim = True
        elif here >= 0 and there != here:
            inner = inner or table[there, MATERIAL] != table[here, MATERIAL]
    inner = inner or (here >= 0 and last - first > 0.02)
    return RIM if rim else (INNER if inner else PLAIN), first - 0.02, last + 0.03


@kernel
def _silhouette(
    body: BodyField,
    view: View,
    depth: NDArray[np.float32],
    surface_id: NDArray[np.int16],
    x0: int,
    y0: int,
    chosen: NDArray[np.int16],
    count: int,
    rays: Rays,
    edges: Rays,
    batch: Batch,
) -> int:
    """Collect the points to shade at plain pixels and at the silhouette in a tile, and count them.

    How much of a pixel the body covers follows from how far the ray through its middle is from the
    body's surface. Half a pixel outside, the body covers nothing; half a pixel inside, all.
    """
    height, width = surface_id.shape
    n, m = 0, 0
    for y in range(y0, min(y0 + TILE, height)):
        for x in range(x0, min(x0 + TILE, width)):
            here = surface_id[y, x]
            if here == NONE:
                continue
            kind, _, last = _edge(body, depth, surface_id, x, y)
            if here >= 0 and kind == INNER:
                continue
            dx, dy, dz = ray(view, width, height, x + 0.5, y + 0.5)
            pixel, t = (y - y0) * TILE + x - x0, depth[y, x]
            start_ray(rays, n, pixel, dx, dy, dz, t, last)
            rays.surface_id[n] = here if here >= 0 else -2 - here
            if here < 0:
                rays.weight[n] = -1.0
            elif kind == RIM:
                start_ray(edges, m, n, dx, dy, dz, t, last)
                m += 1
            n += 1
    march_inside(body, view, chosen, count, edges, m, batch)
    for r in range(m):
        share = 0.5 - edges.gap[r] * view[4, 0]
        rays.weight[edges.pixel[r]] = min(1.0, max(0.0, share))
    return n


@kernel
def _inner_edges(
    body: BodyField,
    view: View,
    depth: NDArray[np.float32],
    surface_id: NDArray[np.int16],
    x0: int,
    y0: int,
    chosen: NDArray[np.int16],
    count: int,
    rays: Rays,
    n: int,
    edges: Rays,
    batch: Batch,
) -> int:
    """Add the points to shade at edges inside the body to the `n` points: four samples a pixel."""
    height, width = surface_id.shape
    m = 0
    for y in range(y0, min(y0 + TILE, height)):
        for x in range(x0, min(x0 + TILE, width)):
            if surface_id[y, x] < 0:
                continue
            kind, first, last = _edge(body, depth, surface_id, x, y)
            if kind != INNER:
                continue
            for sx, sy in SUBPIXELS:
                dx, dy, dz = ray(view, width, height, x + 0.5 + sx, y + 0.5 + sy)
                start_ray(edges, m, (y - y0) * TILE + x - x0, dx, dy, dz, first, last)
                m += 1
    march_rays(body, view, chosen, count, edges, m, batch)
    for four in range(0, m, 4):
        hits, before = 0, n
        for r in range(four, four + 4):
            if edges.surface_id[r] < 0:
                continue
            hits += 1
            same = n > before and rays.surface_id[n - 1] == edges.surface_id[r]
            if same and abs(rays.t[n - 1] - edges.t[r]) < SAME_M:
                rays.weight[n - 1] += 1.0
                continue
            start_ray(
                rays, n, edges.pixel[r], edges.dx[r], edges.dy[r], edges.dz[r], edges.t[r], FAR
            )
            rays.surface_id[n] = edges.surface_id[r]
            n += 1
        for r in range(before, n):
            rays.weight[r] /= hits
    return n
