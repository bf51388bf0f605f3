"""The camera: from metres to pixels, and how it moves.

World axes as in `skeleton`: x right, y up, z towards the camera; metres. A move is a pure
function of time, so that frame N is the same in every process.
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
    """A pinhole camera at `eye_m` looking at `at_m`, upright; `size_px` is (width, height).

    It cannot look straight up or down: there upright means nothing.
    """

    eye_m: Point
    at_m: Point
    hfov_deg: float
    size_px: tuple[int, int]

    @property
    def focal_px(self) -> float:
        """Focal length in pixels; pixels are square."""
        return self.size_px[0] / 2 / math.tan(math.radians(self.hfov_deg) / 2)

    @property
    def axes(self) -> NDArray[np.float64]:
        """Rows right, up, forward (3, 3): unit vectors in world axes."""
        forward = np.subtract(self.at_m, self.eye_m).astype(float)
        forward /= np.linalg.norm(forward)
        right = np.cross(forward, (0.0, 1.0, 0.0))
        right /= np.linalg.norm(right)
        return np.stack([right, np.cross(right, forward), forward])

    def project(self, points_m: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points (N, 3) in metres -> (N, 3): pixel x, pixel y (down), depth along the axis in m.

        Pixel (0, 0) is the picture's top left corner, (0.5, 0.5) the middle of its first pixel.
        A point at or behind the eye has NaN pixels; NaN in gives NaN out.
        """
        local = (np.atleast_2d(points_m) - np.asarray(self.eye_m)) @ self.axes.T
        depth = np.where(local[:, 2] > 1e-6, local[:, 2], np.nan)
        width, height = self.size_px
        x = width / 2 + self.focal_px * local[:, 0] / depth
        y = height / 2 - self.focal_px * local[:, 1] / depth
        return np.stack([x, y, local[:, 2]], axis=1)


def moving(base: Camera, move: Mapping[str, Any] | None, t_s: float) -> Camera:
    """The camera at `t_s` seconds of the move `{"use": name, ...}`; None stands still.

    Raises ValueError for a name that is not in `MOVES` and for a key that the move has not.
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
    """The camera on its tripod."""
    return base


def orbit(base: Camera, t_s: float, *, by_deg: float, over_s: float, start_s: float = 0) -> Camera:
    """Walk round the point looked at, `by_deg` to the camera's right, smoothly, then stand."""
    angle = math.radians(by_deg) * _eased(t_s - start_s, over_s)
    return replace(base, eye_m=_turned(base.eye_m, base.at_m, angle))


def pan(base: Camera, t_s: float, *, by_deg: float, over_s: float, start_s: float = 0) -> Camera:
    """Turn the camera on the spot, `by_deg` to its right, smoothly, then stand."""
    angle = -math.radians(by_deg) * _eased(t_s - start_s, over_s)
    return replace(base, at_m=_turned(base.at_m, base.eye_m, angle))


def dolly(base: Camera, t_s: float, *, to_m: Point, over_s: float, start_s: float = 0) -> Camera:
    """Move the eye to `to_m`, smoothly, always looking at the same point."""
    share = _eased(t_s - start_s, over_s)
    return replace(base, eye_m=_between(base.eye_m, to_m, share))


def handheld(
    base: Camera, t_s: float, *, seed: int = 0, shake_deg: float = 0.4, sway_m: float = 0.008
) -> Camera:
    """A hand that tries to hold still: slow sway of the eye, faster shake of the direction."""
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
    """0 before, 1 after, with a smooth start and end between."""
    share = min(max(t_s / over_s, 0.0), 1.0) if over_s > 0 else float(t_s >= 0)
    return share * share * (3 - 2 * share)


def _turned(point: Point, centre: Point, angle: float) -> Point:
    """`point` turned about the vertical through `centre` by `angle` radians."""
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
    """A smooth random walk (3,) of about unit size: five sines for each axis."""
    rate_hz = rng.uniform(slowest_hz, fastest_hz, (5, 3))
    phase = rng.uniform(0, 2 * math.pi, (5, 3))
    wander: NDArray[np.float64] = np.sin(2 * math.pi * rate_hz * t_s + phase).sum(0) / 2
    return wander
