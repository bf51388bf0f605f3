"""Lines between landmarks: thick ones for what is judged, faint ones for the rest of the body."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final

from posecheck import landmarks
from posecheck.records import Pose
from posecheck.report.canvas import SUBPIXEL_BITS, Canvas, Colour, Point

JUDGED: Final[Colour] = (64, 224, 255)
FAULTY: Final[Colour] = (255, 140, 0)
_FAINT: Final[Colour] = (205, 205, 205)
_EDGE: Final[Colour] = (16, 20, 28)
_LEAST_VISIBILITY = 0.5
"""The faint lines are decoration: landmarks of a lower visibility have none."""

BODY: Final[tuple[tuple[int, int], ...]] = (
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
    canvas: Canvas,
    pose: Pose,
    chains: tuple[tuple[int, ...], ...],
    *,
    colour: Colour,
    scale: float,
) -> None:
    """Draws a body; `chains` are landmark indices, joined in order.

    A landmark that is NaN is not drawn, nor are lines to it. `scale` is 1 for a picture whose
    shorter side has 480 pixels.
    """
    points = [_fixed(x, y) for x, y in pose.points_px.tolist()]
    trusted = [v >= _LEAST_VISIBILITY for v in pose.image[:, 3].tolist()]
    thin = max(round(scale), 1)
    for a, b in BODY:
        if trusted[a] and trusted[b]:
            _line(canvas, points[a], points[b], _FAINT, thin)
    thick = max(round(4 * scale), 2)
    for ink, width in ((_EDGE, thick + 2 * thin), (colour, thick)):
        for chain in chains:
            _chain(canvas, points, chain, ink, width)


def _chain(
    canvas: Canvas,
    points: list[Point | None],
    chain: tuple[int, ...],
    colour: Colour,
    width_px: int,
) -> None:
    for a, b in pairwise(chain):
        _line(canvas, points[a], points[b], colour, width_px)
    for i in chain:
        centre = points[i]
        if centre is not None:
            canvas.dot(centre, width_px, colour)


def _line(canvas: Canvas, a: Point | None, b: Point | None, colour: Colour, width_px: int) -> None:
    if a is not None and b is not None:
        canvas.line(a, b, colour, width_px)


def _fixed(x_px: float, y_px: float) -> Point | None:
    """A point as canvases take it; None for a missing one."""
    if not (math.isfinite(x_px) and math.isfinite(y_px)):
        return None
    return round(x_px * (1 << SUBPIXEL_BITS)), round(y_px * (1 << SUBPIXEL_BITS))
