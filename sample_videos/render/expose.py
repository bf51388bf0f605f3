"""From rays to pixels: what each pixel sees, and the light that reaches it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .body import MATERIAL
from .field import FAR, Person
from .kernel import inlined, kernel
from .lanes import Lanes, lanes
from .paint import Paint
from .scenery import AMBIENT, DIRECT, DISTANCE, SMOOTH, Backdrop
from .shade import Lamp, Tint, shade
from .trace import TILE, Rays, aim, gather, march, rays, sink, skip
from .veil import Veil, shade_at, shade_between
from .view import SUBPIXELS, View, ray

SAME_M = 0.01
"""Samples of one pixel that meet one primitive no farther apart look the same."""
NONE = -1
"""In `who`: nothing of the body. Below it, -2 - i: the ray passes primitive `i` by so little that
it covers part of the pixel."""
PLAIN, INNER, RIM = range(3)
"""A pixel whose neighbours see the same; an edge within the body; the body's outline."""


@kernel
def find(
    start: int,
    stop: int,
    person: Person,
    view: View,
    backdrop: Backdrop,
    depth: NDArray[np.float32],
    who: NDArray[np.int16],
) -> None:
    """What is in the middle of each pixel (a primitive or see NONE), for rows of tiles.

    `depth` (m) is where the ray meets the body or passes nearest to it, else the room's.
    """
    height, width = who.shape
    chosen, group, at = np.empty(person.table.shape[0], np.int16), rays(), lanes()
    for row in range(start, stop):
        for column in range((width + TILE - 1) // TILE):
            x0, y0 = column * TILE, row * TILE
            t0, count, end = skip(person, view, width, height, x0, y0), 0, 0.0
            if t0 < FAR:
                count, end = gather(person, view, width, height, x0, y0, chosen)
            n = 0
            for y in range(y0, min(y0 + TILE, height)):
                for x in range(x0, min(x0 + TILE, width)):
                    who[y, x] = NONE
                    depth[y, x] = backdrop[y, x, DISTANCE]
                    if count > 0:
                        dx, dy, dz = ray(view, width, height, x + 0.5, y + 0.5)
                        aim(group, n, y * width + x, dx, dy, dz, t0, min(end, depth[y, x]))
                        n += 1
            march(person, view, chosen, count, group, n, at)
            _note(view, group, n, depth, who)


@kernel
def _note(
    view: View, group: Rays, n: int, depth: NDArray[np.float32], who: NDArray[np.int16]
) -> None:
    """Keep what the rays of a tile have met, or nearly met."""
    width = who.shape[1]
    for r in range(n):
        y, x = group.pixel[r] // width, group.pixel[r] % width
        if group.who[r] >= 0:
            who[y, x], depth[y, x] = group.who[r], group.t[r]
        elif group.gap_who[r] >= 0 and group.gap[r] * view[4, 0] < 0.5:
            who[y, x], depth[y, x] = -2 - group.gap_who[r], group.gap_t[r]


@kernel
def light(
    start: int,
    stop: int,
    person: Person,
    lamp: Lamp,
    paint: Paint,
    view: View,
    backdrop: Backdrop,
    veil: Veil,
    depth: NDArray[np.float32],
    who: NDArray[np.int16],
    out: NDArray[np.float32],
) -> None:
    """Linear light of every pixel, for rows of tiles."""
    height, width = who.shape
    chosen, at = np.empty(person.table.shape[0], np.int16), lanes()
    group, edges = rays(), rays()
    tint = np.zeros((TILE * TILE, 4), np.float32)
    for row in range(start, stop):
        for column in range((width + TILE - 1) // TILE):
            x0, y0 = column * TILE, row * TILE
            tint[:] = 0.0
            if _anyone(who, x0, y0):
                count, _ = gather(person, view, width, height, x0, y0, chosen)
                n = _outline(person, view, depth, who, x0, y0, chosen, count, group, edges, at)
                n = _within(person, view, depth, who, x0, y0, chosen, count, group, n, edges, at)
                shade(person, lamp, paint, view, chosen, count, group, n, at, tint)
            _lay(person, lamp, backdrop, veil, tint, x0, y0, out)


@inlined
def _anyone(who: NDArray[np.int16], x0: int, y0: int) -> bool:
    """Whether the body is seen in a tile."""
    height, width = who.shape
    for y in range(y0, min(y0 + TILE, height)):
        for x in range(x0, min(x0 + TILE, width)):
            if who[y, x] != NONE:
                return True
    return False


@kernel
def _lay(
    person: Person,
    lamp: Lamp,
    backdrop: Backdrop,
    veil: Veil,
    tint: Tint,
    x0: int,
    y0: int,
    out: NDArray[np.float32],
) -> None:
    """The room's light in a tile with the body's light and share, `tint`, over it."""
    height, width, _ = backdrop.shape
    for y in range(y0, min(y0 + TILE, height)):
        for x in range(x0, min(x0 + TILE, width)):
            pixel = (y - y0) * TILE + x - x0
            left = 1.0 - min(tint[pixel, 3], 1.0)
            sun, free = 0.0, 0.0
            if left > 0.0:
                sun, free = shade_between(veil, x, y)
                if min(sun, free) < 1.0 and backdrop[y, x, SMOOTH] == 0.0:
                    sun, free = shade_at(person, lamp, backdrop, x, y)
            sun, free = left * sun, left * free
            for c in range(3):
                behind = sun * backdrop[y, x, DIRECT + c] + free * backdrop[y, x, AMBIENT + c]
                out[y, x, c] = tint[pixel, c] + behind


@inlined
def _edge(
    person: Person, depth: NDArray[np.float32], who: NDArray[np.int16], x: int, y: int
) -> tuple[int, float, float]:
    """What a pixel's neighbours make of it, and between which distances the body is here."""
    height, width = who.shape
    here, table = who[y, x], person.table
    rim, inner, first, last = False, False, FAR, 0.0
    for step in range(5):
        i = min(max(y + (step == 0) - (step == 1), 0), height - 1)
        j = min(max(x + (step == 2) - (step == 3), 0), width - 1)
        there = who[i, j]
        if there >= 0:
            first, last = min(first, depth[i, j]), max(last, depth[i, j])
        if (here < 0) != (there < 0):
            rim = True
        elif here >= 0 and there != here:
            inner = inner or table[there, MATERIAL] != table[here, MATERIAL]
    inner = inner or (here >= 0 and last - first > 0.02)
    return RIM if rim else (INNER if inner else PLAIN), first - 0.02, last + 0.03


@kernel
def _outline(
    person: Person,
    view: View,
    depth: NDArray[np.float32],
    who: NDArray[np.int16],
    x0: int,
    y0: int,
    chosen: NDArray[np.int16],
    count: int,
    group: Rays,
    edges: Rays,
    at: Lanes,
) -> int:
    """Make ready what to shade at plain pixels and at the outline of a tile; how many points.

    A pixel of the outline is covered by as much as the ray through its middle passes the body, or
    goes below its surface: half a pixel out is nothing, half a pixel in is all.
    """
    height, width = who.shape
    n, m = 0, 0
    for y in range(y0, min(y0 + TILE, height)):
        for x in range(x0, min(x0 + TILE, width)):
            here = who[y, x]
            if here == NONE:
                continue
            kind, _, last = _edge(person, depth, who, x, y)
            if here >= 0 and kind == INNER:
                continue
            dx, dy, dz = ray(view, width, height, x + 0.5, y + 0.5)
            pixel, t = (y - y0) * TILE + x - x0, depth[y, x]
            aim(group, n, pixel, dx, dy, dz, t, last)
            group.who[n] = here if here >= 0 else -2 - here
            if here < 0:
                group.weight[n] = -1.0
            elif kind == RIM:
                aim(edges, m, n, dx, dy, dz, t, last)
                m += 1
            n += 1
    sink(person, view, chosen, count, edges, m, at)
    for r in range(m):
        share = 0.5 - edges.gap[r] * view[4, 0]
        group.weight[edges.pixel[r]] = min(1.0, max(0.0, share))
    return n


@kernel
def _within(
    person: Person,
    view: View,
    depth: NDArray[np.float32],
    who: NDArray[np.int16],
    x0: int,
    y0: int,
    chosen: NDArray[np.int16],
    count: int,
    group: Rays,
    n: int,
    edges: Rays,
    at: Lanes,
) -> int:
    """Add what to shade at edges within the body to `n` points: four samples in a pixel."""
    height, width = who.shape
    m = 0
    for y in range(y0, min(y0 + TILE, height)):
        for x in range(x0, min(x0 + TILE, width)):
            if who[y, x] < 0:
                continue
            kind, first, last = _edge(person, depth, who, x, y)
            if kind != INNER:
                continue
            for sx, sy in SUBPIXELS:
                dx, dy, dz = ray(view, width, height, x + 0.5 + sx, y + 0.5 + sy)
                aim(edges, m, (y - y0) * TILE + x - x0, dx, dy, dz, first, last)
                m += 1
    march(person, view, chosen, count, edges, m, at)
    for four in range(0, m, 4):
        hits, before = 0, n
        for r in range(four, four + 4):
            if edges.who[r] < 0:
                continue
            hits += 1
            same = n > before and group.who[n - 1] == edges.who[r]
            if same and abs(group.t[n - 1] - edges.t[r]) < SAME_M:
                group.weight[n - 1] += 1.0
                continue
            aim(group, n, edges.pixel[r], edges.dx[r], edges.dy[r], edges.dz[r], edges.t[r], FAR)
            group.who[n] = edges.who[r]
            n += 1
        for r in range(before, n):
            group.weight[r] /= hits
    return n
