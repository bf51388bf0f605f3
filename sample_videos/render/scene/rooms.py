"""The two rooms of the sample videos: floor, walls, furniture and light. Lengths are metres."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sample_videos.render.scene.solids import Color, Solid, Triple, box, cylinder, ellipsoid, triple

FLOORS = {"planks": 0, "carpet": 1}
"""Kind of floor -> its number in `SceneArrays.space`."""


@dataclass(frozen=True, slots=True)
class Light:
    """The light of a room: a far lamp, and light without direction.

    `towards` points to the lamp, `color` is its light, and `sharpness` is that of its shadows.
    `sky` is the light from above, `fill` the light from the front.
    """

    towards: Triple
    color: Color
    sharpness: float
    sky: Color
    fill: Color


@dataclass(frozen=True, slots=True)
class Room:
    """A room and its furniture. It reaches from `low_m` to `high_m`; the floor is at y = 0."""

    name: str
    low_m: Triple
    high_m: Triple
    floor: str
    floor_color: Color
    wall_color: Color
    light: Light
    furniture: tuple[Solid, ...]


WHITE: Color = (0.80, 0.79, 0.76)


def _skirting(low: Triple, high: Triple, color: Color) -> list[Solid]:
    """Boards along the back and the side walls."""
    (x0, _, z0), (x1, _, z1) = low, high
    middle = (z0 + z1) / 2
    return [
        box(((x0 + x1) / 2, 0.045, z0 + 0.008), ((x1 - x0) / 2, 0.045, 0.008), color),
        box((x0 + 0.008, 0.045, middle), (0.008, 0.045, (z1 - z0) / 2), color),
        box((x1 - 0.008, 0.045, middle), (0.008, 0.045, (z1 - z0) / 2), color),
    ]


def _window(x: float, y: float, z: float, half: tuple[float, float]) -> list[Solid]:
    """A window in the back wall: two bright panes, a white frame, a sill."""
    wide, high = half
    parts = [box((x, y, z), (wide, high, 0.01), (0.9, 0.9, 0.9), pattern="pane")]
    parts += [
        box((x + across, y, z + 0.02), (0.025, high + 0.025, 0.03), WHITE)
        for across in (-wide, 0.0, wide)
    ]
    parts += [box((x, y + up, z + 0.02), (wide + 0.02, 0.025, 0.03), WHITE) for up in (-high, high)]
    parts.append(box((x, y - high - 0.04, z + 0.07), (wide + 0.06, 0.015, 0.08), WHITE))
    return parts


def _plant(x: float, z: float, size: float) -> list[Solid]:
    """A pot with long leaves that lean outwards. From leaf to leaf it is the golden angle."""
    parts = [
        cylinder((x, 0.16 * size, z), 0.14 * size, 0.16 * size, (0.48, 0.27, 0.19)),
        cylinder((x, 0.315 * size, z), 0.125 * size, 0.01 * size, (0.06, 0.045, 0.035)),
    ]
    for leaf in range(22):
        turn, lean = 2.39996 * leaf, 0.12 + 0.72 * (leaf / 21) ** 1.3
        up = np.array(
            [math.sin(lean) * math.cos(turn), math.cos(lean), math.sin(lean) * math.sin(turn)]
        )
        flat = np.array([-math.sin(turn), 0.0, math.cos(turn)])
        length = size * (0.40 - 0.13 * leaf / 21)
        at = np.array([x, 0.32 * size, z]) + 0.92 * length * up
        green = (0.07 + 0.002 * leaf, 0.19 + 0.004 * leaf, 0.06)
        axes = np.stack([np.cross(up, flat), up, flat], axis=1)
        half = (0.012 * size, length, 0.055 * size)
        parts.append(ellipsoid(triple(at), half, green, pattern="leaf", axes=axes, gloss=0.12))
    return parts


def _shelf(x: float, z: float, wide: float, boards: int) -> list[Solid]:
    """A bookcase at the wall at `z`."""
    wood, height = (0.42, 0.28, 0.17), 0.37 * boards
    depth = 0.14
    parts = [
        box((x, height / 2, z + 0.01), (wide, height / 2, 0.01), (0.30, 0.20, 0.13), pattern="wood")
    ]
    parts += [
        box((x + side, height / 2, z + depth), (0.014, height / 2, depth), wood, pattern="wood")
        for side in (-wide, wide)
    ]
    for board in range(boards + 1):
        y = 0.02 + board * (height - 0.04) / boards
        parts.append(box((x, y, z + depth), (wide, 0.014, depth), wood, pattern="wood"))
    for board in range(boards):
        y = 0.02 + board * (height - 0.04) / boards
        left, right = (-0.9, 0.35) if board % 2 else (-0.55, 0.88)
        half = wide * (right - left) / 2
        at = (x + wide * (left + right) / 2, y + 0.13, z + depth)
        parts.append(box(at, (half, 0.115, 0.10), (0.5, 0.3, 0.25), pattern="books"))
    return parts


def _picture(x: float, y: float, z: float, half: tuple[float, float], color: Color) -> list[Solid]:
    wide, high = half
    return [
        box((x, y, z + 0.012), (wide, high, 0.012), (0.13, 0.11, 0.10)),
        box((x, y, z + 0.020), (wide - 0.025, high - 0.025, 0.008), WHITE),
        box((x, y, z + 0.025), (wide - 0.09, high - 0.09, 0.006), color, pattern="fabric"),
    ]


def _studio() -> Room:
    low, high = (-3.2, 0.0, -1.7), (3.2, 2.7, 5.0)
    back = low[2]
    furniture = [
        *_skirting(low, high, WHITE),
        *_window(-1.15, 1.55, back, (0.62, 0.62)),
        *_plant(2.05, -1.25, 1.15),
        *_picture(1.05, 1.60, back, (0.30, 0.38), (0.45, 0.30, 0.22)),
        cylinder((0.1, 0.003, -0.2), 1.45, 0.003, (0.56, 0.53, 0.49), pattern="fabric"),
    ]
    light = Light(
        (-0.45, 1.0, 0.62), (1.00, 0.94, 0.84), 7.0, (0.46, 0.49, 0.54), (0.17, 0.16, 0.15)
    )
    return Room(
        "studio",
        low,
        high,
        "planks",
        (0.50, 0.35, 0.22),
        (0.68, 0.66, 0.61),
        light,
        tuple(furniture),
    )


def _den() -> Room:
    low, high = (-2.7, 0.0, -1.5), (2.9, 2.5, 4.6)
    back = low[2]
    furniture = [
        *_skirting(low, high, (0.55, 0.53, 0.50)),
        *_shelf(1.55, back, 0.62, 4),
        *_picture(-0.35, 1.55, back, (0.42, 0.28), (0.16, 0.25, 0.30)),
        cylinder((-1.75, 0.012, back + 0.4), 0.15, 0.012, (0.10, 0.10, 0.10)),
        cylinder((-1.75, 0.75, back + 0.4), 0.012, 0.75, (0.10, 0.10, 0.10)),
        cylinder((-1.75, 1.55, back + 0.4), 0.19, 0.14, (1.5, 1.17, 0.75), pattern="light"),
    ]
    light = Light(
        (0.55, 0.95, 0.55), (0.74, 0.60, 0.44), 5.0, (0.27, 0.26, 0.27), (0.12, 0.10, 0.09)
    )
    return Room(
        "den", low, high, "carpet", (0.30, 0.27, 0.25), (0.30, 0.36, 0.40), light, tuple(furniture)
    )


ROOMS: dict[str, Room] = {room.name: room for room in (_studio(), _den())}
