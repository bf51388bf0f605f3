"""The camera: how it projects metres to pixels, and how it moves.

World axes are those of `rig.skeleton`: x to the right, y up, z towards the camera, in metres. A
move is a pure function of time, so a frame is the same in every process.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Camera:
    """A pinhole camera at `eye_m` that looks at `at_m`; `size_px` is (width, height).

    `roll_deg` turns it clockwise about its own axis; at 0 it is upright. It cannot look straight up
    or down.
    """

    eye_m: Point
    at_m: Point
    hfov_deg: float
    size_px: tuple[int, int]
    roll_deg: float = 0.0

    @property
    def focal_px(self) -> float:
        """The focal length in pixels. Pixels are square."""
        return self.size_px[0] / 2 / math.tan(math.radians(self.hfov_deg) / 2)

    @property
    def axes(self) -> NDArray[np.float64]:
        """Unit vectors in world axes, as rows: right, up, forward (3, 3)."""
        forward = np.subtract(self.at_m, self.eye_m).astype(float)
        forward /= np.linalg.norm(forward)
        right = np.cross(forward, (0.0, 1.0, 0.0))
        right /= np.linalg.norm(right)
        up = np.cross(right, forward)
        if self.roll_deg:
            cos, sin = math.cos(math.radians(self.roll_deg)), math.sin(math.radians(self.roll_deg))
            right, up = cos * right - sin * up, sin * right + cos * up
        return np.stack([right, up, forward])

    def project(self, points_m: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points (N, 3), metres -> (N, 3): pixel x, pixel y (down), depth along the axis, metres.

        (0, 0) is the top left corner of the picture, (0.5, 0.5) the middle of its first pixel. For
        a point at or behind the eye the pixels are NaN. NaN in gives NaN out.
        """
        local = (np.atleast_2d(points_m) - np.asarray(self.eye_m)) @ self.axes.T
        depth = np.where(local[:, 2] > 1e-6, local[:, 2], np.nan)
        width, height = self.size_px
        x = width / 2 + self.focal_px * local[:, 0] / depth
        y = height / 2 - self.focal_px * local[:, 1] / depth
        return np.stack([x, y, local[:, 2]], axis=1)


def moving(base: Camera, move: Mapping[str, Any] | None, t_s: float) -> Camera:
    """The camera `t_s` seconds into the move `{"use": name, ...}`. With None it does not move.

    Raises ValueError for a name that is not in `MOVES` and for a key that the move does not have.
    """
    if move is None:
        return base
    options = dict(move)
    name = options.pop("use", None)
    if name not in MOVES:
        raise ValueError(f"camera move {name!r}: allowed are {', '.join(sorted(MOVES))}")
    try:
        return MOVES[name](base, t_s, **options)
    except TypeError as wrong:
        raise ValueError(f"camera move {name!r}: {wrong}") from wrong


def still(base: Camera, _t_s: float) -> Camera:
    """The camera stands on its tripod."""
    return base


def orbit(base: Camera, t_s: float, *, by_deg: float, over_s: float, start_s: float = 0) -> Camera:
    """Move on a circle round the point that it looks at, `by_deg` to its right, then stand."""
    angle = math.radians(by_deg) * _eased(t_s - start_s, over_s)
    return replace(base, eye_m=_turned(base.eye_m, base.at_m, angle))


def pan(base: Camera, t_s: float, *, by_deg: float, over_s: float, start_s: float = 0) -> Camera:
    """Turn on the spot, `by_deg` to its right, then stand."""
    angle = -math.radians(by_deg) * _eased(t_s - start_s, over_s)
    return replace(base, at_m=_turned(base.at_m, base.eye_m, angle))


def dolly(base: Camera, t_s: float, *, to_m: Point, over_s: float, start_s: float = 0) -> Camera:
    """Move to `to_m` and look at the same point all the time."""
    share = _eased(t_s - start_s, over_s)
    return replace(base, eye_m=_between(base.eye_m, to_m, share))


def handheld(
    base: Camera, t_s: float, *, seed: int = 0, shake_deg: float = 0.4, sway_m: float = 0.008
) -> Camera:
    """A hand tries to hold still: the camera's place sways slowly, its direction shakes faster."""
    rng = np.random.default_rng(seed)
    sway = sway_m * _wander(rng, t_s, slowest_hz=0.15, fastest_hz=0.8)
    distance = math.dist(base.eye_m, base.at_m)
    shake = distance * math.radians(shake_deg) * _wander(rng, t_s, slowest_hz=0.3, fastest_hz=2.5)
    return replace(base, eye_m=_moved(base.eye_m, sway), at_m=_moved(base.at_m, shake))


MOVES: dict[str, Callable[..., Camera]] = {
    "still": still,
    "orbit": orbit,
    "pan": pan,
    "dolly": dolly,
    "handheld": handheld,
}


def _eased(t_s: float, over_s: float) -> float:
    """0 before the move, 1 after it, with a smooth start and a smooth end."""
    share = min(max(t_s / over_s, 0.0), 1.0) if over_s > 0 else float(t_s >= 0)
    return share * share * (3 - 2 * share)


def _turned(point: Point, centre: Point, angle: float) -> Point:
    """The point turned by `angle` radians about the vertical through `centre`."""
    x, z = point[0] - centre[0], point[2] - centre[2]
    cos, sin = math.cos(angle), math.sin(angle)
    return centre[0] + x * cos + z * sin, point[1], centre[2] - x * sin + z * cos


def _between(start: Point, end: Point, share: float) -> Point:
    x, y, z = (a + (b - a) * share for a, b in zip(start, end, strict=True))
    return x, y, z


def _moved(point: Point, by: NDArray[np.float64]) -> Point:
    return point[0] + float(by[0]), point[1] + float(by[1]), point[2] + float(by[2])


def _wander(
    rng: np.random.Generator, t_s: float, *, slowest_hz: float, fastest_hz: float
) -> NDArray[np.float64]:
    """A smooth random motion (3,) of about unit size: the sum of five sines for each axis."""
    rate_hz = rng.uniform(slowest_hz, fastest_hz, (5, 3))
    phase = rng.uniform(0, 2 * math.pi, (5, 3))
    wander: NDArray[np.float64] = np.sin(2 * math.pi * rate_hz * t_s + phase).sum(0) / 2
    return wander
