"""Shading of the room: the light that floor, walls and solids send to the eye."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.background.plate_layers import AMBIENT, NORMAL, POINT
from sample_videos.render.background.room_textures import (
    books,
    carpet,
    cloth,
    leaf,
    outside,
    planks,
    wood,
)
from sample_videos.render.kernel import inlined, kernel
from sample_videos.render.scene.scene_arrays import (
    FILL,
    FLAT_M,
    FLOOR,
    GROUND,
    HIGH,
    LOW,
    MAP_M,
    SKY,
    SUN,
    TOWARDS,
    WALL,
    SceneArrays,
    own_axes,
)
from sample_videos.render.scene.solids import COLOR, GLOSS, HALF, LOCAL, PATTERN, Solids

Pixel = NDArray[np.float32]
"""What one ray sees: a pixel of a `Plate`, with all its layers."""
RGB = tuple[float, float, float]
PLAIN, WOOD, FABRIC, MAT, BOOKS, LIGHT, LEAF, PANE = range(8)
"""The numbers of `scene.solids.PATTERNS`."""


@kernel
def shade_solid(
    arrays: SceneArrays,
    i: int,
    nx: float,
    ny: float,
    nz: float,
    dx: float,
    dy: float,
    dz: float,
    spread: float,
    pixel: Pixel,
) -> None:
    """Fill in light and normal of solid `i`. `pixel` has the point; n is the normal in own axes."""
    solids, lamp = arrays.solids, arrays.lamp
    ux = solids[i, LOCAL] * nx + solids[i, LOCAL + 3] * ny + solids[i, LOCAL + 6] * nz
    uy = solids[i, LOCAL + 1] * nx + solids[i, LOCAL + 4] * ny + solids[i, LOCAL + 7] * nz
    uz = solids[i, LOCAL + 2] * nx + solids[i, LOCAL + 5] * ny + solids[i, LOCAL + 8] * nz
    pixel[NORMAL], pixel[NORMAL + 1], pixel[NORMAL + 2] = ux, uy, uz
    r, g, b = _color(solids, i, pixel[POINT], pixel[POINT + 1], pixel[POINT + 2], spread)
    if solids[i, PATTERN] == LIGHT or solids[i, PATTERN] == PANE:
        pixel[0], pixel[1], pixel[2] = 0.0, 0.0, 0.0
        pixel[AMBIENT], pixel[AMBIENT + 1], pixel[AMBIENT + 2] = r, g, b
        return
    direct = max(0.0, ux * lamp[TOWARDS, 0] + uy * lamp[TOWARDS, 1] + uz * lamp[TOWARDS, 2])
    low = 0.45 + 0.55 * min(1.0, max(0.0, pixel[POINT + 1] / 0.25))
    if uy > 0.9 and pixel[POINT + 1] < FLAT_M:
        lit, low = sample_light_map(arrays.light_map, arrays.space, pixel[POINT], pixel[POINT + 2])
        direct *= lit
    gloss = solids[i, GLOSS]
    sheen = 0.25 * gloss * max(1.0 + dx * ux + dy * uy + dz * uz, 0.0) ** 3
    glint = gloss * _specular(lamp, dx, dy, dz, ux, uy, uz)
    for c in range(3):
        color = r if c == 0 else (g if c == 1 else b)
        pixel[c] = (color * direct + glint) * lamp[SUN, c]
        around = lamp[SKY, c] * (0.55 + 0.45 * uy) * low + lamp[FILL, c]
        pixel[AMBIENT + c] = color * around + sheen * lamp[SKY, c]


@kernel
def _color(solids: Solids, i: int, x: float, y: float, z: float, spread: float) -> RGB:
    """The colour of solid `i` at a point in the world, with its pattern."""
    qx, qy, qz = own_axes(solids, i, x - solids[i, 0], y - solids[i, 1], z - solids[i, 2])
    hx, hy, hz = solids[i, HALF], solids[i, HALF + 1], solids[i, HALF + 2]
    r, g, b = solids[i, COLOR], solids[i, COLOR + 1], solids[i, COLOR + 2]
    pattern, tone = int(solids[i, PATTERN]), 1.0
    if pattern == BOOKS:
        return books(qx, qy, hy)
    if pattern == PANE:
        return outside(x, y)
    if pattern == WOOD:
        if hx >= max(hy, hz):
            tone = wood(qx, qz, qy)
        elif hy >= hz:
            tone = wood(qy, qx, qz)
        else:
            tone = wood(qz, qx, qy)
    elif FABRIC <= pattern <= MAT:
        tone = cloth(qx, qz + qy, spread)
        if pattern == MAT and abs(min(hx - abs(qx), hz - abs(qz)) - 0.035) < 0.006:
            tone *= 1.25
    elif pattern == LEAF:
        tone = leaf(qx / hx, qy / hy, qz / hz)
    return r * tone, g * tone, b * tone


@kernel
def _specular(
    lamp: NDArray[np.float64], dx: float, dy: float, dz: float, nx: float, ny: float, nz: float
) -> float:
    """Blinn's specular reflection of the lamp on a satin surface."""
    hx, hy, hz = lamp[TOWARDS, 0] - dx, lamp[TOWARDS, 1] - dy, lamp[TOWARDS, 2] - dz
    size = math.sqrt(hx * hx + hy * hy + hz * hz) + 1e-9
    glint: float = max(0.0, (nx * hx + ny * hy + nz * hz) / size) ** 40
    return glint


@kernel
def shade_wall(arrays: SceneArrays, side: int, dy: float, spread: float, pixel: Pixel) -> None:
    """Fill in light and normal of floor, ceiling or wall `side`. `pixel` has the point."""
    x, y, z = pixel[POINT], pixel[POINT + 1], pixel[POINT + 2]
    space, lamp = arrays.space, arrays.lamp
    pixel[NORMAL], pixel[NORMAL + 1], pixel[NORMAL + 2] = 0.0, 0.0, 0.0
    if side == 1:
        pixel[NORMAL + 1] = 1.0
        slant = spread / max(0.08, -dy)
        tone = planks(x, z, slant) if space[FLOOR, 0] == 0.0 else carpet(x, z, slant)
        direct, ambient = sample_light_map(arrays.light_map, space, x, z)
        for c in range(3):
            color = lamp[GROUND, c] * tone
            pixel[c] = color * direct * lamp[TOWARDS, 1] * lamp[SUN, c]
            pixel[AMBIENT + c] = color * ambient * (lamp[SKY, c] + 0.5 * lamp[FILL, c])
        return
    axis = 1 if side == 2 else (2 if side <= 4 else 0)
    pixel[NORMAL + axis] = 1.0 if side % 2 else -1.0
    facing = pixel[NORMAL + axis] * lamp[TOWARDS, axis]
    corner = min(y, space[HIGH, 1] - y)
    if axis != 2:
        corner = min(corner, z - space[LOW, 2], space[HIGH, 2] - z)
    if axis != 0:
        corner = min(corner, x - space[LOW, 0], space[HIGH, 0] - x)
    dim = 1.0 - 0.35 * math.exp(-max(corner, 0.0) / 0.22)
    glow = 0.78 + 0.30 * math.exp(-((x - 2.5 * lamp[TOWARDS, 0]) ** 2 + (y - 1.7) ** 2) / 3.5)
    for c in range(3):
        color = space[WALL, c] * dim * glow
        pixel[c] = color * max(facing, 0.12) * 0.55 * lamp[SUN, c]
        pixel[AMBIENT + c] = color * (0.62 * lamp[SKY, c] + lamp[FILL, c])


@inlined
def sample_light_map(
    light_map: NDArray[np.float32], space: NDArray[np.float64], x: float, z: float
) -> tuple[float, float]:
    """The direct and the ambient light that reach the floor at (x, z), from the light map."""
    nx, nz, _ = light_map.shape
    u = min(max((x - space[LOW, 0]) / MAP_M, 0.0), nx - 1.001)
    w = min(max((z - space[LOW, 2]) / MAP_M, 0.0), nz - 1.001)
    i, k = int(u), int(w)
    fu, fw = u - i, w - k
    a, b, c, d = (1 - fu) * (1 - fw), (1 - fu) * fw, fu * (1 - fw), fu * fw
    direct = (
        a * light_map[i, k, 0]
        + b * light_map[i, k + 1, 0]
        + c * light_map[i + 1, k, 0]
        + d * light_map[i + 1, k + 1, 0]
    )
    around = (
        a * light_map[i, k, 1]
        + b * light_map[i, k + 1, 1]
        + c * light_map[i + 1, k, 1]
        + d * light_map[i + 1, k + 1, 1]
    )
    return direct, around
