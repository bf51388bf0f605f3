"""From rays to pixels: what each pixel sees, and the light that reaches it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .body import MATERIAL
from .field import FAR, Person, near
from .kernel import inlined, kernel
from .paint import RGB, Paint
from .scenery import AMBIENT, DIRECT, DISTANCE, SMOOTH, Backdrop
from .shade import Lamp, on_body
from .trace import TILE, meet, skip
from .veil import Veil, shade_at, shade_between
from .view import SUBPIXELS, View, ray

SAME_M = 0.01
"""Samples of one pixel that meet one primitive no farther apart look the same."""


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
    """Linear light of every pixel of rows start..stop."""
    height, width = who.shape
    for y in range(start, stop):
        for x in range(width):
            kind, first, last = _edge(person, depth, who, x, y)
            share, r, g, b = 0.0, 0.0, 0.0, 0.0
            last = min(last, backdrop[y, x, DISTANCE])
            if kind == INNER:
                r, g, b = _mixed(person, lamp, paint, view, width, height, first, last, x, y)
                share = 1.0
            elif kind == RIM or who[y, x] >= 0:
                dx, dy, dz = ray(view, width, height, x + 0.5, y + 0.5)
                share, t, i = 1.0, depth[y, x], who[y, x]
                if kind == RIM:
                    share, near_t, near_i = covered(person, view, dx, dy, dz, first, last)
                    t, i = (t, i) if i >= 0 else (near_t, near_i)
                if share > 0.0:
                    r, g, b = on_body(person, lamp, paint, view, t, i, dx, dy, dz)
            if share < 1.0:
                sun, free = shade_between(veil, x, y)
                if backdrop[y, x, SMOOTH] == 0.0 and min(sun, free) < 1.0:
                    sun, free = shade_at(person, lamp, backdrop, x, y)
                sun, free = (1 - share) * sun, (1 - share) * free
                r = share * r + sun * backdrop[y, x, DIRECT] + free * backdrop[y, x, AMBIENT]
                g = (
                    share * g
                    + sun * backdrop[y, x, DIRECT + 1]
                    + free * backdrop[y, x, AMBIENT + 1]
                )
                b = (
                    share * b
                    + sun * backdrop[y, x, DIRECT + 2]
                    + free * backdrop[y, x, AMBIENT + 2]
                )
            out[y, x, 0], out[y, x, 1], out[y, x, 2] = r, g, b


PLAIN, INNER, RIM = range(3)
"""A pixel whose neighbours see the same; an edge within the body; the body's outline."""


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
def covered(
    person: Person, view: View, dx: float, dy: float, dz: float, start: float, end: float
) -> tuple[float, float, int]:
    """How much of a pixel the body's outline covers, and where the ray is nearest to the body.

    The ray through the pixel's middle passes the outline at some distance, or goes so deep below
    it: half a pixel out is nothing, half a pixel in is all.
    """
    best, best_t, best_i = FAR, start, -1
    t = start
    while t < end:
        d, i = near(person, view[0, 0] + dx * t, view[0, 1] + dy * t, view[0, 2] + dz * t)
        if i >= 0 and d < best:
            best, best_t, best_i = d, t, i
        if best < -0.6 * t / view[4, 0] or d > best + 0.02:
            break
        t += max(0.8 * abs(d), 0.0008 * t)
    share = 0.5 - best * view[4, 0] / best_t if best_i >= 0 else 0.0
    return min(1.0, max(0.0, share)), best_t, best_i


@kernel
def _mixed(
    person: Person,
    lamp: Lamp,
    paint: Paint,
    view: View,
    width: int,
    height: int,
    start: float,
    end: float,
    x: int,
    y: int,
) -> RGB:
    """Mean of four samples in one pixel; what two of them meet is lit once."""
    r, g, b = 0.0, 0.0, 0.0
    sr, sg, sb = 0.0, 0.0, 0.0
    hits, last_t, last_i = 0, 0.0, -1
    for sx, sy in SUBPIXELS:
        dx, dy, dz = ray(view, width, height, x + 0.5 + sx, y + 0.5 + sy)
        t, i = meet(person, view, dx, dy, dz, start, end)
        if i < 0:
            continue
        if i != last_i or abs(t - last_t) > SAME_M:
            sr, sg, sb = on_body(person, lamp, paint, view, t, i, dx, dy, dz)
            last_t, last_i = t, i
        r, g, b = r + sr, g + sg, b + sb
        hits += 1
    hits = max(hits, 1)
    return r / hits, g / hits, b / hits
