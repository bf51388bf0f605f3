"""Procedural textures of the body: eyes, brows, lips, hairline, collar, hair and cloth.

All are functions of a point in the rest pose, metres, so they move with the body.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.kernel import kernel
from sample_videos.render.noise import value_noise

RGB = tuple[float, float, float]


class Paint(NamedTuple):
    """The colours of one person, and where the textures are; rest coordinates, metres."""

    color: NDArray[np.float64]
    """(M, 3): the colour of each material."""
    head: NDArray[np.float64]
    """(3,): the head's joint."""
    head_size: float
    collar: NDArray[np.float64]
    """(3,): the middle of the collar."""
    hem_y: float
    """The height of the shirt's hem. The pelvis wears trousers below it."""
    brow: float
    """Scale of the eyebrows."""
    sideburn: float
    """How low the hair grows in front of the ears, above the head's joint."""
    gaze: NDArray[np.float64]
    """(2,): how far the eyes look to the person's left and up, on the eye."""
    lid: float
    """1 if the eyes are open, 0 if they are shut."""


@kernel
def mixed(color: NDArray[np.float64], first: int, second: int, share: float) -> RGB:
    """The colour `first` with a `share` of `second` over it."""
    return (
        color[first, 0] + (color[second, 0] - color[first, 0]) * share,
        color[first, 1] + (color[second, 1] - color[first, 1]) * share,
        color[first, 2] + (color[second, 2] - color[first, 2]) * share,
    )


@kernel
def face(paint: Paint, x: float, y: float, z: float, r: float, g: float, b: float) -> RGB:
    """The colour of the face at the rest point (x, y, z). The skin there has the colour (r, g,
    b)."""
    hx = (x - paint.head[0]) / paint.head_size
    hy = (y - paint.head[1]) / paint.head_size
    hz = (z - paint.head[2]) / paint.head_size
    ax = abs(hx)
    if hz < 0.045 or hy < 0.0 or hy > 0.16:
        if ax > 0.079 and ((hy - 0.094) / 0.018) ** 2 + ((hz + 0.003) / 0.009) ** 2 < 1:
            return 0.82 * r, 0.72 * g, 0.70 * b
        return r, g, b
    eye_x, eye_y = ax - 0.031, hy - 0.106
    flush = ((ax - 0.042) / 0.024) ** 2 + ((hy - 0.076) / 0.020) ** 2
    if flush < 1:
        g, b = g * (1 - 0.08 * (1 - flush)), b * (1 - 0.07 * (1 - flush))
    lips = (hx / 0.0240) ** 2 + ((hy - 0.0520) / (0.0108 - 0.08 * ax)) ** 2
    if lips < 1:
        line = 0.45 if abs(hy - 0.0520 - 0.05 * ax) < 0.0013 else 1.0
        soft = min(1.0, 2.2 * (1 - lips))
        return (
            r * line * (1 - 0.16 * soft),
            g * line * (1 - 0.38 * soft),
            b * line * (1 - 0.34 * soft),
        )
    brow_line = hy - 0.1275 + 5.5 * (ax - 0.039) ** 2
    if abs(ax - 0.034) < 0.021 and abs(brow_line) < 0.0042 * paint.brow:
        h = paint.color[3]
        return 0.35 * r + 0.6 * h[0], 0.30 * g + 0.6 * h[1], 0.30 * b + 0.6 * h[2]
    if (ax - 0.0085) ** 2 + (hy - 0.0672) ** 2 < 0.0042**2:
        return 0.45 * r, 0.36 * g, 0.36 * b
    return _eye(paint, hx, eye_x, eye_y, r, g, b)


@kernel
def hairy(paint: Paint, x: float, y: float, z: float) -> float:
    """How far (m) inside the hairline a rest point of the head is."""
    hx = abs(x - paint.head[0]) / paint.head_size
    hy = (y - paint.head[1]) / paint.head_size
    hz = (z - paint.head[2]) / paint.head_size
    line = 0.014 + 0.95 * max(0.0, hy - 0.118) - 0.10 * max(0.0, 0.03 - hx)
    side = min(hy - paint.sideburn, hx - 0.055, hz + 0.02)
    inside: float = min(0.75 * (line - hz), max(hy - 0.118, side), 0.0748 - hx)
    return inside


@kernel
def _eye(paint: Paint, hx: float, eye_x: float, eye_y: float, r: float, g: float, b: float) -> RGB:
    """The open part of an eye, its lashes, and the shade of the lid."""
    arch = 1 - (eye_x / 0.0160) ** 2
    upper = (0.0018 + 0.0057 * paint.lid) * arch - 0.0018
    lower = -0.0052 * arch * (0.35 + 0.65 * paint.lid)
    if arch <= 0:
        return r, g, b
    if lower < eye_y < upper:
        side = math.copysign(1.0, hx)
        px, py = eye_x - side * paint.gaze[0], eye_y - paint.gaze[1] - 0.0002
        iris = px * px + py * py
        shade = 0.62 + 0.38 * min(1.0, (upper - eye_y) / 0.003)
        if iris < 0.0024**2:
            return 0.012, 0.010, 0.010
        if iris < 0.0062**2:
            return 0.16 * shade, 0.095 * shade, 0.055 * shade
        return 0.62 * shade, 0.59 * shade, 0.56 * shade
    if upper <= eye_y < upper + 0.0016:
        return 0.22 * r, 0.17 * g, 0.16 * b
    if lower - 0.0012 < eye_y <= lower:
        return 0.70 * r, 0.58 * g, 0.56 * b
    if upper < eye_y < upper + 0.0065:
        return 0.84 * r, 0.76 * g, 0.74 * b
    return r, g, b


@kernel
def collared(paint: Paint, x: float, y: float, z: float) -> float:
    """How far (m) a rest point of the trunk is inside the shirt's neck opening."""
    dx, dz = x - paint.collar[0], z - paint.collar[2]
    above = 0.88 * (y - paint.collar[1] + 0.55 * dz)
    aside = math.sqrt(dx * dx + dz * dz)
    inside: float = min(above, max(0.090 - aside, y - paint.collar[1] - 0.06))
    return inside


@kernel
def tone(material: int, x: float, y: float, z: float) -> float:
    """Strands of hair, and uneven cloth; a factor near 1."""
    if material == 3:
        return 0.70 + 0.60 * value_noise(x * 330 + z * 90, y * 34 + z * 50)
    if 1 <= material <= 2:
        return 0.95 + 0.10 * value_noise((x + z) * 30, y * 22)
    return 1.0
