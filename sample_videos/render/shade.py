"""Light on the body."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from .dress import HAIR, SKIN, color_of
from .field import Person, near, sample
from .kernel import kernel
from .paint import RGB, Paint
from .scenery import FILL, GROUND, SHARP, SKY, SUN, TOWARDS
from .slope import normal_at
from .trace import unshaded
from .view import View

Lamp = NDArray[np.float64]
"""The room's light: `scenery.Setting.lamp`."""


@kernel
def on_body(
    person: Person,
    lamp: Lamp,
    paint: Paint,
    view: View,
    t: float,
    i: int,
    dx: float,
    dy: float,
    dz: float,
) -> RGB:
    """Linear light from the body at distance `t` along the ray, where primitive `i` is nearest."""
    x, y, z = view[0, 0] + dx * t, view[0, 1] + dy * t, view[0, 2] + dz * t
    nx, ny, nz = normal_at(person, x, y, z)
    material, (r, g, b) = color_of(person, paint, i, t / view[4, 0], x, y, z)
    return _lit(person, lamp, material, x, y, z, nx, ny, nz, dx, dy, dz, r, g, b)


@kernel
def _open(person: Person, x: float, y: float, z: float, nx: float, ny: float, nz: float) -> float:
    """How much of the surroundings a point of the surface sees, 0-1."""
    fine, _ = near(person, x + 0.012 * nx, y + 0.012 * ny, z + 0.012 * nz)
    hidden = 0.9 * max(0.0, 0.012 - fine) / 0.012
    weight = 0.75
    for step in range(1, 4):
        h = 0.035 * step
        d = min(
            sample(person.value, person.origin, x + h * nx, y + h * ny, z + h * nz),
            max(y + h * ny, 0.0),
        )
        hidden += weight * max(0.0, h - max(d, 0.0)) / h
        weight *= 0.8
    return max(0.12, 1.0 - 0.42 * hidden)


@kernel
def _lit(
    person: Person,
    lamp: Lamp,
    material: int,
    x: float,
    y: float,
    z: float,
    nx: float,
    ny: float,
    nz: float,
    dx: float,
    dy: float,
    dz: float,
    r: float,
    g: float,
    b: float,
) -> RGB:
    """A surface of colour (r, g, b) in the room's light."""
    tx, ty, tz = lamp[TOWARDS, 0], lamp[TOWARDS, 1], lamp[TOWARDS, 2]
    facing = nx * tx + ny * ty + nz * tz
    free = _open(person, x, y, z, nx, ny, nz)
    seen = 0.0
    if facing > -0.2:
        seen = unshaded(
            person.value,
            person.origin,
            x + 0.012 * nx,
            y + 0.012 * ny,
            z + 0.012 * nz,
            tx,
            ty,
            tz,
            0.03,
            lamp[SHARP, 0],
        )
    direct = max(0.0, facing) * seen
    wrap_r, wrap_g = direct, direct
    if material == SKIN:
        wrap_r = max(0.0, (facing + 0.20) / 1.20) * seen
        wrap_g = max(0.0, (facing + 0.06) / 1.06) * seen
    up = 0.55 + 0.45 * ny
    bounce = 0.30 * max(0.0, -ny) * min(1.0, 0.3 + free)
    front = 0.55 + 0.45 * max(0.0, nz)
    edge = max(0.0, 1.0 + nx * dx + ny * dy + nz * dz)
    hx, hy, hz = tx - dx, ty - dy, tz - dz
    size = math.sqrt(hx * hx + hy * hy + hz * hz) + 1e-9
    shine = max(0.0, (nx * hx + ny * hy + nz * hz) / size) ** 24
    gloss = 0.10 if material == SKIN else (0.16 if material == HAIR else 0.03)
    glow = gloss * shine * seen + 0.10 * edge**4 * free
    red = lamp[SUN, 0] * wrap_r + free * (lamp[SKY, 0] * up + lamp[FILL, 0] * front)
    green = lamp[SUN, 1] * wrap_g + free * (lamp[SKY, 1] * up + lamp[FILL, 1] * front)
    blue = lamp[SUN, 2] * direct + free * (lamp[SKY, 2] * up + lamp[FILL, 2] * front)
    return (
        r * (red + bounce * lamp[GROUND, 0]) + glow * lamp[SUN, 0],
        g * (green + bounce * lamp[GROUND, 1]) + glow * lamp[SUN, 1],
        b * (blue + bounce * lamp[GROUND, 2]) + glow * lamp[SUN, 2],
    )
