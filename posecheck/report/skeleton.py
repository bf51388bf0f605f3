"""Lines between landmarks: thick ones for what is judged, faint ones for the rest of the body."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.records import Pose

Image8 = NDArray[np.uint8]
Colour = tuple[int, int, int]

JUDGED: Final[Colour] = (64, 224, 255)
FAULTY: Final[Colour] = (255, 140, 0)
_FAINT: Final[Colour] = (205, 205, 205)
_EDGE: Final[Colour] = (16, 20, 28)
_SUBPIXEL_BITS = 4
_LEAST_VISIBILITY = 0.5
"""The faint lines are decoration: landmarks of a lower visibility have none."""

_BODY: Final[tuple[tuple[int, int], ...]] = (
    *(
        (landmarks.index(a, side), landmarks.index(b, side))
        for side in ("left", "right")
        for a, b in landmarks.BONES
    ),
    *(
        (landmarks.index(name, "left"), landmarks.index(name, "right"))
        for name in ("shoulder", "hip")
    ),
)


def draw(
    image: Image8,
    pose: Pose,
    chains: tuple[tuple[int, ...], ...],
    *,
    colour: Colour,
    scale: float,
) -> None:
    """Draws into `image` (H, W, 3) uint8 RGB; `chains` are landmark indices, joined in order.

    A landmark that is NaN is not drawn, nor are lines to it. `scale` is 1 for a picture whose
    shorter side has 480 pixels.
    """
    points_px = pose.points_px
    trusted = pose.image[:, 3] >= _LEAST_VISIBILITY
    thin = max(round(scale), 1)
    for a, b in _BODY:
        if trusted[a] and trusted[b]:
            _line(image, points_px[a], points_px[b], _FAINT, thin)
    thick = max(round(4 * scale), 2)
    for ink, width in ((_EDGE, thick + 2 * thin), (colour, thick)):
        for chain in chains:
            _chain(image, points_px, chain, ink, width)


def _chain(
    image: Image8,
    points_px: NDArray[np.float64],
    chain: tuple[int, ...],
    colour: Colour,
    width_px: int,
) -> None:
    for a, b in pairwise(chain):
        _line(image, points_px[a], points_px[b], colour, width_px)
    for i in chain:
        if np.isfinite(points_px[i]).all():
            centre = _fixed(points_px[i])
            radius = width_px << _SUBPIXEL_BITS
            cv2.circle(image, centre, radius, colour, -1, cv2.LINE_AA, _SUBPIXEL_BITS)


def _line(
    image: Image8,
    a_px: NDArray[np.float64],
    b_px: NDArray[np.float64],
    colour: Colour,
    width_px: int,
) -> None:
    if np.isfinite(a_px).all() and np.isfinite(b_px).all():
        ends = _fixed(a_px), _fixed(b_px)
        cv2.line(image, *ends, colour, width_px, cv2.LINE_AA, _SUBPIXEL_BITS)


def _fixed(point_px: NDArray[np.float64]) -> tuple[int, int]:
    """A point in OpenCV's fixed-point form, so that lines do not hop from pixel to pixel."""
    x, y = np.round(point_px * (1 << _SUBPIXEL_BITS)).astype(int)
    return int(x), int(y)
