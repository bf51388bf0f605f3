"""The light that floor, walls and solids send to the eye."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from .kernel import inlined, kernel
from .scenery import (
    AMBIENT,
    FILL,
    FLAT_M,
    FLOOR,
    GROUND,
    HIGH,
    LOW,
    MAP_M,
    NORMAL,
    POINT,
    SKY,
    SUN,
    TOWARDS,
    WALL,
    Setting,
    own_axes,
)
from .solids import COLOR, GLOSS, HALF, LOCAL, PATTERN, Solids
from .surface import books, carpet, cloth, leaf, outside, planks, wood

Look = NDArray[np.float32]
"""What one ray sees: a pixel of a `Backdrop`."""
RGB = tuple[float, float, float]
PLAIN, WOOD, FABRIC, MAT, BOOKS, LIGHT, LEAF, PANE = range(8)


@kernel
def light_solid(
    setting: Setting,
    i: int,
    nx: float,
    ny: float,
    nz: float,
    dx: float,
    dy: float,
    dz: float,
    spread: float,
    look: Look,
) -> None:
    """Light from solid `i`, and its normal; n is that in its own axes, `look` has the point."""
    solids, lamp = setting.solids, setting.lamp
    ux = solids[i, LOCAL] * nx + solids[i, LOCAL + 3] * ny + solids[i, LOCAL + 6] * nz
    uy = solids[i, LOCAL + 1] * nx + solids[i, LOCAL + 4] * ny + solids[i, LOCAL + 7] * nz
    uz = solids[i, LOCAL + 2] * nx + solids[i, LOCAL + 5] * ny + solids[i, LOCAL + 8] * nz
    look[NORMAL], look[NORMAL + 1], look[NORMAL + 2] = ux, uy, uz
    r, g, b = _color(solids, i, look[POINT], look[POINT + 1], look[POINT + 2], spread)
    if solids[i, PATTERN] == LIGHT or solids[i, PATTERN] == PANE:
        look[0], look[1], look[2] = 0.0, 0.0, 0.0
        look[AMBIENT], look[AMBIENT + 1], look[AMBIENT + 2] = r, g, b
        return
    direct = max(0.0, ux * lamp[TOWARDS, 0] + uy * lamp[TOWARDS, 1] + uz * lamp[TOWARDS, 2])
    low = 0.45 + 0.55 * min(1.0, max(0.0, look[POINT + 1] / 0.25))
    if uy > 0.9 and look[POINT + 1] < FLAT_M:
        lit, low = floor_light(setting.lit, setting.space, look[POINT], look[POINT + 2])
        direct *= lit
    gloss = solids[i, GLOSS]
    sheen = 0.25 * gloss * max(1.0 + dx * ux + dy * uy + dz * uz, 0.0) ** 3
    glint = gloss * _glint(lamp, dx, dy, dz, ux, uy, uz)
    for c in range(3):
        color = r if c == 0 else (g if c == 1 else b)
        look[c] = (color * direct + glint) * lamp[SUN, c]
        around = lamp[SKY, c] * (0.55 + 0.45 * uy) * low + lamp[FILL, c]
        look[AMBIENT + c] = color * around + sheen * lamp[SKY, c]


@kernel
def _color(solids: Solids, i: int, x: float, y: float, z: float, spread: float) -> RGB:
    """The colour of solid `i` at a world point, its pattern included."""
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
def _glint(
    lamp: NDArray[np.float64], dx: float, dy: float, dz: float, nx: float, ny: float, nz: float
) -> float:
    """The light's reflection on a satin surface (Blinn)."""
    hx, hy, hz = lamp[TOWARDS, 0] - dx, lamp[TOWARDS, 1] - dy, lamp[TOWARDS, 2] - dz
    size = math.sqrt(hx * hx + hy * hy + hz * hz) + 1e-9
    glint: float = max(0.0, (nx * hx + ny * hy + nz * hz) / size) ** 40
    return glint


@kernel
def light_wall(setting: Setting, side: int, dy: float, spread: float, look: Look) -> None:
    """Light from floor, ceiling or wall `side` and its normal; `look` has the point."""
    x, y, z = look[POINT], look[POINT + 1], look[POINT + 2]
    space, lamp = setting.space, setting.lamp
    look[NORMAL], look[NORMAL + 1], look[NORMAL + 2] = 0.0, 0.0, 0.0
    if side == 1:
        look[NORMAL + 1] = 1.0
        slant = spread / max(0.08, -dy)
        tone = planks(x, z, slant) if space[FLOOR, 0] == 0.0 else carpet(x, z, slant)
        direct, ambient = floor_light(setting.lit, space, x, z)
        for c in range(3):
            color = lamp[GROUND, c] * tone
            look[c] = color * direct * lamp[TOWARDS, 1] * lamp[SUN, c]
            look[AMBIENT + c] = color * ambient * (lamp[SKY, c] + 0.5 * lamp[FILL, c])
        return
    axis = 1 if side == 2 else (2 if side <= 4 else 0)
    look[NORMAL + axis] = 1.0 if side % 2 else -1.0
    facing = look[NORMAL + axis] * lamp[TOWARDS, axis]
    corner = min(y, space[HIGH, 1] - y)
    if axis != 2:
        corner = min(corner, z - space[LOW, 2], space[HIGH, 2] - z)
    if axis != 0:
        corner = min(corner, x - space[LOW, 0], space[HIGH, 0] - x)
    dim = 1.0 - 0.35 * math.exp(-max(corner, 0.0) / 0.22)
    glow = 0.78 + 0.30 * math.exp(-((x - 2.5 * lamp[TOWARDS, 0]) ** 2 + (y - 1.7) ** 2) / 3.5)
    for c in range(3):
        color = space[WALL, c] * dim * glow
        look[c] = color * max(facing, 0.12) * 0.55 * lamp[SUN, c]
        look[AMBIENT + c] = color * (0.62 * lamp[SKY, c] + lamp[FILL, c])


@inlined
def floor_light(
    lit: NDArray[np.float32], space: NDArray[np.float64], x: float, z: float
) -> tuple[float, float]:
    """Direct and ambient light that the solids leave to the floor."""
    nx, nz, _ = lit.shape
    u = min(max((x - space[LOW, 0]) / MAP_M, 0.0), nx - 1.001)
    w = min(max((z - space[LOW, 2]) / MAP_M, 0.0), nz - 1.001)
    i, k = int(u), int(w)
    fu, fw = u - i, w - k
    a, b, c, d = (1 - fu) * (1 - fw), (1 - fu) * fw, fu * (1 - fw), fu * fw
    direct = (
        a * lit[i, k, 0] + b * lit[i, k + 1, 0] + c * lit[i + 1, k, 0] + d * lit[i + 1, k + 1, 0]
    )
    around = (
        a * lit[i, k, 1] + b * lit[i, k + 1, 1] + c * lit[i + 1, k, 1] + d * lit[i + 1, k + 1, 1]
    )
    return direct, around
