"""The depth and ID pass: which primitive each pixel shows, and how far away it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.background.plate_layers import DISTANCE, Plate
from sample_videos.render.kernel import kernel
from sample_videos.render.raymarch.batch_distance import new_batch
from sample_videos.render.raymarch.ray_march import (
    TILE,
    Rays,
    cull,
    march_rays,
    new_rays,
    skip_empty,
    start_ray,
)
from sample_videos.render.raymarch.signed_distance import FAR, BodyField
from sample_videos.render.scene.camera_rays import View, ray

NONE = -1
"""The id of a pixel that shows nothing of the body. With an id of -2 - i the ray misses primitive
`i` so narrowly that the primitive covers a part of the pixel."""


@kernel
def depth_and_ids(
    start: int,
    stop: int,
    body: BodyField,
    view: View,
    plate: Plate,
    depth: NDArray[np.float32],
    surface_id: NDArray[np.int16],
) -> None:
    """Find what the middle of each pixel shows (a primitive, or see NONE), for rows of tiles.

    `depth` (m) is where the ray meets the body or passes nearest to it, or else the room's.
    """
    height, width = surface_id.shape
    chosen, rays, batch = np.empty(body.table.shape[0], np.int16), new_rays(), new_batch()
    for row in range(start, stop):
        for column in range((width + TILE - 1) // TILE):
            x0, y0 = column * TILE, row * TILE
            t0, count, end = skip_empty(body, view, width, height, x0, y0), 0, 0.0
            if t0 < FAR:
                count, end = cull(body, view, width, height, x0, y0, chosen)
            n = 0
            for y in range(y0, min(y0 + TILE, height)):
                for x in range(x0, min(x0 + TILE, width)):
                    surface_id[y, x] = NONE
                    depth[y, x] = plate[y, x, DISTANCE]
                    if count > 0:
                        dx, dy, dz = ray(view, width, height, x + 0.5, y + 0.5)
                        start_ray(rays, n, y * width + x, dx, dy, dz, t0, min(end, depth[y, x]))
                        n += 1
            march_rays(body, view, chosen, count, rays, n, batch)
            _keep(view, rays, n, depth, surface_id)


@kernel
def _keep(
    view: View, rays: Rays, n: int, depth: NDArray[np.float32], surface_id: NDArray[np.int16]
) -> None:
    """Write down what the rays of a tile have met or nearly met."""
    width = surface_id.shape[1]
    for r in range(n):
        y, x = rays.pixel[r] // width, rays.pixel[r] % width
        if rays.surface_id[r] >= 0:
            surface_id[y, x], depth[y, x] = rays.surface_id[r], rays.t[r]
        elif rays.gap_id[r] >= 0 and rays.gap[r] * view[4, 0] < 0.5:
            surface_id[y, x], depth[y, x] = -2 - rays.gap_id[r], rays.gap_t[r]
