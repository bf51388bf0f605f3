"""The background plate: a ray through every pixel into the empty room, antialiased at edges."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.background.plate_layers import (
    DISTANCE,
    LAYERS,
    NORMAL,
    POINT,
    SMOOTH,
    Plate,
)
from sample_videos.render.background.ray_intersection import exit_room, hit_solid
from sample_videos.render.background.room_shading import Pixel, shade_solid, shade_wall
from sample_videos.render.kernel import inlined, kernel, on_threads
from sample_videos.render.scene.camera_rays import SUBPIXELS, View, ray
from sample_videos.render.scene.scene_arrays import FAR, SceneArrays
from sample_videos.render.scene.solids import REACH

TILE = 16
"""Side of a tile, pixels. For each tile the solids that it can show are found once."""
PLANE_M = 0.01
"""Two points lie on one plane if neither is farther than this, metres, from the other's plane."""


def background_plate(arrays: SceneArrays, view: View, size_px: tuple[int, int]) -> Plate:
    """The empty room as `view` sees it."""
    width, height = size_px
    out = np.empty((height, width, LAYERS), np.float32)
    surface_id = np.empty((height, width), np.int16)
    tiles = math.ceil(width / TILE) * math.ceil(height / TILE)
    on_threads(_trace_pixels, tiles, arrays, view, out, surface_id, share=100)
    on_threads(_antialias_edges, tiles, arrays, view, out, surface_id, share=100)
    on_threads(_find_planes, height, out, share=64)
    return out


@kernel
def _trace_pixels(
    start: int,
    stop: int,
    arrays: SceneArrays,
    view: View,
    out: Plate,
    surface_id: NDArray[np.int16],
) -> None:
    """Trace one ray through the middle of each pixel of the tiles start..stop."""
    height, width = surface_id.shape
    across = (width + TILE - 1) // TILE
    near = np.empty(arrays.solids.shape[0], np.int64)
    for tile in range(start, stop):
        y0, x0 = tile // across * TILE, tile % across * TILE
        count = _solids_in(arrays, view, width, height, x0, y0, near)
        for y in range(y0, min(y0 + TILE, height)):
            for x in range(x0, min(x0 + TILE, width)):
                dx, dy, dz = ray(view, width, height, x + 0.5, y + 0.5)
                surface_id[y, x] = trace_ray(arrays, near, count, view, dx, dy, dz, out[y, x])


@kernel
def _solids_in(
    arrays: SceneArrays,
    view: View,
    width: int,
    height: int,
    x0: int,
    y0: int,
    near: NDArray[np.int64],
) -> int:
    """Put the solids whose sphere meets the cone of the tile at (x0, y0) into `near`; count
    them."""
    cx, cy, cz = ray(view, width, height, x0 + 0.5 * TILE, y0 + 0.5 * TILE)
    half = 0.75 * TILE / view[4, 0]
    solids, count = arrays.solids, 0
    for i in range(solids.shape[0]):
        lx, ly, lz = solids[i, 0] - view[0, 0], solids[i, 1] - view[0, 1], solids[i, 2] - view[0, 2]
        along = lx * cx + ly * cy + lz * cz
        aside = math.sqrt(max(lx * lx + ly * ly + lz * lz - along * along, 0.0))
        reach = solids[i, REACH] + half * (abs(along) + solids[i, REACH])
        if aside < reach and along > -solids[i, REACH]:
            near[count] = i
            count += 1
    return count


@kernel
def _antialias_edges(
    start: int,
    stop: int,
    arrays: SceneArrays,
    view: View,
    out: Plate,
    surface_id: NDArray[np.int16],
) -> None:
    """Take four samples of a pixel whose neighbours see another thing."""
    height, width = surface_id.shape
    across = (width + TILE - 1) // TILE
    near = np.empty(arrays.solids.shape[0], np.int64)
    pixel, light = np.empty(LAYERS, np.float32), np.empty(6, np.float32)
    for tile in range(start, stop):
        y0, x0 = tile // across * TILE, tile % across * TILE
        count = -1
        for y in range(y0, min(y0 + TILE, height)):
            for x in range(x0, min(x0 + TILE, width)):
                if not _is_edge(surface_id, x, y):
                    continue
                if count < 0:
                    count = _solids_in(arrays, view, width, height, x0, y0, near)
                light[:] = 0.0
                for sx, sy in SUBPIXELS:
                    rx, ry, rz = ray(view, width, height, x + 0.5 + sx, y + 0.5 + sy)
                    trace_ray(arrays, near, count, view, rx, ry, rz, pixel)
                    light += 0.25 * pixel[:6]
                out[y, x, :6] = light


@inlined
def _is_edge(surface_id: NDArray[np.int16], x: int, y: int) -> bool:
    """Whether a neighbour of pixel (x, y) sees another thing."""
    height, width = surface_id.shape
    here = surface_id[y, x]
    across: bool = (
        surface_id[y, max(x - 1, 0)] != here or surface_id[y, min(x + 1, width - 1)] != here
    )
    down: bool = (
        surface_id[max(y - 1, 0), x] != here or surface_id[min(y + 1, height - 1), x] != here
    )
    return across or down


@kernel
def trace_ray(
    arrays: SceneArrays,
    near: NDArray[np.int64],
    count: int,
    view: View,
    dx: float,
    dy: float,
    dz: float,
    pixel: Pixel,
) -> int:
    """Fill `pixel` with what the ray from the eye meets. Returns its id: solids >= 0, walls < 0."""
    ex, ey, ez, focal = view[0, 0], view[0, 1], view[0, 2], view[4, 0]
    solids = arrays.solids
    best, surface_id = FAR, -1
    nx, ny, nz = 0.0, 0.0, 0.0
    for slot in range(count):
        t, ax, ay, az = hit_solid(solids, near[slot], ex, ey, ez, dx, dy, dz)
        if t < best:
            best, surface_id, nx, ny, nz = t, near[slot], ax, ay, az
    wall, side = exit_room(arrays.space, ex, ey, ez, dx, dy, dz)
    t = min(best, wall)
    pixel[POINT], pixel[POINT + 1], pixel[POINT + 2] = ex + dx * t, ey + dy * t, ez + dz * t
    pixel[DISTANCE] = t
    if surface_id >= 0 and best < wall:
        shade_solid(arrays, surface_id, nx, ny, nz, dx, dy, dz, t / focal, pixel)
        return surface_id
    shade_wall(arrays, side, dy, t / focal, pixel)
    return -side


@kernel
def _find_planes(start: int, stop: int, out: Plate) -> None:
    """Fill the layer SMOOTH in the rows start..stop."""
    height, width, _ = out.shape
    for y in range(start, stop):
        for x in range(width):
            x0, y0 = x - x % 2, y - y % 2
            x1, y1 = min(x + x % 2, width - 1), min(y + y % 2, height - 1)
            smooth = _flush(out, x, y, x0, y0) and _flush(out, x, y, x1, y1)
            smooth = smooth and _flush(out, x, y, x0, y1) and _flush(out, x, y, x1, y0)
            out[y, x, SMOOTH] = 1.0 if smooth else 0.0


@inlined
def _flush(out: Plate, x: int, y: int, i: int, j: int) -> bool:
    """Whether pixels (x, y) and (i, j) lie on one plane."""
    nx, ny, nz = out[y, x, NORMAL], out[y, x, NORMAL + 1], out[y, x, NORMAL + 2]
    turn = nx * out[j, i, NORMAL] + ny * out[j, i, NORMAL + 1] + nz * out[j, i, NORMAL + 2]
    dx = out[j, i, POINT] - out[y, x, POINT]
    dy = out[j, i, POINT + 1] - out[y, x, POINT + 1]
    dz = out[j, i, POINT + 2] - out[y, x, POINT + 2]
    flush: bool = turn > 0.95 and abs(dx * nx + dy * ny + dz * nz) < PLANE_M
    return flush
