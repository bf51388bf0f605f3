"""The window where no session runs: the end of one, and a film alone."""

from __future__ import annotations

import cv2
import numpy as np

from posecheck.app.live import drawing
from posecheck.app.live.drawing import GREEN, GREY, WHITE, Image8
from posecheck.words.speech import Speech


def empty(size_px: tuple[int, int]) -> tuple[Image8, float]:
    """A dark picture (H, W, 3) of `size_px`, and its `unit`: 1 for 960 x 720 pixels."""
    width, height = size_px
    canvas = np.zeros((height, width, 3), np.uint8)
    canvas[:] = drawing.DARK
    return canvas, min(height, width * 3 / 4) / 720


def summary(
    lines: tuple[str, ...], size_px: tuple[int, int], *, title: str, praise: str | None = None
) -> Image8:
    """The picture at the end: a few large lines, the last one small at the bottom.

    The line that is `praise` is green. Lines for which there is no room are left out.
    """
    width, height = size_px
    canvas, unit = empty(size_px)
    pad = round(48 * unit)
    drawing.text(canvas, title, (pad, round(60 * unit)), round(40 * unit), colour=GREY)
    y, end = round(140 * unit), height - round(80 * unit)
    for i, line in enumerate(lines[:-1]):
        sizes = tuple(round(size * unit) for size in ((54, 46, 40) if i < 2 else (40, 34)))
        size, rows = drawing.fitting(line, sizes, width_px=width - 2 * pad, lines=2)
        if y + len(rows) * size * 1.35 > end:
            break
        colour = GREEN if line == praise else (WHITE if i == 0 else GREY)
        for row in rows:
            drawing.text(canvas, row, (pad, y), size, colour=colour)
            y += round(size * 1.35)
        y += round(16 * unit)
    size, rows = drawing.fitting(
        lines[-1], (round(30 * unit), round(24 * unit)), width_px=width - 2 * pad, lines=1
    )
    drawing.text(canvas, rows[0], (pad, height - round(44 * unit)), size, colour=GREY)
    return canvas


def film(image: Image8, size_px: tuple[int, int], speech: Speech) -> Image8:
    """A film's picture as large as it fits, with the exercise's title above it."""
    width, height = size_px
    canvas, unit = empty(size_px)
    top = round(80 * unit)
    scale = min(width / image.shape[1], (height - top) / image.shape[0])
    inner_px = round(image.shape[1] * scale), round(image.shape[0] * scale)
    left = (width - inner_px[0]) // 2
    canvas[top : top + inner_px[1], left : left + inner_px[0]] = cv2.resize(
        image, inner_px, interpolation=cv2.INTER_CUBIC
    )
    at = width // 2, top // 2
    drawing.text(canvas, speech.texts.title, at, round(44 * unit), colour=WHITE, anchor="middle")
    return canvas
