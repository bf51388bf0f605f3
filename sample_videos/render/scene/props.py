"""Props: mat, chair, stool, exercise ball and foam roller.

A prop stands on the floor at (`x_m`, `z_m`) and is turned by `yaw_deg` about the vertical. In its
own axes a chair faces +z; a mat or a roller lies along x.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sample_videos.render.scene.solids import Color, Solid, box, cylinder, ellipsoid


@dataclass(frozen=True, slots=True)
class Prop:
    """A prop in its place. `size_m` has the lengths of its kind, which `DEFAULTS` lists."""

    kind: str
    x_m: float = 0.0
    z_m: float = 0.0
    yaw_deg: float = 0.0
    size_m: Mapping[str, float] = field(default_factory=dict)
    color: Color | None = None

    def length_m(self, name: str) -> float:
        """The length called `name`: the prop's own, or else the usual one of its kind."""
        return self.size_m.get(name, DEFAULTS[self.kind][name])

    def solids(self) -> list[Solid]:
        """The prop's parts in world axes."""
        turn = math.radians(self.yaw_deg)
        return [part.placed(self.x_m, self.z_m, turn) for part in PARTS[self.kind](self)]


def prop(table: Mapping[str, Any]) -> Prop:
    """A prop from a table such as `{kind = "chair", x_m = -0.3, seat_m = 0.45}`.

    Raises ValueError for an unknown kind and for a key that the kind does not have.
    """
    values = dict(table)
    kind = values.pop("kind", None)
    if kind not in DEFAULTS:
        raise ValueError(f"prop kind {kind!r}: allowed are {', '.join(sorted(DEFAULTS))}")
    place = {key: float(values.pop(key)) for key in ("x_m", "z_m", "yaw_deg") if key in values}
    color = values.pop("color", None)
    if unknown := sorted(set(values) - set(DEFAULTS[kind])):
        raise ValueError(f"{kind}: unknown {', '.join(unknown)}; has {', '.join(DEFAULTS[kind])}")
    sizes = {key: float(value) for key, value in values.items()}
    return Prop(kind=kind, **place, size_m=sizes, color=None if color is None else _rgb(color))


def _rgb(color: Any) -> Color:
    red, green, blue = (float(part) for part in color)
    return red, green, blue


DEFAULTS: dict[str, dict[str, float]] = {
    "mat": {"length_m": 1.83, "width_m": 0.65, "thick_m": 0.010},
    "chair": {"seat_m": 0.45, "width_m": 0.42, "depth_m": 0.42, "back_m": 0.42},
    "stool": {"seat_m": 0.45, "radius_m": 0.18},
    "ball": {"radius_m": 0.325},
    "roller": {"length_m": 0.90, "radius_m": 0.075},
}
"""Kind -> its usual lengths, metres: a common yoga mat, a dining chair, a ball of 65 cm, …"""


def _mat(mat: Prop) -> list[Solid]:
    half = mat.length_m("length_m") / 2, mat.length_m("thick_m") / 2, mat.length_m("width_m") / 2
    return [box((0, half[1], 0), half, mat.color or (0.16, 0.34, 0.40), pattern="mat")]


def _chair(chair: Prop) -> list[Solid]:
    seat, wide, deep = (chair.length_m(n) for n in ("seat_m", "width_m", "depth_m"))
    wood = chair.color or (0.50, 0.33, 0.19)
    parts = [box((0, seat - 0.02, 0), (wide / 2, 0.02, deep / 2), wood, pattern="wood")]
    top = seat + chair.length_m("back_m")
    for x in (wide / 2 - 0.02, 0.02 - wide / 2):
        for z, height in ((deep / 2 - 0.02, seat - 0.03), (0.02 - deep / 2, top)):
            parts.append(box((x, height / 2, z), (0.017, height / 2, 0.017), wood, pattern="wood"))
    for share in (0.30, 0.60, 0.92):
        y = seat + share * chair.length_m("back_m")
        parts.append(
            box((0, y, 0.02 - deep / 2), (wide / 2 - 0.03, 0.03, 0.009), wood, pattern="wood")
        )
    return parts


def _stool(stool: Prop) -> list[Solid]:
    seat, radius = stool.length_m("seat_m"), stool.length_m("radius_m")
    wood = stool.color or (0.62, 0.47, 0.30)
    parts = [cylinder((0, seat - 0.02, 0), radius, 0.02, wood, pattern="wood")]
    for turn in np.radians((45, 135, 225, 315)):
        x, z = 0.72 * radius * math.cos(turn), 0.72 * radius * math.sin(turn)
        parts.append(
            cylinder((x, (seat - 0.03) / 2, z), 0.016, (seat - 0.03) / 2, wood, pattern="wood")
        )
    return parts


def _ball(ball: Prop) -> list[Solid]:
    radius = ball.length_m("radius_m")
    return [ellipsoid((0, radius, 0), (radius,) * 3, ball.color or (0.30, 0.42, 0.62), gloss=0.35)]


def _roller(roller: Prop) -> list[Solid]:
    radius, half = roller.length_m("radius_m"), roller.length_m("length_m") / 2
    black = roller.color or (0.10, 0.10, 0.11)
    lying = np.array([[0.0, 1, 0], [-1, 0, 0], [0, 0, 1]])
    return [cylinder((0, radius, 0), radius, half, black, axes=lying, pattern="fabric")]


PARTS: dict[str, Callable[[Prop], list[Solid]]] = {
    "mat": _mat,
    "chair": _chair,
    "stool": _stool,
    "ball": _ball,
    "roller": _roller,
}
