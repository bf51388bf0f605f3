"""From rays to pixels: what each pixel sees, and the light that reaches it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .body import MATERIAL
from .field import FAR, Person
from .kernel import inlined, kernel
from .paint import RGB, Paint
from .scenery import AMBIENT, DIRECT, DISTANCE, SMOOTH, Backdrop
from .shade import Lamp, on_body
from .trace import TILE, meet, skip
from .veil import Veil, shade_at, shade_between
from .view import SUBPIXELS, View, ray


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
    """Distance and primitive (-1: none) in the middle of each pixel, for rows of tiles."""
    height, width = who.shape
    for row in range(start, stop):
        for column in range((width + TILE - 1) // TILE):
            x0, y0 = column * TILE, row * TILE
            t0 = skip(person, view, width, height, x0, y0)
            for y in range(y0, min(y0 + TILE, height)):
                for x in range(x0, min(x0 + TILE, width)):
                    who[y, x] = -1
                    depth[y, x] = backdrop[y, x, DISTANCE]
                    if t0 == FAR:
                        continue
                    dx, dy, dz = ray(view, width, height, x + 0.5, y + 0.5)
                    t, i = meet(person, view, dx, dy, dz, t0, backdrop[y, x, DISTANCE])
                    if i >= 0:
                        depth[y, x] = t
                        who[y, x] = i


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
    """Linear light of every pixel of rows start..stop; silhouettes from four samples."""
    height, width = who.shape
    for y in range(start, stop):
        for x in range(width):
            edge, first, last = _edge(person, depth, who, x, y)
            if who[y, x] < 0 and not edge:
                sun, free = shade_between(veil, x, y)
                if backdrop[y, x, SMOOTH] == 0.0 and min(sun, free) < 1.0:
                    sun, free = shade_at(person, lamp, backdrop, x, y)
                for c in range(3):
                    direct, ambient = backdrop[y, x, DIRECT + c], backdrop[y, x, AMBIENT + c]
                    out[y, x, c] = direct * sun + ambient * free
                continue
            if not edge:
                dx, dy, dz = ray(view, width, height, x + 0.5, y + 0.5)
                r, g, b = on_body(person, lamp, paint, view, depth[y, x], who[y, x], dx, dy, dz)
            else:
                r, g, b = _mixed(person, lamp, paint, view, backdrop, veil, first, last, x, y)
            out[y, x, 0], out[y, x, 1], out[y, x, 2] = r, g, b


@inlined
def _edge(
    person: Person, depth: NDArray[np.float32], who: NDArray[np.int16], x: int, y: int
) -> tuple[bool, float, float]:
    """Whether a neighbour shows something else, and how near and far the body is round here."""
    height, width = who.shape
    here, table = who[y, x], person.table
    edge, first, last = False, FAR, 0.0
    for step in range(5):
        i = min(max(y + (step == 0) - (step == 1), 0), height - 1)
        j = min(max(x + (step == 2) - (step == 3), 0), width - 1)
        there = who[i, j]
        if there >= 0:
            first, last = min(first, depth[i, j]), max(last, depth[i, j])
        if (here < 0) != (there < 0):
            edge = True
        elif here >= 0 and there != here:
            edge = edge or table[there, MATERIAL] != table[here, MATERIAL]
    return edge or (here >= 0 and last - first > 0.02), first - 0.02, last + 0.03


@kernel
def _mixed(
    person: Person,
    lamp: Lamp,
    paint: Paint,
    view: View,
    backdrop: Backdrop,
    veil: Veil,
    start: float,
    end: float,
    x: int,
    y: int,
) -> RGB:
    """Mean of four samples in one pixel."""
    height, width, _ = backdrop.shape
    r, g, b = 0.0, 0.0, 0.0
    misses = 0
    for sx, sy in SUBPIXELS:
        dx, dy, dz = ray(view, width, height, x + 0.5 + sx, y + 0.5 + sy)
        t, i = meet(person, view, dx, dy, dz, start, min(end, backdrop[y, x, DISTANCE]))
        if i < 0:
            misses += 1
            continue
        sr, sg, sb = on_body(person, lamp, paint, view, t, i, dx, dy, dz)
        r, g, b = r + 0.25 * sr, g + 0.25 * sg, b + 0.25 * sb
    if misses > 0:
        sun, free = shade_between(veil, x, y)
        sun, free = 0.25 * misses * sun, 0.25 * misses * free
        r += sun * backdrop[y, x, DIRECT] + free * backdrop[y, x, AMBIENT]
        g += sun * backdrop[y, x, DIRECT + 1] + free * backdrop[y, x, AMBIENT + 1]
        b += sun * backdrop[y, x, DIRECT + 2] + free * backdrop[y, x, AMBIENT + 2]
    return r, g, b
