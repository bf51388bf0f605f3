"""Material and colour of a point on the body: skin, clothes and their edges, face, hair."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.body.primitives import BACK, BONE, GROUP, JOINT, MATERIAL, REST
from sample_videos.render.kernel import inlined, kernel
from sample_videos.render.raymarch.signed_distance import BodyField
from sample_videos.render.shading.body_textures import (
    RGB,
    Paint,
    collared,
    face,
    hairy,
    mixed,
    tone,
)

SKIN, TOP, BOTTOM, HAIR = range(4)
"""Numbers of `body.primitives.Material`."""
TRUNK, HEAD = 0.0, 1.0
"""The first two groups of primitives of every person."""
PELVIS = 0
"""The number of the first bone."""


@kernel
def color_of(
    body: BodyField, paint: Paint, i: int, pixel: float, x: float, y: float, z: float
) -> tuple[int, RGB]:
    """Material and colour at a point of primitive `i`. The pixel is `pixel` metres wide there."""
    qx, qy, qz = rest_point(body.bones, int(body.table[i, BONE]), x, y, z)
    material, group = int(body.table[i, MATERIAL]), body.table[i, GROUP]
    over, share, shade = material, 0.0, 1.0
    if group == TRUNK:
        px, py, pz = rest_point(body.bones, PELVIS, x, y, z)
        under = paint.hem_y + 0.004 * math.sin(23 * px + 31 * pz) - py
        material, over, share, shade = _dressed(paint, material, pixel, under, qx, qy, qz)
    elif group == HEAD:
        over, share = HAIR, _within(hairy(paint, qx, qy, qz), pixel)
    r, g, b = mixed(paint.color, material, over, share)
    if group == HEAD and share < 0.5:
        r, g, b = face(paint, qx, qy, qz, r, g, b)
    material = over if share > 0.5 else material
    shade *= tone(material, qx, qy, qz)
    return material, (r * shade, g * shade, b * shade)


@inlined
def _within(inside: float, pixel: float) -> float:
    """The share of a pixel, `pixel` metres wide, inside an edge that is `inside` metres away."""
    return min(1.0, max(0.0, 0.5 + inside / pixel))


@kernel
def rest_point(
    bones: NDArray[np.float64], i: int, x: float, y: float, z: float
) -> tuple[float, float, float]:
    """Where a point on bone `i` is in the rest pose."""
    px, py, pz = x - bones[i, JOINT], y - bones[i, JOINT + 1], z - bones[i, JOINT + 2]
    qx = bones[i, BACK] * px + bones[i, BACK + 1] * py + bones[i, BACK + 2] * pz
    qy = bones[i, BACK + 3] * px + bones[i, BACK + 4] * py + bones[i, BACK + 5] * pz
    qz = bones[i, BACK + 6] * px + bones[i, BACK + 7] * py + bones[i, BACK + 8] * pz
    return qx + bones[i, REST], qy + bones[i, REST + 1], qz + bones[i, REST + 2]


@kernel
def _dressed(
    paint: Paint, material: int, pixel: float, under: float, x: float, y: float, z: float
) -> tuple[int, int, float, float]:
    """The trunk's material, the material over it, how much of that, and a factor for shade.

    `under` is how far (m) the point is below the shirt's hem on the pelvis. (x, y, z) is the rest
    point.
    """
    shade = 0.72 if 0.0 < under < 0.007 and abs(y - paint.hem_y) < 0.03 else 1.0
    if material == BOTTOM:
        return BOTTOM, TOP, _within(min(-under, y - paint.hem_y), pixel), shade
    if under > -pixel:
        return TOP, BOTTOM, _within(under, pixel), shade
    return TOP, SKIN, _within(collared(paint, x, y, z), pixel), 1.0
