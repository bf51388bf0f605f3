"""Noise for the compiled functions, the same every time: integer hashes and value noise."""

from __future__ import annotations

import math

from sample_videos.render.kernel import inlined, kernel


@inlined
def scatter(a: int, b: int) -> int:
    """A 32-bit hash of two integers: the output step of the PCG generator, on their mix."""
    word = (a * 747796405 + b * 2891336453 + 1013904223) & 0xFFFFFFFF
    word = (((word >> ((word >> 28) + 4)) ^ word) * 277803737) & 0xFFFFFFFF
    return (word >> 22) ^ word


@inlined
def unit(a: int, b: int) -> float:
    """A number in [0, 1), from two integers."""
    return scatter(a, b) * 2.3283064365386963e-10


@kernel
def value_noise(x: float, y: float) -> float:
    """Value noise in [0, 1). The lattice points are one unit apart."""
    fx, fy = math.floor(x), math.floor(y)
    i, j = int(fx), int(fy)
    u, v = x - fx, y - fy
    u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
    low = unit(i, j) + (unit(i + 1, j) - unit(i, j)) * u
    high = unit(i, j + 1) + (unit(i + 1, j + 1) - unit(i, j + 1)) * u
    return low + (high - low) * v
