"""Camera rays: the camera as an array, and the ray through a pixel."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.kernel import inlined
from sample_videos.render.scene.camera import Camera

View = NDArray[np.float64]
"""(5, 3): the eye; right, up and forward (world axes); the focal length in pixels, three times."""
SUBPIXELS = ((-0.125, -0.375), (0.375, -0.125), (-0.375, 0.125), (0.125, 0.375))
"""Four samples in a pixel, on a rotated grid: each has a row and a column of its own."""


def view_of(camera: Camera) -> View:
    """The camera as one array."""
    return np.vstack([camera.eye_m, camera.axes, np.full(3, camera.focal_px)])


@inlined
def ray(view: View, width: int, height: int, x: float, y: float) -> tuple[float, float, float]:
    """The unit direction of the ray through the pixel coordinates (x, y)."""
    u, v = (x - 0.5 * width) / view[4, 0], (0.5 * height - y) / view[4, 0]
    dx = view[1, 0] * u + view[2, 0] * v + view[3, 0]
    dy = view[1, 1] * u + view[2, 1] * v + view[3, 1]
    dz = view[1, 2] * u + view[2, 2] * v + view[3, 2]
    size = math.sqrt(dx * dx + dy * dy + dz * dz)
    return dx / size, dy / size, dz / size
