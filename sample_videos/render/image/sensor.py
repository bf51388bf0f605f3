"""The camera's sensor: exposure, tone mapping and noise turn linear light into 8-bit pixels."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.kernel import kernel
from sample_videos.render.noise import scatter

STEPS = 2048
"""Entries of the tone curve's table."""
BRIGHTEST = 4.0
"""The linear light at which the tone curve ends."""
NORMAL_DRAWS = np.random.default_rng(7).standard_normal(1 << 14).astype(np.float32)
"""Random numbers from a normal distribution. Each pixel's noise is one of them."""


def tone_curve() -> NDArray[np.float32]:
    """The tone curve: display values 0-255 for sqrt(light / BRIGHTEST). A soft shoulder, then
    gamma.

    The square root gives dark light more entries of the table.
    """
    light = np.linspace(0, 1, STEPS) ** 2 * BRIGHTEST
    shoulder = light * (1 + 0.15 * light) / (1 + 0.55 * light) * 1.25
    curve: NDArray[np.float32] = (np.clip(shoulder, 0, 1) ** (1 / 1.9) * 255).astype(np.float32)
    return curve


TONE_CURVE = tone_curve()


@kernel
def tone_map(
    start: int,
    stop: int,
    light: NDArray[np.float32],
    brightness: float,
    noise_sigma: float,
    stamp: int,
    curve: NDArray[np.float32],
    bell: NDArray[np.float32],
    out: NDArray[np.uint8],
) -> None:
    """Fill the rows start..stop of `out` (H, W, 3) from linear `light`. `stamp` picks the noise."""
    _, width, _ = light.shape
    gain, most = np.float32(brightness / BRIGHTEST), np.float32(STEPS - 1)
    sigma, none, full = np.float32(noise_sigma), np.float32(0.0), np.float32(1.0)
    half, white = np.float32(0.5), np.float32(255.0)
    step = np.empty((width, 3), np.uint32)
    for y in range(start, stop):
        # a loop of its own, so that the compiler makes vector instructions of it
        for x in range(width):
            for c in range(3):
                share = min(max(light[y, x, c] * gain, none), full)
                step[x, c] = np.uint32(np.float32(math.sqrt(share)) * most)
        for x in range(width):
            draw = scatter(y * width + x, stamp)
            for c in range(3):
                noise = sigma * bell[(draw >> (5 * c)) & 16383]
                level = curve[step[x, c]] + noise + half
                out[y, x, c] = np.uint8(min(max(level, none), white))
