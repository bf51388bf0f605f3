"""Filling the grid round a posed body: big blocks, then small ones, then cells.

Each level passes on to the next only the primitives that can matter inside.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from .body import BLEND, GROUP, MIDDLE, REACH, Flesh
from .field import CELL_M, CREASE_M, FAR, SLOTS, Person, distance_to, smooth_min
from .kernel import kernel, on_threads

BLOCK, HALF_BLOCK = 4, 2
"""Cells along the side of a big and of a small block."""
MARGIN_M = 0.10
"""How far the grid reaches past the body."""
GROUPS = 64
HALF_CELL = 0.5 * CELL_M * math.sqrt(3.0)
"""From the middle of a cell to its corner."""


def person_of(flesh: Flesh) -> Person:
    """The body and the grid round it."""
    reach, middle = flesh.table[:, REACH : REACH + 1], flesh.table[:, MIDDLE : MIDDLE + 3]
    low = (middle - reach).min(0) - MARGIN_M
    # cells that stay put in the world keep soft shade from flickering as the body moves
    low = np.floor(low / CELL_M) * CELL_M
    high = (middle + reach).max(0) + MARGIN_M
    blocks = np.ceil((high - low) / (CELL_M * BLOCK)).astype(int)
    shape = tuple(int(b) * BLOCK for b in blocks)
    value, member = np.empty(shape, np.float32), np.empty((*shape, 1 + SLOTS), np.int16)
    person = Person(flesh.table, flesh.bones, low, value, member)
    on_threads(fill, int(np.prod(blocks)), person, share=64)
    return person


@kernel
def fill(start: int, stop: int, person: Person) -> None:
    """Fill big blocks start..stop of the grid."""
    value = person.value
    _, ny, nz = value.shape
    by, bz = ny // BLOCK, nz // BLOCK
    count_all = person.table.shape[0]
    everyone = np.arange(count_all).astype(np.int16)
    big, small = np.empty(count_all, np.int16), np.empty(count_all, np.int16)
    gap, closest_of = np.empty(count_all, np.float64), np.empty(GROUPS, np.float64)
    for b in range(start, stop):
        i, j, k = b // (by * bz) * BLOCK, b // bz % by * BLOCK, b % bz * BLOCK
        count, closest = _choose(person, everyone, count_all, i, j, k, BLOCK, gap, big)
        if closest > BLOCK * HALF_CELL + 0.06:
            _fill_far(person, big, count, i, j, k)
            continue
        for part in range(8):
            i2, j2, k2 = i + part // 4 * 2, j + part // 2 % 2 * 2, k + part % 2 * 2
            few, _ = _choose(person, big, count, i2, j2, k2, HALF_BLOCK, gap, small)
            for cell in range(8):
                at = i2 + cell // 4, j2 + cell // 2 % 2, k2 + cell % 2
                _fill_cell(person, small, few, at[0], at[1], at[2], gap, closest_of)


@kernel
def _choose(
    person: Person,
    near: NDArray[np.int16],
    count: int,
    i: int,
    j: int,
    k: int,
    cells: int,
    gap: NDArray[np.float64],
    chosen: NDArray[np.int16],
) -> tuple[int, float]:
    """Put what can matter in a block of `cells` a side into `chosen`: how many, and the nearest."""
    table, origin = person.table, person.origin
    reach = cells * HALF_CELL
    x = origin[0] + (i + 0.5 * cells) * CELL_M
    y = origin[1] + (j + 0.5 * cells) * CELL_M
    z = origin[2] + (k + 0.5 * cells) * CELL_M
    closest = FAR
    for slot in range(count):
        p = near[slot]
        dx, dy, dz = x - table[p, MIDDLE], y - table[p, MIDDLE + 1], z - table[p, MIDDLE + 2]
        gap[slot] = math.sqrt(dx * dx + dy * dy + dz * dz) - table[p, REACH]
        if gap[slot] < closest + 2 * reach:
            gap[slot] = distance_to(table, p, x, y, z)
        closest = min(closest, gap[slot])
    kept = 0
    for slot in range(count):
        if gap[slot] < closest + 2.1 * reach + 0.03:
            chosen[kept] = near[slot]
            kept += 1
    return kept, closest


@kernel
def _fill_far(
    person: Person, near: NDArray[np.int16], count: int, i0: int, j0: int, k0: int
) -> None:
    """Plain distances, no members, for a block that the surface does not touch."""
    table, origin, value, member = person.table, person.origin, person.value, person.member
    for cell in range(BLOCK**3):
        i, j, k = i0 + cell // 16, j0 + cell // 4 % 4, k0 + cell % 4
        x = origin[0] + (i + 0.5) * CELL_M
        y = origin[1] + (j + 0.5) * CELL_M
        z = origin[2] + (k + 0.5) * CELL_M
        closest = FAR
        for slot in range(count):
            p = near[slot]
            dx, dy, dz = x - table[p, MIDDLE], y - table[p, MIDDLE + 1], z - table[p, MIDDLE + 2]
            gap = closest + table[p, REACH]
            if dx * dx + dy * dy + dz * dz < gap * gap:
                closest = min(closest, distance_to(table, p, x, y, z))
        value[i, j, k] = closest
        member[i, j, k, 0] = 0


@kernel
def _fill_cell(
    person: Person,
    near: NDArray[np.int16],
    count: int,
    i: int,
    j: int,
    k: int,
    gap: NDArray[np.float64],
    closest_of: NDArray[np.float64],
) -> None:
    """Distance and members of one cell out of its block's candidates."""
    table, origin, member = person.table, person.origin, person.member
    x = origin[0] + (i + 0.5) * CELL_M
    y = origin[1] + (j + 0.5) * CELL_M
    z = origin[2] + (k + 0.5) * CELL_M
    total, part, closest = FAR, FAR, FAR
    group = -1
    for slot in range(count):
        p = near[slot]
        if int(table[p, GROUP]) != group:
            total = smooth_min(total, part, CREASE_M)
            part = FAR
            group = int(table[p, GROUP])
            closest_of[group] = FAR
        d = distance_to(table, p, x, y, z)
        gap[slot] = d
        closest = min(closest, d)
        closest_of[group] = min(closest_of[group], d)
        part = smooth_min(part, d, table[p, BLEND])
    total = smooth_min(total, part, CREASE_M)
    person.value[i, j, k] = total
    kept = 0
    if abs(total) < 3.0 * HALF_CELL:
        for slot in range(count):
            best = closest_of[int(table[near[slot], GROUP])]
            alone = best > closest + 2.1 * HALF_CELL + CREASE_M
            if alone or gap[slot] > best + 2.1 * HALF_CELL + table[near[slot], BLEND]:
                continue
            if kept < SLOTS:
                kept += 1
                member[i, j, k, kept] = near[slot]
    member[i, j, k, 0] = kept
