"""The shadow catcher: the shadow that the person casts on the room.

The shadow is soft. So it is computed for every second pixel of every second row, and interpolated
between them, but not where the room's surface has an edge.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.background.plate_layers import NORMAL, POINT, Plate
from sample_videos.render.kernel import inlined, kernel
from sample_videos.render.raymarch.signed_distance import BodyField, sample
from sample_videos.render.raymarch.soft_shadow import box_span, soft_shadow
from sample_videos.render.scene.scene_arrays import SHARP, TOWARDS

ShadowPass = NDArray[np.float32]
"""(H // 2 + 1, W // 2 + 1, 2): the shares of direct and of other light left at every second
pixel."""


@kernel
def shadow_at(
    body: BodyField, lamp: NDArray[np.float64], plate: Plate, x: int, y: int
) -> tuple[float, float]:
    """The shares of direct and of other light that the person leaves to one pixel of the room."""
    nx, ny, nz = plate[y, x, NORMAL], plate[y, x, NORMAL + 1], plate[y, x, NORMAL + 2]
    px = plate[y, x, POINT] + 0.008 * nx
    py = plate[y, x, POINT + 1] + 0.008 * ny
    pz = plate[y, x, POINT + 2] + 0.008 * nz
    tx, ty, tz = lamp[TOWARDS, 0], lamp[TOWARDS, 1], lamp[TOWARDS, 2]
    grid, origin = body.grid, body.origin
    enter, exit_room = box_span(grid, origin, px, py, pz, tx, ty, tz)
    if exit_room <= enter:
        return 1.0, 1.0
    sun = soft_shadow(grid, origin, px, py, pz, tx, ty, tz, 0.012, lamp[SHARP, 0])
    hidden = 0.0
    for step in range(1, 4):
        h = 0.055 * step
        d = sample(grid, origin, px + h * nx, py + h * ny, pz + h * nz)
        hidden += max(0.0, h - max(d, 0.0)) / h
    return sun, max(0.25, 1.0 - 0.27 * hidden)


@kernel
def catch_shadows(
    start: int,
    stop: int,
    body: BodyField,
    lamp: NDArray[np.float64],
    plate: Plate,
    surface_id: NDArray[np.int16],
    shadow_pass: ShadowPass,
) -> None:
    """Fill the rows start..stop of the shadow pass. Pixels that only show the person get ones."""
    height, width, _ = plate.shape
    for j in range(start, stop):
        for i in range(shadow_pass.shape[1]):
            x, y = min(2 * i, width - 1), min(2 * j, height - 1)
            if _hidden(surface_id, x, y):
                shadow_pass[j, i, 0], shadow_pass[j, i, 1] = 1.0, 1.0
            else:
                shadow_pass[j, i, 0], shadow_pass[j, i, 1] = shadow_at(body, lamp, plate, x, y)


@inlined
def _hidden(surface_id: NDArray[np.int16], x: int, y: int) -> bool:
    """Whether the person hides the room for two pixels round (x, y).

    `shadow_between` can need one pixel round it. One more is for pixels that the person covers in
    part.
    """
    height, width = surface_id.shape
    if surface_id[y, x] < 0:
        return False
    for b in range(max(y - 2, 0), min(y + 3, height)):
        for a in range(max(x - 2, 0), min(x + 3, width)):
            if surface_id[b, a] < 0:
                return False
    return True


@inlined
def shadow_between(shadow_pass: ShadowPass, x: int, y: int) -> tuple[float, float]:
    """What `shadow_at` says, interpolated from the shadow pass. It is right where it is SMOOTH."""
    i, j = x // 2, y // 2
    i2, j2 = i + x % 2, j + y % 2
    return (
        0.25
        * (
            shadow_pass[j, i, 0]
            + shadow_pass[j, i2, 0]
            + shadow_pass[j2, i, 0]
            + shadow_pass[j2, i2, 0]
        ),
        0.25
        * (
            shadow_pass[j, i, 1]
            + shadow_pass[j, i2, 1]
            + shadow_pass[j2, i, 1]
            + shadow_pass[j2, i2, 1]
        ),
    )
