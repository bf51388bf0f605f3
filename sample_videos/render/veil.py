"""The shade that a person throws on the room.

It is soft, so it is computed for every second pixel each way and spread between, except where the
room's surface breaks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .field import Person, sample
from .kernel import inlined, kernel
from .scenery import NORMAL, POINT, SHARP, TOWARDS, Backdrop
from .trace import box_span, unshaded

Veil = NDArray[np.float32]
"""(H // 2 + 1, W // 2 + 1, 2): share of direct and of other light left at every second pixel."""


@kernel
def shade_at(
    person: Person, lamp: NDArray[np.float64], backdrop: Backdrop, x: int, y: int
) -> tuple[float, float]:
    """Shares of direct and of other light that the person leaves to one pixel of the room."""
    nx, ny, nz = backdrop[y, x, NORMAL], backdrop[y, x, NORMAL + 1], backdrop[y, x, NORMAL + 2]
    px = backdrop[y, x, POINT] + 0.008 * nx
    py = backdrop[y, x, POINT + 1] + 0.008 * ny
    pz = backdrop[y, x, POINT + 2] + 0.008 * nz
    tx, ty, tz = lamp[TOWARDS, 0], lamp[TOWARDS, 1], lamp[TOWARDS, 2]
    value, origin = person.value, person.origin
    enter, leave = box_span(value, origin, px, py, pz, tx, ty, tz)
    if leave <= enter:
        return 1.0, 1.0
    sun = unshaded(value, origin, px, py, pz, tx, ty, tz, 0.012, lamp[SHARP, 0])
    hidden = 0.0
    for step in range(1, 4):
        h = 0.055 * step
        d = sample(value, origin, px + h * nx, py + h * ny, pz + h * nz)
        hidden += max(0.0, h - max(d, 0.0)) / h
    return sun, max(0.25, 1.0 - 0.27 * hidden)


@kernel
def hang(
    start: int,
    stop: int,
    person: Person,
    lamp: NDArray[np.float64],
    backdrop: Backdrop,
    who: NDArray[np.int16],
    veil: Veil,
) -> None:
    """Fill rows start..stop of the veil; where only the person is seen (`who`), with anything."""
    height, width, _ = backdrop.shape
    for j in range(start, stop):
        for i in range(veil.shape[1]):
            x, y = min(2 * i, width - 1), min(2 * j, height - 1)
            if _hidden(who, x, y):
                veil[j, i, 0], veil[j, i, 1] = 1.0, 1.0
            else:
                veil[j, i, 0], veil[j, i, 1] = shade_at(person, lamp, backdrop, x, y)


@inlined
def _hidden(who: NDArray[np.int16], x: int, y: int) -> bool:
    """Whether the person hides the room two pixels round (x, y): what `shade_between` can need,
    and one more for pixels that the person covers in part."""
    height, width = who.shape
    if who[y, x] < 0:
        return False
    for b in range(max(y - 2, 0), min(y + 3, height)):
        for a in range(max(x - 2, 0), min(x + 3, width)):
            if who[b, a] < 0:
                return False
    return True


@inlined
def shade_between(veil: Veil, x: int, y: int) -> tuple[float, float]:
    """What `shade_at` says, from the veil: right where the room is SMOOTH."""
    i, j = x // 2, y // 2
    i2, j2 = i + x % 2, j + y % 2
    return (
        0.25 * (veil[j, i, 0] + veil[j, i2, 0] + veil[j2, i, 0] + veil[j2, i2, 0]),
        0.25 * (veil[j, i, 1] + veil[j, i2, 1] + veil[j2, i, 1] + veil[j2, i2, 1]),
    )
