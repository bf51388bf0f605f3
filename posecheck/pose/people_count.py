"""How many people are in a picture. The model may find the same body twice."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.pose.landmarker import Body

COUNT_EVERY_S: Final = 1.0
"""Time between two counts, seconds. A count takes as long as about one and a half poses: 5 % of all
work at 30 pictures a second."""

LEAST_PRESENCE: Final = 0.5
"""A body with a lower mean presence does not count: furniture has 0.1 to 0.4, people 0.95 and
more."""

CONTAINED_SHARE: Final = 0.8
"""Two boxes that have more than this share of the smaller one in common are one body: one of them
is a part of the other."""

OVERLAP_SHARE: Final = 0.5
"""Two boxes that have more than this share of the smaller one in common are one body if their hips
are near each other, too. People who stand shoulder to shoulder have less in common."""

NEAR_HIPS_SHARE: Final = 0.25
"""Hips are near each other within this share of the larger box's diagonal."""

HIPS: Final = [landmarks.index("hip", "left"), landmarks.index("hip", "right")]


def count(bodies: list[Body], *, size_px: tuple[int, int]) -> int:
    """How many different people `bodies` are, all found in one picture of `size_px`."""
    points = [body.image[:, :2] * size_px for body in bodies if body.presence >= LEAST_PRESENCE]
    different: list[NDArray[np.float64]] = []
    for candidate in points:
        if not any(same_body(candidate, known) for known in different):
            different.append(candidate)
    return len(different)


def same_body(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    """Whether two bodies, each (33, 2) pixels, are one person."""
    share = _shared(one, other)
    return share > CONTAINED_SHARE or (share > OVERLAP_SHARE and _hips_near(one, other))


def _shared(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """The area that the two boxes have in common, as a share of the smaller box."""
    low = np.maximum(one.min(axis=0), other.min(axis=0))
    high = np.minimum(one.max(axis=0), other.max(axis=0))
    common = np.prod(np.clip(high - low, 0.0, None))
    smaller = min(np.prod(np.ptp(one, axis=0)), np.prod(np.ptp(other, axis=0)))
    return float(common / smaller) if smaller > 0 else 0.0


def _hips_near(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    distance = np.linalg.norm(one[HIPS].mean(axis=0) - other[HIPS].mean(axis=0))
    larger = max(np.linalg.norm(np.ptp(one, axis=0)), np.linalg.norm(np.ptp(other, axis=0)))
    return bool(distance < NEAR_HIPS_SHARE * larger)
