"""How many people are in a picture: two finds of one body are one person."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.pose.landmarker import Body

LOOK_EVERY_S: Final = 1.0
"""A look costs about one and a half poses: 5 % at 30 pictures a second."""

LEAST_PRESENCE: Final = 0.5
"""Mean presence of a second person; furniture has .1 to .4, people .95 and more."""

MOSTLY: Final = 0.8
"""A body whose box lies this much within the other's is a part of it."""

HALF: Final = 0.5
NEAR: Final = 0.25
"""Boxes that share half of the smaller one, and hips nearer than a quarter of the larger
one's diagonal, are one body; people shoulder to shoulder share less of their boxes."""

HIPS: Final = [landmarks.index("hip", "left"), landmarks.index("hip", "right")]


def count(bodies: list[Body], *, size_px: tuple[int, int]) -> int:
    """Different people among `bodies`, which were found in one picture of `size_px`."""
    points = [body.image[:, :2] * size_px for body in bodies if body.presence >= LEAST_PRESENCE]
    apart: list[NDArray[np.float64]] = []
    for candidate in points:
        if not any(same_body(candidate, known) for known in apart):
            apart.append(candidate)
    return len(apart)


def same_body(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    """Whether two finds, each (33, 2) pixels, are of one person."""
    share = _shared(one, other)
    return share > MOSTLY or (share > HALF and _hips_near(one, other))


def _shared(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Area that the two boxes have in common, as a share of the smaller box."""
    low = np.maximum(one.min(axis=0), other.min(axis=0))
    high = np.minimum(one.max(axis=0), other.max(axis=0))
    common = np.prod(np.clip(high - low, 0.0, None))
    smaller = min(np.prod(np.ptp(one, axis=0)), np.prod(np.ptp(other, axis=0)))
    return float(common / smaller) if smaller > 0 else 0.0


def _hips_near(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    apart = np.linalg.norm(one[HIPS].mean(axis=0) - other[HIPS].mean(axis=0))
    larger = max(np.linalg.norm(np.ptp(one, axis=0)), np.linalg.norm(np.ptp(other, axis=0)))
    return bool(apart < NEAR * larger)
