"""The distance grid: it is filled round the posed body, block by block.

The cells of a block go through together, with only the primitives that can matter in the block.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.body.primitives import MIDDLE, REACH, WIDE, PosedPrimitives
from sample_videos.render.kernel import kernel, on_threads
from sample_videos.render.raymarch.batch_distance import new_batch, union_distance
from sample_videos.render.raymarch.signed_distance import CELL_M, FAR, BodyField, primitive_distance

BLOCK = 4
"""Cells along the side of a block. All cells of a block are one batch."""
MARGIN_M = 0.10
"""How far the grid reaches beyond the body, metres."""
HALF_BLOCK = 0.5 * BLOCK * CELL_M * math.sqrt(3.0)
"""From the middle of a block to its corner, metres."""


def body_field(primitives: PosedPrimitives) -> BodyField:
    """The signed distance field of a posed body."""
    reach, middle = primitives.table[:, REACH : REACH + 1], primitives.table[:, MIDDLE : MIDDLE + 3]
    low = (middle - reach).min(0) - MARGIN_M
    # the cells have fixed places in the world, so soft shadows do not flicker when the body moves
    low = np.floor(low / CELL_M) * CELL_M
    high = (middle + reach).max(0) + MARGIN_M
    blocks = np.ceil((high - low) / (CELL_M * BLOCK)).astype(int)
    shape = tuple(int(b) * BLOCK for b in blocks)
    body = BodyField(primitives.table, primitives.bones, low, np.empty(shape, np.float32))
    on_threads(fill_blocks, int(np.prod(blocks)), body, share=64)
    return body


@kernel
def fill_blocks(start: int, stop: int, body: BodyField) -> None:
    """Fill the blocks start..stop of the grid."""
    grid, origin = body.grid, body.origin
    _, ny, nz = grid.shape
    by, bz = ny // BLOCK, nz // BLOCK
    gap = np.empty(body.table.shape[0], np.float64)
    chosen, batch = np.empty(body.table.shape[0], np.int16), new_batch()
    for b in range(start, stop):
        i, j, k = b // (by * bz) * BLOCK, b // bz % by * BLOCK, b % bz * BLOCK
        count = _cull(body, i, j, k, gap, chosen)
        for cell in range(BLOCK**3):
            batch.x[cell] = origin[0] + (i + cell // 16 + 0.5) * CELL_M
            batch.y[cell] = origin[1] + (j + cell // 4 % 4 + 0.5) * CELL_M
            batch.z[cell] = origin[2] + (k + cell % 4 + 0.5) * CELL_M
        union_distance(body.table, chosen, count, BLOCK**3, batch)
        for cell in range(BLOCK**3):
            grid[i + cell // 16, j + cell // 4 % 4, k + cell % 4] = batch.distance[cell]


@kernel
def _cull(
    body: BodyField, i: int, j: int, k: int, gap: NDArray[np.float64], chosen: NDArray[np.int16]
) -> int:
    """Put the primitives that matter in the block at cell (i, j, k) into `chosen`; count them."""
    table, origin = body.table, body.origin
    x = origin[0] + (i + 0.5 * BLOCK) * CELL_M
    y = origin[1] + (j + 0.5 * BLOCK) * CELL_M
    z = origin[2] + (k + 0.5 * BLOCK) * CELL_M
    closest = FAR
    for p in range(table.shape[0]):
        dx, dy, dz = x - table[p, MIDDLE], y - table[p, MIDDLE + 1], z - table[p, MIDDLE + 2]
        gap[p] = math.sqrt(dx * dx + dy * dy + dz * dz) - table[p, REACH]
        if gap[p] < closest + 2 * HALF_BLOCK:
            gap[p] = primitive_distance(table, p, x, y, z)
        closest = min(closest, gap[p])
    kept = 0
    for p in range(table.shape[0]):
        if gap[p] < closest + 2.1 * HALF_BLOCK + table[p, WIDE]:
            chosen[kept] = p
            kept += 1
    return kept
