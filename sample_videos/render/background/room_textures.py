"""Procedural textures of floors, furniture and props. Lengths are metres.

`spread_m` is the width of the surface that one pixel covers. Detail finer than that fades out, so
that it does not flicker (it would alias).
"""

from __future__ import annotations

import math

from sample_videos.render.kernel import kernel
from sample_videos.render.noise import unit, value_noise

RGB = tuple[float, float, float]


@kernel
def detail(size_m: float, spread_m: float) -> float:
    """How much detail of `size_m` the picture can show: 1 is all, 0 if one pixel covers it."""
    return min(1.0, max(0.0, 1.6 - 1.6 * spread_m / size_m))


@kernel
def planks(x: float, z: float, spread_m: float) -> float:
    """Wooden boards along x, 13 cm wide; a factor near 1."""
    row = math.floor(z / 0.13)
    along = x / 1.25 + 0.37 * row + unit(int(row), 7)
    board = math.floor(along)
    tone = 0.86 + 0.22 * unit(int(row), int(board))
    grain = 0.10 * (value_noise(x * 4 + 31 * board, z * 110) - 0.5) * detail(0.012, spread_m)
    streak = 0.10 * (value_noise(x * 1.5 + 17 * row, z * 24) - 0.5) * detail(0.04, spread_m)
    edge = min(z / 0.13 - row, 1 - (z / 0.13 - row)) * 0.13
    end = min(along - board, 1 - (along - board)) * 1.25
    seam = min(edge, end)
    gap = max(0.0, 1 - seam / (0.0018 + 0.7 * spread_m)) * 0.0018 / (0.0018 + 0.5 * spread_m)
    return (tone + grain + streak) * (1 - 0.55 * gap)


@kernel
def carpet(x: float, z: float, spread_m: float) -> float:
    """A carpet with a short pile; a factor near 1."""
    pile = 0.26 * (value_noise(x * 260, z * 260) - 0.5) * detail(0.006, spread_m)
    tuft = 0.12 * (value_noise(x * 60, z * 60) - 0.5) * detail(0.03, spread_m)
    return 1.0 + pile + tuft + 0.10 * (value_noise(x * 3.1, z * 3.1) - 0.5)


@kernel
def wood(a: float, b: float, c: float) -> float:
    """Wood with its grain along the longest axis `a`; a factor near 1."""
    return 0.90 + 0.20 * value_noise(a * 6 + 3 * c, b * 70 + c * 55)


@kernel
def books(x: float, y: float, high: float) -> RGB:
    """The spines of a row of books; `y` runs from -high to high."""
    slot = math.floor(x / 0.034)
    seed = int(slot)
    if y > high * (0.45 + 0.55 * unit(seed, 3)):
        return 0.05, 0.04, 0.035
    tone, hue = 0.10 + 0.35 * unit(seed, 5), unit(seed, 9)
    shade = 0.55 if x / 0.034 - slot < 0.10 else 1.0
    if hue < 0.35:
        return shade * tone, shade * 0.45 * tone, shade * 0.36 * tone
    if hue < 0.70:
        return shade * 0.45 * tone, shade * 0.60 * tone, shade * 0.80 * tone
    return shade * tone, shade * 0.88 * tone, shade * 0.68 * tone


@kernel
def cloth(a: float, b: float, spread_m: float) -> float:
    """Woven cloth or foam; a factor near 1."""
    fine = 0.16 * (value_noise(a * 300, b * 300) - 0.5) * detail(0.006, spread_m)
    return 1.0 + fine + 0.06 * (value_noise(a * 18, b * 18) - 0.5)


@kernel
def leaf(x: float, y: float, z: float) -> float:
    """A leaf with a lighter rib; a factor near 1. The coordinates are divided by its half axes."""
    rib = max(0.0, 1.0 - 6.0 * abs(z))
    return 0.75 + 0.35 * rib + 0.25 * value_noise(9 * x, 3 * y)


@kernel
def outside(x: float, y: float) -> RGB:
    """What a window shows, out of focus and overexposed: the sky above a line of trees."""
    trees = 1.22 + 0.16 * math.sin(2.3 * x + 0.7) + 0.08 * math.sin(6.1 * x)
    sky = min(1.0, max(0.0, (y - trees + 0.12) / 0.24))
    leafy = 0.85 + 0.3 * value_noise(9 * x, 9 * y)
    return (
        0.62 * leafy + (1.42 - 0.62 * leafy) * sky,
        0.72 * leafy + (1.50 - 0.72 * leafy) * sky,
        0.56 * leafy + (1.60 - 0.56 * leafy) * sky,
    )
