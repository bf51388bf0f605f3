"""Text on a picture, on a dark panel. A panel is drawn once and pasted often."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from posecheck.report.canvas import Canvas, Colour, Panel

Corner = Literal["top-left", "top-right", "bottom"]

WHITE: Colour = (255, 255, 255)
PANEL: Colour = (16, 20, 28)
_PANEL_OPACITY = 190
"""Of 255. The person behind a panel can still be seen, and white text on it keeps a contrast above
4.5 : 1, even in front of a white wall."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a panel; `bar` (0 to 1) draws a progress bar below it."""

    text: str
    size_px: int
    colour: Colour = WHITE
    bar: float | None = None


def paste(canvas: Canvas, lines: tuple[Line, ...], corner: Corner, *, margin_px: int) -> None:
    """Draws a panel with `lines`. A panel that is too large is cut.

    `margin_px` is the free space around the panel and inside it.
    """
    if lines:
        width_px = canvas.size_px[0] - 2 * margin_px if corner == "bottom" else 0
        panel = _panel(lines, width_px, margin_px)
        left, top = _origin(canvas.size_px, corner, panel.size_px, margin_px=margin_px)
        canvas.paste(panel, left=left, top=top)


def wrapped(text: str, *, size_px: int, width_px: int) -> list[str]:
    """`text` broken between words, so that each line fits into `width_px`. Words stay whole."""
    lines: list[str] = []
    for word in drawable(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font(size_px).getlength(longer) <= width_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def drawable(text: str) -> str:
    """`text` as the built-in font can draw it: umlauts become two letters, other accents go.

    >>> drawable("Zur Stütze, égal – 4 s")
    'Zur Stuetze, egal - 4 s'
    """
    plain = text.translate(_PLAIN)
    decomposed = unicodedata.normalize("NFKD", plain)
    kept = (char for char in decomposed if not unicodedata.combining(char))
    return "".join(char if ord(char) < 128 or char == "°" else "?" for char in kept)


_PLAIN = str.maketrans({
    "–": "-", "—": "-", "’": "'", "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue",
    "ß": "ss",
})  # fmt: skip


@lru_cache(maxsize=16)
def font(size_px: int) -> ImageFont.FreeTypeFont:
    """The outline font that comes with Pillow: every machine has it."""
    loaded = ImageFont.load_default(size=size_px)
    assert isinstance(loaded, ImageFont.FreeTypeFont), "this Pillow was built without FreeType"
    return loaded


def _origin(
    picture_px: tuple[int, int], corner: Corner, panel_px: tuple[int, int], *, margin_px: int
) -> tuple[int, int]:
    """Left and top of a panel, never outside the picture, in pixels."""
    left = picture_px[0] - margin_px - panel_px[0] if corner == "top-right" else margin_px
    top = picture_px[1] - margin_px - panel_px[1] if corner == "bottom" else margin_px
    return max(left, 0), max(top, 0)


@lru_cache(maxsize=128)
def _panel(lines: tuple[Line, ...], least_width_px: int, pad: int) -> Panel:
    heights = [_height(line) for line in lines]
    width = max(max(_width(line) for line in lines) + 2 * pad, least_width_px)
    picture = Image.new("RGBA", (width, sum(heights) + 2 * pad), (*PANEL, _PANEL_OPACITY))
    draw = ImageDraw.Draw(picture)
    top = pad
    for line, height in zip(lines, heights, strict=True):
        _write(draw, line, left=pad, top=top, width=width - 2 * pad)
        top += height
    return Panel(np.asarray(picture))


def _width(line: Line) -> int:
    """Pixels. All digits of the font are equally wide, so a running clock does not shake."""
    return math.ceil(font(line.size_px).getlength(line.text))


def _height(line: Line) -> int:
    bar = line.size_px // 2 if line.bar is not None else 0
    return round(line.size_px * 1.25) + bar


def _write(draw: ImageDraw.ImageDraw, line: Line, *, left: int, top: int, width: int) -> None:
    draw.text((left, top), line.text, font=font(line.size_px), fill=(*line.colour, 255))
    if line.bar is None:
        return
    low = top + round(line.size_px * 1.3)
    high = low + max(line.size_px // 4, 2)
    draw.rectangle((left, low, left + width, high), fill=(90, 96, 108, 255))
    done = round(width * min(max(line.bar, 0.0), 1.0))
    if done:
        draw.rectangle((left, low, left + done, high), fill=(*line.colour, 255))
