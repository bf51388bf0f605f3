"""The room with its props as arrays: solids, lamp, and a light map of the floor.

The light map is baked once: it holds the soft shadows and the ambient occlusion that furniture and
props cast on the floor.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.kernel import inlined, kernel, on_threads
from sample_videos.render.scene.props import Prop
from sample_videos.render.scene.rooms import FLOORS, Room
from sample_videos.render.scene.solids import (
    BOX,
    ELLIPSOID,
    HALF,
    LOCAL,
    REACH,
    SHAPE,
    Solid,
    Solids,
    packed,
)

FAR = 1e3
"""Metres: farther than anything in a room. It stands for "no hit"."""
MAP_M = 0.03
"""Side, metres, of a cell of the light map."""
FLAT_M = 0.03
"""A solid that is not higher than this, metres, covers the floor and takes the floor's light."""


class SceneArrays(NamedTuple):
    """A room with its props as arrays for the compiled functions."""

    solids: Solids
    standing: Solids
    """The solids higher than a mat or a rug: these shade what is round them."""
    space: NDArray[np.float64]
    """(4, 3): the room's low and high corner, the walls' colour, three times the kind of floor."""
    lamp: NDArray[np.float64]
    """(6, 3): the room's light, in the rows below."""
    light_map: NDArray[np.float32]
    """(X, Z, 2): the light map, how much direct and ambient light reaches the floor, 0-1."""


LOW, HIGH, WALL, FLOOR = range(4)
"""Rows of `SceneArrays.space`."""
TOWARDS, SUN, SKY, FILL, GROUND, SHARP = range(6)
"""Rows of `SceneArrays.lamp`: the unit vector to the lamp, the lamp's colour, light from above,
light from the front, the floor's colour, and how sharp shadows are (the first number)."""


@inlined
def own_axes(solids: Solids, i: int, x: float, y: float, z: float) -> tuple[float, float, float]:
    """A world direction in the axes of solid `i`."""
    return (
        solids[i, LOCAL] * x + solids[i, LOCAL + 1] * y + solids[i, LOCAL + 2] * z,
        solids[i, LOCAL + 3] * x + solids[i, LOCAL + 4] * y + solids[i, LOCAL + 5] * z,
        solids[i, LOCAL + 6] * x + solids[i, LOCAL + 7] * y + solids[i, LOCAL + 8] * z,
    )


@kernel
def solid_distance(solids: Solids, i: int, x: float, y: float, z: float) -> float:
    """Signed distance (m) to solid `i`."""
    qx, qy, qz = own_axes(solids, i, x - solids[i, 0], y - solids[i, 1], z - solids[i, 2])
    hx, hy, hz = solids[i, HALF], solids[i, HALF + 1], solids[i, HALF + 2]
    if solids[i, SHAPE] == ELLIPSOID:
        sx, sy, sz = qx / hx, qy / hy, qz / hz
        k0 = math.sqrt(sx * sx + sy * sy + sz * sz)
        k1 = math.sqrt((sx / hx) ** 2 + (sy / hy) ** 2 + (sz / hz) ** 2)
        return k0 * (k0 - 1.0) / k1 if k1 > 1e-6 else -min(hx, hy, hz)
    if solids[i, SHAPE] == BOX:
        ex, ez = abs(qx) - hx, abs(qz) - hz
    else:
        ex, ez = math.sqrt(qx * qx + qz * qz) - hx, -FAR
    ey = abs(qy) - hy
    mx, my, mz = max(ex, 0.0), max(ey, 0.0), max(ez, 0.0)
    distance: float = math.sqrt(mx * mx + my * my + mz * mz) + min(max(ex, ey, ez), 0.0)
    return distance


@kernel
def nearest_solid(solids: Solids, x: float, y: float, z: float) -> float:
    """Signed distance (m) to the nearest solid; FAR without solids."""
    best = FAR
    for i in range(solids.shape[0]):
        px, py, pz = x - solids[i, 0], y - solids[i, 1], z - solids[i, 2]
        gap = best + solids[i, REACH]
        if px * px + py * py + pz * pz < gap * gap:
            best = min(best, solid_distance(solids, i, x, y, z))
    return best


def pack_scene(room: Room, props: Sequence[Prop]) -> SceneArrays:
    """The room with `props` in it as arrays, light map included."""
    parts = [*room.furniture, *(part for prop in props for part in prop.solids())]
    low, high = np.array(room.low_m, float), np.array(room.high_m, float)
    cells = np.ceil((high - low) / MAP_M).astype(int) + 1
    arrays = SceneArrays(
        solids=packed(parts),
        standing=packed([part for part in parts if _top_m(part) > FLAT_M]),
        space=np.stack([low, high, room.wall_color, np.full(3, FLOORS[room.floor])]),
        lamp=_lamp(room),
        light_map=np.empty((cells[0], cells[2], 2), np.float32),
    )
    on_threads(_bake_light_map, int(cells[0]), arrays)
    return arrays


def _lamp(room: Room) -> NDArray[np.float64]:
    """The room's light as `SceneArrays.lamp`."""
    light = room.light
    towards = np.array(light.towards, float)
    lamp = np.zeros((6, 3))
    lamp[TOWARDS] = towards / np.linalg.norm(towards)
    lamp[SUN], lamp[SKY], lamp[FILL] = light.color, light.sky, light.fill
    lamp[GROUND] = room.floor_color
    lamp[SHARP] = light.sharpness
    return lamp


def _top_m(solid: Solid) -> float:
    return solid.centre_m[1] + solid.half_m[1]


@kernel
def _bake_light_map(start: int, stop: int, arrays: SceneArrays) -> None:
    """Fill the light map: soft shadows by rays to the lamp, ambient occlusion by distances."""
    _, nz, _ = arrays.light_map.shape
    lamp = arrays.lamp
    tx, ty, tz = lamp[TOWARDS, 0], lamp[TOWARDS, 1], lamp[TOWARDS, 2]
    for i in range(start, stop):
        x = arrays.space[LOW, 0] + i * MAP_M
        for k in range(nz):
            z = arrays.space[LOW, 2] + k * MAP_M
            shade, t = 1.0, 0.02
            for _ in range(40):
                d = nearest_solid(arrays.standing, x + tx * t, ty * t, z + tz * t)
                shade = min(shade, 0.5 + 0.5 * lamp[SHARP, 0] * d / t)
                t += min(max(d, 0.02), 0.25)
                if shade <= 0.0 or ty * t > 1.6:
                    break
            shade = max(shade, 0.0)
            arrays.light_map[i, k, 0] = shade * shade * (3 - 2 * shade)
            hidden = 0.0
            for step in range(1, 4):
                d = nearest_solid(arrays.standing, x, 0.06 * step, z)
                hidden += max(0.0, 0.06 * step - d) / (0.06 * step)
            arrays.light_map[i, k, 1] = max(0.25, 1.0 - 0.28 * hidden)
