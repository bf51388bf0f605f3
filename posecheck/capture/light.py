"""How light it is in a picture, where the person is."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecheck.capture.picture import luminance

BLACK: Final = 8.0
"""The brightest pixel, 0 to 255, of a border that was put around a picture. Compressed black is off
by 2 or 3; the noise of a camera in the dark is more than that somewhere in each row."""

AROUND: Final = 0.25
"""How far around a person the picture counts, as a share of the longer side of their box. The floor
and the wall beside them tell how light it is; their clothes may be dark."""

LEAST_PX: Final = 16
"""A part of a picture that is smaller than this on one side says nothing: of eight pixels one is
looked at."""

WEIGHTS: Final = np.array([0.299, 0.587, 0.114])
"""Of red, green and blue (Rec. 601)."""


def light(picture: NDArray[np.uint8], points: NDArray[np.float64] | None = None) -> float:
    """Mean brightness, 0 to 255, around the person; black borders of the picture do not count.

    picture: (H, W, 3) RGB. points: (N, 2) the person's points, x and y each divided by its own side
    of the picture; None, or all of them NaN or outside, for the whole picture.
    """
    inner = without_borders(picture)
    here = None if points is None else _around(picture, points)
    both = inner if here is None else _meeting(inner, here)
    rows, columns = both or inner
    return luminance(picture[rows, columns])


def without_borders(picture: NDArray[np.uint8]) -> tuple[slice, slice]:
    """The rows and columns between black borders; all where the whole picture is black.

    Borders that were put there are as wide on both sides. A dark corner of a room is not.
    """
    grey = picture[::8, ::8] @ WEIGHTS
    rows = _lit(grey.max(axis=1), picture.shape[0])
    columns = _lit(grey.max(axis=0), picture.shape[1])
    return rows, columns


def _lit(brightest: NDArray[np.float64], size_px: int) -> slice:
    """The lines between two black borders; of each eighth line, the brightest pixel is given."""
    lit = np.flatnonzero(brightest > BLACK)
    if not lit.size:
        return slice(0, size_px)
    border_px = 8 * min(int(lit[0]), brightest.size - 1 - int(lit[-1]))
    return slice(border_px, size_px - border_px)


def _around(picture: NDArray[np.uint8], points: NDArray[np.float64]) -> tuple[slice, slice] | None:
    size_px = np.array([picture.shape[1], picture.shape[0]])
    known = points[np.isfinite(points).all(axis=1) & ((points >= 0) & (points <= 1)).all(axis=1)]
    if not known.size:
        return None
    low, high = known.min(axis=0) * size_px, known.max(axis=0) * size_px
    margin_px = max(LEAST_PX, AROUND * float((high - low).max()))
    left, top = np.maximum(low - margin_px, 0).astype(int)
    right, bottom = np.minimum(high + margin_px, size_px).astype(int)
    return slice(top, bottom), slice(left, right)


def _meeting(one: tuple[slice, slice], other: tuple[slice, slice]) -> tuple[slice, slice] | None:
    """What lies in both; None where that is next to nothing."""
    both = [
        slice(max(a.start, b.start), min(a.stop, b.stop)) for a, b in zip(one, other, strict=True)
    ]
    if any(each.stop - each.start < LEAST_PX for each in both):
        return None
    return both[0], both[1]
