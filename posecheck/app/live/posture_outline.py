"""The outline of the set-up: a figure in the exercise's posture, drawn from joints."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from posecheck.app.live.drawing import Colour, Image8

Line = tuple[tuple[float, float], ...]

_FIGURES: Final[dict[str, tuple[tuple[float, float], tuple[Line, ...]]]] = {
    "supine": (
        (0.05, 0.07),
        (
            ((0.16, 0.05), (0.50, 0.05), (0.67, 0.27), (0.83, 0.04), (0.91, 0.03)),
            ((0.17, 0.04), (0.33, 0.02), (0.47, 0.02)),
        ),
    ),
    "prone": (
        (0.05, 0.16),
        (
            ((0.17, 0.14), (0.52, 0.11), (0.76, 0.08), (0.97, 0.05)),
            ((0.17, 0.14), (0.18, 0.02), (0.05, 0.02)),
        ),
    ),
    "hands-and-knees": (
        (0.05, 0.50),
        (
            ((0.17, 0.47), (0.62, 0.47), (0.62, 0.04), (0.95, 0.04)),
            ((0.17, 0.47), (0.17, 0.25), (0.17, 0.03)),
        ),
    ),
    "kneeling": (
        (0.42, 0.74),
        (
            ((0.42, 0.60), (0.42, 0.28), (0.20, 0.06), (0.55, 0.04)),
            ((0.42, 0.60), (0.32, 0.42), (0.24, 0.24)),
        ),
    ),
    "standing": (
        (0.50, 0.93),
        (
            ((0.50, 0.80), (0.50, 0.50)),
            ((0.40, 0.80), (0.60, 0.80)),
            ((0.40, 0.80), (0.34, 0.62), (0.30, 0.46)),
            ((0.60, 0.80), (0.66, 0.62), (0.70, 0.46)),
            ((0.46, 0.50), (0.44, 0.26), (0.43, 0.03)),
            ((0.54, 0.50), (0.56, 0.26), (0.57, 0.03)),
        ),
    ),
    "seated": (
        (0.50, 0.93),
        (
            ((0.50, 0.77), (0.50, 0.38)),
            ((0.36, 0.77), (0.64, 0.77)),
            ((0.36, 0.77), (0.29, 0.55), (0.34, 0.36)),
            ((0.64, 0.77), (0.71, 0.55), (0.66, 0.36)),
            ((0.42, 0.38), (0.30, 0.36), (0.29, 0.04)),
            ((0.58, 0.38), (0.70, 0.36), (0.71, 0.04)),
        ),
    ),
}
"""For each posture the middle of the head and the limbs; x to the right, y up, in body lengths."""

POSTURES: Final = frozenset(_FIGURES)
"""The postures that have an outline."""

_LIMB: Final = 0.085
"""Width of a limb, in body lengths."""
_HEAD: Final = 0.055
"""Radius of the head, in body lengths."""

FILLS: Final = 0.66
"""How much of the picture's width (lying) or height (upright) the figure takes. That is more than
the half that the person is asked to fill, with room for the arms and for a step."""

_UPRIGHT: Final = ("standing", "seated", "kneeling")


def draw(
    image: Image8, posture: str, *, colour: Colour, width_px: int, head_right: bool = False
) -> None:
    """Draws the outline into the image; the figure stands or lies on its lower third."""
    for contour in contours(posture, image.shape[1], image.shape[0]):
        turned = contour * (-1, 1) + (image.shape[1] - 1, 0) if head_right else contour
        cv2.polylines(image, [turned.astype(np.int32)], True, colour, width_px, cv2.LINE_AA)


@lru_cache(maxsize=8)
def contours(posture: str, width: int, height: int) -> tuple[NDArray[np.int32], ...]:
    """The outline in a picture of that size, pixels: (n, 1, 2) x and y for each closed line."""
    head, limbs = _FIGURES[posture]
    length_px = FILLS * (height if posture in _UPRIGHT else min(width, 1.5 * height))
    left, floor = (width - length_px) / 2, height * (0.76 if posture in _UPRIGHT else 0.66)
    mask = np.zeros((height, width), np.uint8)

    def at(point: tuple[float, float]) -> tuple[int, int]:
        return round(left + point[0] * length_px), round(floor - point[1] * length_px)

    for limb in limbs:
        points = np.array([at(point) for point in limb], np.int32)
        cv2.polylines(mask, [points], False, 255, max(2, round(_LIMB * length_px)), cv2.LINE_AA)
    cv2.circle(mask, at(head), round(_HEAD * length_px), 255, -1, cv2.LINE_AA)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return tuple(np.asarray(contour, np.int32) for contour in found)
